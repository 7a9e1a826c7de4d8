import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { scaleDown } from '../../src/pictures/scale-down.ts';
import { noise, photo, plain } from './samples.ts';

const bounds = { types: ['image/png', 'image/jpeg'], maxBytes: 100_000, edge: 1024 };

describe('a picture for a model’s eyes', () => {
	test('is left as it is when it is small', async () => {
		const picture = { bytes: await plain(500, 300).png().toBuffer(), type: 'image/png' };
		expect(await scaleDown(picture, bounds)).toBe(picture);
	});

	test('is made smaller when it is large, and stays whole', async () => {
		const bytes = await (await photo(3000, 1500)).png().toBuffer();
		const scaled = await scaleDown({ bytes, type: 'image/png' }, bounds);
		expect(scaled?.type).toBe('image/jpeg');
		expect(scaled!.bytes.byteLength).toBeLessThan(400_000);
		expect(await sharp(scaled!.bytes).metadata()).toMatchObject({ width: 1024, height: 512, format: 'jpeg' });
		const worst = await scaleDown({ bytes: await noise(1400, 1400).png().toBuffer(), type: 'image/png' }, bounds);
		expect(worst!.bytes.byteLength).toBeLessThan(1_000_000);
	});

	test('is brought into a type that is taken, and shows what is drawn on nothing', async () => {
		const dot = await plain(40, 40, { r: 255, g: 255, b: 255 }).png().toBuffer();
		const transparent = plain(200, 200, { r: 0, g: 0, b: 0, alpha: 0 }).composite([{ input: dot }]);
		const scaled = await scaleDown({ bytes: await transparent.webp().toBuffer(), type: 'image/webp' }, bounds);
		const { data } = await sharp(scaled!.bytes).raw().toBuffer({ resolveWithObject: true });
		const [corner, middle] = [data[0]!, data[(100 * 200 + 100) * 3]!];
		expect(scaled?.type).toBe('image/jpeg');
		expect(corner).toBeGreaterThan(100);
		expect(corner).toBeLessThan(150);
		expect(middle).toBeGreaterThan(240);
	});

	test('is missing when it cannot be decoded', async () => {
		for (const bytes of [Buffer.alloc(0), Buffer.from('<svg/>'), Buffer.alloc(200_000, 7)]) {
			expect(await scaleDown({ bytes, type: 'image/avif' }, bounds)).toBeUndefined();
		}
	});
});
