import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { connectDiscordTwin, type RemoteTwin } from '../twins/discord/remote.ts';
import type { Interaction, Message } from '../twins/discord/types.ts';
import type { Bill } from '../twins/openai/index.ts';
import {
	environmentFor,
	type Running,
	startDiscordProcess,
	startEaselProcess,
	startOpenAiProcess,
} from './processes.ts';

const people = ['mia', 'noah', 'max', 'ada'];
const picturesEach = 3;
/** Milliseconds after the burst; the provider takes 120, so the moments fall before, between, in and after the paid calls. */
const moments = [0, 15, 35, 60, 90, 120, 160, 210, 270, 350, 450, 600];

let folder: string;
let discord: Running;
let openai: Running;
let env: Record<string, string>;
let twin: RemoteTwin;
/** Over the whole sweep: what the kills really hit. */
const hit = { shown: 0, lost: 0, owed: 0 };

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'easel-kill-'));
	[discord, openai] = await Promise.all([startDiscordProcess(), startOpenAiProcess('--plain', '--latency', '120')]);
	env = { ...environmentFor(discord, openai, `sqlite://${join(folder, 'easel.sqlite')}`), MAX_CONCURRENT: '3' };
	twin = connectDiscordTwin(String(discord.line.controlUrl));
});

afterAll(async () => {
	await Promise.all([discord?.end(), openai?.end()]);
	await rm(folder, { recursive: true, force: true });
});

/** What members see of one command: the answer and what was whispered beside it. */
async function seen(interaction: Interaction): Promise<Message[]> {
	const first = await interaction.response(() => true, 2000).catch(() => undefined);
	return [...(first ? [first] : []), ...interaction.followups].filter((message) => !message.deleted);
}

const pictures = (messages: readonly Message[]) => messages.filter((message) => message.pictures().length > 0);
const endings = (messages: readonly Message[]) =>
	messages.filter((message) => /got lost on the way/.test(message.text()));

test.each(moments)(
	'killed %i ms into a burst and started again, it loses nothing and buys nothing twice',
	async (afterMs) => {
		const first = await startEaselProcess(env);
		const asked = await Promise.all(
			people.flatMap((person) =>
				Array.from({ length: picturesEach }, async (_, n) => {
					const prompt = `a lighthouse, ${afterMs} ms, for ${person}, number ${n}`;
					return { prompt, interaction: await twin.as(person).slash('studio', 'imagine', { prompt }) };
				}),
			),
		);
		await new Promise((resolve) => setTimeout(resolve, afterMs));
		await first.end('SIGKILL');

		const atDeath = await unfinished();
		hit.owed += atDeath.length;
		const second = await startEaselProcess(env);
		await expect.poll(unfinished, { timeout: 20_000 }).toEqual([]);

		const { byPrompt } = await bill();
		for (const { prompt, interaction } of asked) {
			const messages = await seen(interaction);
			const [shown, lost, paid] = [pictures(messages).length, endings(messages).length, byPrompt[prompt] ?? 0];
			expect(paid, `paid calls for ${prompt}`).toBeLessThanOrEqual(1);
			expect(shown + lost, `outcomes of ${prompt}`).toBeLessThanOrEqual(1);
			if (shown === 1) expect(paid, `a picture of ${prompt} was bought`).toBe(1);
			// Whatever the ledger knew was brought to an end that its member can read.
			if (atDeath.includes(prompt)) expect(shown + lost, `an outcome of ${prompt}`).toBe(1);
			hit.shown += shown;
			hit.lost += lost;
		}
		expect(await second.end('SIGTERM')).toBe(0);
	},
	60_000,
);

test('the kills met jobs that waited, jobs in the paid call and jobs that were done', () => {
	expect(hit.owed).toBeGreaterThan(0);
	expect(hit.lost).toBeGreaterThan(0);
	expect(hit.shown).toBeGreaterThan(hit.lost);
});

/** Prompts of the jobs that owe their member something. */
async function unfinished(): Promise<string[]> {
	const store = await openStore(env.STORE_URL!);
	try {
		return (await store.ledger.owed()).map(({ request }) => request.prompt);
	} finally {
		await store.close();
	}
}

async function bill(): Promise<Bill> {
	const response = await fetch(`${openai.line.controlUrl}/bill`);
	return (await response.json()) as Bill;
}
