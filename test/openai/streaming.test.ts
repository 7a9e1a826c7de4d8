import { describe, expect, test } from 'vitest';
import type { Frame, ProviderCall, StoredPicture } from '../../src/core/ports.ts';
import {
	answerEvents,
	answerJson,
	answerText,
	cut,
	drawAt,
	drawing,
	type Handler,
	loopback,
	png,
	pngBase64,
	provider,
	stall,
} from './loopback.ts';

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const usage = (output: number) => ({
	input_tokens: 60,
	output_tokens: output,
	input_tokens_details: { text_tokens: 12, image_tokens: 48 },
});
const partial = (index: number, bytes: Uint8Array = jpeg) => ({
	type: 'image_generation.partial_image',
	b64_json: Buffer.from(bytes).toString('base64'),
	partial_image_index: index,
});
const completed = (output = 1967) => ({
	type: 'image_generation.completed',
	b64_json: pngBase64,
	usage: usage(output),
});
const made = {
	kind: 'made',
	pictures: [{ bytes: png, type: 'image/png' }],
	usage: { inputText: 12, inputImage: 48, output: 1967 },
};
const unknown = { kind: 'unknown' };

async function stream(handler: Handler, call: Partial<ProviderCall> = {}, options = {}) {
	const frames: Frame[] = [];
	const { origin, seen } = await loopback(handler);
	const previews = { count: 2, show: (frame: Frame) => void frames.push(frame) };
	const outcome = await provider(`${origin}/v1`, options).draw(drawing({ previews, ...call }));
	return { outcome, seen, frames };
}

describe('streaming a picture', () => {
	test('asks for a stream with as many frames as were wanted', async () => {
		const { outcome, seen } = await stream(answerEvents([completed()]));
		expect(JSON.parse(seen[0]!.body.toString())).toMatchObject({ stream: true, partial_images: 2 });
		expect(outcome).toEqual(made);
	});

	test('of an edit asks for it in the form', async () => {
		const image: StoredPicture = { kind: 'input', role: 'image', index: 0, type: 'image/png', bytes: png };
		const events = [
			{ ...partial(0), type: 'image_edit.partial_image' },
			{ ...completed(), type: 'image_edit.completed' },
		];
		const { outcome, seen, frames } = await stream(answerEvents(events), { endpoint: 'edits', inputs: [image] });
		const type = seen[0]?.headers['content-type'] ?? '';
		const form = await new Response(new Uint8Array(seen[0]!.body), { headers: { 'content-type': type } }).formData();
		expect([form.get('stream'), form.get('partial_images')]).toEqual(['true', '2']);
		expect(outcome).toEqual(made);
		expect(frames).toEqual([{ bytes: jpeg, type: 'image/jpeg' }]);
	});

	test('asks for none where nobody wants to see it', async () => {
		const { seen } = await stream(answerJson({ data: [{ b64_json: pngBase64 }] }), {
			previews: { count: 0, show: () => {} },
		});
		expect(JSON.parse(seen[0]!.body.toString())).not.toHaveProperty('stream');
	});

	test('shows a frame when it comes, not when the picture is there', async () => {
		const shown = Promise.withResolvers<void>();
		const { origin } = await loopback(
			// Nothing more is sent before the frame was seen, so a frame that waited for it would never come.
			answerEvents([partial(0)], async (response) => {
				await shown.promise;
				response.end(`data: ${JSON.stringify(completed())}\n\n`);
			}),
		);
		const previews = { count: 1, show: () => shown.resolve() };
		expect(await provider(`${origin}/v1`).draw(drawing({ previews }))).toEqual(made);
	});

	test('shows a repeated frame again and passes over those that nobody asked for', async () => {
		const frames = [partial(0), partial(0), partial(1), partial(2), partial(7)];
		expect((await stream(answerEvents([...frames, completed()]))).frames).toHaveLength(3);
	});

	test('passes over a frame that is no picture', async () => {
		const events = [partial(0, Buffer.from('busy')), { ...partial(0), b64_json: null }, partial(1), completed()];
		const { outcome, frames } = await stream(answerEvents(events));
		expect([frames.length, outcome]).toEqual([1, made]);
	});

	test('survives whoever cannot show a frame', async () => {
		const show = () => {
			throw new Error('no room');
		};
		const { outcome } = await stream(answerEvents([partial(0), completed()]), { previews: { count: 2, show } });
		expect(outcome).toEqual(made);
	});

	test('brings several pictures, each with tokens of its own', async () => {
		const { outcome } = await stream(answerEvents([completed(1000), completed(800), completed(1)]), { count: 2 });
		expect(outcome).toMatchObject({
			pictures: [{ type: 'image/png' }, { type: 'image/png' }],
			usage: { inputText: 24, inputImage: 96, output: 1800 },
		});
	});

	test('leaves the cost to the price table where a picture does not tell its tokens', async () => {
		const { usage: _, ...silent } = completed();
		const { outcome } = await stream(answerEvents([completed(), silent]), { count: 2 });
		expect(outcome).not.toHaveProperty('usage');
	});

	test('understands a sentinel, comments and unknown events', async () => {
		const events = [{ type: 'ping' }, { type: 'image_generation.queued' }, completed(), '[DONE]'];
		expect((await stream(answerEvents(events))).outcome).toEqual(made);
	});

	test('does not wait for the end of a stream that has brought everything', async () => {
		expect((await stream(answerEvents([completed()], stall))).outcome).toEqual(made);
	});
});

