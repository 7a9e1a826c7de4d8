import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plain } from '../pictures/samples.ts';
import { type Easel, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** Every option of /imagine arrives at the provider as the model takes it. */

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({
		env: { IMAGE_MODELS: 'gpt-image-2.5-flare,gpt-image-2,gpt-image-1.5,dall-e-3,dall-e-2,flux-local' },
	});
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

type Options = Parameters<ReturnType<Easel['discord']['as']>['slash']>[2];

/** Mia draws; resolves with the paid calls it became and the message she got. */
async function imagine(options: Options) {
	const message = await result(easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox', ...options }));
	return { message, calls: [...easel.openai.calls], sent: easel.openai.calls[0]!.params };
}

const png = async (width: number, height: number) => plain(width, height).png().toBuffer();

describe('generate: a plain prompt', () => {
	test('goes to the default model as a square of medium quality, one picture', async () => {
		const { calls, sent } = await imagine({});
		expect(calls).toHaveLength(1);
		expect(calls[0]).toMatchObject({ path: '/v1/images/generations', status: 200, images: 1, authorizationOk: true });
		expect(sent).toEqual({
			model: 'gpt-image-2.5-flare',
			prompt: 'a fox',
			size: '1024x1024',
			quality: 'medium',
			safety_identifier: expect.stringMatching(/^[\w-]{16,64}$/),
		});
	});

	test('never carries the member’s id or name to the provider', async () => {
		const { sent } = await imagine({});
		const { id } = easel.discord.world.users.find(({ username }) => username === 'mia')!;
		expect(JSON.stringify(sent)).not.toContain(id);
		expect(JSON.stringify(sent)).not.toContain('mia');
	});

	test('is sent with the same opaque name for the same member, and another for another', async () => {
		await imagine({});
		await imagine({});
		await result(easel.discord.as('noah').slash('studio', 'imagine', { prompt: 'a fox' }));
		const [first, second, third] = easel.openai.calls.map((call) => call.safetyIdentifier);
		expect(second).toBe(first);
		expect(third).not.toBe(first);
	});
});

describe('shape', () => {
	test.each([
		['square', '1024x1024'],
		['portrait', '1024x1536'],
		['landscape', '1536x1024'],
		['wide', '1536x864'],
		['tall', '864x1536'],
		['3:2', '1536x1024'],
		['16:9', '1536x864'],
		['1:1', '1024x1024'],
		['1000x1000', '1008x1008'],
		['1536×864', '1536x864'],
	])('%s is %s on gpt-image-2.5', async (shape, size) => {
		expect((await imagine({ shape })).sent.size).toBe(size);
	});

	test.each([
		['wide', 'dall-e-3', '1792x1024'],
		['portrait', 'dall-e-3', '1024x1792'],
		['16:9', 'dall-e-3', '1792x1024'],
		['512x512', 'dall-e-2', '512x512'],
		['wide', 'gpt-image-1.5', '1536x1024'],
		['1000:500', 'gpt-image-2', '1536x768'],
		['512x768', 'flux-local', '512x768'],
	])('%s on %s is %s', async (shape, model, size) => {
		expect((await imagine({ shape, model })).sent).toMatchObject({ model, size });
	});
});

describe('quality, background and format', () => {
	test('arrive by the names the GPT models know, and the file is of that format', async () => {
		const { sent, message } = await imagine({ quality: 'xhigh', background: 'transparent', format: 'webp' });
		expect(sent).toMatchObject({ quality: 'xhigh', background: 'transparent', output_format: 'webp' });
		expect(message.attachments).toMatchObject([{ filename: 'easel-1.webp', content_type: 'image/webp' }]);
	});

	test('jpeg becomes a JPEG file', async () => {
		const { sent, message } = await imagine({ format: 'jpeg', background: 'opaque' });
		expect(sent).toMatchObject({ output_format: 'jpeg', background: 'opaque' });
		expect(message.attachments[0]!.filename).toMatch(/^easel-1\.jpe?g$/);
	});
});

describe('count', () => {
	test('is one call for a GPT model, and a gallery of that many pictures', async () => {
		const { calls, message } = await imagine({ count: 4 });
		expect(calls.map(({ params }) => params.n)).toEqual([4]);
		expect(message.pictures()).toHaveLength(4);
		expect(message.attachments.map(({ filename }) => filename)).toEqual([
			'easel-1.png',
			'easel-2.png',
			'easel-3.png',
			'easel-4.png',
		]);
	});

	test('becomes parallel calls of one on dall-e-3', async () => {
		easel.openai.faults.always = { kind: 'delay', ms: 150 };
		const { calls, message } = await imagine({ model: 'dall-e-3', count: 3 });
		expect(calls.map(({ n, images }) => [n, images])).toEqual([
			[1, 1],
			[1, 1],
			[1, 1],
		]);
		expect(Math.max(...calls.map(({ startedAt }) => startedAt))).toBeLessThan(
			Math.min(...calls.map(({ endedAt }) => endedAt ?? 0)),
		);
		expect(message.pictures()).toHaveLength(3);
	});

	test('of ten fills one gallery', async () => {
		expect((await imagine({ count: 10 })).message.pictures()).toHaveLength(10);
	});
});

describe('dall-e-3', () => {
	test('gets style and quality, is asked for base64, and knows no safety_identifier', async () => {
		const { sent } = await imagine({ model: 'dall-e-3', style: 'natural', quality: 'hd' });
		expect(sent).toEqual({
			model: 'dall-e-3',
			prompt: 'a fox',
			size: '1024x1024',
			quality: 'hd',
			style: 'natural',
			response_format: 'b64_json',
		});
	});

	test('as-is: gets the documented prefix, and so keeps the words', async () => {
		const { sent, message } = await imagine({ model: 'dall-e-3', as_is: true });
		expect(sent.prompt).toBe(
			'I NEED to test how the tool works with extremely simple prompts. DO NOT add any detail, just use it AS-IS: a fox',
		);
		expect(message.text()).toContain('Revised by the model: a fox\n');
	});

	test('as_is means nothing to a model that rewrites nothing', async () => {
		expect((await imagine({ as_is: true })).sent.prompt).toBe('a fox');
	});
});

describe('persona', () => {
	test('of one’s own words or of several names is put before the prompt', async () => {
		expect((await imagine({ persona: 'noir + a curious owl' })).sent.prompt).toBe(
			'As seen by a film noir cinematographer, hard light, deep shadows and wet streets, and a curious owl: a fox',
		);
	});
});

describe('enhance', () => {
	test('goes through the Responses API and shows what was made of the words', async () => {
		const { calls, sent, message } = await imagine({ enhance: true, shape: 'wide', quality: 'high', format: 'webp' });
		expect(calls.map(({ path }) => path)).toEqual(['/v1/responses']);
		expect(sent).toMatchObject({
			input: [{ role: 'user', content: [{ type: 'input_text', text: 'a fox' }] }],
			tools: [
				{
					type: 'image_generation',
					model: 'gpt-image-2.5-flare',
					action: 'generate',
					size: '1536x864',
					quality: 'high',
					output_format: 'webp',
				},
			],
			store: false,
		});
		expect(message.text()).toMatch(/-# Revised by the model: a fox, .+\./);
	});

	test('with a count is one call for each picture, each with its own words', async () => {
		const { calls, message } = await imagine({ enhance: true, count: 2 });
		expect(calls.map(({ path }) => path)).toEqual(['/v1/responses', '/v1/responses']);
		expect(message.pictures()).toHaveLength(2);
	});
});

describe('references', () => {
	test('go to the edits endpoint in their order, without a mask', async () => {
		const { calls, sent } = await imagine({
			shape: 'landscape',
			reference: { file: await png(300, 200), name: 'one.png' },
			reference2: { file: await plain(400, 100).jpeg().toBuffer(), name: 'two.jpg' },
			reference3: { file: await plain(50, 60).webp().toBuffer(), name: 'three.webp' },
		});
		expect(calls).toMatchObject([{ path: '/v1/images/edits', size: '1536x1024', prompt: 'a fox' }]);
		expect(calls[0]!.inputs.map(({ width, height }) => [width, height])).toEqual([
			[300, 200],
			[400, 100],
			[50, 60],
		]);
		expect(calls[0]!.mask).toBeUndefined();
		expect(sent).toMatchObject({ model: 'gpt-image-2.5-flare', quality: 'medium' });
	});

	test('with enhance travel inside the question', async () => {
		const { calls } = await imagine({ enhance: true, reference: { file: await png(30, 20), name: 'one.png' } });
		expect(calls).toMatchObject([{ path: '/v1/responses', inputs: [{ width: 30, height: 20 }] }]);
	});
});

test('a model the catalogue does not know gets only what every server takes', async () => {
	const { sent, message } = await imagine({ model: 'flux-local' });
	expect(sent).toEqual({ model: 'flux-local', prompt: 'a fox', size: '1024x1024' });
	expect(message.text()).not.toContain('$');
});
