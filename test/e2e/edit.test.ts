import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BLACK, BLUE, halves, pixelAt, plain, RED, WHITE } from '../pictures/samples.ts';
import { type Easel, filesOf, notice, providersOwn, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** /edit: the picture, the part that may change, and the answer in the picture's own shape. */

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ env: { IMAGE_MODELS: 'gpt-image-2.5-flare,dall-e-3,dall-e-2' } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

type Options = Parameters<ReturnType<Easel['discord']['as']>['slash']>[2];

const wide = async () => ({ file: await (await halves(300, 200)).png().toBuffer(), name: 'wide.png' });
const square = async () => ({ file: await plain(256, 256, RED).png().toBuffer(), name: 'square.png' });
const edit = (options: Options) =>
	easel.discord.as('mia').slash('studio', 'edit', { prompt: 'snow has fallen', ...options });
const call = () => easel.openai.calls[0]!;

describe('the picture', () => {
	test('of any shape reaches the provider as a square PNG with the prompt', async () => {
		await result(edit({ image: await wide() }));
		expect(easel.openai.calls).toHaveLength(1);
		expect(call()).toMatchObject({
			path: '/v1/images/edits',
			prompt: 'snow has fallen',
			size: '1024x1024',
			quality: 'medium',
			inputs: [{ type: 'image/png', width: 1024, height: 1024 }],
		});
		expect(call().mask).toBeUndefined();
	});

	test.each(['jpeg', 'webp', 'gif', 'avif'] as const)('may be a %s', async (format) => {
		const file = await plain(90, 60).toFormat(format).toBuffer();
		await result(edit({ image: { file, name: `photo.${format}` } }));
		expect(call().inputs).toMatchObject([{ type: 'image/png', width: 1024, height: 1024 }]);
	});

	test('is edited by the number, quality and model asked for', async () => {
		const message = await result(
			edit({ image: await square(), count: 2, quality: 'high', model: 'gpt-image-2.5-flare' }),
		);
		expect(call().params).toMatchObject({ n: '2', quality: 'high', model: 'gpt-image-2.5-flare' });
		expect(message.pictures()).toHaveLength(2);
	});
});

describe('contain', () => {
	test('is the way without being asked: the answer is cropped back to the picture’s own shape', async () => {
		const message = await result(edit({ image: await wide() }));
		expect(message.attachments).toMatchObject([{ width: 1024, height: 683 }]);
		expect(message.text()).toContain('1024×683');
	});

	test('crops every one of several answers', async () => {
		const tall = { file: await plain(100, 400).png().toBuffer(), name: 'tall.png' };
		const message = await result(edit({ image: tall, count: 3, fit: 'contain' }));
		expect(message.attachments.map(({ width, height }) => [width, height])).toEqual([
			[256, 1024],
			[256, 1024],
			[256, 1024],
		]);
	});

	test('of a square picture leaves the provider’s bytes untouched', async () => {
		const message = await result(edit({ image: await square() }));
		expect(await filesOf(easel.discord, message)).toEqual(
			await providersOwn(easel.openai, { model: 'gpt-image-2.5-flare', size: '1024x1024' }),
		);
	});
});

test('cover takes the centre and posts the provider’s square, untouched', async () => {
	const message = await result(edit({ image: await wide(), fit: 'cover' }));
	expect(call().inputs).toMatchObject([{ width: 1024, height: 1024 }]);
	expect(message.attachments).toMatchObject([{ width: 1024, height: 1024 }]);
	expect(await filesOf(easel.discord, message)).toEqual(
		await providersOwn(easel.openai, { model: 'gpt-image-2.5-flare', size: '1024x1024' }),
	);
});

describe('what may change', () => {
	test('is told by a mask with transparent parts', async () => {
		const mask = await halves(300, 200, { ...BLACK, alpha: 0 }, { ...BLACK, alpha: 1 });
		await result(edit({ image: await wide(), mask: { file: await mask.png().toBuffer(), name: 'mask.png' } }));
		expect(call().mask).toMatchObject({ type: 'image/png', width: 1024, height: 1024 });
	});

	test('is told by a mask in black and white, also of another size and format', async () => {
		const mask = await halves(600, 400, WHITE, BLACK);
		await result(edit({ image: await wide(), mask: { file: await mask.jpeg().toBuffer(), name: 'mask.jpg' } }));
		expect(call().mask).toMatchObject({ type: 'image/png', width: 1024, height: 1024 });
	});

	test.each(['left', 'right', 'top', 'bottom', 'centre', 'edges', 'background'])(
		'is told by the name of a region: %s',
		async (region) => {
			const message = await result(edit({ image: await wide(), region }));
			expect(call().mask).toMatchObject({ type: 'image/png', width: 1024, height: 1024 });
			expect(message.attachments).toMatchObject([{ width: 1024, height: 683 }]);
		},
	);

	test('is either a mask or a region, never both', async () => {
		const told = await notice(edit({ image: await wide(), mask: await wide(), region: 'left' }));
		expect(told.text()).toContain('Give either a mask or a region, not both');
		expect(easel.openai.calls).toHaveLength(0);
	});
});

describe('dall-e-2', () => {
	test('gets one square PNG with alpha and a mask of its size, under 4 MB', async () => {
		const message = await result(edit({ image: await wide(), region: 'left', model: 'dall-e-2' }));
		expect(call()).toMatchObject({ path: '/v1/images/edits', model: 'dall-e-2', status: 200 });
		expect(call().params).toMatchObject({ response_format: 'b64_json', size: '1024x1024' });
		expect(call().params).not.toHaveProperty('quality');
		expect(call().inputs[0]!.bytes).toBeLessThan(4 * 1024 * 1024);
		expect(message.attachments).toMatchObject([{ width: 1024, height: 683 }]);
	});

	test('is told to need a mask before anything is paid', async () => {
		const told = await notice(edit({ image: await wide(), model: 'dall-e-2' }));
		expect(told.text()).toContain('dall-e-2 only changes what a mask or a region marks.');
		expect(easel.openai.calls).toHaveLength(0);
	});
});

test('a model that cannot edit is refused in words that name those that can', async () => {
	const told = await notice(edit({ image: await wide(), model: 'dall-e-3' }));
	expect(told.text()).toContain('`dall-e-3` cannot change a picture. Try gpt-image-2.5-flare or dall-e-2.');
});

test('what the model sees inside the margins is the picture itself, and outside them nothing', async () => {
	// The drawing twin paints an edit over its input, so that the answer shows where the picture was.
	const drawing = await startEasel({ openai: { pictures: 'drawn' } });
	try {
		const mask = await halves(300, 200, WHITE, BLACK);
		const [bytes] = await filesOf(
			drawing.discord,
			await result(
				drawing.discord.as('mia').slash('studio', 'edit', {
					image: await wide(),
					mask: { file: await mask.png().toBuffer(), name: 'mask.png' },
					prompt: 'a meadow',
				}),
			),
		);
		// The black half of the mask is kept: the picture's own red. The white half was blue and is blue no more.
		expect((await pixelAt(bytes!, 900, 200)).slice(0, 3)).toEqual([RED.r, RED.g, RED.b]);
		expect((await pixelAt(bytes!, 100, 200)).slice(0, 3)).not.toEqual([BLUE.r, BLUE.g, BLUE.b]);
	} finally {
		await drawing.stop();
	}
});
