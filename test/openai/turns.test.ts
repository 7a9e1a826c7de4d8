import { describe, expect, test } from 'vitest';
import type { ProviderCall, StoredPicture } from '../../src/core/ports.ts';
import { answerEvents, answerJson, drawAt, type Handler, png, pngBase64, type Seen } from './loopback.ts';

const input = (role: StoredPicture['role']): StoredPicture => ({
	kind: 'input',
	role,
	index: 0,
	type: 'image/png',
	bytes: png,
});
const inputs = [input('image'), input('mask'), input('reference')];
const item = { type: 'image_generation_call', result: pngBase64, revised_prompt: 'A bluer otter.' };
const drawn = { id: 'resp_2', object: 'response', status: 'completed', output: [item] };
const made = { kind: 'made', pictures: [{ bytes: png, type: 'image/png' }], revisedPrompt: 'A bluer otter.' };

const turn = (handler: Handler, call: Partial<ProviderCall> = {}) =>
	drawAt(handler, { endpoint: 'responses', previousResponse: 'resp_1', keepResponse: true, inputs, ...call });

const sent = ({ body }: Seen) =>
	JSON.parse(body.toString()) as {
		store: boolean;
		previous_response_id?: string;
		input: { content: { type: string }[] }[];
		tools: { action: string; input_image_mask?: object }[];
	};
const shown = (seen: Seen) => sent(seen).input[0]?.content.filter(({ type }) => type === 'input_image').length;

/** Turns down every request that goes on from an earlier answer. */
const forgetful =
	(status: number, error: object, otherwise: Handler = answerJson(drawn)): Handler =>
	(response, seen) =>
		(sent(seen).previous_response_id ? answerJson({ error }, status) : otherwise)(response, seen);
const forgotten = { code: 'previous_response_not_found', param: 'previous_response_id', message: 'gone' };

describe('Responses multi-turn', () => {
	test('goes on from an answer without sending its picture again', async () => {
		const { outcome, seen } = await turn(answerJson(drawn));
		expect(sent(seen[0]!)).toMatchObject({
			store: true,
			previous_response_id: 'resp_1',
			tools: [{ action: 'edit', input_image_mask: { image_url: expect.any(String) } }],
		});
		// The reference is new to the conversation.
		expect(shown(seen[0]!)).toBe(1);
		expect(outcome).toEqual({ ...made, responseId: 'resp_2' });
	});

	test('tells the revised prompt and the id of a streamed answer too', async () => {
		const previews = { count: 1, show: () => {} };
		const events = [{ type: 'response.completed', response: drawn }];
		expect((await turn(answerEvents(events), { previews })).outcome).toEqual({ ...made, responseId: 'resp_2' });
	});

	test('keeps nothing at the provider unless it is to be gone on from', async () => {
		const { outcome, seen } = await turn(answerJson(drawn), { keepResponse: false });
		expect(sent(seen[0]!)).toMatchObject({ store: false, previous_response_id: 'resp_1' });
		expect(outcome).toEqual(made);
	});

	test.each<[what: string, status: number, error: object]>([
		['by its code', 400, { ...forgotten, param: null }],
		['by the parameter', 400, { ...forgotten, code: null }],
		['with 404', 404, forgotten],
	])('starts over with the picture when the answer is gone, told %s', async (_what, status, error) => {
		const { outcome, seen } = await turn(forgetful(status, error));
		expect(seen).toHaveLength(2);
		expect(sent(seen[1]!)).not.toHaveProperty('previous_response_id');
		expect(sent(seen[1]!)).toMatchObject({ store: true, tools: [{ action: 'edit' }] });
		expect(shown(seen[1]!)).toBe(2);
		expect(outcome).toEqual({ ...made, responseId: 'resp_2' });
	});

	test('starts over once, whatever comes of it', async () => {
		const { outcome, seen } = await turn(forgetful(400, forgotten, answerJson({ error: forgotten }, 400)));
		expect(seen).toHaveLength(2);
		expect(outcome).toMatchObject({ kind: 'rejected', reason: 'badInput' });
	});

	test('does not draw from nothing when there is no picture to start over with', async () => {
		const { outcome, seen } = await turn(forgetful(400, forgotten), { inputs: [] });
		expect(seen).toHaveLength(1);
		expect(outcome).toMatchObject({ kind: 'rejected', reason: 'badInput' });
	});

	test.each([
		[500, 'unknown'],
		[409, 'unknown'],
		[429, 'notTaken'],
	] as const)('is not sent again after a %i, which may say the same', async (status, kind) => {
		const { outcome, seen } = await turn(forgetful(status, forgotten));
		expect(seen).toHaveLength(1);
		expect(outcome).toMatchObject({ kind });
	});
});
