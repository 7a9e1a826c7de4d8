import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wordsFor } from '../../src/locales/words.ts';
import { freePort } from '../free-port.ts';
import { hasRedis, startRedis } from '../queue/redis-server.ts';
import { startPostgres } from '../store/postgres-server.ts';
import { createDiscordTwin, type DiscordTwin, type Interaction, type Message } from '../twins/discord/index.ts';
import { twinEnvironment } from '../twins/environment.ts';
import { createOpenAiTwin, type OpenAiTwin } from '../twins/openai/index.ts';
import { notice, result } from './easel.ts';
import { type Running, startEaselProcess } from './processes.ts';

if (!hasRedis && process.env.CI === 'true') throw new Error('CI needs redis-server for these tests');
if (!hasRedis) console.warn('redis-server is not installed: the tests of several processes are SKIPPED');

const postgres = await startPostgres();
afterAll(() => postgres?.stop());

const t = wordsFor('en');
const prompt = 'a lighthouse';
/** Of four shards, Discord gives Atelier the second and Print Room the fourth; direct messages come to the first. */
const shards = { atelier: '0-1/4', printRoom: '2-3/4' };

describe.skipIf(!hasRedis || !postgres)('two processes on one PostgreSQL and one Redis', () => {
	let redis: Awaited<ReturnType<typeof startRedis>>;
	let discord: DiscordTwin;
	let openai: OpenAiTwin;
	let store: string;
	const processes: Running[] = [];

	beforeEach(async () => {
		[redis, discord, store] = await Promise.all([startRedis(), createDiscordTwin(), postgres!.database()]);
		openai = await createOpenAiTwin({ pictures: 'plain' });
	});
	afterEach(async () => {
		await Promise.all(processes.splice(0).map((it) => it.end('SIGKILL')));
		await Promise.all([redis.stop(), discord.stop(), openai.stop()]);
	});

	async function start(whose: keyof typeof shards, env: Record<string, string> = {}): Promise<Running> {
		const started = await startEaselProcess({
			...twinEnvironment(discord, openai, store),
			REDIS_URL: redis.url,
			SHARDS: shards[whose],
			...env,
		});
		processes.push(started);
		return started;
	}
	const startBoth = (env?: Record<string, string>) => Promise.all([start('atelier', env), start('printRoom', env)]);

	let takes = 0;
	/** No two the same: what was drawn before would be offered instead. */
	const ask = (user: string, channel: string) =>
		discord.as(user).slash(channel, 'imagine', { prompt: `${prompt}, take ${takes++}` });
	const inAtelier = () => ask('mia', 'studio');
	const inPrintRoom = () => ask('sam', 'general');
	/** Alternately in the one server and in the other. */
	const askInBoth = (times: number): Promise<Interaction[]> =>
		Promise.all(Array.from({ length: times }, (_, n) => (n % 2 ? inPrintRoom() : inAtelier())));

	const shown = (channel: string): Message[] =>
		discord
			.channel(channel)
			.messages()
			.filter((message) => message.pictures().length > 0);
	const called = (calls: number) => expect.poll(() => openai.calls.length, { timeout: 15_000 }).toBe(calls);
	const liftLimit = () => openaiOptions({ imagesPerMinute: 1000, latencyMs: 0 });

	async function openaiOptions(options: Record<string, number>) {
		await fetch(`${openai.controlUrl}/options`, { method: 'POST', body: JSON.stringify(options) });
	}

	async function ledger<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
		const client = new pg.Client({ connectionString: store });
		await client.connect();
		try {
			return (await client.query<Row>(statement)).rows;
		} finally {
			await client.end();
		}
	}
	const states = async () =>
		(await ledger<{ state: string }>('select state from jobs order by created_at, id')).map(({ state }) => state);

	test('each answer their own servers, and make their tables and commands together', async () => {
		const ports = [await freePort(), await freePort()];
		await Promise.all([
			start('atelier', { HTTP_PORT: String(ports[0]) }),
			start('printRoom', { HTTP_PORT: String(ports[1]) }),
		]);
		await Promise.all([result(inAtelier()), result(inPrintRoom()), result(inPrintRoom())]);
		const answered = ports.map(async (port) => {
			const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
			return /easel_interactions_total\{name="imagine",answer="done"\} (\d+)/.exec(metrics)?.[1];
		});
		expect(await Promise.all(answered)).toEqual(['1', '2']);
		expect(shown('studio')).toHaveLength(1);
		expect(shown('general')).toHaveLength(2);
	});

	test('share the API quota: a strict provider never has to refuse', async () => {
		await openaiOptions({ imagesPerMinute: 6 });
		await startBoth({ IMAGES_PER_MINUTE: '6' });
		const asked = await askInBoth(10);
		await called(6);
		// All ten are in the ledger by now, and their processes have asked for what is left of the minute.
		await Promise.all(asked.map((interaction) => interaction.response((message) => !message.thinking)));
		await expect.poll(async () => (await states()).filter((state) => state === 'delivered').length).toBe(6);
		expect((await states()).filter((state) => state === 'queued')).toHaveLength(4);
		expect(openai.calls.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
	});

	test('end in order on SIGTERM: what is drawn is brought, what waits is left to the successors', async () => {
		await openaiOptions({ latencyMs: 1000 });
		const both = await startBoth({ IMAGES_PER_MINUTE: '6', MAX_CONCURRENT: '6' });
		const asked = await askInBoth(10);
		await called(6);
		await Promise.all(asked.map((interaction) => interaction.acked()));
		await expect.poll(async () => (await states()).length).toBe(10);

		expect(await Promise.all(both.map((it) => it.end('SIGTERM')))).toEqual([0, 0]);
		for (const { output } of both) expect(output().trim().split('\n').at(-1)).toContain('"msg":"Easel has ended"');
		expect(shown('studio').length + shown('general').length).toBe(6);
		expect((await states()).toSorted()).toEqual([...Array(6).fill('delivered'), ...Array(4).fill('queued')]);

		await liftLimit();
		const successors = await startBoth({ IMAGES_PER_MINUTE: '1000' });
		expect(successors.reduce((sum, { line }) => sum + Number(line.resumed), 0)).toBe(4);
		await Promise.all(asked.map(result));
		expect(openai.bill().calls).toBe(10);
	});

	test('leave the jobs of one that was killed to its successor', async () => {
		openai.faults.next = [{ kind: 'hang' }, { kind: 'hang' }];
		const [killed, other] = await startBoth({ IMAGES_PER_MINUTE: '2' });
		const asked = await Promise.all([inAtelier(), inAtelier(), inAtelier()]);
		await called(2);
		await expect.poll(async () => (await states()).toSorted()).toEqual(['queued', 'sending', 'sending']);
		await killed.end('SIGKILL');
		const left = await ledger('select * from jobs order by id');

		// Neither running on nor starting anew does the other process touch them.
		await other.end('SIGTERM');
		const next = await start('printRoom', { IMAGES_PER_MINUTE: '1000' });
		expect(next.line.resumed).toBe(0);
		await result(inPrintRoom());
		expect(await ledger("select * from jobs where state <> 'delivered' order by id")).toEqual(left);

		expect((await start('atelier', { IMAGES_PER_MINUTE: '1000' })).line.resumed).toBe(3);
		await expect.poll(() => shown('studio').length, { timeout: 10_000 }).toBe(1);
		const lost = t('problem.unknownTitle');
		const endings = () => asked.filter((it) => it.followups.some((message) => message.text().includes(lost)));
		await expect.poll(() => endings().length, { timeout: 10_000 }).toBe(2);
		expect(openai.calls).toHaveLength(4);
	});

	test('do not overspend a common day’s budget by a micro-dollar', async () => {
		const first = await start('atelier');
		await result(inAtelier());
		await first.end('SIGTERM');
		const [spent] = await ledger<{ cost: string; reserved: string }>(
			'select cost_micros as cost, reserved_micros as reserved from jobs',
		);
		const [cost, price] = [Number(spent?.cost), Number(spent?.reserved)];

		// Nothing is settled while the race is on, so it is decided by what is reserved alone.
		openai.faults.always = { kind: 'hang' };
		// The sixth would be a micro-dollar too much.
		const budget = cost + 6 * price - 1;
		await startBoth({ DAILY_BUDGET_USD: (budget / 1_000_000).toFixed(6) });
		const asked = await askInBoth(24);
		const refused = () =>
			asked.filter((it) => it.followups.some((message) => message.text().includes(t('refusal.unpaid'))));
		await expect.poll(() => refused().length, { timeout: 15_000 }).toBe(19);
		expect((await notice(refused()[0]!)).text()).toContain(
			"What is left of this bot's budget for today, over all servers, does not cover that.",
		);
		const [sum] = await ledger<{ micros: string }>(
			'select sum(coalesce(cost_micros, reserved_micros)) as micros from jobs',
		);
		expect(Number(sum?.micros)).toBe(cost + 5 * price);
	});
});
