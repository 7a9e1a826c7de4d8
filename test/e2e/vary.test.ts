import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plain } from '../pictures/samples.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** /vary: by the edit endpoint with words of our own, or by the variations endpoint where a server has it. */

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ env: { IMAGE_MODELS: 'gpt-image-2.5-flare,dall-e-2,dall-e-3' } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

type Options = Parameters<ReturnType<Easel['discord']['as']>['slash']>[2];

const image = async (width = 200, height = 200) => ({
	file: await plain(width, height).png().toBuffer(),
	name: 'fox.png',
});
const vary = (options: Options) => easel.discord.as('mia').slash('studio', 'vary', options);
const call = () => easel.openai.calls[0]!;

describe('on a GPT model', () => {
	test('is an edit with a prompt for a subtle variation', async () => {
		const message = await result(vary({ image: await image() }));
		expect(call()).toMatchObject({
			path: '/v1/images/edits',
			model: 'gpt-image-2.5-flare',
			inputs: [{ width: 1024, height: 1024, type: 'image/png' }],
		});
		expect(call().prompt).toMatch(/^Make a subtle variation of this picture\./);
		expect(call().mask).toBeUndefined();
		expect(message.text()).toMatch(/^\*\*A subtle variation\*\*\n-# /);
		expect(message.pictures()[0]!.description).toBe('A subtle variation');
	});

	test('is strong when the member asked for it, and keeps their words', async () => {
		const message = await result(vary({ image: await image(), strength: 'strong', prompt: 'in winter' }));
		expect(call().prompt).toMatch(/^Make a strong variation of this picture\. .+ in winter$/);
		expect(message.text()).toMatch(/^\*\*A strong variation\*\*\n> in winter\n-# /);
		expect(message.pictures()[0]!.description).toBe('in winter');
	});

	test('comes in the picture’s own shape, as many as were asked for', async () => {
		const message = await result(vary({ image: await image(400, 100), count: 2, quality: 'low' }));
		expect(call().params).toMatchObject({ n: '2', quality: 'low' });
		expect(message.attachments.map(({ width, height }) => [width, height])).toEqual([
			[1024, 256],
			[1024, 256],
		]);
	});
});

describe('on dall-e-2', () => {
	test('is the variations endpoint, which takes a picture and no words', async () => {
		const message = await result(vary({ image: await image(300, 200), model: 'dall-e-2', count: 2 }));
		expect(call()).toMatchObject({ path: '/v1/images/variations', status: 200, images: 2 });
		expect(call().params).toEqual({ model: 'dall-e-2', n: '2', size: '1024x1024', response_format: 'b64_json' });
		expect(call().inputs).toMatchObject([{ width: 1024, height: 1024, type: 'image/png' }]);
		expect(message.text()).toMatch(/^\*\*A variation\*\*\n-# dall-e-2 · 1024×683 · /);
		expect(message.pictures()).toHaveLength(2);
	});

	test.each([
		['prompt', { prompt: 'in winter' }],
		['strength', { strength: 'strong' }],
	])('with a %s is refused, naming the models that take it', async (option, options) => {
		const told = await notice(vary({ image: await image(), model: 'dall-e-2', ...options }));
		expect(told.text()).toContain(`\`${option}\` does not work with dall-e-2. It works with gpt-image-2.5-flare.`);
		expect(easel.openai.calls).toHaveLength(0);
	});
});

test('a model that can do neither is refused before anything is paid', async () => {
	const told = await notice(vary({ image: await image(), model: 'dall-e-3' }));
	expect(told.text()).toContain('`dall-e-3` cannot make variations. Try gpt-image-2.5-flare or dall-e-2.');
	expect(told.text()).toContain('Nothing was drawn and nothing was charged.');
	expect(easel.openai.calls).toHaveLength(0);
});

test('a default model that cannot vary leaves it to one that can', async () => {
	const other = await startEasel({ env: { IMAGE_MODEL: 'dall-e-3', IMAGE_MODELS: 'dall-e-3,dall-e-2' } });
	try {
		await result(other.discord.as('mia').slash('studio', 'vary', { image: await image() }));
		expect(other.openai.calls).toMatchObject([{ path: '/v1/images/variations', model: 'dall-e-2' }]);
	} finally {
		await other.stop();
	}
});
