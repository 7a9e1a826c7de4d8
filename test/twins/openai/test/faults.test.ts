import OpenAI from 'openai';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createOpenAiTwin, type Fault, type OpenAiTwin } from '../index.ts';
import { bytesOf, collect, connect, model, picture, refusal, start } from './client.ts';

let twin: OpenAiTwin;

beforeAll(async () => {
	twin = await createOpenAiTwin({ pictures: 'plain' });
});
afterEach(() => twin.reset());
afterAll(() => twin.stop());

describe('a fault', () => {
	const ask = (prompt = 'a fox') => connect(twin).images.generate({ model, prompt, n: 1 });

	test('is used up by one call', async () => {
		twin.faults.next.push({ kind: 'status', status: 503 });
		expect((await refusal(ask())).status).toBe(503);
		expect((await ask()).data).toHaveLength(1);
		expect(twin.calls.map((call) => call.fault)).toEqual(['status', undefined]);
	});

	test('can strike every call', async () => {
		twin.faults.always = { kind: 'refuse', code: 'moderation_blocked', categories: ['sexual'] };
		for (let round = 0; round < 2; round++) {
			expect((await refusal(ask())).error).toMatchObject({
				moderation_details: { moderation_stage: 'input', categories: ['sexual'] },
			});
		}
	});

	test.each<[Fault, billed: number]>([
		[{ kind: 'reset-before-body' }, 0],
		[{ kind: 'reset-after-work' }, 1],
		[{ kind: 'cut-body' }, 1],
		[{ kind: 'bill-then-500' }, 1],
		[{ kind: 'error-as-text' }, 0],
	])('%o fails the call and bills %i', async (fault, billed) => {
		twin.faults.next.push(fault);
		await expect(ask()).rejects.toThrow();
		expect(twin.bill().calls).toBe(billed);
	});

	test('can be an answer that only looks like one', async () => {
		twin.faults.next.push(
			{ kind: 'html-200' },
			{ kind: 'empty-data' },
			{ kind: 'not-an-image' },
			{ kind: 'huge', bytes: 3_000_000 },
		);
		expect(String(await ask())).toContain('<!doctype html>');
		expect((await ask()).data).toEqual([]);
		await expect(sharp(bytesOf((await ask()).data?.[0]?.b64_json)).metadata()).rejects.toThrow();
		const huge = bytesOf((await ask()).data?.[0]?.b64_json);
		expect(huge.length).toBe(3_000_000);
		expect((await sharp(huge).raw().toBuffer({ resolveWithObject: true })).info.width).toBe(1024);
	});

	test('can keep the revised prompt back', async () => {
		twin.faults.next.push({ kind: 'no-revised-prompt' });
		expect((await connect(twin).images.generate({ model: 'dall-e-3', prompt: 'a cat' })).data?.[0]).not.toHaveProperty(
			'revised_prompt',
		);
	});

	test('that hangs is over when the client gives up', async () => {
		twin.faults.next.push({ kind: 'hang' });
		const client = new OpenAI({ apiKey: twin.apiKey, baseURL: twin.url, maxRetries: 0, timeout: 100 });
		await expect(client.images.generate({ model, prompt: 'a fox' })).rejects.toThrow(/timed out/i);
		expect(twin.bill().calls).toBe(0);
	});
});

