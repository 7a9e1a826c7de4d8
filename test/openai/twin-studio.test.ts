import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { knownModels, modelOf } from '../../src/core/catalogue.ts';
import type { Frame, Outcome, ProviderCall, StoredPicture } from '../../src/core/ports.ts';
import { createOpenAiTwin, type Fault, type OpenAiTwin } from '../twins/openai/index.ts';
import { drawing, provider } from './loopback.ts';

/** The adapter with the real SDK against the twin: previews, turns, files, descriptions, sketches. */

let twin: OpenAiTwin;
let image: StoredPicture;
let mask: StoredPicture;

beforeAll(async () => {
	twin = await createOpenAiTwin({ pictures: 'plain' });
	image = { kind: 'input', role: 'image', index: 0, type: 'image/png', bytes: await square(1) };
	mask = { ...image, role: 'mask', bytes: await square(0) };
});
afterEach(() => twin.reset());
afterAll(() => twin.stop());

const square = (alpha: number) =>
	sharp({ create: { width: 1024, height: 1024, channels: 4, background: { r: 90, g: 120, b: 60, alpha } } })
		.png()
		.toBuffer();
/** Noise cannot be packed, so this is large enough to be worth a file. */
const noisy = async (): Promise<StoredPicture> => ({
	...image,
	bytes: await sharp(randomBytes(1024 * 1024 * 3), { raw: { width: 1024, height: 1024, channels: 3 } })
		.webp({ quality: 90 })
		.toBuffer(),
	type: 'image/webp',
});
const connect = (options = {}) => provider(twin.url, { apiKey: twin.apiKey, ...options });

async function stream(call: Partial<ProviderCall> = {}, options = {}): Promise<{ outcome: Outcome; frames: Frame[] }> {
	const frames: Frame[] = [];
	const previews = { count: 2, show: (frame: Frame) => void frames.push(frame) };
	return { outcome: await connect(options).draw(drawing({ previews, ...call })), frames };
}

/** Micro-USD by the prices of the 2.x models. */
const cost = (outcome: Outcome) => {
	const { inputText, inputImage, output } = (outcome.kind === 'made' && outcome.usage) || {
		inputText: 0,
		inputImage: 0,
		output: 0,
	};
	return inputText * 5 + inputImage * 8 + output * 30;
};

const roads: [what: string, call: () => Partial<ProviderCall>][] = [
	['generations', () => ({})],
	['edits', () => ({ endpoint: 'edits', inputs: [image, mask] })],
	['responses', () => ({ endpoint: 'responses', inputs: [image, mask] })],
];

