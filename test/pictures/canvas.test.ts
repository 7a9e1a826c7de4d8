import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Canvas } from '../../src/core/request.ts';
import { cropTo, isSame, keptOn, placeOnCanvas } from '../../src/pictures/canvas.ts';
import { cropBack } from '../../src/pictures/crop-back.ts';
import { maskAround } from '../../src/pictures/mask.ts';
import { normalise } from '../../src/pictures/normalise.ts';
import { alphaOf, noise, pixelAt, plain } from './samples.ts';

const edge = fc.integer({ min: 1, max: 12_000 });
const side = fc.integer({ min: 256, max: 3840 });
const canvas = fc.record({
	zoom: fc.constantFrom(1, 1.5, 2, 4),
	ratio: fc.option(fc.double({ min: 1 / 3, max: 3, noNaN: true }), { nil: null }),
});

const wholeOf = (side: number) => ({ left: 0, top: 0, width: side, height: side });

describe('a picture on a canvas', () => {
	test('lies whole and centred in the part that is cut out, smaller by the zoom', () => {
		fc.assert(
			fc.property(edge, edge, side, canvas, (width, height, side, canvas) => {
				const square = placeOnCanvas({ width, height }, side, canvas);
				const { content } = square;
				const frame = cropTo(square, canvas)?.content ?? wholeOf(side);
				const [right, bottom] = [frame.left + frame.width, frame.top + frame.height];
				const [toRight, toBottom] = [right - content.left - content.width, bottom - content.top - content.height];
				expect(Math.min(content.left - frame.left, content.top - frame.top, toRight, toBottom)).toBeGreaterThanOrEqual(
					0,
				);
				expect(Math.abs(content.left - frame.left - toRight)).toBeLessThanOrEqual(1);
				expect(Math.abs(content.top - frame.top - toBottom)).toBeLessThanOrEqual(1);
				const fills = Math.max(
					(content.width * canvas.zoom) / frame.width,
					(content.height * canvas.zoom) / frame.height,
				);
				expect(Math.abs(fills - 1)).toBeLessThanOrEqual((2 * canvas.zoom) / Math.min(frame.width, frame.height));
			}),
		);
	});

	test('stays where it is but for what lies beside a seam', () => {
		fc.assert(
			fc.property(edge, edge, side, canvas, (width, height, side, canvas) => {
				const square = placeOnCanvas({ width, height }, side, canvas);
				const frame = cropTo(square, canvas)?.content ?? wholeOf(side);
				const kept = keptOn(square, canvas);
				expect(Math.min(kept.width, kept.height)).toBeGreaterThanOrEqual(1);
				expect(kept.width === square.content.width).toBe(
					square.content.width === frame.width || square.content.width < 3,
				);
				expect(kept.height === square.content.height).toBe(
					square.content.height === frame.height || square.content.height < 3,
				);
			}),
		);
	});

	test('at twice its size is half as wide and high, with 8 pixels of it painted anew on every side', () => {
		const canvas = { zoom: 2, ratio: null };
		const square = placeOnCanvas({ width: 2048, height: 2048 }, 1024, canvas);
		expect(square.content).toEqual({ left: 256, top: 256, width: 512, height: 512 });
		expect(keptOn(square, canvas)).toEqual({ left: 264, top: 264, width: 496, height: 496 });
		expect(cropTo(square, canvas)).toBeUndefined();
	});

	test('at another shape touches two edges of it, and its ends stay there', () => {
		const canvas = { zoom: 1, ratio: 16 / 9 };
		const square = placeOnCanvas({ width: 600, height: 600 }, 1024, canvas);
		expect(square.content).toEqual({ left: 224, top: 224, width: 576, height: 576 });
		expect(keptOn(square, canvas)).toEqual({ left: 233, top: 224, width: 558, height: 576 });
	});
});

test.each([
	[{ zoom: 1.5, ratio: null }, 3 / 2],
	[{ zoom: 1, ratio: 1 }, 1],
	[{ zoom: 1, ratio: 16 / 9 }, 16 / 9],
	[{ zoom: 2, ratio: 2 / 3 }, 2 / 3],
] satisfies [Canvas, number][])(
	'%o makes a picture of 3:2 one of %d, whatever size the model answers in',
	async (canvas, ratio) => {
		const picture = await plain(300, 200).png().toBuffer();
		const square = await normalise(picture, { fit: 'cover', canvas, side: 512 });
		const crop = cropTo(square, canvas);
		for (const answerSide of [512, 1024, 1250]) {
			const answer = await sharp(square.png).resize(answerSide, answerSide).png().toBuffer();
			const outcome = crop ? await cropBack(answer, crop) : answer;
			const { width, height } = await sharp(outcome).metadata();
			expect(Math.max(width, height)).toBe(answerSide);
			expect(Math.abs(width - Math.min(1, ratio) * answerSide)).toBeLessThanOrEqual(1);
			expect(Math.abs(height - Math.min(1, 1 / ratio) * answerSide)).toBeLessThanOrEqual(1);
		}
	},
);

test('all but the picture is transparent, and all but the picture is to change', async () => {
	const canvas = { zoom: 2, ratio: 1 };
	const square = await normalise(await plain(300, 200).png().toBuffer(), { fit: 'contain', canvas, side: 256 });
	const mask = await maskAround(keptOn(square, canvas), 256);
	const { left, top, width, height } = square.content;
	expect(await pixelAt(square.png, left, top)).toEqual([220, 30, 30, 255]);
	expect(await alphaOf(square.png, left - 1, top)).toBe(0);
	expect(await alphaOf(square.png, left + width, top + height - 1)).toBe(0);
	expect(await sharp(mask).metadata()).toMatchObject({ width: 256, height: 256, channels: 4 });
	expect(await alphaOf(mask, 0, 0)).toBe(0);
	expect([await alphaOf(mask, left + 3, top + 3), await alphaOf(mask, left + 4, top + 4)]).toEqual([0, 255]);
	expect(await alphaOf(mask, left + width - 5, top + height - 5)).toBe(255);
	expect(await alphaOf(mask, left + width - 4, top + height - 4)).toBe(0);
});

test('what is too large for the model becomes smaller, and canvas, mask and crop with it', async () => {
	const canvas = { zoom: 1.5, ratio: 4 / 3 };
	const square = await normalise(await noise(900, 900).png().toBuffer(), {
		fit: 'contain',
		canvas,
		side: 512,
		maxBytes: 30_000,
	});
	expect(square.png.length).toBeLessThanOrEqual(30_000);
	expect(square.side).toBeLessThan(512);
	expect(cropTo(square, canvas)?.side).toBe(square.side);
	const { left, width } = keptOn(square, canvas);
	expect(left + width).toBeLessThan(square.side);
});

test.each([
	[{ zoom: 1, ratio: null }, true],
	[{ zoom: 1, ratio: 1.5 }, true],
	[{ zoom: 1, ratio: 1.51 }, true],
	[{ zoom: 1, ratio: 1.53 }, false],
	[{ zoom: 1.5, ratio: null }, false],
] satisfies [Canvas, boolean][])('%o is the picture of 3:2 itself: %s', async (canvas, same) => {
	expect(isSame({ width: 300, height: 200 }, canvas)).toBe(same);
	const normalised = normalise(await plain(300, 200).png().toBuffer(), { fit: 'contain', canvas, side: 128 });
	if (same) await expect(normalised).rejects.toMatchObject({ code: 'canvasSame' });
	else await expect(normalised).resolves.toMatchObject({ side: 128 });
});
