import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../free-port.ts';
import { startPostgres } from '../store/postgres-server.ts';
import { createDiscordTwin, type DiscordTwin } from '../twins/discord/index.ts';
import { twinEnvironment } from '../twins/environment.ts';
import { createOpenAiTwin, type OpenAiTwin } from '../twins/openai/index.ts';
import { decide, plain, result } from './easel.ts';
import { type Running, runEaselProcess, startEaselProcess } from './processes.ts';
import { hasPictures, words } from './trouble.ts';

/** What whoever runs the process may rely on: environment in, JSON lines and exit codes out. */

const postgres = await startPostgres();
afterAll(() => postgres?.stop());

let folder: string;
let discord: DiscordTwin;
let openai: OpenAiTwin;
let env: Record<string, string>;
const running: Running[] = [];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'easel-process-'));
	[discord, openai] = await Promise.all([createDiscordTwin(), createOpenAiTwin({ pictures: 'plain' })]);
	env = twinEnvironment(discord, openai, 'sqlite://easel.sqlite');
	await decide(`sqlite://${join(folder, 'easel.sqlite')}`, discord, plain);
});
afterEach(async () => {
	await Promise.all(running.splice(0).map((it) => it.end('SIGKILL')));
	await Promise.all([discord.stop(), openai.stop()]);
	await rm(folder, { recursive: true, force: true });
});

/** Relative paths, and `.env`, are those of a folder of its own. */
async function start(change: Record<string, string> = {}): Promise<Running> {
	const started = await startEaselProcess({ ...env, ...change }, folder);
	running.push(started);
	return started;
}
const startInVain = (change: Record<string, string>) => runEaselProcess({ ...env, ...change }, folder);

const draw = (user = 'mia') => discord.as(user).slash('studio', 'imagine', { prompt: 'a red fox' });
const linesOf = (output: string): string[] => output.split('\n').filter((line) => line !== '');

describe('a wrong environment ends the start with code 2', () => {
	test('one line for each variable that is missing, and where to go without them', async () => {
		const { code, stdout, stderr } = await runEaselProcess({}, folder);
		expect(code).toBe(2);
		expect(stdout).toBe('');
		expect(linesOf(stderr)).toEqual([
			'Easel cannot start: the environment is not complete.',
			expect.stringMatching(/^ {2}DISCORD_TOKEN is missing: .*discord\.com\/developers/),
			expect.stringMatching(/^ {2}OPENAI_API_KEY is missing: /),
			expect.stringContaining('npm run playground'),
		]);
	});

	test('one line for each that is wrong, which says what would be right and repeats no secret', async () => {
		const { code, stdout, stderr } = await startInVain({
			OPENAI_API_KEY: 'sk very secret',
			IMAGES_PER_MINUTE: 'many',
			SHARDS: '4/4',
			STORE_URL: 'mysql://easel:verysecret@host/easel',
			LOG_LEVEL: 'loud',
		});
		expect(code).toBe(2);
		expect(stdout).toBe('');
		expect(stderr).not.toContain('secret');
		expect(linesOf(stderr).slice(1, -1)).toEqual([
			expect.stringMatching(/^ {2}SHARDS is not usable: .*0-3\/16/),
			expect.stringMatching(/^ {2}OPENAI_API_KEY is not usable: /),
			expect.stringMatching(/^ {2}IMAGES_PER_MINUTE is not usable: .*whole number/),
			expect.stringMatching(/^ {2}STORE_URL is not usable: .*sqlite:\/\//),
			expect.stringMatching(/^ {2}LOG_LEVEL is not usable: .*trace, debug, info/),
		]);
	});
});

describe('a start that fails ends with code 1 and says what to do', () => {
	test.each([
		['a token that Discord refuses', { DISCORD_TOKEN: 'a.wrong.token' }, /refused DISCORD_TOKEN.*Reset Token/],
		[
			'no Discord',
			{ DISCORD_API_URL: 'http://127.0.0.1:9/api' },
			/127\.0\.0\.1:9\/api: .*ECONNREFUSED.*DISCORD_API_URL/,
		],
		[
			'no database',
			{ STORE_URL: 'postgresql://easel:hunter2@127.0.0.1:9/easel' },
			/easel@127\.0\.0\.1.*Check STORE_URL/,
		],
		['no file', { STORE_URL: 'sqlite:///dev/null/easel.sqlite' }, /\/dev\/null\/easel\.sqlite.*Check STORE_URL/],
	])('%s', async (_, change, words) => {
		const { code, stdout, stderr } = await startInVain(change);
		expect(code).toBe(1);
		expect(stderr).toMatch(words);
		expect(linesOf(stderr)).toHaveLength(1);
		expect(stderr + stdout).not.toMatch(/hunter2|wrong\.token/);
	});

	test('a port that is taken, before anything is registered or drawn', async () => {
		const { port } = new URL(openai.url);
		const { code, stderr } = await startInVain({ HTTP_PORT: port });
		expect(code).toBe(1);
		expect(stderr).toMatch(`127.0.0.1:${port} cannot be listened on`);
		expect(stderr).toContain('Choose another HTTP_PORT.');
		expect(discord.log).toEqual([]);
	});
});

describe('the environment', () => {
	test('may stand in .env, and what is set outside is worth more', async () => {
		const lines = Object.entries({ ...env, LOG_LEVEL: 'silent', DISCORD_TOKEN: 'a.wrong.token' });
		await writeFile(join(folder, '.env'), lines.map(([name, value]) => `${name}=${value}`).join('\n'));
		const { code, stdout, stderr } = await runEaselProcess({}, folder);
		expect([code, stdout]).toEqual([1, '']);
		expect(stderr).toContain('refused DISCORD_TOKEN');
		const started = await startEaselProcess({ DISCORD_TOKEN: discord.token, LOG_LEVEL: 'info' }, folder);
		expect(await started.end()).toBe(0);
	});
});

describe('a process that runs', () => {
	test('writes JSON lines and nothing else, from its first to its last', async () => {
		const easel = await start();
		await result(draw());
		await easel.end();
		const lines = linesOf(easel.output()).map((line): Record<string, unknown> => JSON.parse(line));
		expect(lines.length).toBeGreaterThanOrEqual(2);
		for (const line of lines)
			expect(line).toMatchObject({ level: 30, time: expect.any(String), msg: expect.any(String) });
		expect([lines[0]?.msg, lines.at(-1)?.msg]).toEqual(['Easel is ready', 'Easel has ended']);
		expect(lines[0]?.invite).toMatch(/oauth2\/authorize\?.*permissions=\d+/);
	});

	test('ends with code 1 and says why when Discord shuts it out for good', async () => {
		const easel = await start();
		discord.disconnectGateway(4004);
		const code = await once(easel.child, 'exit').then(([exit]) => exit);
		expect(code).toBe(1);
		expect(easel.output()).toContain('Discord has closed the gateway for good (code 4004)');
		expect(easel.output()).toContain('Easel has ended');
	});

	test('registers its commands at the first start only', async () => {
		const first = await start();
		expect(first.line.registered).toBe(true);
		await first.end();
		expect((await start()).line.registered).toBe(false);
		expect(discord.commandPuts).toBe(1);
	});

	test.each(['SIGTERM', 'SIGINT'] as const)(
		'on %s brings what is being drawn, and then ends with 0',
		async (signal) => {
			openai.faults.next = [{ kind: 'delay', ms: 1000 }];
			const easel = await start({ MAX_CONCURRENT: '1' });
			const drawing = await draw();
			await expect.poll(() => openai.calls.length).toBe(1);
			const waiting = await draw('noah');
			await waiting.response((message) => message.text().includes('in line'));
			expect(await easel.end(signal)).toBe(0);
			expect(easel.output()).toMatch(/"msg":"Easel has ended"\}\n$/);
			expect((await result(drawing)).pictures()).toHaveLength(1);
			expect(openai.calls).toHaveLength(1);

			expect((await start()).line.resumed).toBe(1);
			await result(waiting);
		},
	);

	test('answers whom it has heard before it ends', async () => {
		const easel = await start();
		let acks = 0;
		const heard = new Promise<void>((resolve) => discord.on('ack', () => ++acks === 8 && resolve()));
		// What it has to say takes a moment.
		discord.faults.delay.push({ route: 'DELETE /webhooks', ms: 300 });
		const asked = await Promise.all(Array.from({ length: 8 }, () => draw()));
		await heard;
		expect(await easel.end()).toBe(0);

		await start();
		for (const interaction of asked) {
			await interaction.response((it) => hasPictures(it) || it.text().includes(words('refusal.closing')));
		}
	});
});

