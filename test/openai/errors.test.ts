import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/core/ports.ts';
import { answerJson, answerText, drawAt, type Handler, secretKey, secretPrompt } from './loopback.ts';

interface ErrorBody {
	code?: string | null;
	type?: string;
	param?: string | null;
	message?: string;
	moderation_details?: unknown;
}

const complain = (status: number, error: ErrorBody, headers: Record<string, string> = {}): Handler =>
	answerJson(
		{
			error: {
				message: `quoting: ${secretPrompt} with ${secretKey}`,
				type: 'invalid_request_error',
				param: null,
				code: null,
				...error,
			},
		},
		status,
		headers,
	);

const rejected = (reason: string) => ({ kind: 'rejected', reason });
const unknown = { kind: 'unknown' };

const table: [what: string, handler: Handler, outcome: object][] = [
	[
		'moderation that names its categories is a refusal',
		complain(400, {
			code: 'moderation_blocked',
			type: 'image_generation_user_error',
			moderation_details: { moderation_stage: 'output', categories: ['sexual', 'self-harm'] },
		}),
		{ kind: 'refused', categories: ['sexual', 'self-harm'] },
	],
	[
		'moderation without details is a refusal',
		complain(400, { code: 'moderation_blocked' }),
		{ kind: 'refused', categories: [] },
	],
	[
		'a content policy violation is a refusal',
		complain(400, { code: 'content_policy_violation' }),
		{ kind: 'refused', categories: [] },
	],
	[
		'an unreadable picture is bad input',
		complain(400, { code: 'invalid_image_file', param: 'image' }),
		rejected('badInput'),
	],
	['an invalid value is bad input', complain(400, { code: 'invalid_value', param: 'size' }), rejected('badInput')],
	['a refused file type is bad input', complain(400, { code: 'unsupported_file_mimetype' }), rejected('badInput')],
	['an unknown parameter is bad input', complain(400, { code: 'unknown_parameter' }), rejected('badInput')],
	['a request too large is bad input', answerText('<h1>413</h1>', 413), rejected('badInput')],
	['an unsupported media type is bad input', complain(415, {}), rejected('badInput')],
	[
		'an unprocessable request is bad input',
		answerJson({ detail: [{ loc: ['body', 'n'] }] }, 422),
		rejected('badInput'),
	],
	[
		'a model that does not exist is gone',
		complain(404, { code: 'model_not_found', param: 'model' }),
		rejected('modelGone'),
	],
	[
		'a model refused by words is gone',
		complain(400, { message: "The model 'x' does not exist." }),
		rejected('modelGone'),
	],
	[
		'a model refused by its parameter is gone',
		complain(400, { code: 'invalid_value', param: 'model' }),
		rejected('modelGone'),
	],
	['an endpoint that is gone with an empty body is gone', answerText('', 404), rejected('modelGone')],
	[
		'a bare text about a model is understood',
		answerJson({ error: 'the model x was not found' }, 400),
		rejected('modelGone'),
	],
	[
		'the hard limit of billing is no credit',
		complain(400, { code: 'billing_hard_limit_reached' }),
		rejected('noCredit'),
	],
	[
		'an insufficient quota is no credit, not a rate limit',
		complain(429, { type: 'insufficient_quota', code: 'insufficient_quota' }),
		rejected('noCredit'),
	],
	[
		'a type of insufficient quota alone is no credit',
		complain(429, { type: 'insufficient_quota' }),
		rejected('noCredit'),
	],
	['an exhausted balance is no credit', complain(429, { code: 'credit_balance_exhausted' }), rejected('noCredit')],
	['a spend limit is no credit', complain(429, { code: 'project_spend_limit_exceeded' }), rejected('noCredit')],
	[
		'a usage limit of the organization is no credit',
		complain(429, { code: 'organization_usage_limit_exceeded' }),
		rejected('noCredit'),
	],
	['a payment required is no credit', answerText('', 402), rejected('noCredit')],
	['a wrong key is a bad key', complain(401, { code: 'invalid_api_key' }), rejected('badKey')],
	['a forbidden key is a bad key', complain(403, { code: 'unsupported_country_region_territory' }), rejected('badKey')],
	[
		'an organization to be verified is unverified',
		complain(403, { message: 'Your organization must be verified to use the model `gpt-image-2`.' }),
		rejected('unverified'),
	],
	[
		'a rate limit was not taken',
		complain(429, { code: 'rate_limit_exceeded' }),
		{ kind: 'notTaken', reason: 'rateLimit' },
	],
	['a slow-down was not taken', complain(429, { code: 'slow_down' }), { kind: 'notTaken', reason: 'rateLimit' }],
	['a 429 in HTML was not taken', answerText('<h1>Too many</h1>', 429), { kind: 'notTaken', reason: 'rateLimit' }],
	['a 500 leaves everything open', complain(500, { code: 'server_error' }), unknown],
	['a 502 in HTML leaves everything open', answerText('<h1>Bad gateway</h1>', 502), unknown],
	[
		'a 503 leaves everything open, even with a time to wait',
		complain(503, { code: 'server_is_overloaded' }, { 'retry-after': '1' }),
		unknown,
	],
	['a 500 that talks of moderation leaves everything open', complain(500, { code: 'moderation_blocked' }), unknown],
	['a timeout told by a gateway leaves everything open', answerText('', 504), unknown],
	['a request timeout leaves everything open', answerText('', 408), unknown],
	['a conflict leaves everything open', complain(409, {}), unknown],
];

