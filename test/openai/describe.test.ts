import { describe, expect, test } from 'vitest';
import type { ProviderCall, StoredPicture } from '../../src/core/ports.ts';
import { answerJson, answerText, drawAt, type Handler, png, pngBase64, secretPrompt } from './loopback.ts';

const image: StoredPicture = { kind: 'input', role: 'image', index: 0, type: 'image/png', bytes: png };
const described = {
	short: 'An otter.',
	detailed: 'An otter in a velvet coat, in morning light.',
	persona: 'As a botanist would paint it: an otter.',
	photograph: 'A photograph of an otter, 50 mm.',
};
const tokens = { input_tokens: 900, output_tokens: 160, total_tokens: 1060 };
const usage = { inputText: 900, inputImage: 0, output: 160 };

const body = (fields: object) => ({ id: 'resp_1', object: 'response', status: 'completed', output: [], ...fields });
const message = (...content: object[]) => ({ output: [{ type: 'reasoning' }, { type: 'message', content }] });
const says = (text: string) => answerJson(body({ ...message({ type: 'output_text', text }), usage: tokens }));
const ask = (handler: Handler, call: Partial<ProviderCall> = {}) =>
	drawAt(handler, { endpoint: 'describe', inputs: [image], ...call });
const outcomeOf = async (handler: Handler) => (await ask(handler)).outcome;

describe('vision', () => {
	test('shows the picture to the mainline model and asks for JSON of exactly that form', async () => {
		const { outcome, seen } = await ask(says(JSON.stringify(described)));
		expect(seen.map(({ path }) => path)).toEqual(['/v1/responses']);
		const string = { type: 'string' };
		expect(JSON.parse(seen[0]!.body.toString())).toEqual({
			model: 'gpt-5.6-luna',
			input: [
				{
					role: 'user',
					content: [
						{ type: 'input_text', text: secretPrompt },
						{ type: 'input_image', image_url: `data:image/png;base64,${pngBase64}`, detail: 'auto' },
					],
				},
			],
			text: {
				format: {
					type: 'json_schema',
					name: 'descriptions',
					strict: true,
					schema: {
						type: 'object',
						properties: { short: string, detailed: string, persona: string, photograph: string },
						required: ['short', 'detailed', 'persona', 'photograph'],
						additionalProperties: false,
					},
				},
			},
			store: false,
			safety_identifier: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
		expect(outcome).toEqual({ kind: 'made', pictures: [], described, usage });
	});

	test('reads JSON in a fence, in pieces and with more in it than was asked for', async () => {
		const json = JSON.stringify({ ...described, title: 'Otter' });
		for (const text of [`\`\`\`json\n${json}\n\`\`\``, `\n\`\`\`\n${json}\n\`\`\`\n`]) {
			expect(await outcomeOf(says(text))).toMatchObject({ kind: 'made', described });
		}
		const pieces = [json.slice(0, 30), json.slice(30)].map((text) => ({ type: 'output_text', text }));
		expect(await outcomeOf(answerJson(body(message(...pieces))))).toEqual({ kind: 'made', pictures: [], described });
	});

	test('cleans what it is told', async () => {
		const odd = { ...described, short: ' An\u0000 otter,\r\n\tasleep.\u0007 ', detailed: `${'🦦'.repeat(2100)}` };
		expect(await outcomeOf(says(JSON.stringify(odd)))).toMatchObject({
			described: { short: 'An otter, asleep.', detailed: '🦦'.repeat(2000) },
		});
	});

	test.each<[what: string, text: string]>([
		['prose', 'I see an otter in a coat.'],
		['nothing', ''],
		['half of it', JSON.stringify(described).slice(0, 60)],
		['a field too few', JSON.stringify({ ...described, persona: undefined })],
		['an empty field', JSON.stringify({ ...described, persona: ' \n\u0000 ' })],
		['a number', JSON.stringify({ ...described, persona: 7 })],
		['a list', JSON.stringify([described])],
	])('is unusable, with its cost, when the model answers %s', async (_what, text) => {
		const outcome = await outcomeOf(says(text));
		expect(outcome).toEqual({ kind: 'unusable', detail: 'no descriptions in the response', usage });
	});

	test('is unusable when the server answers something else', async () => {
		for (const handler of [
			answerText('<html>'),
			answerJson([]),
			answerJson({}),
			answerText('data: {}', 200, 'text/event-stream'),
		]) {
			expect(await outcomeOf(handler)).toMatchObject({ kind: 'unusable' });
		}
	});

	test('is a refusal when the model or the filter refuses', async () => {
		const refusal = answerJson(body({ ...message({ type: 'refusal', refusal: 'No.' }), usage: tokens }));
		expect(await outcomeOf(refusal)).toEqual({ kind: 'refused', categories: [], usage });
		const filtered = { status: 'incomplete', incomplete_details: { reason: 'content_filter' } };
		expect(await outcomeOf(answerJson(body(filtered)))).toEqual({ kind: 'refused', categories: [] });
		const blocked = { status: 'failed', error: { code: 'image_content_policy_violation', message: 'x' } };
		expect(await outcomeOf(answerJson(body(blocked)))).toEqual({ kind: 'refused', categories: [] });
		expect(await outcomeOf(answerJson({ error: { code: 'content_policy_violation' } }, 400))).toMatchObject({
			kind: 'refused',
		});
	});

	test('ends like any other call when it fails', async () => {
		expect(await outcomeOf(answerJson({}, 500))).toMatchObject({ kind: 'unknown' });
		expect(await outcomeOf(answerJson({}, 429))).toMatchObject({ kind: 'notTaken' });
		expect(await outcomeOf(answerText('', 404))).toMatchObject({ kind: 'rejected', reason: 'modelGone' });
		expect(await outcomeOf((response) => void response.socket?.resetAndDestroy())).toMatchObject({ kind: 'unknown' });
	});

	test('leaves the cost open where no tokens are told', async () => {
		const told = message({ type: 'output_text', text: JSON.stringify(described) });
		for (const raw of [undefined, { input_tokens: 3 }, { input_tokens: -1, output_tokens: 'x' }]) {
			expect(await outcomeOf(answerJson(body({ ...told, usage: raw })))).not.toHaveProperty('usage');
		}
	});
});
