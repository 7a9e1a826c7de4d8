import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { knownModels, type Model, modelOf, sizeText } from '../../src/core/catalogue.ts';
import type { Outcome, ProviderCall, StoredPicture } from '../../src/core/ports.ts';
import type { OpenAiProvider } from '../../src/openai/index.ts';
import { createOpenAiTwin, type Fault, type OpenAiTwin } from '../twins/openai/index.ts';
import { drawing, provider } from './loopback.ts';

let twin: OpenAiTwin;
let image: StoredPicture;
let mask: StoredPicture;

beforeAll(async () => {
	twin = await createOpenAiTwin({ pictures: 'plain' });
	const square = (alpha: number) =>
		sharp({ create: { width: 1024, height: 1024, channels: 4, background: { r: 90, g: 120, b: 60, alpha } } })
			.png()
			.toBuffer();
	image = { kind: 'input', role: 'image', index: 0, type: 'image/png', bytes: await square(1) };
	mask = { kind: 'input', role: 'mask', index: 0, type: 'image/png', bytes: await square(0) };
});
afterEach(() => twin.reset());
afterAll(() => twin.stop());

const reference = (index: number): StoredPicture => ({ ...image, role: 'reference', index });
const connect = (options = {}): OpenAiProvider => provider(twin.url, { apiKey: twin.apiKey, ...options });

/** Every call the catalogue lets members make of a model, one option varied at a time. */
function callsOf(model: Model): ProviderCall[] {
	const size = Object.values(model.shapes)[0]!;
	const quality = model.defaultQuality;
	const base = drawing({ model: model.id, size: sizeText(size) });
	delete base.quality;
	const call = { ...base, ...(quality ? { quality } : {}) };
	const draws = [
		call,
		{ ...call, count: model.perCall },
		...Object.values(model.shapes).map((shape) => ({ ...call, size: sizeText(shape) })),
		...model.qualities.map((one) => ({ ...call, quality: one })),
		...model.styles.map((style) => ({ ...call, style })),
		...model.backgrounds.map((background) => ({ ...call, background })),
		...model.formats.map((format) => ({ ...call, format })),
	];
	const { can, inputs } = model;
	const several = inputs !== null && inputs.max > 1;
	const edits = [
		{ ...call, inputs: [image] },
		{ ...call, inputs: [image, mask] },
		...(several ? [{ ...call, inputs: [reference(0), reference(1), reference(2)] }] : []),
		...(several ? [{ ...call, inputs: [image, mask, reference(0)] }] : []),
	];
	return [
		...(can.draw ? draws : []),
		...(can.edit ? edits.map((one) => ({ ...one, endpoint: 'edits' as const })) : []),
		...(can.vary ? [{ ...call, endpoint: 'variations' as const, prompt: '', count: 2, inputs: [image] }] : []),
		...(can.enhance ? draws.map((one) => ({ ...one, endpoint: 'responses' as const, count: 1 })) : []),
		...(can.enhance ? edits.map((one) => ({ ...one, endpoint: 'responses' as const })) : []),
	];
}

describe('everything the catalogue offers is taken by a strict server', () => {
	test.each([...knownModels, 'flux-local'])('%s', async (id) => {
		const drawer = connect();
		for (const call of callsOf(modelOf(id))) {
			const outcome = await drawer.draw(call);
			expect(outcome, JSON.stringify({ ...call, inputs: call.inputs.length })).toMatchObject({ kind: 'made' });
			expect(outcome.kind === 'made' && outcome.pictures.length).toBe(call.count);
		}
	});
});

describe('a fault of the provider', () => {
	const unknown = { kind: 'unknown' };
	const faults: [fault: Fault, outcome: object, billed: number][] = [
		[{ kind: 'status', status: 500 }, unknown, 0],
		[{ kind: 'status', status: 503, headers: { 'retry-after': '1' } }, unknown, 0],
		[{ kind: 'status', status: 429 }, { kind: 'notTaken', reason: 'rateLimit' }, 0],
		[
			{ kind: 'refuse', code: 'moderation_blocked', categories: ['violence'] },
			{ kind: 'refused', categories: ['violence'] },
			0,
		],
		[{ kind: 'refuse', code: 'content_policy_violation' }, { kind: 'refused' }, 0],
		[{ kind: 'reset-before-body' }, unknown, 0],
		[{ kind: 'cut-body' }, unknown, 1],
		[{ kind: 'reset-after-work' }, unknown, 1],
		[{ kind: 'bill-then-500' }, unknown, 1],
		[{ kind: 'html-200' }, { kind: 'unusable' }, 0],
		[{ kind: 'empty-data' }, { kind: 'unusable' }, 0],
		[{ kind: 'error-as-text' }, { kind: 'rejected', reason: 'badInput' }, 0],
		[{ kind: 'not-an-image' }, { kind: 'unusable', usage: { output: 1767 } }, 1],
		[{ kind: 'huge', bytes: 5_000_000 }, { kind: 'made' }, 1],
	];

	test.each(faults)('%j is sent once and told for what it is', async (fault, expected, billed) => {
		twin.faults.next.push(fault);
		expect(await connect().draw(drawing())).toMatchObject(expected);
		expect(twin.calls).toHaveLength(1);
		expect(twin.bill().calls).toBe(billed);
	});

	test.each(['edits', 'responses'] as const)('is sent once to %s too', async (endpoint) => {
		for (const kind of ['bill-then-500', 'reset-after-work', 'cut-body'] as const) {
			twin.reset();
			twin.faults.next.push({ kind });
			expect(await connect().draw(drawing({ endpoint, inputs: [image] }))).toMatchObject(unknown);
			expect(twin.calls).toHaveLength(1);
		}
	});

	test('that hangs is given up after the slowest call, and sent once', async () => {
		twin.faults.next.push({ kind: 'hang' });
		expect(await connect({ slowestCallMs: 1500 }).draw(drawing())).toMatchObject(unknown);
		expect(twin.calls).toHaveLength(1);
	});
});

