import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { defaultWorld, type Interaction, type Message } from '../twins/discord/index.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** A member finds that a picture should not be there: from under the picture, or from the message's menu. */

const review = '934190266370285571';
const noahId = '341906627730145281';
let easel: Easel;
const as = (name: string) => easel.discord.as(name);

beforeAll(async () => {
	const world = defaultWorld();
	easel = await startEasel({ discord: { world }, settings: { 'safety.reviewChannel': review } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
afterEach(() => easel.openai.reset());

let drawings = 0;
/** A picture of Mia's with a prompt of its own. */
async function drawn(options: Record<string, string | number | boolean> = {}) {
	const prompt = `a lighthouse, number ${++drawings}`;
	const message = await result(as('mia').slash('studio', 'imagine', { prompt, ...options }));
	return { message, prompt, jobId: jobOf(message) };
}
const jobOf = (message: Message) =>
	message
		.selects()
		.find(({ customId }) => customId.startsWith('more:'))!
		.customId.split(':')[1]!;

/** By the select under the picture, or by the menu of its message. */
const ways = {
	select: (who: string, message: Message) => as(who).choose(message, 'More…', ['Report']),
	menu: (who: string, message: Message) => as(who).menu(message.channelId, 'Report image', message),
};
async function form(asked: Promise<Interaction>): Promise<Interaction> {
	const interaction = await asked;
	expect((await interaction.modal()).title).toBe(words('report.title'));
	return interaction;
}
async function report(who: string, message: Message, why = 'this is me', way: keyof typeof ways = 'select') {
	const opened = await form(ways[way](who, message));
	return notice(as(who).submit(opened, { why }));
}
const thanks = words('report.thanks');

const caseOf = async (jobId: string) => {
	const store = await openStore(easel.env.STORE_URL!);
	const found = await store.cases.ofJob(jobId, 'report');
	await store.close();
	return found;
};
const cards = (prompt: string) =>
	easel.discord
		.channel(review)
		.messages('max')
		.filter((message) => message.text().includes(prompt));
const shown = (prompt: string, test: (text: string) => boolean = () => true) =>
	vi.waitFor(
		() => {
			const found = cards(prompt).find((message) => test(message.text()));
			if (!found) throw new Error(`no such card among ${cards(prompt).map((it) => it.text())}`);
			return found;
		},
		{ timeout: 5000 },
	);

describe.each(['select', 'menu'] as const)('by the %s', (way) => {
	test('a report reaches the moderators, and whoever reported is thanked in private', async () => {
		const { message, prompt, jobId } = await drawn();
		const told = await report('noah', message, 'this is *me* @everyone', way);
		expect(told.text()).toContain(thanks);
		expect(told.text()).toContain(words('report.passedOn'));
		expect(await caseOf(jobId)).toMatchObject({
			kind: 'report',
			state: 'open',
			reports: [{ userId: noahId, text: 'this is *me* @everyone' }],
		});
		const card = await shown(prompt);
		expect(card.text()).toContain('this is \\*me\\*');
		expect(card.text()).toContain(`<@${noahId}>`);
	});

	test('needs no words', async () => {
		const { message, prompt, jobId } = await drawn();
		expect((await report('noah', message, '', way)).text()).toContain(thanks);
		expect(await caseOf(jobId)).toMatchObject({ reports: [{ userId: noahId, text: '' }] });
		await shown(prompt);
	});

	test('the same picture is the same case, whoever reports it', async () => {
		const { message, prompt, jobId } = await drawn();
		await report('noah', message, 'this is me', way);
		await report('ada', message, 'this is him', way);
		expect(await caseOf(jobId)).toMatchObject({ reports: [{ text: 'this is me' }, { text: 'this is him' }] });
		await shown(prompt, (text) => text.includes('this is me') && text.includes('this is him'));
		expect(cards(prompt)).toHaveLength(1);
	});

	test('a second report by the same member is refused in words', async () => {
		const { message, jobId } = await drawn();
		await report('noah', message, 'once', way);
		expect((await report('noah', message, 'twice', way)).text()).toBe(words('refusal.reportedBefore'));
		expect(await caseOf(jobId)).toMatchObject({ reports: [{ text: 'once' }] });
	});

	test('a form that was open before a restart can still be sent', async () => {
		const { message, jobId } = await drawn();
		const opened = await form(ways[way]('noah', message));
		await easel.restart();
		expect((await notice(as('noah').submit(opened, { why: 'late' }))).text()).toContain(thanks);
		expect(await caseOf(jobId)).toMatchObject({ reports: [{ text: 'late' }] });
	});

	test('of what was deleted meanwhile there is nothing left to decide', async () => {
		const { message, jobId } = await drawn();
		const opened = await form(ways[way]('noah', message));
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await as('mia').choose(message, 'More…', ['Delete']);
		await gone;
		expect((await notice(as('noah').submit(opened, { why: 'gone' }))).text()).toBe(words('refusal.resultGone'));
		expect(await caseOf(jobId)).toBeUndefined();
	});
});

describe('whose picture it is', () => {
	test('does not matter: one’s own can be reported', async () => {
		const { message, jobId } = await drawn();
		expect((await report('mia', message)).text()).toContain(thanks);
		expect(await caseOf(jobId)).toMatchObject({ reports: [{ text: 'this is me' }] });
	});

	test('a private one can be reported by whoever it was drawn for, and moderators then see its words', async () => {
		const { message, prompt, jobId } = await drawn({ private: true });
		expect((await report('mia', message)).text()).toContain(thanks);
		expect(await caseOf(jobId)).toMatchObject({ state: 'open' });
		await shown(prompt);
	});

	test('whoever it was drawn for never learns who reported it', async () => {
		const { message, prompt } = await drawn();
		await report('noah', message, 'a canary');
		const card = await shown(prompt);
		const before = easel.discord.channel('studio').messages('mia').length;
		await as('max').press(card, words('case.button.keep'));
		await shown(prompt, (text) => !text.includes(words('case.button.keep')));
		const read = [...easel.discord.channel('studio').messages('mia'), ...easel.discord.dms('mia')];
		expect(read.length).toBeGreaterThanOrEqual(before);
		for (const text of read.map((it) => it.text())) {
			expect(text).not.toContain('canary');
			expect(text).not.toContain(noahId);
		}
	});
});

describe('what moderators kept', () => {
	test('waits for them again when somebody else reports it', async () => {
		const { message, prompt, jobId } = await drawn();
		await report('noah', message);
		await as('max').press(await shown(prompt), words('case.button.keep'));
		await vi.waitFor(async () => expect(await caseOf(jobId)).toMatchObject({ state: 'kept' }));
		expect((await report('ada', message, 'still wrong')).text()).toContain(words('report.passedOn'));
		expect(await caseOf(jobId)).toMatchObject({ state: 'open' });
		const card = await shown(prompt, (text) => text.includes('still wrong'));
		expect(card.buttons().map(({ label }) => label)).toContain(words('case.button.keep'));
	});
});

describe('many at once', () => {
	test('the same member’s double press is one report', async () => {
		const { message, prompt, jobId } = await drawn();
		const opened = await Promise.all([form(ways.select('noah', message)), form(ways.menu('noah', message))]);
		await Promise.all(opened.map(async (it) => notice(as('noah').submit(it, { why: 'both' }))));
		expect((await caseOf(jobId))!.reports).toHaveLength(1);
		await shown(prompt);
		expect(cards(prompt)).toHaveLength(1);
	});

	test('four members’ reports are one case with four', async () => {
		const { message, prompt, jobId } = await drawn();
		const people = ['noah', 'ada', 'max', 'mia'];
		const opened = await Promise.all(people.map((who) => form(ways.select(who, message))));
		const told = await Promise.all(opened.map((it, i) => notice(as(people[i]!).submit(it, { why: people[i]! }))));
		for (const it of told) expect(it.text()).toContain(thanks);
		expect((await caseOf(jobId))!.reports.map(({ text }) => text).toSorted()).toEqual(people.toSorted());
		// The newest three stand on the card with their words.
		await shown(prompt, (text) => text.includes(words('case.moreReports', { count: 1 })));
		expect(cards(prompt)).toHaveLength(1);
	});
});

describe('what is none of the bot’s pictures', () => {
	test('cannot be reported: a member’s own message', async () => {
		const said = await as('mia').say('studio', 'look at me');
		const told = await notice(as('noah').menu('studio', 'Report image', said));
		expect(told.text()).toBe(words('refusal.notAResult'));
	});

	test('cannot be reported: a card of the moderators', async () => {
		const { message, prompt } = await drawn();
		await report('noah', message);
		const told = await notice(as('max').menu(review, 'Report image', await shown(prompt)));
		expect(told.text()).toBe(words('refusal.notAResult'));
	});
});

describe('a forged id', () => {
	test('of somebody’s private picture is refused, to moderators as well', async () => {
		const secret = await drawn({ private: true });
		const { message } = await drawn();
		for (const who of ['noah', 'max']) {
			for (const id of [`report:${secret.jobId}`, `report-image:${secret.jobId}:${message.id}`]) {
				expect((await notice(as(who).force(message, id))).text()).toBe(words('refusal.notYours'));
			}
		}
		expect(await caseOf(secret.jobId)).toBeUndefined();
	});

	test('of another server reaches nothing', async () => {
		const { jobId } = await drawn();
		const home = await result(as('sam').slash('general', 'imagine', { prompt: 'a fox' }));
		for (const id of [`report:${jobId}`, `report-image:${jobId}:${home.id}`]) {
			expect((await notice(as('sam').force(home, id))).text()).toBe(words('refusal.jobGone'));
		}
		expect(await caseOf(jobId)).toBeUndefined();
	});

	test.each(['report:0123456789abcdefghij', 'report-image:0123456789abcdefghij:934190266370285571'])(
		'%s of no job is as good as none',
		async (id) => {
			const { message } = await drawn();
			expect((await notice(as('noah').force(message, id))).text()).toBe(words('refusal.jobGone'));
		},
	);

	test.each(['report', 'report:', 'report-image', 'report-image:short:1', 'report-image:::', 'report-image:../..:1'])(
		'%s is connected to nothing',
		async (id) => {
			const { message } = await drawn();
			expect((await notice(as('noah').force(message, id))).text()).toBe(words('unexpected.stale'));
		},
	);
});
