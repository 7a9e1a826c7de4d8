import type OpenAI from 'openai';
import { toFile } from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createOpenAiTwin, type OpenAiTwin } from '../index.ts';
import { connect, model, picture, refusal } from './client.ts';

let twin: OpenAiTwin;

beforeAll(async () => {
	twin = await createOpenAiTwin({ pictures: 'plain' });
});
afterEach(() => twin.reset());
afterAll(() => twin.stop());

describe('a generation is refused', () => {
	const cases: [what: string, body: Record<string, unknown>, expected: Record<string, unknown>][] = [
		['without a model', { model: null }, { param: 'model' }],
		['for a model nobody offers', { model: 'gpt-image-9' }, { status: 404, code: 'model_not_found' }],
		['without a prompt', { prompt: undefined }, { code: 'missing_required_parameter', param: 'prompt' }],
		['with an empty prompt', { prompt: '' }, { code: 'empty_string', param: 'prompt' }],
		['with 32,001 characters', { prompt: 'x'.repeat(32_001) }, { code: 'string_above_max_length', param: 'prompt' }],
		[
			'with 4,001 characters on dall-e-3',
			{ model: 'dall-e-3', prompt: 'x'.repeat(4001) },
			{ code: 'string_above_max_length' },
		],
		[
			'with 1,001 characters on dall-e-2',
			{ model: 'dall-e-2', prompt: 'x'.repeat(1001) },
			{ code: 'string_above_max_length' },
		],
		[
			'with response_format on a GPT model',
			{ response_format: 'b64_json' },
			{ code: 'unknown_parameter', param: 'response_format' },
		],
		['with style on a GPT model', { style: 'vivid' }, { code: 'unknown_parameter', param: 'style' }],
		['with background on dall-e-3', { model: 'dall-e-3', background: 'opaque' }, { code: 'unknown_parameter' }],
		['with n 0', { n: 0 }, { code: 'integer_below_minimum_value', param: 'n' }],
		['with n 11', { n: 11 }, { code: 'integer_above_maximum_value', param: 'n' }],
		['with n 2 on dall-e-3', { model: 'dall-e-3', n: 2 }, { param: 'n' }],
		['with n as text', { n: '2' }, { code: 'invalid_type', param: 'n' }],
		['with edges that are no multiples of 16', { size: '1000x1000' }, { code: 'invalid_value', param: 'size' }],
		['with a ratio above 3:1', { size: '3840x1024' }, { code: 'invalid_value', param: 'size' }],
		['with an edge above 3840', { size: '3856x2048' }, { code: 'invalid_value', param: 'size' }],
		['with too few pixels', { size: '512x512' }, { code: 'invalid_value', param: 'size' }],
		['with too many pixels', { size: '3840x2176' }, { code: 'invalid_value', param: 'size' }],
		[
			'with a free size on gpt-image-1.5',
			{ model: 'gpt-image-1.5', size: '1536x864' },
			{ code: 'invalid_value', param: 'size' },
		],
		[
			'with a wide size of another model',
			{ model: 'dall-e-3', size: '1536x1024' },
			{ code: 'invalid_value', param: 'size' },
		],
		[
			'with xhigh on gpt-image-2',
			{ model: 'gpt-image-2', quality: 'xhigh' },
			{ code: 'invalid_value', param: 'quality' },
		],
		['with hd on a GPT model', { quality: 'hd' }, { code: 'invalid_value', param: 'quality' }],
		[
			'with a transparent JPEG',
			{ background: 'transparent', output_format: 'jpeg' },
			{ code: 'invalid_value', param: 'background' },
		],
		['with a compressed PNG', { output_compression: 50 }, { code: 'invalid_value', param: 'output_compression' }],
		['with partial images but no stream', { partial_images: 2 }, { param: 'partial_images' }],
		[
			'with a safety identifier that is too long',
			{ safety_identifier: 'x'.repeat(129) },
			{ param: 'safety_identifier' },
		],
		[
			'for what the model blocks',
			{ prompt: 'gore everywhere' },
			{ code: 'moderation_blocked', type: 'image_generation_user_error' },
		],
		[
			'for what only the model blocks',
			{ prompt: 'a forbidden thing' },
			{ code: 'moderation_blocked', type: 'image_generation_user_error' },
		],
		['in the words of dall-e', { model: 'dall-e-3', prompt: 'gore' }, { code: 'content_policy_violation' }],
	];

	test.each(cases)('%s', async (_, body, expected) => {
		const error = await refusal(
			connect(twin).images.generate({ model, prompt: 'a fox', ...body } as OpenAI.ImageGenerateParamsNonStreaming),
		);
		expect(error).toMatchObject({ status: 400, type: 'invalid_request_error', ...expected });
		expect(twin.bill().calls).toBe(0);
	});

	test('but an open model takes parameters it does not know', async () => {
		const answer = await connect(twin).images.generate({
			model: 'flux-local',
			prompt: 'a fox',
			style: 'vivid',
			size: '512x768',
		});
		expect(answer.data?.[0]?.b64_json).toBeDefined();
	});
});

