import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordsFor } from '../../src/locales/words.ts';
import { openStore } from '../../src/store/index.ts';
import { connectDiscordTwin, type RemoteTwin } from '../twins/discord/remote.ts';
import type { Interaction, Message } from '../twins/discord/types.ts';
import type { Bill } from '../twins/openai/index.ts';
import { decide, holdWord, plain } from './easel.ts';
import {
	environmentFor,
	type Running,
	startDiscordProcess,
	startEaselProcess,
	startOpenAiProcess,
} from './processes.ts';

/** `kill -9` on the way from being held over the decision and the drawing to the delivery: no case is lost, nothing is drawn twice or told twice. */

const people = ['mia', 'noah', 'ada'];
const review = '934190266370285571';
/** Milliseconds after the commands: while cards are posted, between cards and decisions, amid decisions, drawings and deliveries. */
const moments = [0, 20, 50, 90, 140, 200, 280, 380, 500, 700];
const t = wordsFor('en');

let folder: string;
let discord: Running;
let openai: Running;
let env: Record<string, string>;
let twin: RemoteTwin;
/** Over the whole sweep: what the kills really hit. */
const hit = { open: 0, decided: 0, shown: 0, lost: 0 };

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'easel-kill-held-'));
	[discord, openai] = await Promise.all([startDiscordProcess(), startOpenAiProcess('--plain', '--latency', '100')]);
	env = { ...environmentFor(discord, openai, `sqlite://${join(folder, 'easel.sqlite')}`), MAX_CONCURRENT: '2' };
	twin = connectDiscordTwin(String(discord.line.controlUrl));
	const world = await twin.world();
	await decide(env.STORE_URL!, { world }, { ...plain, 'safety.reviewChannel': review });
	await holdWord(env.STORE_URL!, world.guilds[0]!.id, 'lighthouse');
});
afterAll(async () => {
	await Promise.all([discord?.end(), openai?.end()]);
	await rm(folder, { recursive: true, force: true });
});

const cards = async (prompt: string): Promise<Message[]> =>
	(await twin.channel(review).messages('max')).filter((message) => !message.deleted && message.text().includes(prompt));
const isOpen = (card: Message) => card.buttons().some(({ label }) => label === t('button.approve'));

/** The moderator approves whatever card of these prompts is open, as soon as it is there. */
async function approveAll(prompts: readonly string[], until: () => boolean): Promise<void> {
	const pressed = new Set<string>();
	while (!until()) {
		for (const prompt of prompts) {
			const [card] = (await cards(prompt)).filter(isOpen);
			if (!card || pressed.has(card.id)) continue;
			pressed.add(card.id);
			await twin.as('max').press(card, t('button.approve'));
		}
		await new Promise((resolve) => setTimeout(resolve, 15));
	}
}

/** What the member saw of one command: pictures in its answer or the bot's own post, and endings. */
async function outcome(interaction: Interaction, prompt: string) {
	const first = await interaction.response(() => true, 1000).catch(() => undefined);
	const own = [...(first ? [first] : []), ...interaction.followups].filter((message) => !message.deleted);
	const posts = (await twin.channel('studio').messages()).filter((message) => message.text().includes(prompt));
	const all = new Map([...own, ...posts].map((message) => [message.id, message]));
	const messages = [...all.values()].filter((message) => !message.deleted);
	return {
		shown: messages.filter((message) => message.pictures().length > 0).length,
		lost: messages.filter((message) => message.text().includes(t('problem.unknownTitle'))).length,
	};
}

test.each(moments.map((afterMs, n) => [afterMs, n % 3 === 0 ? 'after' : 'before'] as const))(
	'killed %i ms after the commands and started again, with decisions from %s it on, every case is decided once, drawn at most once and told once',
	async (afterMs, when) => {
		const first = await startEaselProcess(env);
		const asked = await Promise.all(
			people.map(async (person) => {
				const prompt = `a lighthouse ${afterMs} for ${person}`;
				return { prompt, interaction: await twin.as(person).slash('studio', 'imagine', { prompt }) };
			}),
		);
		const prompts = asked.map(({ prompt }) => prompt);
		let dead = false;
		const moderating = when === 'before' ? approveAll(prompts, () => dead).catch(() => {}) : undefined;
		await new Promise((resolve) => setTimeout(resolve, afterMs));
		await first.end('SIGKILL');
		dead = true;
		await moderating;

		const known = await states(prompts);
		for (const state of known.values()) hit[state === 'held' ? 'open' : 'decided'] += 1;
		const second = await startEaselProcess(env);
		let done = false;
		const goingOn = approveAll([...known.keys()], () => done);
		await expect.poll(() => owed(prompts), { timeout: 20_000 }).toEqual([]);
		done = true;
		await goingOn;

		const { byPrompt } = await bill();
		for (const { prompt, interaction } of asked) {
			const { shown, lost } = await outcome(interaction, prompt);
			expect(byPrompt[prompt] ?? 0, `paid calls for ${prompt}`).toBeLessThanOrEqual(1);
			expect(shown + lost, `outcomes of ${prompt}`).toBe(known.has(prompt) ? 1 : 0);
			expect(await cards(prompt), `cards of ${prompt}`).toHaveLength(known.has(prompt) ? 1 : 0);
			hit.shown += shown;
			hit.lost += lost;
		}
		expect(await second.end('SIGTERM')).toBe(0);
	},
	60_000,
);

test('the kills met cases that waited and cases that were decided', () => {
	expect(hit.open).toBeGreaterThan(0);
	expect(hit.decided).toBeGreaterThan(0);
	expect(hit.shown).toBeGreaterThan(0);
});

/** Those of these prompts whose members are still to be told something. */
async function owed(prompts: readonly string[]): Promise<string[]> {
	const store = await openStore(env.STORE_URL!);
	try {
		const jobs = await store.ledger.owed();
		return jobs.map(({ request }) => request.prompt).filter((prompt) => prompts.includes(prompt));
	} finally {
		await store.close();
	}
}

/** The state of each prompt's job that the ledger knows. */
async function states(prompts: readonly string[]): Promise<Map<string, string>> {
	const store = await openStore(env.STORE_URL!);
	try {
		const { guilds } = await twin.world();
		const { cases } = await store.cases.list({ guildId: guilds[0]!.id, show: 'all', limit: 1000 });
		const jobs = await Promise.all(cases.map(({ jobId }) => store.ledger.find(jobId)));
		return new Map(
			jobs.flatMap((job) => (job && prompts.includes(job.request.prompt) ? [[job.request.prompt, job.state]] : [])),
		);
	} finally {
		await store.close();
	}
}

async function bill(): Promise<Bill> {
	const response = await fetch(`${openai.line.controlUrl}/bill`);
	return (await response.json()) as Bill;
}
