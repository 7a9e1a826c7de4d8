import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Batch } from '../../src/core/batch.ts';
import type { Job } from '../../src/core/job.ts';
import { openStore } from '../../src/store/index.ts';
import { connectDiscordTwin, type RemoteTwin } from '../twins/discord/remote.ts';
import type { Bill } from '../twins/openai/index.ts';
import { decide } from './easel.ts';
import {
	environmentFor,
	type Running,
	startDiscordProcess,
	startEaselProcess,
	startOpenAiProcess,
} from './processes.ts';
import { hasPictures } from './trouble.ts';

/** Paid calls that were begun when the process is killed; two are under way at a time. 0: right after the yes. */
const moments = [0, 1, 2, 3, 5, 7];
const names = ['ash', 'elm', 'fir', 'oak', 'yew', 'fig', 'bay', 'may'];

let folder: string;
let discord: Running;
let openai: Running;
let env: Record<string, string>;
let twin: RemoteTwin;
const known = new Set<string>();
/** Over the whole sweep: what the kills really hit. */
const hit = { batches: 0 };

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'easel-batch-kill-'));
	[discord, openai] = await Promise.all([startDiscordProcess(), startOpenAiProcess('--plain', '--latency', '120')]);
	env = { ...environmentFor(discord, openai, `sqlite://${join(folder, 'easel.sqlite')}`), MAX_CONCURRENT: '2' };
	twin = connectDiscordTwin(String(discord.line.controlUrl));
	const guilds = (await twin.world()).guilds;
	const plainly = { 'look.previews': 0, 'look.offerEarlier': false, 'moderation.preset': 'off' };
	await decide(env.STORE_URL!, { world: { guilds } }, plainly);
});

afterAll(async () => {
	await Promise.all([discord?.end(), openai?.end()]);
	await rm(folder, { recursive: true, force: true });
});

test.each(moments)(
	'a batch that was killed with %i of its pictures begun goes on with the next start, and buys nothing twice',
	async (calls) => {
		const first = await startEaselProcess(env);
		const before = (await bill()).calls;
		const prompt = `a {${names.join(', ')}} in wind ${calls}`;
		const asked = await twin.as('mia').slash('studio', 'imagine', { prompt });
		const panel = await asked.response((message) => message.buttons().length === 3);
		await twin.as('mia').press(panel, panel.buttons()[0]!.label);
		await expect
			.poll(async () => (await bill()).calls - before, { interval: 5, timeout: 20_000 })
			.toBeGreaterThanOrEqual(calls);
		await first.end('SIGKILL');

		const second = await startEaselProcess(env);
		await expect.poll(open, { timeout: 30_000 }).toBe(0);
		const { byPrompt } = await bill();
		const paid = (prompt: string) => byPrompt[prompt] ?? 0;
		for (const name of names) expect(paid(`a ${name} in wind ${calls}`)).toBeLessThanOrEqual(1);

		const begun = await latest(known);
		hit.batches += begun ? 1 : 0;
		if (begun) {
			const { jobs, batch } = begun;
			known.add(batch.id);
			expect(jobs.map(({ batch: place }) => place?.n)).toEqual(names.map((_, n) => n));
			const [drawn, lost] = ['delivered', 'unknown'].map((state) => jobs.filter((job) => job.state === state));
			expect(drawn!.length + lost!.length).toBe(names.length);
			for (const { request } of drawn!) expect(paid(request.sent)).toBe(1);
			const { channelId, messageId, resultsIn } = batch.shown!;
			expect((await twin.channel(resultsIn).messages()).filter(hasPictures)).toHaveLength(drawn!.length);
			const shown = (await twin.channel(channelId).messages()).filter(({ id }) => id === messageId);
			expect(shown.map((it) => it.text().includes(`**${drawn!.length} of 8**`))).toEqual([true]);
		}
		expect(await second.end('SIGTERM')).toBe(0);
	},
	60_000,
);

test('the kills met batches that were begun', () => {
	expect(hit.batches).toBeGreaterThanOrEqual(moments.length - 1);
});

/** Batches and jobs that are not over. */
async function open(): Promise<number> {
	const store = await openStore(env.STORE_URL!);
	try {
		return (await store.batches.allOpen()).length + (await store.ledger.owed()).length;
	} finally {
		await store.close();
	}
}

/** Mia's batch that was not seen before. */
async function latest(seen: ReadonlySet<string>): Promise<{ batch: Batch; jobs: Job[] } | undefined> {
	const store = await openStore(env.STORE_URL!);
	try {
		const { batches } = await store.privacy.exportMember('327418590244601857');
		const id = batches.map((batch) => batch.id).find((it) => !seen.has(it));
		const batch = id && (await store.batches.find(id));
		return batch ? { batch, jobs: await store.batches.jobs(batch.id) } : undefined;
	} finally {
		await store.close();
	}
}

async function bill(): Promise<Bill> {
	const response = await fetch(`${openai.line.controlUrl}/bill`);
	return (await response.json()) as Bill;
}
