import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import OpenAI from 'openai';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createOpenAiTwin, type OpenAiTwin } from './openai/index.ts';
import { bytesOf, connect, model, picture, refusal, start } from './openai/test/client.ts';

let twin: OpenAiTwin;
let now = Date.parse('2026-11-20T12:00:00Z');

beforeAll(async () => {
	twin = await createOpenAiTwin({ pictures: 'plain', now: () => now });
});
afterEach(() => twin.reset());
afterAll(() => twin.stop());

describe('the main road', () => {
	test('a generation comes back at the asked size, with usage, and is billed by it', async () => {
		const answer = await connect(twin).images.generate({
			model,
			prompt: 'a fox',
			size: '1536x864',
			n: 2,
			quality: 'low',
		});
		expect(answer).toMatchObject({ size: '1536x864', quality: 'low', output_format: 'png', background: 'opaque' });
		expect(answer.data).toHaveLength(2);
		expect(await sharp(bytesOf(answer.data?.[0]?.b64_json)).metadata()).toMatchObject({
			width: 1536,
			height: 864,
			format: 'png',
		});
		expect(answer.usage).toMatchObject({ input_tokens: 2, output_tokens: 496 });
		expect(twin.bill()).toEqual({ images: 2, calls: 1, micros: 2 * 5 + 496 * 30, byPrompt: { 'a fox': 1 } });
	});

	test('the call log has what arrived', async () => {
		await connect(twin).images.edit({
			model,
			prompt: 'a hat',
			image: [await picture(1024), await picture(512, 512, { format: 'jpeg' })],
			mask: await picture(1024, 1024, { alpha: 0 }),
			safety_identifier: 'abc',
		});
		const input = { type: 'image/png', width: 1024, height: 1024 };
		expect(twin.calls).toMatchObject([
			{
				path: '/v1/images/edits',
				model,
				prompt: 'a hat',
				n: 1,
				size: '1024x1024',
				quality: 'medium',
				status: 200,
				images: 1,
				authorizationOk: true,
			},
		]);
		expect(twin.calls[0]).toMatchObject({
			inputs: [input, { type: 'image/jpeg', width: 512 }],
			mask: input,
			safetyIdentifier: 'abc',
		});
	});

	test('published prices hold for gpt-image-2', async () => {
		for (const [quality, dollars] of [
			['low', 0.006],
			['medium', 0.053],
			['high', 0.211],
		] as const) {
			twin.reset();
			await connect(twin).images.generate({ model: 'gpt-image-2', prompt: 'a', size: '1024x1024', quality });
			expect(twin.bill().micros / 1e6).toBeCloseTo(dollars, 3);
		}
	});

	test('dall-e-3 answers with a URL and a revised prompt, without usage, and leaves an as-is prompt alone', async () => {
		const asIs =
			'I NEED to test how the tool works with extremely simple prompts. DO NOT add any detail, just use it AS-IS: a cat';
		const answer = await connect(twin).images.generate({
			model: 'dall-e-3',
			prompt: 'a cat',
			style: 'natural',
			quality: 'hd',
		});
		expect(answer.usage).toBeUndefined();
		expect(answer.data?.[0]?.revised_prompt).toMatch(/^a cat, .+/);
		expect((await fetch(answer.data![0]!.url!)).headers.get('content-type')).toBe('image/png');
		expect(twin.bill().micros).toBe(80_000);
		expect((await connect(twin).images.generate({ model: 'dall-e-3', prompt: asIs })).data?.[0]?.revised_prompt).toBe(
			'a cat',
		);
	});

	test('a URL expires after an hour', async () => {
		const before = now;
		onTestFinished(() => {
			now = before;
		});
		const answer = await connect(twin).images.generate({ model: 'dall-e-2', prompt: 'a cat', size: '256x256' });
		now += 3_600_000;
		expect((await fetch(answer.data![0]!.url!)).status).toBe(403);
	});

	test('URLs are relative where the server is told so', async () => {
		const other = await start({ pictures: 'plain', answer: 'relative-url' });
		const answer = await connect(other).images.generate({
			model: 'flux-local',
			prompt: 'a cat',
			response_format: 'b64_json',
		});
		expect(answer.data?.[0]?.url).toMatch(/^\/files\//);
	});

	test('variations live on with dall-e-2 only', async () => {
		const answer = await connect(twin).images.createVariation({
			model: 'dall-e-2',
			image: await picture(512),
			n: 3,
			response_format: 'b64_json',
		});
		expect(answer.data).toHaveLength(3);
		const gone = await refusal(connect(twin).images.createVariation({ model, image: await picture(512) }));
		expect([gone.status, gone.error]).toEqual([404, undefined]);
		const modern = await start({ models: [model] });
		expect(
			(await refusal(connect(modern).images.createVariation({ model: 'dall-e-2', image: await picture(512) }))).status,
		).toBe(404);
	});

	test('the models are listed, with the date a model shuts down', async () => {
		const ids: string[] = [];
		for await (const one of connect(twin).models.list()) ids.push(one.id);
		expect(ids).toContain('gpt-image-2.6-sunburst');
		expect(ids).toContain('flux-local');
		expect(await connect(twin).models.retrieve('gpt-image-1.5')).toMatchObject({ shutdown_date: '2026-12-01' });
		expect(await refusal(connect(twin).models.retrieve('gpt-image-1'))).toMatchObject({
			status: 404,
			code: 'model_not_found',
		});
	});

	test('a wrong key is refused and nothing is billed', async () => {
		const error = await refusal(connect(twin, 'sk-wrong-key-9999').images.generate({ model, prompt: 'a fox' }));
		expect(error).toMatchObject({ status: 401, code: 'invalid_api_key' });
		expect(twin.calls).toMatchObject([{ authorizationOk: false, status: 401 }]);
		expect(twin.bill().calls).toBe(0);
	});
});

describe('the rate limit', () => {
	test('counts images in a sliding window and says when to come back', async () => {
		let clock = 1_000_000;
		const other = await start({ pictures: 'plain', imagesPerMinute: 3, now: () => clock });
		const ask = (n: number) => connect(other).images.generate({ model, prompt: 'a fox', n });
		await ask(2);
		clock += 20_000;
		await ask(1);
		const error = await refusal(ask(2));
		expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
		expect(error.headers?.get('retry-after-ms')).toBe('40000');
		expect(error.headers?.get('retry-after')).toBe('40');
		clock += 40_000;
		await ask(2);
		expect(other.bill().images).toBe(5);
	});
});

describe('moderation', () => {
	test('flags by words, deterministically', async () => {
		const [result] = (
			await connect(twin).moderations.create({ model: 'omni-moderation-latest', input: 'so much gore' })
		).results;
		expect(result).toMatchObject({ flagged: true, categories: { 'violence/graphic': true, sexual: false } });
		expect(Object.keys(result!.category_scores)).toHaveLength(13);
		expect(
			(await connect(twin).moderations.create({ input: ['a fox', 'a nude'] })).results.map((one) => one.flagged),
		).toEqual([false, true]);
	});

	test('judges one picture a request', async () => {
		const red = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#ff0000' } })
			.png()
			.toBuffer();
		const part = { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${red.toString('base64')}` } };
		const [result] = (await connect(twin).moderations.create({ input: [{ type: 'text', text: 'a square' }, part] }))
			.results;
		expect(result).toMatchObject({
			flagged: true,
			category_applied_input_types: { violence: ['text', 'image'], hate: ['text'] },
		});
		expect((await refusal(connect(twin).moderations.create({ input: [part, part] }))).status).toBe(400);
		expect(twin.moderations).toEqual([{ texts: ['a square'], images: 1, flagged: true }]);
	});
});

describe('the control plane', () => {
	test('drives a twin in another process', async () => {
		const process_ = spawn(process.execPath, [
			'--disable-warning=ExperimentalWarning',
			fileURLToPath(new URL('openai/cli.ts', import.meta.url)),
			'--plain',
		]);
		onTestFinished(() => void process_.kill('SIGKILL'));
		const [line] = (await once(process_.stdout, 'data')) as [Buffer];
		const { url, apiKey, controlUrl } = JSON.parse(line.toString()) as {
			url: string;
			apiKey: string;
			controlUrl: string;
		};
		const control = async (path: string, body?: unknown) => {
			const request =
				body === undefined
					? {}
					: { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
			return (await (await fetch(`${controlUrl}/${path}`, request)).json()) as Record<string, unknown>;
		};
		const client = new OpenAI({ apiKey, baseURL: url, maxRetries: 0 });
		await control('faults', { next: [{ kind: 'status', status: 500 }] });
		expect((await refusal(client.images.generate({ model, prompt: 'a fox' }))).status).toBe(500);
		await control('options', { imagesPerMinute: 1 });
		await client.images.generate({ model, prompt: 'a fox' });
		expect((await refusal(client.images.generate({ model, prompt: 'a fox' }))).status).toBe(429);
		expect(await control('bill')).toMatchObject({ images: 1, byPrompt: { 'a fox': 1 } });
		expect(await control('calls')).toHaveLength(3);
		await control('reset', {});
		expect(await control('bill')).toMatchObject({ images: 0 });
		process_.kill('SIGTERM');
		expect(await once(process_, 'exit')).toEqual([0, null]);
	});
});
