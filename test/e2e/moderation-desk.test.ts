import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';
import { parseCsv } from '../discord/usage/parse-csv.ts';
import type { Interaction } from '../twins/discord/index.ts';
import { buttonsOf, type Desk, deskOf, numbersIn } from './desks.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** `/moderation`: what moderators look up and set, apart from deciding on a card. */

const atelier = '934188725630984202';
const mia = '327418590244601857';
const noah = '341906627730145281';
const max = '298855170346352641';

let easel: Easel;
let store: Store;
let desk: Desk;
beforeAll(async () => {
	easel = await startEasel({ settings: { 'moderation.preset': 'standard' } });
	store = await openStore(easel.env.STORE_URL!);
	desk = deskOf(easel, 'max');
});
afterAll(async () => {
	expectManners(easel.discord);
	await store.close();
	await easel.stop();
});

const draw = (name: string, prompt: string, options: Record<string, string | boolean> = {}): Promise<Interaction> =>
	easel.discord.as(name).slash('studio', 'imagine', { prompt, ...options });
const held = async (name: string, prompt: string, options: Record<string, string | boolean> = {}) => {
	await notice(draw(name, prompt, options));
	const { cases } = await store.cases.list({ guildId: atelier, show: 'all', limit: 1 });
	return cases[0]!.number;
};
let reported = 0;
/** A case about nothing that is kept, as many times as it takes to fill pages. */
const report = (userId: string, at: number) =>
	store.cases.open(
		{
			guildId: atelier,
			kind: 'report',
			userId,
			jobId: `gone${reported++}`,
			triggers: [],
			reports: [{ userId: noah, at, text: 'look' }],
		},
		at,
		[],
	);

describe('queue', () => {
	test('is empty at first, and says so', async () => {
		const queue = await desk.type('queue');
		expect(queue.ephemeral).toBe(true);
		expect(queue.text()).toContain('**0** wait · **0** appeals');
		expect(queue.text()).toContain('Nothing waits here.');
		expect(queue.text()).toContain('Nothing was decided in the last 30 days.');
	});

	test('lists what waits, the oldest first, in pages that can be filtered', async () => {
		const first = await held('mia', 'a nude statue');
		for (let n = 0; n < 9; n++) await report(noah, Date.now());
		const queue = await desk.type('queue');
		expect(numbersIn(queue)).toEqual(Array.from({ length: 8 }, (_, n) => first + n));
		expect(queue.text()).toContain(`**#${first}** · request · <t:`);
		expect(queue.text()).toContain('sexual 0.93');
		expect(queue.text()).toContain('reported once');
		const after = await desk.press(queue, 'After ›');
		expect(numbersIn(after)).toEqual([first + 8, first + 9]);
		expect(after.text()).toContain('Page 2 of 2');
		expect(after.id).toBe(queue.id);

		const requests = await desk.choose(after, ':kind:', 'prompt');
		expect(numbersIn(requests)).toEqual([first]);
		const mine = await desk.choose(requests, ':whose:', 'mine');
		expect(numbersIn(mine)).toEqual([]);
		const opened = await desk.press(await desk.choose(mine, ':whose:', 'unclaimed'), 'Open');
		await desk.press(opened, 'Claim');
		const claimed = await desk.choose(await desk.type('queue'), ':whose:', 'mine');
		expect(numbersIn(claimed)).toEqual([first]);
		expect(claimed.text()).toContain(`claimed by <@${max}>`);
		const unclaimed = await desk.choose(claimed, ':whose:', 'unclaimed');
		expect(numbersIn(unclaimed)).not.toContain(first);
		const all = await desk.choose(unclaimed, ':show:', 'all');
		expect(numbersIn(all)[0]).toBe(first + 9);
	});

	test('says how fast the moderators are', async () => {
		const number = await held('mia', 'a naked tree');
		await desk.press(await desk.type('case', { number }), 'Approve');
		const queue = await desk.type('queue');
		expect(queue.text()).toMatch(/Decided in the last 30 days: 1, within \d+ s/);
	});

	test('shows the last page that is left when a page beyond is asked for', async () => {
		const queue = await desk.type('queue');
		const beyond = await desk.force(queue, 'moderation:queue:page:open:any:anybody:99');
		expect(beyond.text()).toContain('Page 2 of 2');
	});
});