describe('the provider says no', () => {
	test('to a wrong key, on every kind of call', async () => {
		const drawer = connect({ apiKey: 'sk-somebody-elses-key' });
		for (const endpoint of ['generations', 'edits', 'responses'] as const) {
			const outcome = await drawer.draw(drawing({ endpoint, inputs: [image] }));
			expect(outcome).toMatchObject({ kind: 'rejected', reason: 'badKey' });
			expect(JSON.stringify(outcome)).not.toContain('sk-');
		}
		expect(twin.calls).toHaveLength(3);
	});

	test('to a model it does not have', async () => {
		expect(await connect().draw(drawing({ model: 'gpt-image-1' }))).toMatchObject({
			kind: 'rejected',
			reason: 'modelGone',
		});
	});

	test('to a mainline model it does not have', async () => {
		const outcome = await connect({ responsesModel: 'gpt-2' }).draw(drawing({ endpoint: 'responses' }));
		expect(outcome).toMatchObject({ kind: 'rejected', reason: 'modelGone' });
	});

	test('to variations where they are gone', async () => {
		const call = drawing({ endpoint: 'variations', model: 'gpt-image-2', prompt: '', inputs: [image] });
		expect(await connect().draw(call)).toMatchObject({ kind: 'rejected', reason: 'modelGone' });
	});

	test('over its rate, with the time to wait', async () => {
		const limited = await createOpenAiTwin({ pictures: 'plain', imagesPerMinute: 1 });
		onTestFinished(() => limited.stop());
		const drawer = provider(limited.url, { apiKey: limited.apiKey });
		expect(await drawer.draw(drawing())).toMatchObject({ kind: 'made' });
		const second = await drawer.draw(drawing());
		expect(second).toMatchObject({ kind: 'notTaken', reason: 'rateLimit', retryAfterMs: expect.any(Number) });
	});
});

describe('what the provider sends back', () => {
	test.each(['url', 'relative-url', 'b64'] as const)('arrives when it comes as %s', async (answer) => {
		const compatible = await createOpenAiTwin({ pictures: 'plain', answer });
		onTestFinished(() => compatible.stop());
		const drawer = provider(compatible.url, { apiKey: compatible.apiKey });
		for (const model of ['dall-e-2', 'flux-local']) {
			const outcome = await drawer.draw(drawing({ model, quality: 'standard', count: 2 }));
			expect(outcome).toMatchObject({ kind: 'made', pictures: [{ type: 'image/png' }, { type: 'image/png' }] });
		}
		expect(compatible.calls).toHaveLength(2);
	});

	const revisedBy = (outcome: Outcome) => (outcome.kind === 'made' ? outcome.revisedPrompt : undefined);

	test('has a revised prompt from dall-e-3 and from the tool, and none where it is missing', async () => {
		const drawer = connect();
		const dallE = drawing({ model: 'dall-e-3', quality: 'hd' });
		expect(revisedBy(await drawer.draw(dallE))).toContain('otter');
		expect(revisedBy(await drawer.draw(drawing({ endpoint: 'responses' })))).toContain('otter');
		expect(revisedBy(await drawer.draw(drawing()))).toBeUndefined();
		twin.faults.next.push({ kind: 'no-revised-prompt' });
		expect(revisedBy(await drawer.draw(dallE))).toBeUndefined();
	});

	test('has the tokens that were billed, and a member nobody can name', async () => {
		const outcome = await connect().draw(drawing({ quality: 'high', userId: '80351110224678912' }));
		expect(outcome).toMatchObject({ usage: { output: 7024 } });
		expect(twin.calls[0]?.safetyIdentifier).toMatch(/^[0-9a-f]{64}$/);
	});

	test('lists its models with their last day', async () => {
		expect(await connect().models()).toContainEqual({ id: 'gpt-image-1.5', shutdownDate: '2026-12-01' });
		expect(twin.calls).toHaveLength(0);
	});
});
