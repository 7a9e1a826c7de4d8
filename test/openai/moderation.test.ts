import { describe, expect, onTestFinished, test } from 'vitest';
import { presets } from '../../src/core/moderation/categories.ts';
import { judgeScores } from '../../src/core/moderation/judgement.ts';
import type { Look } from '../../src/core/moderation/moderator.ts';
import { createProvider } from '../../src/openai/index.ts';
import type { EndpointOptions } from '../../src/openai/moderation.ts';
import { createOpenAiTwin, type ModerationFault, type OpenAiTwin } from '../twins/openai/index.ts';
import { answerJson, answerText, type Handler, loopback, png, pngBase64, secretKey, secretPrompt } from './loopback.ts';

const scores = { sexual: 0.25, violence: 0.0001, 'sexual/minors': 0 };
const answer = (table: unknown = scores, fields: object = { model: 'omni-moderation-2024-09-26' }) => ({
	id: 'modr_1',
	...fields,
	results: [{ flagged: false, categories: {}, category_scores: table }],
});
const picture = { bytes: png, type: 'image/png' };

interface Logged {
	fields: Record<string, unknown>;
	message: string;
}

function endpointAt(baseUrl: string, options: Partial<EndpointOptions> = {}, apiKey = secretKey) {
	const logged: Logged[] = [];
	const provider = createProvider({ apiKey, baseUrl, identitySecret: 'x', responsesModel: 'gpt-5.6-luna' });
	onTestFinished(() => provider.close());
	const endpoint = provider.moderation({
		shrink: async (it) => it,
		clock: { now: () => Date.now() },
		log: { warn: (fields, message) => void logged.push({ fields, message }) },
		...options,
	});
	return { ...endpoint, logged };
}

async function lookAt(handler: Handler, options?: Partial<EndpointOptions>) {
	const { origin, seen } = await loopback(handler);
	return { ...endpointAt(`${origin}/v1`, options), seen };
}

/** One answer after the other, the last one for ever. */
const inOrder = (...handlers: Handler[]): Handler => {
	let at = 0;
	return (response, seen) => handlers[Math.min(at++, handlers.length - 1)]!(response, seen);
};
const limited = (headers: Record<string, string>) =>
	answerJson({ error: { message: 'slow down', code: 'rate_limit_exceeded' } }, 429, headers);

describe('the moderation endpoint', () => {
	test('is asked about a text as it is, and its scores are kept with the model’s snapshot', async () => {
		const { text, seen, logged } = await lookAt(answerJson(answer()));
		expect(await text(secretPrompt)).toEqual({ kind: 'scores', scores, model: 'omni-moderation-2024-09-26' });
		expect(seen[0]?.path).toBe('/v1/moderations');
		expect(JSON.parse(seen[0]!.body.toString())).toEqual({ model: 'omni-moderation-latest', input: secretPrompt });
		expect(logged).toEqual([]);
	});

	test('is asked about one picture a request, as a data URL of what was made smaller', async () => {
		const { picture: look, seen } = await lookAt(answerJson(answer()), {
			shrink: async () => ({ bytes: png, type: 'image/gif' }),
		});
		expect(await look({ bytes: Buffer.alloc(5_000_000), type: 'image/avif' })).toMatchObject({ kind: 'scores' });
		expect(JSON.parse(seen[0]!.body.toString())).toEqual({
			model: 'omni-moderation-latest',
			input: [{ type: 'image_url', image_url: { url: `data:image/gif;base64,${pngBase64}` } }],
		});
	});

	test('of the twin judges words and pictures', async () => {
		const twin = await createOpenAiTwin();
		onTestFinished(() => twin.stop());
		const { text, picture: look } = endpointAt(twin.url, {}, twin.apiKey);
		const found = await text('so much gore');
		expect(found).toMatchObject({
			kind: 'scores',
			scores: { 'violence/graphic': 0.93 },
			model: 'omni-moderation-latest',
		});
		const triggers = found.kind === 'scores' ? judgeScores(found.scores, presets.standard, { on: 'prompt' }) : [];
		expect(triggers.map(({ verdict }) => verdict)).toEqual(['held', 'held']);
		expect(await look(picture)).toMatchObject({ kind: 'scores', scores: { sexual: 0.0001 } });
		expect(await look({ bytes: Buffer.from('no picture'), type: 'image/png' })).toEqual({ kind: 'unreadable' });
	});

	test('may leave out categories and its name, and invent others', async () => {
		const { text } = await lookAt(answerJson(answer({ sexual: 0.9, illicit: null, spam: 'lots' }, {})));
		expect(await text('x')).toEqual({ kind: 'scores', scores: { sexual: 0.9 }, model: 'omni-moderation-latest' });
		const strange = await lookAt(answerJson(answer(scores, { model: `**${secretPrompt}**` })));
		expect(await strange.text('x')).toMatchObject({ model: 'omni-moderation-latest' });
	});
});