describe('streaming', () => {
	test.each(knownModels.filter((id) => modelOf(id).streams))('shows what %s draws', async (model) => {
		const { outcome, frames } = await stream({ model });
		expect(outcome).toMatchObject({ kind: 'made', pictures: [{ type: 'image/png' }] });
		expect(frames).toHaveLength(2);
		expect(twin.calls).toMatchObject([{ stream: true, partialImages: 2 }]);
	});

	test('costs what the provider bills, previews included, for several pictures too', async () => {
		for (const call of [{}, { count: 3 }, { endpoint: 'edits' as const, inputs: [image], count: 2 }]) {
			twin.reset();
			const { outcome, frames } = await stream(call);
			const count = 'count' in call ? call.count : 1;
			expect(frames).toHaveLength(2 * count);
			expect(outcome).toMatchObject({ usage: { output: count * (1767 + 2 * 100) } });
			expect(cost(outcome)).toBe(twin.bill().micros);
		}
	});

	test('shows the frames while the provider keeps the picture back', async () => {
		twin.faults.next.push({ kind: 'held' });
		const [first, second] = [Promise.withResolvers<Frame>(), Promise.withResolvers<Frame>()];
		const waiting = [first, second];
		const show = (frame: Frame) => waiting.shift()?.resolve(frame);
		const outcome = connect().draw(drawing({ previews: { count: 2, show } }));
		expect((await first.promise).type).toBe('image/png');
		await second.promise;
		expect(twin.calls[0]?.previewsAt).toHaveLength(2);
		expect(twin.bill().calls).toBe(0);
		twin.release();
		expect(await outcome).toMatchObject({ kind: 'made' });
		expect(twin.bill().calls).toBe(1);
	});

	const faults: [fault: Fault, outcome: object, billed: number, frames?: number][] = [
		[{ kind: 'stream-no-completed' }, { kind: 'unknown' }, 1, 2],
		[{ kind: 'stream-ends-early' }, { kind: 'unknown' }, 1, 1],
		[{ kind: 'stream-repeats' }, { kind: 'made' }, 1, 4],
		[{ kind: 'stream-ignored' }, { kind: 'made' }, 1, 0],
		// A reset may overtake frames.
		[{ kind: 'cut-body' }, { kind: 'unknown' }, 1],
		[{ kind: 'reset-after-work' }, { kind: 'unknown' }, 1],
		[{ kind: 'bill-then-500' }, { kind: 'unknown' }, 1, 2],
		[{ kind: 'not-an-image' }, { kind: 'unusable' }, 1, 2],
		[{ kind: 'status', status: 503 }, { kind: 'unknown' }, 0, 0],
		[{ kind: 'refuse', code: 'moderation_blocked' }, { kind: 'refused' }, 0, 0],
		[{ kind: 'html-200' }, { kind: 'unusable' }, 0, 0],
	];
	test.each(faults)(
		'%j is sent once and told for what it is, on every road',
		async (fault, expected, billed, frames) => {
			for (const [, call] of roads) {
				twin.reset();
				twin.faults.next.push(fault);
				const drawn = await stream(call());
				expect(drawn.outcome).toMatchObject(expected);
				expect([twin.calls.length, twin.bill().calls]).toEqual([1, billed]);
				if (frames !== undefined) expect(drawn.frames).toHaveLength(frames);
			}
		},
	);

	test.each(roads)('that stalls is given up after the slowest call: %s', async (_what, call) => {
		twin.faults.next.push({ kind: 'stream-stall' });
		const { outcome } = await stream(call(), { slowestCallMs: 1500 });
		expect(outcome).toMatchObject({ kind: 'unknown' });
		expect([twin.calls.length, twin.bill().calls]).toEqual([1, 0]);
	});
});

describe('Responses multi-turn', () => {
	const turn = (call: Partial<ProviderCall>) =>
		connect().draw(drawing({ endpoint: 'responses', keepResponse: true, ...call }));
	const idOf = (outcome: Outcome) => (outcome.kind === 'made' ? outcome.responseId : undefined) ?? 'none';

	test('refines a picture turn by turn, with a revised prompt each', async () => {
		const first = await turn({ prompt: 'an otter' });
		const second = await turn({ prompt: 'bluer', previousResponse: idOf(first), inputs: [image] });
		const third = await turn({ prompt: 'with a hat', previousResponse: idOf(second), inputs: [image, mask] });
		expect(second).toMatchObject({ kind: 'made', revisedPrompt: expect.stringContaining('bluer') });
		expect(third).toMatchObject({ kind: 'made', revisedPrompt: expect.stringContaining('with a hat') });
		expect(twin.calls).toMatchObject([
			{ store: true, inputs: [] },
			{ store: true, previousResponseId: idOf(first), inputs: [{ width: 1024 }] },
			{ store: true, previousResponseId: idOf(second), inputs: [{ width: 1024 }], mask: { width: 1024 } },
		]);
	});

	test.each<[what: string, forget: () => void]>([
		['for good', () => twin.reset()],
		['just now', () => twin.faults.next.push({ kind: 'previous-forgotten' })],
	])('starts over with the picture, bought once, when the answer was forgotten %s', async (_what, forget) => {
		const first = await turn({});
		forget();
		const before = twin.bill().calls;
		expect(await turn({ previousResponse: idOf(first), inputs: [image] })).toMatchObject({ kind: 'made' });
		expect(twin.calls.slice(-2).map((call) => [call.previousResponseId, call.status, call.images])).toEqual([
			[idOf(first), 400, 0],
			[undefined, 200, 1],
		]);
		expect(twin.bill().calls).toBe(before + 1);
	});

	test('cannot go on from what was not to be kept', async () => {
		const first = await turn({ keepResponse: false });
		expect(first).not.toHaveProperty('responseId');
		expect(twin.calls[0]?.store).toBe(false);
	});
});