describe('an image stream', () => {
	const open = (partials = 2) =>
		connect(twin).images.generate({
			model,
			prompt: 'a fox',
			stream: true,
			partial_images: partials,
			size: '1024x1024',
			quality: 'low',
		});

	test('sends the previews, then the picture with its usage', async () => {
		const events = await collect(await open());
		expect(events.map((event) => event.type)).toEqual([
			'image_generation.partial_image',
			'image_generation.partial_image',
			'image_generation.completed',
		]);
		expect(events.map((event) => 'partial_image_index' in event && event.partial_image_index)).toEqual([0, 1, false]);
		for (const event of events) expect((await sharp(bytesOf(event.b64_json)).metadata()).width).toBe(1024);
		expect(events.at(-1)).toMatchObject({ size: '1024x1024', usage: { output_tokens: 196 + 2 * 100 } });
	});

	test('of an edit has events of its own', async () => {
		const stream = await connect(twin).images.edit({
			model,
			prompt: 'a hat',
			image: await picture(1024),
			stream: true,
		});
		expect((await collect(stream)).map((event) => event.type)).toEqual(['image_edit.completed']);
	});

	test('can end without its completed event', async () => {
		twin.faults.next.push({ kind: 'stream-no-completed' });
		expect((await collect(await open(1))).map((event) => event.type)).toEqual(['image_generation.partial_image']);
		expect(twin.bill().calls).toBe(1);
	});

	test('can end after its first preview, or say everything twice', async () => {
		twin.faults.next.push({ kind: 'stream-ends-early' }, { kind: 'stream-repeats' });
		expect(await collect(await open())).toHaveLength(1);
		const indices = (await collect(await open())).map(
			(event) => 'partial_image_index' in event && event.partial_image_index,
		);
		expect(indices).toEqual([0, 0, 1, 1, false]);
	});

	test('keeps its result back until it is released', async () => {
		twin.faults.next.push({ kind: 'held' }, { kind: 'held' });
		const types: string[] = [];
		for await (const event of await open(1)) {
			types.push(event.type);
			if (types.length === 1) twin.release();
		}
		expect(types).toEqual(['image_generation.partial_image', 'image_generation.completed']);
		const second = open(0);
		twin.release();
		expect(await collect(await second)).toHaveLength(1);
	});

	test('has previews in their own time', async () => {
		const other = await start({ pictures: 'plain', previewEveryMs: 60 });
		const stream = await connect(other).images.generate({ model, prompt: 'a fox', stream: true, partial_images: 2 });
		const startedAt = performance.now();
		await collect(stream);
		expect(performance.now() - startedAt).toBeGreaterThan(100);
		expect(other.calls[0]).toMatchObject({ stream: true, partialImages: 2 });
		expect(other.calls[0]?.previewsAt).toHaveLength(2);
	});

	test('of several pictures tells the tokens of each', async () => {
		const stream = await connect(twin).images.generate({
			model,
			prompt: 'a fox',
			n: 2,
			stream: true,
			partial_images: 1,
			quality: 'low',
		});
		const events = await collect(stream);
		expect(events.map(({ type }) => type.split('.')[1])).toEqual([
			'partial_image',
			'partial_image',
			'completed',
			'completed',
		]);
		const usages = events.flatMap((event) => ('usage' in event ? [event.usage] : []));
		expect(usages).toMatchObject([
			{ input_tokens: 2, output_tokens: 296 },
			{ input_tokens: 0, output_tokens: 296 },
		]);
		expect(twin.bill().micros).toBe(2 * 5 + 2 * 296 * 30);
	});

	test('can be ignored: no event and no error', async () => {
		twin.faults.next.push({ kind: 'stream-ignored' });
		expect(await collect(await open())).toEqual([]);
	});

	test('can be cut in the middle', async () => {
		twin.faults.next.push({ kind: 'cut-body' });
		await expect(collect(await open(0))).rejects.toThrow();
	});

	test('can stall; a client that leaves is not billed', async () => {
		twin.faults.next.push({ kind: 'stream-stall' });
		const stream = await open(1);
		for await (const event of stream) {
			expect(event.type).toBe('image_generation.partial_image');
			stream.controller.abort();
		}
		expect(twin.bill().calls).toBe(0);
	});

	test('can fail after the bill', async () => {
		twin.faults.next.push({ kind: 'bill-then-500' });
		await expect(collect(await open(0))).rejects.toThrow();
		expect(twin.bill().calls).toBe(1);
	});
});

describe('the moderation endpoint', () => {
	const judge = (input = 'a fox') => connect(twin).moderations.create({ model: 'omni-moderation-latest', input });

	test('fails one request a fault, or every one by its option', async () => {
		twin.faults.moderation.push({ kind: 'status', status: 429, headers: { 'retry-after': '1' } }, { kind: 'reset' });
		const limited = await refusal(judge());
		expect([limited.status, limited.headers?.get('retry-after')]).toEqual([429, '1']);
		await expect(judge()).rejects.toThrow();
		expect((await judge()).results[0]?.flagged).toBe(false);
		twin.options.moderation = { kind: 'status', status: 404 };
		for (let round = 0; round < 2; round++) expect((await refusal(judge())).status).toBe(404);
		twin.options.moderation = undefined;
		expect(twin.moderations.map(({ fault }) => fault)).toEqual(['status', 'reset', undefined, 'status', 'status']);
	});

	test('answers nonsense, half an answer or scripted scores', async () => {
		const scores = { sexual: 0.55, 'violence/graphic': 0.2 };
		twin.faults.moderation.push(
			{ kind: 'html-200' },
			{ kind: 'nonsense', body: { results: [] } },
			{ kind: 'cut-body' },
			{ kind: 'scores', scores },
		);
		expect(String(await judge())).toContain('<!doctype html>');
		expect((await judge()).results).toEqual([]);
		await expect(judge()).rejects.toThrow();
		expect((await judge('so much gore')).results[0]).toMatchObject({
			flagged: true,
			category_scores: { ...scores, violence: 0.0001 },
		});
	});

	test('answers late, or never', async () => {
		twin.faults.moderation.push({ kind: 'delay', ms: 150 }, { kind: 'hang' });
		const before = performance.now();
		await judge();
		expect(performance.now() - before).toBeGreaterThan(140);
		const patience = { timeout: 100 };
		await expect(connect(twin).moderations.create({ input: 'a fox' }, patience)).rejects.toThrow('timed out');
	});

	test('is told what to do from outside', async () => {
		const post = (path: string, body: unknown) =>
			fetch(`${twin.controlUrl}/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
		await post('faults', { moderation: [{ kind: 'scores', scores: { hate: 0.7 } }] });
		await post('options', { moderation: { kind: 'status', status: 500 } });
		expect((await judge()).results[0]?.categories.hate).toBe(true);
		expect((await refusal(judge())).status).toBe(500);
		await post('options', { moderation: null });
		expect((await judge()).results[0]?.flagged).toBe(false);
	});
});
