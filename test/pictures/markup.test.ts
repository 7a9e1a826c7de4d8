import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { markupFrom } from '../../src/pictures/markup.ts';
import { placeInSquare } from '../../src/pictures/square.ts';
import { BLUE, pixelAt, plain, RED } from './samples.ts';

const wide = placeInSquare({ width: 800, height: 400 }, 256, 'contain');
const clear = { r: 0, g: 0, b: 0, alpha: 0 };

/** Transparent but for a block of a colour. */
const sketch = async (width: number, height: number, alpha = 1) => {
	const size = { width: Math.round(width / 4), height: Math.round(height / 4) };
	const block = await plain(size.width, size.height, { ...BLUE, alpha })
		.png()
		.toBuffer();
	return plain(width, height, clear)
		.composite([{ input: block, left: 0, top: 0 }])
		.png()
		.toBuffer();
};

describe('a sketch over the picture', () => {
	test.each([
		[800, 400],
		[200, 100],
		[3000, 1500],
	])(
		'of %i × %i lies in the square where the picture does, with its colour and its transparency',
		async (width, height) => {
			const markup = await markupFrom(await sketch(width, height), wide);
			expect(await sharp(markup).metadata()).toMatchObject({ format: 'png', width: 256, height: 256, channels: 4 });
			expect(await pixelAt(markup, 20, 64 + 10)).toEqual([30, 30, 220, 255]);
			expect((await pixelAt(markup, 20, 60))[3]).toBe(0);
			expect((await pixelAt(markup, 200, 128))[3]).toBe(0);
		},
	);

	test('keeps a brush that is half transparent', async () => {
		const markup = await markupFrom(await sketch(800, 400, 0.5), wide);
		expect(Math.abs((await pixelAt(markup, 20, 74))[3]! - 128)).toBeLessThanOrEqual(2);
	});

	test('is cut as the picture is that fills the square', async () => {
		const covering = placeInSquare({ width: 800, height: 400 }, 256, 'cover');
		const markup = await markupFrom(await plain(800, 400, RED).png().toBuffer(), covering);
		expect(await pixelAt(markup, 0, 0)).toEqual([220, 30, 30, 255]);
	});

	test('of another shape, and one with nothing in it, are refused', async () => {
		await expect(markupFrom(await sketch(400, 400), wide)).rejects.toMatchObject({ code: 'maskSize' });
		await expect(markupFrom(await plain(800, 400, clear).png().toBuffer(), wide)).rejects.toMatchObject({
			code: 'maskEmpty',
		});
	});
});