describe('case', () => {
	test('tells the whole story in order, with what can be done, and is shown anew when it is done', async () => {
		const drawn = await result(draw('mia', 'a lighthouse'));
		const [vary] = drawn.buttons().filter(({ label }) => label === words('button.again'));
		await store.words.add(
			{ id: 'w1', guildId: atelier, kind: 'word', text: 'lighthouse', verdict: 'hold', by: max, at: Date.now() },
			{ guildId: atelier, at: Date.now(), by: max, action: 'wordAdded', case: null, about: null, why: 'lighthouse' },
		);
		const again = await easel.discord.as('mia').press(drawn, vary!.customId!);
		await again.response((it) => it.ephemeral && it.text().includes(words('held.title')), 9000);
		const { cases } = await store.cases.list({ guildId: atelier, show: 'all', limit: 1 });
		const { number } = cases[0]!;
		const story = await desk.type('case', { number });
		expect(story.ephemeral).toBe(true);
		expect(story.text()).toContain('> a lighthouse');
		expect(story.text()).toContain('**Made from**');
		expect(story.text()).toContain(
			`[see the post](https://discord.com/channels/${atelier}/${drawn.channelId}/${drawn.id})`,
		);
		const refused = await desk.press(story, 'Claim');
		expect(refused.text()).toMatch(/by itself · opened[\s\S]*<@298855170346352641> · claimed/);
		expect(buttonsOf(refused)).toContain('Unclaim');
		await store.words.remove(atelier, 'w1', {
			guildId: atelier,
			at: Date.now(),
			by: max,
			action: 'wordRemoved',
			case: null,
			about: null,
			why: 'lighthouse',
		});
	});

	test('with more to tell than fits goes on on further pages', async () => {
		const opened = await report(mia, Date.now());
		for (let n = 0; n < 60; n++) {
			await store.audit.append({
				...{ guildId: atelier, at: Date.now(), by: noah, action: 'reported', case: opened.number, about: mia },
				why: `*really* ${n} ${'look '.repeat(20)}`,
			});
		}
		const story = await desk.type('case', { number: opened.number });
		expect(story.text()).toContain('Page 1 of ');
		const seen: number[] = [];
		for (let page = story; ; page = await desk.press(page, 'After ›')) {
			seen.push(...[...page.text().matchAll(/\\\*really\\\* (\d+) look/g)].map(([, n]) => Number(n)));
			if (!buttonsOf(page).includes('After ›')) break;
		}
		expect(seen).toEqual(Array.from({ length: 60 }, (_, n) => n));
	});

	test('of another server, or of none, is not there', async () => {
		expect((await desk.type('case', { number: 4711 })).text()).toContain(words('refusal.caseGone'));
		const sam = deskOf(easel, 'sam');
		expect((await sam.type('case', { number: 1 })).text()).toContain(words('refusal.caseGone'));
		const queue = await sam.type('queue');
		expect(numbersIn(queue)).toEqual([]);
		expect((await sam.force(queue, 'moderation:open:1:0')).text()).toContain(words('refusal.caseGone'));
	});
});

describe('member', () => {
	test('shows cases, strikes and when they fade, and pauses', async () => {
		const number = await held('mia', 'a naked mole rat');
		const story = await desk.type('case', { number });
		const form = await easel.discord.as('max').press(story, 'Warn');
		const [field] = (await form.modal()).components.flatMap((it) =>
			'component' in it && 'custom_id' in it.component ? [it.component.custom_id] : [],
		);
		const done = await easel.discord.as('max').submit(form, { [field!]: '=HYPERLINK("x")' });
		await done.response(({ thinking }) => !thinking, 9000);

		const member = await desk.type('member', { user: mia });
		expect(member.text()).toContain(`## <@${mia}> in this server`);
		expect(member.text()).toContain('1 strike that counts');
		expect(member.text()).toMatch(new RegExp(`#${number} · <t:\\d+:R> by <@${max}> · fades <t:\\d+:R>`));
		expect(numbersIn(member)[0]).toBe(number);

		const paused = await desk.choose(member, 'member:pause', 'hour1');
		expect(paused.text()).toMatch(/\*\*Paused:\*\* can draw here again <t:\d+:R>/);
		expect(easel.discord.dms('mia').at(-1)!.text()).toContain('has paused drawing for you there');
		expect((await notice(draw('mia', 'a fox'))).text()).toContain('have paused you');
		const free = await desk.press(paused, 'End the pause');
		expect(free.text()).toContain('Not paused.');
		await result(draw('mia', 'a fox'));
	});

	test('without anything is shown as that', async () => {
		const member = await desk.type('member', { user: max });
		expect(member.text()).toContain('No strike counts.');
		expect(member.text()).toContain('0 cases');
	});
});