describe('an endpoint', () => {
	test.each<[string, unknown]>([
		['no object', null],
		['a list', [answer()]],
		['no results', { results: [] }],
		['no scores', { results: [{ flagged: true }] }],
		['scores of nothing it should know', answer({ spam: 0.4 })],
		['a score that is a text', answer({ sexual: '0.4' })],
		['a score above 1', answer({ sexual: 0.1, violence: 7 })],
		['a score below 0', answer({ sexual: -0.1 })],
		['an error with status 200', { error: { message: secretPrompt } }],
	])('that answers %s is down', async (_what, body) => {
		const { text, picture: look, logged } = await lookAt(answerJson(body));
		expect(await text(secretPrompt)).toEqual({ kind: 'down' });
		expect(await look(picture)).toEqual({ kind: 'down' });
		expect(JSON.stringify(logged)).not.toContain(secretPrompt);
	});

	test.each<[string, Handler]>([
		['a web page', answerText('<!doctype html>')],
		['half of its JSON', answerText('{"results": [', 200, 'application/json')],
		['an error of its own', answerJson({ error: { message: secretPrompt } }, 500)],
		['that the key is wrong', answerJson({ error: { message: secretKey, code: 'invalid_api_key' } }, 401)],
		['that there is no credit', answerJson({ error: { type: 'insufficient_quota' } }, 429, { 'retry-after': '0' })],
		['with a reset', (response) => response.socket?.resetAndDestroy()],
		[
			'with half of a body',
			(response) => {
				response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
				response.write('{"results": [', () => response.socket?.resetAndDestroy());
			},
		],
	])('that answers %s is down, and is asked once', async (_what, handler) => {
		const { text, seen, logged } = await lookAt(handler);
		expect(await text(secretPrompt)).toEqual({ kind: 'down' });
		expect(seen).toHaveLength(1);
		expect(logged).toHaveLength(1);
		expect(JSON.stringify(logged)).not.toMatch(new RegExp(`${secretPrompt}|${secretKey}`));
	});

	test('that nobody listens at is down, and so is one whose text is refused', async () => {
		expect(await endpointAt('http://127.0.0.1:9/v1').text('x')).toEqual({ kind: 'down' });
		const { text } = await lookAt(answerJson({ error: { message: 'bad' } }, 400));
		expect(await text('x')).toEqual({ kind: 'down' });
	});

	test.each<[string, Handler]>([
		['no answer', () => {}],
		[
			'an answer without an end',
			(response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"results": ['),
		],
	])('with %s is down after a while', async (_what, handler) => {
		const { text } = await lookAt(handler, { answerMs: 150 });
		const before = performance.now();
		expect(await text('x')).toEqual({ kind: 'down' });
		expect(performance.now() - before).toBeLessThan(1000);
	});

	test.each([400, 413, 415, 422])('that answers %i to a picture cannot read it', async (status) => {
		const { picture: look, seen } = await lookAt(answerJson({ error: { message: 'invalid image' } }, status));
		expect(await look(picture)).toEqual({ kind: 'unreadable' });
		expect(seen).toHaveLength(1);
	});

	test('never sees what cannot be decoded', async () => {
		const { picture: look, seen } = await lookAt(answerJson(answer()), { shrink: async () => undefined });
		expect(await look(picture)).toEqual({ kind: 'unreadable' });
		const broken = await lookAt(answerJson(answer()), { shrink: () => Promise.reject(new Error('out of memory')) });
		expect(await broken.picture(picture)).toEqual({ kind: 'unreadable' });
		expect([...seen, ...broken.seen]).toEqual([]);
	});
});

describe('a rate limit of the endpoint', () => {
	test('is waited for twice at most', async () => {
		const once = await lookAt(inOrder(limited({ 'retry-after-ms': '40' }), answerJson(answer())));
		expect(await once.text('x')).toMatchObject({ kind: 'scores' });
		expect(once.seen).toHaveLength(2);
		const always = await lookAt(limited({ 'retry-after-ms': '20' }));
		expect(await always.text('x')).toEqual({ kind: 'down' });
		expect(always.seen).toHaveLength(3);
	});

	test('is not waited for beyond patience', async () => {
		const { text, seen } = await lookAt(limited({ 'retry-after': '60' }));
		expect(await text('x')).toEqual({ kind: 'down' });
		expect(seen).toHaveLength(1);
		const { text: hasty, seen: tries } = await lookAt(limited({ 'retry-after-ms': '80' }), { patienceMs: 120 });
		expect(await hasty('x')).toEqual({ kind: 'down' });
		expect(tries).toHaveLength(2);
	});
});

describe('a server without the endpoint', () => {
	test.each([404, 405, 501])('that answers %i is asked again after ten minutes, and told of once', async (status) => {
		let now = 1_000_000;
		const {
			text,
			picture: look,
			seen,
			logged,
		} = await lookAt(
			inOrder(answerText('nothing here', status), answerText('nothing here', status), answerJson(answer())),
			{ clock: { now: () => now } },
		);
		expect(await text('x')).toEqual({ kind: 'absent' });
		now += 599_999;
		expect(await text('y')).toEqual({ kind: 'absent' });
		expect(await look(picture)).toEqual({ kind: 'absent' });
		expect(seen).toHaveLength(1);
		now += 1;
		expect(await text('x')).toEqual({ kind: 'absent' });
		now += 600_000;
		expect(await text('x')).toMatchObject({ kind: 'scores' });
		expect(logged).toHaveLength(1);
	});
});

describe('trouble', () => {
	test('is told to the log once a minute, by its status and code', async () => {
		let now = 1_000_000;
		const { text, logged } = await lookAt(answerJson({ error: { code: 'server_error' } }, 503), {
			clock: { now: () => now },
		});
		for (let n = 0; n < 5; n++) await text(secretPrompt);
		now += 60_000;
		await text(secretPrompt);
		expect(logged.map(({ fields }) => fields)).toEqual([
			{ detail: 'HTTP 503 code=server_error' },
			{ detail: 'HTTP 503 code=server_error' },
		]);
	});

	test('of every kind that the twin knows is no exception', async () => {
		const twin: OpenAiTwin = await createOpenAiTwin();
		onTestFinished(() => twin.stop());
		const { text } = endpointAt(twin.url, { answerMs: 200 }, twin.apiKey);
		const faults: [ModerationFault, Look['kind']][] = [
			[{ kind: 'status', status: 500 }, 'down'],
			[{ kind: 'delay', ms: 50 }, 'scores'],
			[{ kind: 'hang' }, 'down'],
			[{ kind: 'reset' }, 'down'],
			[{ kind: 'cut-body' }, 'down'],
			[{ kind: 'html-200' }, 'down'],
			[{ kind: 'nonsense', body: { results: 'all good' } }, 'down'],
			[{ kind: 'scores', scores: { hate: 0.5 } }, 'scores'],
			[{ kind: 'status', status: 404 }, 'absent'],
		];
		for (const [fault, kind] of faults) {
			twin.faults.moderation.push(fault);
			expect([fault.kind, (await text('a fox')).kind]).toEqual([fault.kind, kind]);
		}
	});

	test('of too many pictures at once is no endless wait', async () => {
		const { picture: look } = await lookAt(() => {}, { answerMs: 200, patienceMs: 300 });
		const before = performance.now();
		const looks = await Promise.all(Array.from({ length: 200 }, () => look(picture)));
		expect(looks.every(({ kind }) => kind === 'down')).toBe(true);
		expect(performance.now() - before).toBeLessThan(2000);
	});
});
