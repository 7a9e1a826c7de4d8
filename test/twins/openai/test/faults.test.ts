import OpenAI from 'openai';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createOpenAiTwin, type Fault, type OpenAiTwin } from '../index.ts';
import { bytesOf, collect, connect, model, picture, refusal } from './client.ts';

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
