import { describe, expect, test } from 'vitest';
import type { ProviderCall, StoredPicture } from '../../src/core/ports.ts';
import { answerJson, answerText, drawAt, png, pngBase64, secretPrompt } from './loopback.ts';

const drawn = { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: pngBase64 };
const body = (fields: object) => ({
	id: 'resp_1',
	object: 'response',
	status: 'completed',
	error: null,
	output: [],
	...fields,
});

const usage = {
	tool_usage: {
		image_gen: { input_tokens: 60, output_tokens: 1767, input_tokens_details: { text_tokens: 12, image_tokens: 48 } },
	},
	usage: { input_tokens: 300, output_tokens: 40, total_tokens: 340 },
};
const tokens = { inputText: 312, inputImage: 48, output: 1807 };

const enhance = (answer: unknown, call: Partial<ProviderCall> = {}) =>
	drawAt(answerJson(answer), { endpoint: 'responses', ...call });
const outcomeOf = async (fields: object) => (await enhance(body(fields))).outcome;
const input = (role: StoredPicture['role']): StoredPicture => ({
	kind: 'input',
	role,
	index: 0,
	type: 'image/png',
	bytes: png,
});

describe('a call through the Responses API', () => {
	test('forces the tool, with the options of the picture model', async () => {
		const { seen } = await enhance(body({ output: [drawn] }), { background: 'opaque', format: 'jpeg' });
		expect(seen[0]?.path).toBe('/v1/responses');
		expect(JSON.parse(seen[0]!.body.toString())).toEqual({
			model: 'gpt-5.6-luna',
			input: [{ role: 'user', content: [{ type: 'input_text', text: secretPrompt }] }],
			tools: [
				{
					type: 'image_generation',
					model: 'gpt-image-2.5-flare',
					action: 'generate',
					size: '1024x1024',
					quality: 'medium',
					background: 'opaque',
					output_format: 'jpeg',
				},
			],
			tool_choice: { type: 'image_generation' },
			store: false,
			safety_identifier: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
	});

	const sentWith = async (inputs: StoredPicture[]) => {
		const { seen } = await enhance(body({ output: [drawn] }), { inputs });
		return JSON.parse(seen[0]!.body.toString()) as { input: { content: object[] }[]; tools: object[] };
	};
	const url = `data:image/png;base64,${pngBase64}`;

	test('shows references and leaves it to the model what to do with them', async () => {
		const { input: said, tools } = await sentWith([input('reference')]);
		expect(said[0]?.content[1]).toMatchObject({ type: 'input_image', image_url: url });
		expect(tools[0]).toMatchObject({ action: 'auto' });
	});

	test('edits a picture within its mask', async () => {
		const { tools } = await sentWith([input('image'), input('mask')]);
		expect(tools[0]).toMatchObject({ action: 'edit', input_image_mask: { image_url: url } });
	});
});

describe('the answer of the Responses API', () => {
	test('brings the picture, the revised prompt, and the tokens of both models', async () => {
		const output = [
			{ type: 'reasoning' },
			{ ...drawn, revised_prompt: 'An otter in velvet.' },
			{ type: 'message', content: [] },
		];
		expect(await outcomeOf({ output, ...usage })).toEqual({
			kind: 'made',
			pictures: [{ bytes: png, type: 'image/png' }],
			revisedPrompt: 'An otter in velvet.',
			usage: tokens,
		});
	});

	test('leaves the cost to the price table where the tool does not tell its tokens', async () => {
		expect(await outcomeOf({ output: [drawn], usage: usage.usage })).not.toHaveProperty('usage');
	});

	test.each([
		[
			'the drawing was blocked',
			{
				output: [
					{
						...drawn,
						result: null,
						status: 'failed',
						error: { code: 'moderation_blocked', moderation_details: { categories: ['violence'] } },
					},
				],
			},
			['violence'],
		],
		[
			'the pictures put in were blocked',
			{ status: 'failed', error: { code: 'image_content_policy_violation', message: 'x' } },
			[],
		],
		[
			'the mainline model refuses in words',
			{ output: [{ type: 'message', content: [{ type: 'refusal', refusal: 'No.' }] }] },
			[],
		],
		['the content filter stopped it', { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, []],
	])('is a refusal when %s', async (_what, fields, categories) => {
		expect(await outcomeOf({ ...fields, ...usage })).toEqual({ kind: 'refused', categories, usage: tokens });
	});

	test('is open when it failed at the server', async () => {
		expect(await outcomeOf({ status: 'failed', error: { code: 'server_error', message: 'x' } })).toMatchObject({
			kind: 'unknown',
		});
	});

	test('was not taken when it failed at a rate limit', async () => {
		const error = { code: 'rate_limit_exceeded', message: secretPrompt };
		expect(await outcomeOf({ status: 'failed', error })).toEqual({
			kind: 'notTaken',
			reason: 'rateLimit',
			detail: 'error in the answer code=rate_limit_exceeded',
		});
	});

	test('is bad input when it failed at a picture put in', async () => {
		expect(await outcomeOf({ status: 'failed', error: { code: 'image_parse_error' } })).toMatchObject({
			kind: 'rejected',
			reason: 'badInput',
		});
	});

	test('is unusable without a picture', async () => {
		expect(
			await outcomeOf({ output: [{ type: 'message', content: [{ type: 'output_text', text: 'Here!' }] }] }),
		).toMatchObject({ kind: 'unusable' });
		expect(await outcomeOf({ output: [{ ...drawn, result: 'bm90IGEgcGljdHVyZQ==' }] })).toMatchObject({
			kind: 'unusable',
		});
		expect((await enhance(null)).outcome).toMatchObject({ kind: 'unusable' });
		expect((await drawAt(answerText('<html>'), { endpoint: 'responses' })).outcome).toMatchObject({ kind: 'unusable' });
	});
});
