import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '../free-port.ts';
import { createDiscordTwin, type DiscordTwin, type Interaction, type Message } from '../twins/discord/index.ts';
import { twinEnvironment } from '../twins/environment.ts';
import { createOpenAiTwin, type OpenAiTwin } from '../twins/openai/index.ts';
import { decide, holdWord, plain } from './easel.ts';
import { type Running, startEaselProcess } from './processes.ts';
import { hasPictures, words } from './trouble.ts';

/**
 * A private request's words go to its member and, when they were flagged or reported, to the moderators of that server. Nobody else, no
 * log line and no metric ever has them.
 */

const canary = 'velvetotterbartholomew';
const review = '934190266370285571';
let discord: DiscordTwin;
let openai: OpenAiTwin;
let bot: Running;
let folder: string;
let port: number;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'easel-canary-'));
	port = await freePort();
	[discord, openai] = await Promise.all([createDiscordTwin(), createOpenAiTwin({ pictures: 'plain' })]);
	const store = `sqlite://${join(folder, 'easel.sqlite')}`;
	await decide(store, discord, {
		...plain,
		'moderation.preset': 'standard',
		'moderation.results': 'hold',
		'safety.reviewChannel': review,
	});
	await holdWord(store, discord.world.guilds[0]!.id, 'lighthouse');
	bot = await startEaselProcess({
		...twinEnvironment(discord, openai, store),
		LOG_LEVEL: 'trace',
		HTTP_PORT: String(port),
		IMAGES_PER_MINUTE: '1000',
	});
});
afterAll(async () => {
	await bot?.end();
	await Promise.all([discord?.stop(), openai?.stop()]);
	await rm(folder, { recursive: true, force: true });
});

const ask = (prompt: string): Promise<Interaction> =>
	discord.as('mia').slash('studio', 'imagine', { prompt: `${prompt} ${canary}`, private: true });
const cards = (): Message[] => discord.channel('mod-review').messages('max');
const openCard = async (count: number): Promise<Message> => {
	await vi.waitFor(() => expect(cards()).toHaveLength(count), 8000);
	return cards().at(-1)!;
};

test('on every way that a private request can take', async () => {
	// Drawn at once; held by a word and approved; held by the endpoint and refused, with an appeal; refused by the provider.
	const drawn = await (await ask('a calm')).response(hasPictures);
	const held = await ask('a lighthouse');
	await discord.as('max').press(await openCard(1), words('button.approve'));
	await held.response(hasPictures, 8000);
	const doubted = await ask('gore');
	const doubtful = await openCard(2);
	const modal = await discord.as('max').press(doubtful, words('button.refuse'));
	await modal.modal();
	await discord.as('max').submit(modal, {});
	await doubted.response((message) => message.text().includes(words('problem.notApproved')), 8000);
	await (await ask('forbidden')).response(({ text }) => text().includes(words('problem.title')), 8000);
	await discord.as('mia').choose(drawn, words('button.more'), [words('button.report')]);

	const seen = (viewer: string): string =>
		['welcome', 'studio', 'gallery', 'lounge', 'general']
			.flatMap((channel) => discord.channel(channel).messages(viewer))
			.map((message) => JSON.stringify(message))
			.join('\n');
	for (const viewer of ['noah', 'sam', 'max', 'ada']) expect(seen(viewer)).not.toContain(canary);
	for (const viewer of ['noah', 'sam', 'max', 'ada']) expect(JSON.stringify(discord.dms(viewer))).not.toContain(canary);
	// The moderators of this server had to see what was flagged.
	expect(cards().map((card) => card.text().includes(canary))).toContain(true);

	const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
	expect(metrics).not.toContain(canary);
	expect(bot.output()).not.toContain(canary);
	expect(bot.output().split('\n').length).toBeGreaterThan(1);
}, 60_000);
