import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cropBack } from '../../src/pictures/crop-back.ts';
import { normalise } from '../../src/pictures/normalise.ts';
import { contained, placeInSquare } from '../../src/pictures/square.ts';
import { credentialed, photo, pixelAt, plain } from './samples.ts';

const edge = fc.integer({ min: 1, max: 12_000 });
const side = fc.integer({ min: 64, max: 3840 });

describe('where a picture lies in the square', () => {
	test('is inside it, centred, and touches two opposite sides', () => {
		fc.assert(
			fc.property(edge, edge, side, (width, height, side) => {
				const inner = contained({ width, height }, side);
				const right = side - inner.left - inner.width;
				const bottom = side - inner.top - inner.height;
				expect(Math.min(inner.left, inner.top, right, bottom)).toBe(0);
				expect(Math.max(inner.width, inner.height)).toBe(side);
				expect(Math.abs(right - inner.left)).toBeLessThanOrEqual(1);
				expect(Math.abs(bottom - inner.top)).toBeLessThanOrEqual(1);
			}),
		);
	});

	test('has the picture’s own shape within a pixel', () => {
		fc.assert(
			fc.property(edge, edge, side, (width, height, side) => {
				const inner = contained({ width, height }, side);
				const long = Math.max(width, height);
				expect(Math.abs(inner.width - (width * side) / long)).toBeLessThanOrEqual(1);
				expect(Math.abs(inner.height - (height * side) / long)).toBeLessThanOrEqual(1);
			}),
		);
	});
});

test('normalise and cropBack give the picture’s shape again, whatever size the model answers in', async () => {
	const small = fc.integer({ min: 8, max: 120 });
	await fc.assert(
		fc.asyncProperty(small, small, fc.constantFrom(64, 100, 256), async (width, height, answerSide) => {
			const square = await normalise(await plain(width, height).png().toBuffer(), { fit: 'contain', side: 64 });
			const answer = await sharp(square.png).resize(answerSide, answerSide).png().toBuffer();
			const cropped = await sharp(await cropBack(answer, square)).metadata();
			expect(Math.abs(cropped.width - (width * answerSide) / Math.max(width, height))).toBeLessThanOrEqual(1);
			expect(Math.abs(cropped.height - (height * answerSide) / Math.max(width, height))).toBeLessThanOrEqual(1);
		}),
		{ numRuns: 40 },
	);
});

test.each(['png', 'jpeg', 'webp'] as const)('a %s stays a %s', async (format) => {
	const answer = await (await photo(512, 512)).toFormat(format).toBuffer();
	const cropped = await cropBack(answer, placeInSquare({ width: 800, height: 400 }, 1024, 'contain'));
	expect(await sharp(cropped).metadata()).toMatchObject({ format, width: 512, height: 256 });
});

test('nothing of the margins is left', async () => {
	const square = await normalise(await plain(300, 200).png().toBuffer(), { fit: 'contain', side: 256 });
	const cropped = await cropBack(square.png, square);
	expect(await pixelAt(cropped, 0, 0)).toEqual([220, 30, 30, 255]);
	expect(await pixelAt(cropped, 255, 170)).toEqual([220, 30, 30, 255]);
});

test('the provider’s own bytes are kept where there is nothing to crop', async () => {
	const answer = await credentialed(plain(256, 256));
	const covered = placeInSquare({ width: 800, height: 400 }, 1024, 'cover');
	const squarePicture = placeInSquare({ width: 600, height: 600 }, 1024, 'contain');
	expect((await cropBack(answer, covered)).equals(answer)).toBe(true);
	expect((await cropBack(answer, squarePicture)).equals(answer)).toBe(true);
});

test('an answer in another shape than the square it was given is left alone', async () => {
	const answer = await credentialed(plain(384, 256));
	expect((await cropBack(answer, placeInSquare({ width: 800, height: 400 }, 1024, 'contain'))).equals(answer)).toBe(
		true,
	);
});