describe('pause', () => {
	test('stops all drawing at once, however often it is typed, and lets it go on', async () => {
		const stopped = await desk.type('pause');
		expect(stopped.text()).toContain('All drawing in this server stands still');
		expect((await notice(draw('noah', 'a fox'))).text()).toContain(words('refusal.serverPaused'));
		const adas = deskOf(easel, 'ada');
		const again = await adas.type('pause');
		expect(again.text()).toContain('stands still already');
		const sams = await easel.discord.as('sam').slash('general', 'imagine', { prompt: 'a fox at home' });
		await result(sams);
		const resumed = await desk.press(stopped, 'Let drawing go on');
		expect(resumed.text()).toContain('Drawing goes on');
		await result(draw('noah', 'a fox'));
		expect((await desk.press(resumed, 'Stop all drawing')).text()).toContain('stands still');
		await adas.press(again, 'Let drawing go on');
		const lines = await store.audit.list(atelier, { limit: 4 });
		expect(lines.map(({ action, by }) => [action, by])).toEqual([
			['serverResumed', '271364825918767104'],
			['serverPaused', max],
			['serverResumed', max],
			['serverPaused', max],
		]);
	});
});

describe('the audit log', () => {
	test('is handed over as a table that no sheet takes for formulas', async () => {
		const exported = await desk.press(await desk.type('queue'), 'Export the audit log');
		const [file] = exported.attachments;
		const rows = parseCsv(Buffer.from(await easel.discord.download(file!.url)).toString());
		expect(file!.filename).toBe(`moderation-${atelier}.csv`);
		expect(rows[0]).toEqual(['time_utc', 'moderator_id', 'action', 'case', 'member_id', 'why']);
		expect(exported.text()).toContain(`${rows.length - 1} lines`);
		const warned = rows.filter(([, , action]) => action === 'warned');
		expect(warned).toEqual([
			[expect.stringMatching(/^2\d{3}-.*Z$/), max, 'warned', expect.stringMatching(/^\d+$/), mia, `'=HYPERLINK("x")`],
		]);
		expect(rows.find(([, , action]) => action === 'opened')?.[1]).toBe('');
		const times = rows.slice(1).map(([time]) => time!);
		expect(times).toEqual(times.toSorted());
	});

	test('of another server is another one', async () => {
		const sam = deskOf(easel, 'sam');
		const exported = await sam.press(await sam.type('queue'), 'Export the audit log');
		expect(exported.text()).toContain('Nothing is in the audit log yet.');
	});
});

describe('what nobody should press', () => {
	const stale = () => words('unexpected.stale');

	test.each([
		'moderation:queue',
		'moderation:queue:page:open:any:anybody',
		'moderation:queue:page:open:any:anybody:-1',
		'moderation:queue:page:open:everything:anybody:0',
		'moderation:queue:export:soon',
		'moderation:open:0:0',
		'moderation:open:1',
		'moderation:open:1:0:1',
		'moderation:open:1e3:0',
		'moderation:member:page:1:0',
		`moderation:member:pause:${mia}:0`,
		`moderation:member:ban:${mia}:0`,
		'moderation:words:remove:0',
		'moderation:words:remove:0:../../x',
		'moderation:words:page:0:x',
		'moderation:dry_run:on:0:strict:-:-',
		'moderation:dry_run:on:0:lax:-:-:-',
		'moderation:dry_run:on:0:-:violence:7:-',
		'moderation:pause:off',
		'moderation:nothing',
		'moderation:',
	])('%s', async (id) => {
		const queue = await desk.type('queue');
		const answer = await desk.force(queue, id);
		expect(answer.text()).toContain(stale());
	});

	test('on a message that everybody sees', async () => {
		const drawn = await result(draw('noah', 'a hare'));
		const answer = await desk.force(drawn, 'moderation:queue:page:open:any:anybody:0');
		expect(answer.text()).toContain(stale());
		expect(answer.ephemeral).toBe(true);
	});

	test('by a member, or by a moderator who lost the role', async () => {
		const queue = await desk.type('queue');
		const mias = deskOf(easel, 'mia');
		const refused = words('refusal.notAllowed', { permission: words('permission.moderateMembers') });
		for (const id of ['moderation:queue:export:0', 'moderation:open:1:0', 'moderation:pause:stop']) {
			expect((await mias.force(queue, id)).text()).toContain(refused);
		}
		expect((await mias.type('queue')).text()).toContain(refused);
		const [guild] = easel.discord.world.guilds;
		const member = guild!.members.find(({ userId }) => userId === max)!;
		const { roles } = member;
		member.roles = [];
		expect((await desk.press(queue, 'Refresh')).text()).toContain(refused);
		member.roles = roles;
	});
});