describe('over HTTP', () => {
	let url: string;
	let port: string;
	beforeEach(async () => {
		port = String(await freePort());
		url = `http://127.0.0.1:${port}`;
	});
	const get = async (path: string) => {
		const response = await fetch(`${url}${path}`);
		return [response.status, await response.text()];
	};
	const isReady = () => expect.poll(() => get('/readyz'), { timeout: 15_000 });

	test('it lives, and is ready while it has Discord', async () => {
		const easel = await start({ HTTP_PORT: port });
		expect(await get('/readyz')).toEqual([200, 'ready']);
		await discord.stop();
		await isReady().toEqual([503, 'not ready']);
		expect(await get('/healthz')).toEqual([200, 'ok']);
		discord = await createDiscordTwin({ port: Number(new URL(discord.url).port) });
		await isReady().toEqual([200, 'ready']);
		const said = linesOf(easel.output()).map((line): unknown => JSON.parse(line).msg);
		// Discord may go while the bot is asking it which servers it has left.
		const ofShards = said.filter((msg) => msg !== 'what time brings about could not be done at the start');
		expect(ofShards).toEqual(['Easel is ready', 'a shard has lost Discord', 'a shard has Discord again']);
	});

	test.skipIf(!postgres)('it is not ready while the store is away', async () => {
		const own = await startPostgres();
		await start({ HTTP_PORT: port, STORE_URL: await own!.database() });
		expect(await get('/readyz')).toEqual([200, 'ready']);
		await own!.stop();
		await isReady().toEqual([503, 'not ready']);
		expect(await get('/healthz')).toEqual([200, 'ok']);
	});

	test('it counts, and names nobody', async () => {
		await start({ HTTP_PORT: port });
		await result(draw());
		await (await discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox', style: 'vivid' })).acked();
		const delivered = /easel_jobs_total\{state="delivered",model="gpt-image-2\.5-flare"\} 1\n/;
		await expect.poll(() => get('/metrics')).toEqual([200, expect.stringMatching(delivered)]);
		const [, metrics] = await get('/metrics');
		expect(metrics).toContain('easel_interactions_total{name="imagine",answer="done"} 1');
		expect(metrics).toContain('easel_interactions_total{name="imagine",answer="refused"} 1');
		expect(metrics).toMatch(/easel_spent_dollars_total 0\.0\d+/);
		expect(metrics).toMatch(/easel_queue_waiting 0\n/);
		expect(metrics).not.toMatch(/\d{17}|mia|fox/);
	});
});