/** Something comes, and nothing is said. */
const keptAlive: Handler = (response) => {
	const timer = setInterval(() => response.write(': still there\n\n'), 50);
	response.once('close', () => clearInterval(timer));
};

describe('a streaming call without its picture', () => {
	test.each<[what: string, handler: Handler, detail: string]>([
		['ends at once', answerEvents([]), 'without a picture'],
		['ends early', answerEvents([partial(0)]), 'without a picture'],
		['ends with a sentinel', answerEvents([partial(0), '[DONE]']), 'without a picture'],
		['is cut', answerEvents([partial(0)], cut), 'TypeError'],
		['is half an event', answerEvents([`{"type":"image_generation.completed","b64_json":"${pngBase64}`]), 'Syntax'],
	])('leaves it open when the stream %s', async (_what, handler, detail) => {
		const { outcome, seen } = await stream(handler);
		expect(outcome).toMatchObject({ ...unknown, detail: expect.stringContaining(detail) });
		expect(JSON.stringify(outcome)).not.toContain(pngBase64.slice(0, 20));
		expect(seen).toHaveLength(1);
	});

	test('is given up after the slowest call when the stream stalls, even if it is kept alive', async () => {
		for (const after of [stall, keptAlive]) {
			const { outcome, seen } = await stream(answerEvents([partial(0)], after), {}, { slowestCallMs: 1500 });
			expect(outcome).toEqual({ kind: 'unknown', detail: 'TooSlow' });
			expect(seen).toHaveLength(1);
		}
	});

	test('is given up long before that when the stream says nothing more', async () => {
		for (const after of [stall, keptAlive]) {
			const { outcome, seen } = await stream(answerEvents([partial(0), partial(1)], after), {}, { stalledMs: 500 });
			expect(outcome).toEqual({ kind: 'unknown', detail: 'TooSlow' });
			expect(seen).toHaveLength(1);
		}
	});

	test('is open when the provider is closed meanwhile', async () => {
		const shown = Promise.withResolvers<void>();
		const { origin } = await loopback(answerEvents([partial(0)], stall));
		const drawer = provider(`${origin}/v1`);
		const outcome = drawer.draw(drawing({ previews: { count: 1, show: () => shown.resolve() } }));
		await shown.promise;
		await drawer.close();
		expect(await outcome).toMatchObject(unknown);
	});

	test('counts what did not come like what came', async () => {
		const { outcome } = await stream(answerEvents([completed(1000)], cut), { count: 2 });
		expect(outcome).toMatchObject({
			kind: 'made',
			pictures: [{ type: 'image/png' }],
			usage: { inputText: 24, inputImage: 96, output: 2000 },
		});
	});

	test('is unusable, with its cost, when the picture is none', async () => {
		const { outcome } = await stream(answerEvents([{ ...completed(), b64_json: 'bm90IGEgcGljdHVyZQ==' }]));
		expect(outcome).toMatchObject({ kind: 'unusable', usage: { output: 1967 } });
	});

	test('is not read beyond its limit', async () => {
		const large = { ...partial(0), b64_json: 'A'.repeat(300_000) };
		const { outcome } = await stream(answerEvents([large, completed()]), {}, { maxAnswerBytes: 100_000 });
		expect(outcome).toMatchObject({ kind: 'unusable', detail: expect.stringContaining('EXCEEDED') });
	});
});

