import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { plain } from '../pictures/samples.ts';
import { createDiscordTwin, type DiscordTwin, type Interaction } from '../twins/discord/index.ts';
import { twinEnvironment } from '../twins/environment.ts';
import { createOpenAiTwin, type Fault, type OpenAiTwin } from '../twins/openai/index.ts';
import { type Running, startEaselProcess } from './processes.ts';
import { hasPictures, words } from './trouble.ts';

const canary = 'velvetotterbartholomew';
let discord: DiscordTwin;
let openai: OpenAiTwin;
let bot: Running;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'easel-'));
	[discord, openai] = await Promise.all([createDiscordTwin(), createOpenAiTwin({ pictures: 'plain' })]);
	bot = await startEaselProcess({
		...twinEnvironment(discord, openai, `sqlite://${join(folder, 'easel.sqlite')}`),
		IMAGE_MODELS: 'gpt-image-2.5-flare,dall-e-3',
		LOG_LEVEL: 'trace',
		// What an operator may have set for something else.
		OPENAI_LOG: 'debug',
	});
});

afterAll(async () => {
	await bot?.end();
	await Promise.all([discord?.stop(), openai?.stop()]);
	await rm(folder, { recursive: true, force: true });
});

test('whatever goes wrong, no line of the log holds a token, a key or a prompt', async () => {
	const asked: Interaction[] = [];
	const mia = discord.as('mia');
	const prompt = `a ${canary}`;
	async function ask(options: Parameters<typeof mia.slash>[2] = {}, command = 'imagine') {
		// No two the same: what was drawn before would be offered instead.
		const own = `${prompt} ${asked.length}`;
		const interaction = await mia.slash('studio', command, { prompt: own, ...options });
		asked.push(interaction);
		return interaction;
	}
	const ended = (interaction: Interaction) =>
		interaction.response((it) => hasPictures(it) || (it.ephemeral && /title|\*\*/.test(it.text())), 9000);

	const chatty = { error: { message: `${prompt} with ${openai.apiKey}`, type: prompt, param: prompt, code: prompt } };
	const faults: Fault[] = [
		{ kind: 'status', status: 500, body: chatty },
		{ kind: 'status', status: 400, body: chatty },
		{ kind: 'status', status: 401, body: chatty },
		{ kind: 'status', status: 429, body: chatty, headers: { 'retry-after-ms': '10' } },
		{ kind: 'reset-before-body' },
		{ kind: 'reset-after-work' },
		{ kind: 'cut-body' },
		{ kind: 'html-200' },
		{ kind: 'empty-data' },
		{ kind: 'not-an-image' },
		{ kind: 'error-as-text' },
		{ kind: 'refuse', code: 'moderation_blocked', categories: ['violence'] },
	];
	for (const fault of faults) {
		openai.faults.next.push(fault);
		await ended(await ask(fault.kind === 'cut-body' ? { enhance: true } : {}));
	}
	await ended(await ask({ model: prompt }));
	await ended(await ask({ shape: prompt }));

	const image = { file: await plain(50, 50).png().toBuffer(), name: `${canary}.png` };
	discord.faults.cdn = { cutAfterBytes: 10 };
	await ended(await ask({ image }, 'edit'));
	discord.faults.cdn = {};
	await ended(await ask({ image: { ...image, file: image.file.subarray(0, 60) } }, 'edit'));

	const invalid = { code: 50_035, message: `Invalid Form Body: ${prompt}`, errors: { prompt } };
	discord.faults.failNext.push({ route: '/callback', status: 400, body: invalid, times: 1 });
	await ask();
	await vi.waitFor(() => expect(bot.output()).toContain('50035'), 5000);
	discord.faults.failNext.push({ route: 'PATCH /webhooks', status: 400, body: invalid, times: 1 });
	await ended(await ask());
	discord.faults.failNext.push({ route: 'PATCH /webhooks', status: 500, body: prompt, times: 4 });
	await ended(await ask());
	discord.faults.dropCallbackAnswers = true;
	const last = await ended(await ask());
	discord.faults.dropCallbackAnswers = false;
	asked.push(await mia.force(last, `again:${canary}`));
	asked.push(await mia.press(last, words('button.again')));
	await ended(asked.at(-1)!);
	discord.disconnectGateway();
	await vi.waitFor(() => expect(bot.output()).toContain('resumed'), 9000);

	const log = bot.output();
	const lines = log.trim().split('\n');
	expect(lines.filter((line) => line.includes('"reference"')).length).toBeGreaterThanOrEqual(3);
	expect(lines.filter((line) => line.includes('a call brought no picture')).length).toBeGreaterThanOrEqual(10);
	const secrets = [discord.token, openai.apiKey, canary, ...asked.map(({ token }) => token)];
	const leaking = lines.filter((line) => secrets.some((secret) => line.includes(secret)));
	expect(leaking).toEqual([]);
	// Signed addresses of attachments are secrets too.
	expect(log).not.toMatch(/[?&]hm=/);
});
