import { describe, expect, test } from 'vitest';
import type { Frame } from '../../src/core/ports.ts';
import { answerEvents, answerJson, cut, drawAt, type Handler, png, pngBase64 } from './loopback.ts';

const item = {
	type: 'image_generation_call',
	id: 'ig_1',
	status: 'completed',
	result: pngBase64,
	revised_prompt: 'An otter in velvet.',
};
const response = (fields: object) => ({ id: 'resp_1', object: 'response', status: 'completed', output: [], ...fields });
const tokens = {
	tool_usage: { image_gen: { input_tokens: 10, output_tokens: 1967, input_tokens_details: { text_tokens: 10 } } },
	usage: { input_tokens: 300, output_tokens: 40 },
};
const tool = (state: string, fields: object = {}) => ({ type: `response.image_generation_call.${state}`, ...fields });
const partial = (index: number) => tool('partial_image', { partial_image_index: index, partial_image_b64: pngBase64 });
const last = (state: string, fields: object) => ({ type: `response.${state}`, response: response(fields) });
const begun = [
	{ type: 'response.created', response: response({ status: 'in_progress' }) },
	tool('in_progress'),
	tool('generating'),
];

async function stream(handler: Handler) {
	const frames: Frame[] = [];
	const previews = { count: 2, show: (frame: Frame) => void frames.push(frame) };
	return { ...(await drawAt(handler, { endpoint: 'responses', previews })), frames };
}

describe('streaming through the Responses API', () => {
	test('shows the frames and brings the picture with its revised prompt and its tokens', async () => {
		const events = [...begun, partial(0), partial(1), partial(2), tool('completed')];
		const { outcome, frames, seen } = await stream(
			answerEvents([...events, last('completed', { output: [item], ...tokens })]),
		);
		expect(JSON.parse(seen[0]!.body.toString())).toMatchObject({ stream: true, tools: [{ partial_images: 2 }] });
		expect(frames).toEqual(Array(2).fill({ bytes: png, type: 'image/png' }));
		expect(outcome).toEqual({
			kind: 'made',
			pictures: [{ bytes: png, type: 'image/png' }],
			revisedPrompt: 'An otter in velvet.',
			usage: { inputText: 310, inputImage: 0, output: 2007 },
		});
	});

	test('is read like any other where the server ignores it', async () => {
		expect((await stream(answerJson(response({ output: [item] })))).outcome).toMatchObject({ kind: 'made' });
	});

	test.each<[what: string, handler: Handler]>([
		['ends early', answerEvents([...begun, partial(0), tool('completed')])],
		['ends before its last event', answerEvents([...begun, { type: 'response.output_item.done', item }])],
		['is cut', answerEvents([...begun, partial(0)], cut)],
	])('leaves it open when the stream %s', async (_what, handler) => {
		const { outcome, seen } = await stream(handler);
		expect(outcome).toMatchObject({ kind: 'unknown' });
		expect(seen).toHaveLength(1);
	});

	const failed = (code: string) => last('failed', { status: 'failed', error: { code, message: 'x' } });
	const filtered = { status: 'incomplete', incomplete_details: { reason: 'content_filter' } };
	test.each<[what: string, events: object[], outcome: object]>([
		['a failure at the filter', [...begun, failed('image_content_policy_violation')], { kind: 'refused' }],
		['a failure at the server', [...begun, failed('server_error')], { kind: 'unknown' }],
		['a failure before drawing', [failed('rate_limit_exceeded')], { kind: 'notTaken', reason: 'rateLimit' }],
		['a failure that may have been drawn', [...begun, failed('rate_limit_exceeded')], { kind: 'unknown' }],
		['an incomplete answer', [...begun, last('incomplete', filtered)], { kind: 'refused' }],
		['an error', [...begun, { type: 'error', code: 'server_error', message: 'x', param: null }], { kind: 'unknown' }],
		['an error at the filter', [{ type: 'error', code: 'moderation_blocked', message: 'x' }], { kind: 'refused' }],
		['no picture', [...begun, last('completed', {})], { kind: 'unusable' }],
		['no response', [...begun, { type: 'response.completed', response: 'x' }], { kind: 'unusable' }],
	])('tells %s for what it is', async (_what, events, expected) => {
		expect((await stream(answerEvents(events))).outcome).toMatchObject(expected);
	});
});