describe('the table of errors', () => {
	test.each(table)('%s', async (_what, handler, expected) => {
		const { outcome, seen } = await drawAt(handler);
		expect(outcome).toMatchObject(expected);
		expect(seen).toHaveLength(1);
		// What goes to the log holds no prompt, no key and no address.
		const told = JSON.stringify(outcome);
		expect(told).not.toContain('otter');
		expect(told).not.toContain('sk-');
		expect(told).not.toContain('127.0.0.1');
		expect(told.length).toBeLessThan(300);
	});
});

describe('the detail for the log', () => {
	test('names status, code, type, parameter and the request', async () => {
		const { outcome } = await drawAt(
			complain(400, { code: 'invalid_value', param: 'size' }, { 'x-request-id': 'req_1a2b' }),
		);
		expect(outcome).toMatchObject({
			detail: 'HTTP 400 code=invalid_value type=invalid_request_error param=size request=req_1a2b',
		});
	});

	test('leaves out fields that are no plain names', async () => {
		const { outcome } = await drawAt(
			complain(400, { code: `bad: ${secretPrompt}`, param: 'a b', type: 'x'.repeat(80) }),
		);
		expect(outcome).toMatchObject({ detail: 'HTTP 400' });
	});
});

describe('the time to wait', () => {
	const waits = async (headers: Record<string, string>) =>
		(await drawAt(complain(429, { code: 'rate_limit_exceeded' }, headers))).outcome as Extract<
			Outcome,
			{ kind: 'notTaken' }
		>;

	test('is taken from retry-after-ms first', async () => {
		expect(await waits({ 'retry-after-ms': '1250.5', 'retry-after': '9' })).toMatchObject({ retryAfterMs: 1251 });
	});

	test('is taken from retry-after in seconds', async () => {
		expect(await waits({ 'retry-after': '2.5' })).toMatchObject({ retryAfterMs: 2500 });
	});

	test('is taken from retry-after as an HTTP date', async () => {
		const { retryAfterMs } = await waits({ 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() });
		expect(retryAfterMs).toBeGreaterThan(3_400_000);
		expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
	});

	test('is zero for a date that has passed', async () => {
		expect(await waits({ 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' })).toMatchObject({ retryAfterMs: 0 });
	});

	test('is left open where the provider names none, or nonsense', async () => {
		expect(await waits({})).not.toHaveProperty('retryAfterMs');
		expect(await waits({ 'retry-after': 'soon', 'retry-after-ms': 'later' })).not.toHaveProperty('retryAfterMs');
	});
});