describe('file-id input', () => {
	test('stands for the picture and its mask in every call', async () => {
		const picture = await noisy();
		const drawer = connect();
		for (let round = 0; round < 2; round++) {
			const outcome = await drawer.draw(drawing({ endpoint: 'responses', inputs: [picture] }));
			expect(outcome).toMatchObject({ kind: 'made' });
		}
		expect(twin.uploads).toMatchObject([{ type: 'image/webp', purpose: 'vision' }]);
		const ids = twin.uploads.map(({ id }) => id);
		expect(twin.calls.map(({ fileIds }) => fileIds)).toEqual([ids, ids]);
		expect(twin.calls.map(({ inputs }) => inputs[0]?.bytes)).toEqual(Array(2).fill(picture.bytes.byteLength));
	});

	test('gives way to the picture itself where there are no files, or none any more', async () => {
		const call = drawing({ endpoint: 'responses', inputs: [await noisy()] });
		twin.options.keepsFiles = false;
		expect(await connect().draw(call)).toMatchObject({ kind: 'made' });
		twin.options.keepsFiles = true;
		expect(twin.calls).toMatchObject([{ fileIds: [], images: 1 }]);

		const drawer = connect();
		await drawer.draw(call);
		twin.reset();
		expect(await drawer.draw(call)).toMatchObject({ kind: 'made' });
		expect(twin.calls.map(({ fileIds, status }) => [fileIds.length, status])).toEqual([
			[1, 400],
			[0, 200],
		]);
		expect(twin.bill().calls).toBe(1);
	});
});

describe('vision', () => {
	const ask = () => connect().draw(drawing({ endpoint: 'describe', inputs: [image] }));

	test('writes four different prompts for a picture', async () => {
		const outcome = await ask();
		const described = (outcome.kind === 'made' && outcome.described) || undefined;
		expect(described?.short).toMatch(/^A square, .* picture: .*(green|yellow)/);
		expect(described?.photograph).toMatch(/^A photograph/);
		expect(new Set(Object.values(described ?? {})).size).toBe(4);
		expect(outcome).toMatchObject({ pictures: [], usage: { inputImage: 0, output: 40 } });
		expect(twin.calls).toMatchObject([{ store: false, stream: false, images: 0 }]);
	});

	test.each<[fault: Fault, outcome: object]>([
		[{ kind: 'say', text: 'A nice picture!' }, { kind: 'unusable' }],
		[{ kind: 'decline' }, { kind: 'refused' }],
		[{ kind: 'empty-data' }, { kind: 'unusable' }],
		[{ kind: 'cut-body' }, { kind: 'unknown' }],
	])('is told for what it is when it meets %j', async (fault, expected) => {
		twin.faults.next.push(fault);
		expect(await ask()).toMatchObject(expected);
		expect(twin.calls).toHaveLength(1);
	});
});

test('a sketch is sent as markup to a model that reads one', async () => {
	const markup: StoredPicture = { ...mask, role: 'markup' };
	const outcome = await connect().draw(drawing({ endpoint: 'edits', inputs: [image, markup] }));
	expect(outcome).toMatchObject({ kind: 'made' });
	expect(twin.calls).toMatchObject([{ inputs: [{ width: 1024 }], markup: { width: 1024 } }]);
});
