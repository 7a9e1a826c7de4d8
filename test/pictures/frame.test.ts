import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { finish } from '../../src/pictures/finish.ts';
import { frame } from '../../src/pictures/frame.ts';
import { placeInSquare } from '../../src/pictures/square.ts';
import { halves, photo, pixelAt, plain } from './samples.ts';

const wide = placeInSquare({ width: 1600, height: 900 }, 1024, 'contain');

describe('a frame of a picture that is being made', () => {
	test('is a small WebP that says what it is', async () => {
		const made = await frame(await (await photo(1024, 1024)).png().toBuffer());
		expect(made).toMatchObject({ name: 'easel-preview.webp', type: 'image/webp', width: 768, height: 768 });
		expect(await sharp(made.bytes).metadata()).toMatchObject({ format: 'webp', width: 768, height: 768 });
		expect(made.bytes.length).toBeLessThan(150_000);
	});

	test.each([
		[1536, 1024, 768, 512],
		[1024, 1536, 512, 768],
		[200, 100, 200, 100],
	])('of %i × %i is %i × %i', async (width, height, ...size) => {
		const made = await frame(await plain(width, height).jpeg().toBuffer());
		expect([made.width, made.height]).toEqual(size);
	});

	test('keeps what is transparent', async () => {
		const made = await frame(await plain(64, 64, { r: 0, g: 0, b: 0, alpha: 0 }).png().toBuffer());
		expect((await pixelAt(Buffer.from(made.bytes), 32, 32))[3]).toBe(0);
	});

	test('is cut as the finished picture will be', async () => {
		const answer = await (await halves(1024, 1024)).png().toBuffer();
		const made = await frame(answer, wide);
		expect([made.width, made.height]).toEqual([768, 432]);
		const whole = { kind: 'result', role: 'image', index: 0, type: 'image/png', bytes: answer } as const;
		const [finished] = await finish([whole], wide, 10_000_000);
		expect(finished!.width / finished!.height).toBeCloseTo(made.width / made.height, 2);
	});

	test('of another shape than the square that was asked for is left whole', async () => {
		expect(await frame(await plain(1536, 1024).png().toBuffer(), wide)).toMatchObject({ width: 768, height: 512 });
	});

	test('that is cut off or no picture at all is said to be', async () => {
		const png = await (await photo(256, 256)).png().toBuffer();
		await expect(frame(png.subarray(0, 5000))).rejects.toMatchObject({ code: 'damaged' });
		await expect(frame(Buffer.from('<html>'))).rejects.toMatchObject({ code: 'notAPicture' });
	});
});
