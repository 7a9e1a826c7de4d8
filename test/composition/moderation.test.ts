import { PermissionFlagsBits } from 'discord.js';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createModeration, type Moderation } from '../../src/composition/moderation.ts';
import type { WordEntry } from '../../src/core/moderation/books.ts';
import type { OperatorList } from '../../src/core/moderation/operator-list.ts';
import type { Clock, Log, StoredPicture } from '../../src/core/ports.ts';
import { defaultSettings, type Settings } from '../../src/core/settings.ts';
import { createApi } from '../../src/discord/api.ts';
import { createGuilds } from '../../src/discord/guild.ts';
import { createProvider, type OpenAiProvider } from '../../src/openai/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { photo } from '../pictures/samples.ts';
import { newJob } from '../store/jobs.ts';
import { createDiscordTwin, type DiscordTwin } from '../twins/discord/index.ts';
import { createOpenAiTwin, type OpenAiTwin } from '../twins/openai/index.ts';

let discord: DiscordTwin;
let openai: OpenAiTwin;
let store: Store;
let provider: OpenAiProvider;
let desk: Moderation;
let now: number;
let logged: string[];

const clock: Clock = { now: () => now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()) };
const say = (...line: unknown[]) => {
	logged.push(JSON.stringify(line));
	return 'reference';
};
const log: Log = { info: say, warn: say, error: say };

beforeEach(async () => {
	now = Date.now();
	logged = [];
	[discord, openai, store] = await Promise.all([
		createDiscordTwin(),
		createOpenAiTwin({ pictures: 'plain' }),
		openStore('sqlite://:memory:'),
	]);
	provider = createProvider({
		apiKey: openai.apiKey,
		baseUrl: openai.url,
		identitySecret: 'x',
		responsesModel: 'gpt-5.6-luna',
	});
	desk = create();
});
afterEach(async () => {
	await Promise.all([provider.close(), store.close(), discord.stop(), openai.stop()]);
});

function create(operatorList: OperatorList = { entries: [], floor: {} }): Moderation {
	const guilds = createGuilds({ api: createApi(discord.url, discord.token), clock });
	return createModeration({ config: { operatorList }, clock, log, store, provider, guilds });
}

const atelier = () => discord.world.guilds[0]!;
const printRoom = () => discord.world.guilds[1]!;
const settingsWith = (moderation: Partial<Settings['moderation']> = {}): Settings => ({
	...defaultSettings,
	moderation: { ...defaultSettings.moderation, ...moderation },
});
const judge = (prompt: string, inputs: readonly StoredPicture[] = [], guildId = atelier().id) =>
	desk.moderator.judgeRequest({ guildId, prompt, inputs }, settingsWith());

let entries = 0;
async function add(text: string, more: Partial<WordEntry> = {}): Promise<WordEntry> {
	const entry: WordEntry = {
		id: `w${++entries}`,
		guildId: atelier().id,
		kind: 'word',
		text,
		verdict: 'hold',
		by: '9',
		at: now,
		...more,
	};
	const { guildId, by, at } = entry;
	await store.words.add(entry, { guildId, at, by, action: 'wordAdded', case: null, about: null, why: '' });
	return entry;
}

async function asked(prompts: readonly string[], at = now): Promise<void> {
	for (const prompt of prompts) {
		const job = newJob({ asker: { guildId: atelier().id }, request: { prompt } }, at);
		const { scores, model } = await judge(prompt);
		await store.ledger.accept(job, [], {}, () => ({ job: model ? { ...job, scores } : job }));
	}
}

const result = (bytes: Uint8Array, index = 0): StoredPicture => ({
	kind: 'result',
	role: 'image',
	index,
	type: 'image/png',
	bytes,
});

describe('words of a server', () => {
	test('count from the moment they are there until they are gone, in that server alone', async () => {
		expect((await judge('a badger')).verdict).toBe('allowed');
		const entry = await add('badger');
		expect(await judge('a ｂａｄｇｅｒ')).toMatchObject({
			verdict: 'held',
			triggers: [{ source: 'words', entry: entry.id, found: 'ｂａｄｇｅｒ' }],
		});
		expect((await judge('a badger', [], printRoom().id)).verdict).toBe('allowed');
		await add('bad(ge|g3)r', { kind: 'pattern', verdict: 'refuse' });
		expect((await judge('a badger')).verdict).toBe('refused');
		await add('honey badger', { kind: 'allow' });
		expect((await judge('a honey badger')).verdict).toBe('allowed');
		const { guildId, id, by, at } = entry;
		await store.words.remove(guildId, id, { guildId, at, by, action: 'wordRemoved', case: null, about: null, why: '' });
		expect((await judge('a badger')).triggers).toMatchObject([{ verdict: 'refused' }]);
	});

	test('are told once each, however often they stand there, and the strictest first', async () => {
		const [held, refused] = [await add('badger'), await add('otter', { verdict: 'refuse' })];
		const { triggers } = await judge('badger '.repeat(300) + 'otter '.repeat(300));
		expect(triggers.map((it) => 'entry' in it && it.entry)).toEqual([refused.id, held.id]);
	});
});