describe('a server that ignores streaming', () => {
	test('is read like any other', async () => {
		const { outcome, frames } = await stream(answerJson({ data: [{ b64_json: pngBase64 }], usage: usage(1967) }));
		expect([outcome, frames]).toEqual([made, []]);
		expect((await stream(answerText('<html>Welcome</html>'))).outcome).toMatchObject({ kind: 'unusable' });
		expect((await stream(answerJson({ data: [] }))).outcome).toMatchObject({ kind: 'unusable' });
	});

	test('is told from one that streams though nobody asked', async () => {
		expect((await drawAt(answerEvents([completed()]))).outcome).toEqual(made);
	});
});

describe('an error while streaming', () => {
	const told = async (...events: unknown[]) => (await stream(answerEvents(events))).outcome;
	const error = (code: string | null, fields: object = {}) => ({
		type: 'error',
		error: { code, message: 'x', ...fields },
	});

	test('before the stream is the answer it always was', async () => {
		const blocked = answerJson({ error: { code: 'moderation_blocked' } }, 400);
		expect((await stream(blocked)).outcome).toEqual({ kind: 'refused', categories: [] });
		expect((await stream(answerJson({}, 429))).outcome).toMatchObject({ kind: 'notTaken' });
		expect((await stream(answerJson({}, 500))).outcome).toMatchObject(unknown);
	});

	test('is a refusal whenever it says so', async () => {
		const details = { moderation_details: { categories: ['violence'] } };
		const refused = { kind: 'refused', categories: ['violence'] };
		expect(await told(error('moderation_blocked', details))).toEqual(refused);
		expect(await told(partial(0), error('moderation_blocked', details))).toEqual(refused);
		expect(await told({ error: { code: 'moderation_blocked', ...details } })).toEqual(refused);
	});

	test('is believed before anything was drawn, and costs something after it', async () => {
		const cases: [code: string, before: object][] = [
			['rate_limit_exceeded', { kind: 'notTaken', reason: 'rateLimit' }],
			['invalid_value', { kind: 'rejected', reason: 'badInput' }],
			['insufficient_quota', { kind: 'rejected', reason: 'noCredit' }],
		];
		for (const [code, before] of cases) {
			expect(await told(error(code))).toMatchObject(before);
			expect(await told(partial(0), error(code))).toMatchObject(unknown);
		}
	});

	test('leaves it open when it is the server’s, or says nothing', async () => {
		for (const code of ['server_error', null]) expect(await told(error(code))).toMatchObject(unknown);
		expect(await told({ error: 'out of memory' })).toMatchObject(unknown);
	});

	test('takes nothing away from a picture that has come', async () => {
		const { outcome } = await stream(answerEvents([completed(1000), error('server_error')]), { count: 2 });
		expect(outcome).toMatchObject({ kind: 'made', usage: { output: 2000 } });
	});
});
