import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../twins/openai/index.ts';
import { type Easel, startEasel } from './easel.ts';
import { drawn, free, goesOn, hasPictures, inVain, words } from './trouble.ts';

const model = 'gpt-image-2.5-flare';
let easel: Easel;

beforeAll(async () => {
	// One slot: a call that kept it would stop everybody.
	easel = await startEasel({ env: { MAX_CONCURRENT: '1', IMAGE_MODELS: `${model},dall-e-3` } });
});

beforeEach(() => easel.openai.reset());

afterAll(() => easel.stop());

afterEach(async () => {
	easel.openai.faults.next.length = 0;
	await goesOn(easel);
});

const imagine = (options: Record<string, string | number | boolean> = {}) =>
	easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a red fox', ...options });

/** A complaint as OpenAI writes it. */
const complaint = (status: number, error: Record<string, unknown>): Fault => ({
	kind: 'status',
	status,
	body: { error: { message: 'no', type: 'invalid_request_error', param: null, code: null, ...error } },
});

const problem = (code: string) => words(`problem.${code}`, { model });

describe('an answer that says no', () => {
	const cases: [string, Fault, string][] = [
		['a wrong key', complaint(401, { code: 'invalid_api_key' }), problem('badKey')],
		['a key without the right', complaint(403, { message: 'You may not.' }), problem('badKey')],
		[
			'an operator to verify',
			complaint(403, { message: 'Your organization must be verified.' }),
			problem('unverified'),
		],
		[
			'an empty account',
			complaint(429, { type: 'insufficient_quota', code: 'insufficient_quota' }),
			problem('noCredit'),
		],
		['a spent limit', complaint(400, { code: 'billing_hard_limit_reached' }), problem('noCredit')],
		['a model that is gone', complaint(404, { code: 'model_not_found', param: 'model' }), problem('modelGone')],
		['a request it does not like', complaint(400, { code: 'invalid_value', param: 'size' }), problem('badInput')],
		['a complaint in plain text', { kind: 'error-as-text' }, problem('badInput')],
	];

	test.each(cases)('%s is told once, without a charge', async (_, fault, told) => {
		easel.openai.faults.next.push(fault);
		const message = await inVain(easel, imagine, told);
		expect(message.text()).toContain(words('problem.title'));
		expect(message.text()).toContain(free);
		expect(easel.openai.calls).toHaveLength(1);
	});

	test('the safety filter is told with its categories and cannot simply be run again', async () => {
		easel.openai.faults.next.push({
			kind: 'refuse',
			code: 'moderation_blocked',
			categories: ['violence', 'self-harm'],
		});
		const told = words('problem.moderationCategories', { categories: 'violence, self-harm' });
		const message = await inVain(easel, imagine, told);
		expect(message.buttons()).toEqual([]);
	});

	test('the safety filter of dall-e-3 names no category', async () => {
		easel.openai.faults.next.push({ kind: 'refuse', code: 'content_policy_violation' });
		await inVain(easel, () => imagine({ model: 'dall-e-3' }), problem('moderation'));
	});

	test('a private request is told in its place', async () => {
		easel.openai.faults.next.push(complaint(401, { code: 'invalid_api_key' }));
		await inVain(easel, () => imagine({ private: true }), problem('badKey'));
	});
});

describe('an answer without a picture', () => {
	const cases: [string, Fault, number][] = [
		['a web page with status 200', { kind: 'html-200' }, 0],
		['an empty list', { kind: 'empty-data' }, 0],
		['an error in plain text with status 200', { kind: 'error-as-text', status: 200 }, 0],
		['bytes that are no picture', { kind: 'not-an-image' }, 1],
	];

	test.each(cases)('%s is told, and can be run again', async (_, fault, billed) => {
		easel.openai.faults.next.push(fault);
		const message = await inVain(easel, imagine, problem('unusable'), { billed });
		expect(message.buttons().map(({ label }) => label)).toEqual([words('button.runAgain')]);
		expect(easel.openai.calls).toHaveLength(1);
	});
});

describe('an outcome that nobody knows', () => {
	const cases: [string, Fault, number][] = [
		['a server error', { kind: 'status', status: 500 }, 0],
		['an overloaded server', complaint(503, { code: 'server_is_overloaded' }), 0],
		['a server error after the drawing', { kind: 'bill-then-500' }, 1],
		['a connection reset before the work', { kind: 'reset-before-body' }, 0],
		['a connection reset after the work', { kind: 'reset-after-work' }, 1],
		['an answer cut in the middle', { kind: 'cut-body' }, 1],
	];

	test.each(cases)('%s is bought once more only by a press on Run again', async (_, fault, billed) => {
		easel.openai.faults.next.push(fault);
		const message = await inVain(easel, imagine, problem('lost'), { billed });
		expect(message.text()).toContain(words('problem.unknownTitle'));
		expect(message.text()).toContain(free);
		expect(easel.openai.calls).toHaveLength(1);

		const pressed = await easel.discord.as('mia').press(message, words('button.runAgain'));
		await pressed.response(hasPictures);
		expect(easel.openai.calls).toHaveLength(2);
		expect(easel.openai.bill().calls).toBe(billed + 1);
	});

	test('the same holds for the Responses API', async () => {
		easel.openai.faults.next.push({ kind: 'cut-body' });
		await inVain(easel, () => imagine({ enhance: true }), problem('lost'), { billed: 1 });
		expect(easel.openai.calls).toHaveLength(1);
	});

	test('of one among several calls leaves the pictures that came', async () => {
		easel.openai.faults.next.push({ kind: 'delay', ms: 0 }, { kind: 'reset-after-work' });
		const message = await drawn(easel, { model: 'dall-e-3', count: 3 });
		expect(message.pictures()).toHaveLength(2);
		expect(message.text()).toContain(words('result.partial', { count: 2, asked: 3, why: problem('lost') }));
		expect(easel.openai.calls).toHaveLength(3);
	});
});

describe('a provider that takes its time', () => {
	test('is waited for', async () => {
		easel.openai.faults.next.push({ kind: 'delay', ms: 1200 });
		await drawn(easel);
		expect(easel.openai.calls).toHaveLength(1);
	});

	test('with Retry-After is asked again after that, and bills once', async () => {
		const body = { error: { message: 'slow down', type: 'images', param: null, code: 'rate_limit_exceeded' } };
		easel.openai.faults.next.push({ kind: 'status', status: 429, body, headers: { 'retry-after-ms': '400' } });
		await drawn(easel);
		const [first, second] = easel.openai.calls;
		expect(easel.openai.calls).toHaveLength(2);
		expect(second!.startedAt - first!.startedAt).toBeGreaterThanOrEqual(400);
		expect(easel.openai.bill().calls).toBe(1);
	});

	test('that asks for more patience than anybody has is given up at once, without a charge', async () => {
		easel.openai.faults.next.push({ kind: 'status', status: 429, headers: { 'retry-after': '7200' } });
		const message = await inVain(easel, imagine, problem('busy'));
		expect(message.text()).toContain(free);
	});
});

test('a picture of 60 MB is brought under what Discord takes, and that is said', async () => {
	easel.openai.faults.next.push({ kind: 'huge', bytes: 60_000_000 });
	const message = await drawn(easel);
	expect(message.text()).toContain(words('result.reencoded', { count: 1, limit: '10 MB' }));
	expect(message.attachments[0]!.size).toBeLessThanOrEqual(10 * 1024 * 1024);
	expect(easel.openai.bill().calls).toBe(1);
});