describe('AutoMod’s rules', () => {
	beforeEach(() => {
		atelier().botPermissions = String(PermissionFlagsBits.ManageGuild);
		atelier().autoModRules = [
			{ id: '1150000000000000001', name: 'Badgers', keywords: ['badger*'], allowed: ['badgering'] },
			{ id: '1150000000000000002', name: 'Broken for RE2', patterns: ['(?=a)', 'ott[e3]r'] },
		];
	});

	test('hold for prompts too, and only hold', async () => {
		expect(await judge('two badgers and an ott3r')).toMatchObject({
			verdict: 'held',
			triggers: [
				{ source: 'autoMod', verdict: 'held', found: 'badger' },
				{ source: 'autoMod', verdict: 'held', found: 'ott3r' },
			],
		});
		expect((await judge('stop badgering me')).verdict).toBe('allowed');
		const settings = settingsWith({ autoMod: false });
		const off = await desk.moderator.judgeRequest({ guildId: atelier().id, prompt: 'badgers', inputs: [] }, settings);
		expect(off.verdict).toBe('allowed');
	});

	test('are nothing where the bot may not read them', async () => {
		atelier().botPermissions = '0';
		expect((await judge('badgers')).verdict).toBe('allowed');
	});
});

describe('the operator’s list', () => {
	test('holds in every server, and no server’s exception shields from it', async () => {
		desk = create({
			entries: [
				{ kind: 'word', text: 'badger', verdict: 'refuse' },
				{ kind: 'allow', text: 'honey badger', verdict: 'hold' },
				{ kind: 'pattern', text: 'b\\d+', verdict: 'hold' },
			],
			floor: { violence: { hold: 0.2, refuse: null } },
		});
		await add('a badger', { kind: 'allow' });
		for (const { id } of discord.world.guilds) {
			expect(await judge('a badger', [], id)).toMatchObject({
				verdict: 'refused',
				triggers: [{ source: 'operator', entry: 'operator:0', found: 'badger' }],
			});
			expect((await judge('a honey badger', [], id)).verdict).toBe('allowed');
			expect((await judge('b52', [], id)).verdict).toBe('held');
		}
		const off = settingsWith({ preset: 'off' });
		const bloody = { guildId: atelier().id, prompt: 'a bloody nose', inputs: [] };
		expect((await desk.moderator.judgeRequest(bloody, off)).verdict).toBe('held');
		expect(desk.floor).toEqual({ violence: { hold: 0.2, refuse: null } });
	});
});

describe('the endpoint', () => {
	test('is asked once about the same words and the same picture, also after a restart', async () => {
		const bytes = await (await photo(1600, 1600)).png().toBuffer();
		const input: StoredPicture = { ...result(bytes), kind: 'input' };
		await Promise.all([judge('a fox', [input]), judge('a fox', [input])]);
		desk = create();
		await judge('a fox', [input]);
		await desk.moderator.judgeResults(atelier().id, [result(bytes)], settingsWith());
		expect(openai.moderations).toEqual([
			{ texts: ['a fox'], images: 0, flagged: false },
			{ texts: [], images: 1, flagged: false },
		]);
	});

	test('is asked again when it gave no answer, and its trouble holds what it was asked about', async () => {
		openai.faults.moderation.push({ kind: 'status', status: 500 });
		expect(await judge('a fox')).toMatchObject({
			verdict: 'held',
			triggers: [{ source: 'unanswered', reason: 'down' }],
		});
		expect((await judge('a fox')).verdict).toBe('allowed');
	});

	test('judges pictures: what went in, and what came out', async () => {
		const red = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#ff0000' } })
			.png()
			.toBuffer();
		const input: StoredPicture = { ...result(red), kind: 'input' };
		expect(await judge('a fox', [input])).toMatchObject({
			verdict: 'held',
			triggers: [
				{ category: 'violence', score: 0.96, subject: { on: 'input', index: 0 } },
				{ category: 'violence/graphic', score: 0.91 },
			],
		});
		const broken = await desk.moderator.judgeResults(
			atelier().id,
			[result(Buffer.from('no picture'), 1)],
			settingsWith(),
		);
		expect(broken.triggers).toEqual([
			{ source: 'unanswered', verdict: 'held', reason: 'unreadable', subject: { on: 'result', index: 1 } },
		]);
	});

	test('never brings words into the log', async () => {
		const canary = 'a velvet otter named Bartholomew';
		openai.options.moderation = { kind: 'status', status: 500, body: { error: { message: canary } } };
		await judge(canary);
		openai.options.moderation = { kind: 'status', status: 404 };
		await judge(`${canary} again`);
		expect(logged).toHaveLength(2);
		expect(logged.join()).not.toMatch(/velvet|otter/);
	});
});