describe('an edit is refused', () => {
	type Body = Partial<OpenAI.ImageEditParamsNonStreaming>;
	const cases: [what: string, body: () => Promise<Body>, expected: Record<string, unknown>][] = [
		[
			'when the upload has no type',
			async () => ({ image: await toFile(Buffer.from('x'), 'a.bin') }),
			{ code: 'unsupported_file_mimetype' },
		],
		[
			'when the bytes are no picture',
			async () => ({ image: await toFile(Buffer.from('x'), 'a.png', { type: 'image/png' }) }),
			{ code: 'invalid_image_file' },
		],
		[
			'when the bytes are of another type',
			async () => ({ image: await toFile(await (await picture(64)).arrayBuffer(), 'a.jpg', { type: 'image/jpeg' }) }),
			{ code: 'invalid_image_file' },
		],
		['when the mask has another size', async () => ({ mask: await picture(512) }), { param: 'mask' }],
		[
			'when the mask has no alpha',
			async () => ({ mask: await picture(1024, 1024, { opaque: true }) }),
			{ param: 'mask' },
		],
		[
			'when the mask is a JPEG',
			async () => ({ mask: await picture(1024, 1024, { format: 'jpeg' }) }),
			{ param: 'mask' },
		],
		[
			'with 17 pictures',
			async () => ({ image: await Promise.all(Array.from({ length: 17 }, () => picture(16))) }),
			{ param: 'image' },
		],
		['with moderation', async () => ({ moderation: 'low' }) as Body, { code: 'unknown_parameter' }],
		[
			'with input_fidelity on gpt-image-2',
			async () => ({ model: 'gpt-image-2', input_fidelity: 'high' }),
			{ code: 'unknown_parameter' },
		],
		[
			'with high fidelity on the mini',
			async () => ({ model: 'gpt-image-1-mini', input_fidelity: 'high' }),
			{ code: 'invalid_value' },
		],
		[
			'with a transparent background on gpt-image-2',
			async () => ({ model: 'gpt-image-2', background: 'transparent' }),
			{ param: 'background' },
		],
		['on dall-e-3', async () => ({ model: 'dall-e-3' }), { param: 'model' }],
		[
			'when dall-e-2 gets a JPEG',
			async () => ({ model: 'dall-e-2', image: await picture(512, 512, { format: 'jpeg' }) }),
			{ param: 'image' },
		],
		[
			'when dall-e-2 gets a wide picture',
			async () => ({ model: 'dall-e-2', image: await picture(512, 256) }),
			{ param: 'image' },
		],
		[
			'when dall-e-2 gets neither mask nor alpha',
			async () => ({ model: 'dall-e-2', image: await picture(512, 512, { opaque: true }) }),
			{ param: 'image' },
		],
		[
			'when dall-e-2 gets two pictures',
			async () => ({ model: 'dall-e-2', image: [await picture(512), await picture(512)] }),
			{ param: 'image' },
		],
	];

	test.each(cases)('%s', async (_, body, expected) => {
		const base = { model, prompt: 'a hat', image: await picture(1024) };
		expect(await refusal(connect(twin).images.edit({ ...base, ...(await body()) }))).toMatchObject({
			status: 400,
			...expected,
		});
		expect(twin.bill().calls).toBe(0);
	});
});
