import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { startPostgres } from '../store/postgres-server.ts';
import { createDiscordTwin, type DiscordTwin } from '../twins/discord/index.ts';
import { twinEnvironment } from '../twins/environment.ts';
import { createOpenAiTwin, type OpenAiTwin } from '../twins/openai/index.ts';
import { decide, plain } from './easel.ts';
import { startEaselProcess } from './processes.ts';

/** A server's budget is a promise to whoever pays: however many ask at once, and of however many processes, it holds to the micro-dollar. */

const members = 200;
const requestsEach = 20;
/** What dall-e-3 charges for a square of standard quality, before and after. */
const price = 40_000;
const affordable = 137;
const settings = { ...plain, 'budget.microsPerMonth': affordable * price + price - 1 };
const environment = {
	IMAGE_MODEL: 'dall-e-3',
	IMAGE_MODELS: 'dall-e-3',
	IMAGES_PER_MINUTE: '10000',
	MAX_CONCURRENT: '20',
	LOG_LEVEL: 'info',
};

const postgres = await startPostgres();
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => postgres?.stop());

interface Sums {
	/** Micro-dollars on the operator's account and on the server's. */
	operator: number;
	server: number;
	delivered: number;
	open: number;
}

const query = `select coalesce(sum(coalesce(cost_micros, reserved_micros)), 0) as operator,
	coalesce(sum(guild_micros), 0) as server,
	coalesce(sum(case when state = 'delivered' then 1 else 0 end), 0) as delivered,
	coalesce(sum(owed), 0) as open from jobs`;
const numbers = (row: Record<string, unknown> | undefined): Sums => ({
	operator: Number(row?.operator),
	server: Number(row?.server),
	delivered: Number(row?.delivered),
	open: Number(row?.open),
});

/** Everybody asks at once, as fast as this machine can say it; then nothing is under way any more, and exactly what the budget allows was drawn, billed and written down. */
async function rush(discord: DiscordTwin, openai: OpenAiTwin, sums: () => Promise<Sums>): Promise<void> {
	const count = members * requestsEach;
	const options = { prompt: 'a fox' };
	const { missing } = await discord.burst({ count, users: members, command: 'imagine', options, intervalMs: 1 });
	expect(missing).toBe(0);
	await expect.poll(async () => (await sums()).delivered, { timeout: 60_000, interval: 500 }).toBe(affordable);
	// Whoever was refused has heard so, and nobody is left who could still be accepted.
	const told = () =>
		discord.log.filter(({ method, route }) => method === 'POST' && route.startsWith('/webhooks')).length;
	await expect.poll(told, { timeout: 120_000, interval: 500 }).toBeGreaterThanOrEqual(count - affordable);

	const { calls, images, micros } = openai.bill();
	expect({ calls, images, micros }).toEqual({ calls: affordable, images: affordable, micros: affordable * price });
	expect(await sums()).toEqual({ operator: micros, server: micros, delivered: affordable, open: 0 });
	const shown = discord.channel('studio').messages('mia');
	expect(shown.filter((message) => message.pictures().length > 0)).toHaveLength(affordable);
}

/** The real bot in so many processes of its own, all on one store and all hearing every request. */
async function run(processes: number, store: string, sums: () => Promise<Sums>): Promise<void> {
	const [discord, openai] = await Promise.all([createDiscordTwin(), createOpenAiTwin({ pictures: 'plain' })]);
	closers.push(() => Promise.all([discord.stop(), openai.stop()]));
	await decide(store, discord, settings);
	const env = { ...twinEnvironment(discord, openai, store), ...environment, SHARDS: '0/1' };
	const bots = await Promise.all(Array.from({ length: processes }, () => startEaselProcess(env)));
	closers.push(() => Promise.all(bots.map((it) => it.end('SIGKILL'))));
	await rush(discord, openai, sums);
}

describe(`${members} members, ${requestsEach} requests each at once, and a budget for ${affordable} pictures`, () => {
	test('on SQLite', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'easel-overspending-'));
		const file = join(folder, 'easel.sqlite');
		closers.push(() => rm(folder, { recursive: true, force: true }));
		await run(1, `sqlite://${file}`, async () => {
			const ledger = new DatabaseSync(file, { readOnly: true });
			const row = ledger.prepare(query).get();
			ledger.close();
			return numbers(row);
		});
	}, 200_000);

	test.skipIf(!postgres)(
		'on PostgreSQL, with two processes that hear every one of them',
		async () => {
			const store = await postgres!.database();
			const ledger = new pg.Pool({ connectionString: store });
			closers.push(() => ledger.end());
			await run(2, store, async () => numbers((await ledger.query(query)).rows[0]));
		},
		200_000,
	);
});