describe('a removed picture', () => {
	test('is known again in its server, encoded anew and made smaller', async () => {
		const bytes = await (await photo(900, 700)).png().toBuffer();
		const hash = (await desk.hashOf(bytes))!;
		await store.removed.add(atelier().id, [hash], 17, now);
		const again = await sharp(bytes).resize(450).jpeg({ quality: 60 }).toBuffer();
		const other = await (await photo(900, 700)).png().toBuffer();
		const judged = (picture: Buffer, guildId: string) =>
			desk.moderator.judgeResults(guildId, [result(picture)], settingsWith({ results: 'show' }));
		expect(await judged(again, atelier().id)).toMatchObject({
			verdict: 'refused',
			triggers: [{ source: 'removed', case: 17 }],
		});
		expect((await judged(again, printRoom().id)).verdict).toBe('allowed');
		expect((await judged(other, atelier().id)).verdict).toBe('allowed');
		expect(await desk.hashOf(Buffer.from('no picture'))).toBeUndefined();
	});
});

describe('the moderators’ desk', () => {
	test('explains a sentence without asking the endpoint', async () => {
		desk = create({ entries: [{ kind: 'word', text: 'weasel', verdict: 'refuse' }], floor: {} });
		atelier().botPermissions = String(PermissionFlagsBits.ManageGuild);
		atelier().autoModRules = [{ id: '1150000000000000001', name: 'Otters', keywords: ['otter*'] }];
		await add('badger', { verdict: 'refuse' });
		await add('honey badger', { kind: 'allow' });
		const sentence = 'ｂ4dger, honey badger, otters, w.e.a.s.e.l';
		expect(await desk.explain(atelier().id, sentence, settingsWith())).toEqual([
			{ source: 'operator', entry: 'weasel', verdict: 'refuse', found: 'w.e.a.s.e.l', readAs: 'weasel' },
			{ source: 'words', entry: 'badger', verdict: 'refuse', found: 'ｂ4dger', readAs: 'badger' },
			{
				source: 'words',
				entry: 'badger',
				verdict: 'refuse',
				found: 'badger',
				readAs: 'badger',
				shieldedBy: 'honey badger',
			},
			{ source: 'autoMod', entry: 'otter*', verdict: 'hold', found: 'otter', readAs: 'otter' },
		]);
		const without = await desk.explain(atelier().id, sentence, settingsWith({ autoMod: false }));
		expect(without.map(({ source }) => source)).toEqual(['operator', 'words', 'words']);
		expect(openai.moderations).toEqual([]);
	});

	test('says why a word or pattern cannot be used', () => {
		expect(['(', 'a{9999}', '.*', 'x'.repeat(201), 'b[a4]dger'].map(desk.checkPattern)).toEqual([
			'syntax',
			'tooComplex',
			'matchesEverything',
			'tooLong',
			undefined,
		]);
		expect(['.', 'x', 'x'.repeat(101), 'badger'].map(desk.checkWord)).toEqual([
			'empty',
			'tooShort',
			'tooLong',
			undefined,
		]);
	});

	test('tries thresholds and entries on what was asked for', async () => {
		const week = now - 7 * 24 * 3_600_000;
		await asked(['so much gore'], week - 1000);
		await asked(['a bloody nose', 'lingerie', 'an insult to badgers', 'a fox and a badger', 'gore']);
		openai.options.moderation = { kind: 'status', status: 500 };
		await asked(['an otter nobody looked at']);
		const run = await desk.dryRun(atelier().id, week);
		const strict = run(settingsWith({ preset: 'family' }));
		expect(strict).toMatchObject({ prompts: 6, scored: 5, held: 2, refused: 2 });
		expect(strict.examples[0]).toMatchObject({ prompt: 'gore', verdict: 'refused', category: 'violence', score: 0.95 });
		expect(run(settingsWith({ preset: 'off' }))).toMatchObject({
			held: 0,
			refused: 0,
		});
		expect((await desk.dryRun(printRoom().id, week))(settingsWith())).toMatchObject({ prompts: 0 });
		const guildId = atelier().id;
		expect(await desk.tryEntry({ guildId, kind: 'word', text: 'badger*' }, week)).toBe(2);
		expect(await desk.tryEntry({ guildId, kind: 'pattern', text: 'b[ao]dger' }, week)).toBe(2);
		expect(await desk.tryEntry({ guildId, kind: 'allow', text: 'badger' }, week)).toBe(0);
		expect(await desk.tryEntry({ guildId: printRoom().id, kind: 'word', text: 'badger' }, week)).toBe(0);
	});
});
