import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { defaultWorld, type Message, type TwinOptions } from '../twins/discord/index.ts';
import { type Easel, holdWord, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** What is kept of a member is theirs to have, and theirs to have deleted: the facts stay, the words go. */

const review = '934190266370285571';
const mia = '327418590244601857';
const noah = '341906627730145281';
let easel: Easel;
const as = (name: string) => easel.discord.as(name);

async function start(discord: TwinOptions = {}) {
	const world = defaultWorld();
	// Mia is in both servers.
	world.guilds[1]!.members.push({ userId: mia, roles: [] });
	easel = await startEasel({ discord: { world, ...discord }, settings: { 'safety.reviewChannel': review } });
}
beforeEach(() => start());
afterEach(async () => {
	vi.useRealTimers();
	expectManners(easel.discord);
	await easel.stop();
});

const sqlite = () => new DatabaseSync(easel.env.STORE_URL!.replace('sqlite://', ''));
function rows(query: string): Record<string, unknown>[] {
	const file = sqlite();
	const found = file.prepare(query).all();
	file.close();
	return found;
}
/** All that stands in the database, as text. */
const everything = () =>
	['jobs', 'cases', 'audit', 'key_values'].map((table) => JSON.stringify(rows(`select * from ${table}`))).join('\n');

interface Export {
	member: string;
	part: number;
	parts: number;
	jobs: { id: string; guildId: string; request: { prompt: string }; state: string }[];
	cases: { kind: string; state: string; reports: object[] }[];
	reports: { text: string }[];
	strikes: object[];
	pauses: object[];
	audit: { action: string; by: string }[];
}
const read = async (message: Message): Promise<Export> => {
	const [file] = message.attachments;
	expect(file).toMatchObject({ filename: expect.stringMatching(/^easel-privacy(-\d+)?\.json$/) });
	return JSON.parse(Buffer.from(await easel.discord.download(file!.url)).toString('utf8')) as Export;
};
const ask = (who: string, subcommand: string, channel = 'studio') =>
	as(who).slash(channel, 'privacy', {}, { subcommand });
const exported = async (who: string, channel = 'studio') => read(await notice(ask(who, 'export', channel)));
async function deleted(who: string) {
	const asked = await notice(ask(who, 'delete'));
	expect(asked.text()).toContain(words('privacy.delete.title'));
	const pressed = await as(who).press(asked, words('privacy.delete.button'));
	return pressed.response((message) => !message.text().includes(words('privacy.delete.title')));
}
const draw = (who: string, prompt: string, channel = 'studio') => result(as(who).slash(channel, 'imagine', { prompt }));
async function report(who: string, message: Message, why: string) {
	const form = await as(who).choose(message, 'More…', ['Report']);
	await form.modal();
	await notice(as(who).submit(form, { why }));
}

describe('an export', () => {
	test('has everything of every server, for the member alone, and nobody else’s words', async () => {
		const fox = await draw('mia', 'a fox of the atelier');
		await draw('mia', 'a fox of the print room', 'general');
		const owl = await draw('noah', 'an owl of his');
		await report('noah', fox, 'what noah thinks of it');
		await report('mia', owl, 'what mia thinks of it');

		const asked = await ask('mia', 'export');
		expect(await asked.acked()).toMatchObject({ ephemeral: true });
		const message = await notice(asked);
		const file = await read(message);
		expect(file).toMatchObject({ member: mia, part: 1, parts: 1 });
		expect(file.jobs.map(({ request }) => request.prompt)).toEqual(['a fox of the atelier', 'a fox of the print room']);
		expect(new Set(file.jobs.map(({ guildId }) => guildId)).size).toBe(2);
		expect(file.cases).toMatchObject([{ kind: 'report', state: 'open', reports: [{ at: expect.any(String) }] }]);
		expect(file.reports).toMatchObject([{ text: 'what mia thinks of it' }]);

		const text = JSON.stringify(file);
		for (const other of ['what noah thinks', 'an owl', noah]) expect(text).not.toContain(other);
		expect(text).not.toMatch(/token/i);
		for (const who of ['noah', 'max', 'ada']) {
			expect(
				easel.discord
					.channel('studio')
					.messages(who)
					.map(({ id }) => id),
			).not.toContain(message.id);
		}
	});

	test('of a member of whom nothing is kept says so', async () => {
		const message = await notice(ask('max', 'export'));
		expect(message.text()).toContain(words('privacy.export.nothing'));
		expect(await read(message)).toMatchObject({ jobs: [], cases: [], reports: [], strikes: [], pauses: [], audit: [] });
	});

	test('can be had in direct messages, by whoever has left every server', async () => {
		await draw('mia', 'a fox');
		const message = await notice(as('mia').dm('privacy', {}, { subcommand: 'export' }));
		expect((await read(message)).jobs).toHaveLength(1);
	});
});

test('an export of 10,000 jobs comes in as many files as Discord’s limit makes of it', async () => {
	await easel.stop();
	await start({ attachmentSizeLimit: 2 * 1024 * 1024 });
	await draw('mia', 'a fox with quite some words about its fur, its eyes and the weather around it');
	const file = sqlite();
	const columns = file
		.prepare('pragma table_info(jobs)')
		.all()
		.map(({ name }) => String(name));
	const copied = columns.map((name) => (name === 'id' ? `'9' || printf('%018d', n)` : name)).join(', ');
	file.exec(`insert into jobs (${columns.join(', ')}) with recursive counted(n) as
		(select 1 union all select n + 1 from counted where n < 9999) select ${copied} from jobs, counted`);
	file.close();

	const asked = await ask('mia', 'export');
	const first = await asked.response((message) => message.attachments.length > 0, 60_000);
	const { parts } = await read(first);
	expect(parts).toBeGreaterThan(1);
	await vi.waitFor(() => expect(asked.followups).toHaveLength(parts - 1), { timeout: 60_000 });
	const files = await Promise.all([first, ...asked.followups].map(read));
	for (const message of [first, ...asked.followups]) {
		expect(message.ephemeral).toBe(true);
		expect(message.attachments[0]!.size).toBeLessThanOrEqual(2 * 1024 * 1024);
	}
	expect(files.map(({ part }) => part)).toEqual(files.map((_, i) => i + 1));
	expect(new Set(files.flatMap(({ jobs }) => jobs.map(({ id }) => id))).size).toBe(10_000);
}, 120_000);

describe('a deletion', () => {
	test('asks before, and does nothing until it is pressed', async () => {
		await draw('mia', 'a canary in the coal mine');
		await notice(ask('mia', 'delete'));
		expect(everything()).toContain('a canary in the coal mine');
	});

	test('takes the words and pictures everywhere and leaves the facts', async () => {
		const fox = await draw('mia', 'a canary of the atelier');
		await draw('mia', 'a canary of the print room', 'general');
		const owl = await draw('noah', 'an owl of his');
		await report('mia', owl, 'a canary in a report');
		const before = rows('select id, state, counted_images, cost_micros, created_at from jobs order by id');

		const told = await deleted('mia');
		expect(told.text()).toContain(words('privacy.delete.jobs', { count: 2 }));
		expect(everything()).not.toContain('a canary');
		expect(everything()).toContain('an owl of his');
		expect(rows('select id, state, counted_images, cost_micros, created_at from jobs order by id')).toEqual(before);
		expect(rows(`select count(*) as n from job_pictures, jobs where job_id = id and user_id = '${mia}'`)).toEqual([
			{ n: 0 },
		]);
		expect((await exported('mia')).jobs).toHaveLength(2);
		// What stands in the channel is Discord’s, and whose it is can still be told.
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await as('mia').choose(fox, 'More…', ['Delete']);
		await gone;
	});

	test('of nothing says so', async () => {
		expect((await deleted('max')).text()).toContain(words('privacy.delete.nothing'));
		await draw('mia', 'a fox');
		await deleted('mia');
		expect((await deleted('mia')).text()).toContain(words('privacy.delete.nothing'));
	});

	test('names what is under way and leaves it until it has ended', async () => {
		await holdWord(easel.env.STORE_URL!, easel.discord.world.guilds[0]!.id, 'lighthouse');
		const held = await as('mia').slash('studio', 'imagine', { prompt: 'a lighthouse that waits' });
		await held.response(({ text }) => text().includes(words('held.title')));
		await draw('mia', 'a canary');

		const told = await deleted('mia');
		expect(told.text()).toContain(words('privacy.delete.underWay', { count: 1 }));
		expect(told.text()).toContain('a lighthouse that waits');
		expect(everything()).toContain('a lighthouse that waits');
		expect(everything()).not.toContain('a canary');

		// It is still drawn as it was asked for.
		const card = easel.discord.channel(review).messages('max')[0]!;
		await as('max').press(card, words('button.approve'));
		const posted = () =>
			easel.discord
				.channel('studio')
				.messages('mia')
				.filter((message) => message.pictures().length > 0);
		await vi.waitFor(() => expect(posted()).toHaveLength(2), { timeout: 9000 });
		expect((await deleted('mia')).text()).toContain(words('privacy.delete.jobs', { count: 1 }));
		expect(everything()).not.toContain('a lighthouse that waits');
	});

	test('does not keep moderators from a picture that was reported', async () => {
		const message = await draw('mia', 'a lighthouse that is reported');
		await report('noah', message, 'this is me');
		expect((await deleted('mia')).text()).toContain(words('privacy.delete.underWay', { count: 1 }));
		expect(everything()).toContain('a lighthouse that is reported');
	});

	test('leaves an appeal that nobody has answered, until somebody has', async () => {
		const { id: guildId } = easel.discord.world.guilds[0]!;
		await holdWord(easel.env.STORE_URL!, guildId, 'lighthouse');
		const held = await as('mia').slash('studio', 'imagine', { prompt: 'a lighthouse that was refused' });
		await held.response(({ text }) => text().includes(words('held.title')));
		const [job] = rows(`select job_id from cases`);
		const card = () => easel.discord.channel(review).messages('max')[0]!;
		await vi.waitFor(() => expect(card()).toBeDefined());
		const refusing = await as('max').press(card(), words('button.refuse'));
		await refusing.modal();
		await as('max').submit(refusing, {});
		await vi.waitFor(() => expect(rows('select state from cases')).toEqual([{ state: 'refused' }]));
		const message = await draw('mia', 'a fox');
		const form = await as('mia').force(message, `appeal:${job!.job_id}`);
		await form.modal();
		await notice(as('mia').submit(form, { why: 'words of an appeal' }));

		expect((await deleted('mia')).text()).toContain(words('privacy.delete.underWay', { count: 1 }));
		expect(everything()).toContain('words of an appeal');
		const denying = await as('max').press(card(), words('case.button.deny'));
		await denying.modal();
		const [field] = JSON.stringify(await denying.modal())
			.match(/(?<="custom_id":")\w+(?=")/g)!
			.slice(-1);
		await as('max').submit(denying, { [field!]: 'it stays' });
		await vi.waitFor(() => expect(rows('select appealed from cases')).toEqual([{ appealed: 0 }]));
		await deleted('mia');
		expect(everything()).not.toContain('words of an appeal');
	});

	test('reaches the moderators’ cards', async () => {
		const message = await draw('mia', 'a canary on a card');
		await report('noah', message, 'this is me');
		const card = () => easel.discord.channel(review).messages('max')[0]!;
		await vi.waitFor(() => expect(card().text()).toContain('a canary on a card'));
		await as('max').press(card(), words('case.button.keep'));
		await vi.waitFor(() => expect(rows('select state from cases')).toEqual([{ state: 'kept' }]));

		expect((await deleted('mia')).text()).toContain(words('privacy.delete.cases', { count: 1 }));
		await vi.waitFor(() => expect(card().text()).not.toContain('a canary on a card'));
		expect(rows('select state from cases')).toEqual([{ state: 'kept' }]);
	});

	test('is never of somebody else: a forged press deletes what the presser has', async () => {
		const message = await draw('mia', 'a canary of mia');
		await draw('noah', 'a canary of noah');
		const pressed = await as('noah').force(message, 'privacy:delete');
		await pressed.acked();
		await vi.waitFor(() => expect(everything()).not.toContain('a canary of noah'));
		expect(everything()).toContain('a canary of mia');
	});

	test.each(['privacy', 'privacy:', 'privacy:export', `privacy:delete:${mia}`])(
		'%s is connected to nothing',
		async (id) => {
			const message = await draw('mia', 'a canary');
			expect((await notice(as('mia').force(message, id))).text()).toBe(words('unexpected.stale'));
			expect(everything()).toContain('a canary');
		},
	);
});

test('a warning outlives the words of its case', async () => {
	const { id: guildId } = easel.discord.world.guilds[0]!;
	const store = await openStore(easel.env.STORE_URL!);
	await draw('mia', 'a fox');
	const [job] = (await store.privacy.exportMember(mia)).jobs;
	const opened = await store.cases.open(
		{ guildId, kind: 'prompt', state: 'refused', userId: mia, jobId: job!.id, triggers: [] },
		Date.now(),
		[],
	);
	const strike = { guildId, userId: mia, case: opened.number, at: Date.now(), by: noah };
	await store.cases.save({ ...opened, revision: 2 }, { audit: [], strike });
	await store.close();
	await deleted('mia');
	expect(await exported('mia')).toMatchObject({ strikes: [{ case: 1 }], cases: [{ emptied: true }] });
});
