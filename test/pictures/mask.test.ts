import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Region } from '../../src/core/request.ts';
import { maskFrom, regionMask } from '../../src/pictures/mask.ts';
import { normalise } from '../../src/pictures/normalise.ts';
import { placeInSquare } from '../../src/pictures/square.ts';
import { alphaOf, BLACK, halves, pixelAt, pixelsOf, plain, WHITE } from './samples.ts';

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };
const OPAQUE = { r: 90, g: 120, b: 10, alpha: 1 };
const wide = placeInSquare({ width: 800, height: 400 }, 256, 'contain');

describe('a mask of any kind becomes an alpha PNG of the square’s size', () => {
	test('transparent parts are to change', async () => {
		const mask = await maskFrom(await (await halves(800, 400, CLEAR, OPAQUE)).png().toBuffer(), wide);
		expect(await sharp(mask).metadata()).toMatchObject({ format: 'png', width: 256, height: 256, channels: 4 });
		expect(await alphaOf(mask, 60, 128)).toBe(0);
		expect(await alphaOf(mask, 200, 128)).toBe(255);
		expect(mask.length).toBeLessThan(4_000_000);
	});

	test.each(['png', 'jpeg', 'webp', 'gif'] as const)('white parts of an opaque %s are to change', async (format) => {
		const mask = await maskFrom(await (await halves(800, 400, WHITE, BLACK)).toFormat(format).toBuffer(), wide);
		expect(await alphaOf(mask, 60, 128)).toBe(0);
		expect(await alphaOf(mask, 200, 128)).toBe(255);
	});

	test('a grey PNG with one channel, 8 or 16 bits deep, works like any other', async () => {
		const drawn = await (await halves(800, 400, WHITE, BLACK)).png().toBuffer();
		for (const space of ['b-w', 'grey16'] as const) {
			const grey = await sharp(drawn).removeAlpha().toColourspace(space).png().toBuffer();
			expect((await sharp(grey).metadata()).channels).toBe(1);
			const mask = await maskFrom(grey, wide);
			expect(await alphaOf(mask, 60, 128)).toBe(0);
			expect(await alphaOf(mask, 200, 128)).toBe(255);
		}
	});

	test('greys and half-transparent strokes go to the nearer side', async () => {
		const greys = await halves(800, 400, { r: 140, g: 140, b: 140 }, { r: 110, g: 110, b: 110 });
		const fromGreys = await maskFrom(await greys.png().toBuffer(), wide);
		expect([await alphaOf(fromGreys, 60, 128), await alphaOf(fromGreys, 200, 128)]).toEqual([0, 255]);

		const soft = await halves(800, 400, { ...WHITE, alpha: 0.3 }, { ...WHITE, alpha: 0.7 });
		const fromSoft = await maskFrom(await soft.png().toBuffer(), wide);
		expect([await alphaOf(fromSoft, 60, 128), await alphaOf(fromSoft, 200, 128)]).toEqual([0, 255]);
	});

	test('servers that read white instead of alpha find the same parts', async () => {
		const mask = await maskFrom(await (await halves(800, 400, WHITE, BLACK)).png().toBuffer(), wide);
		expect(await pixelAt(mask, 60, 128)).toEqual([255, 255, 255, 0]);
		expect(await pixelAt(mask, 200, 128)).toEqual([0, 0, 0, 255]);
	});

	test('a thumbnail of the mask fits the picture', async () => {
		const mask = await maskFrom(await (await halves(201, 100, WHITE, BLACK)).png().toBuffer(), wide);
		expect(await alphaOf(mask, 60, 128)).toBe(0);
	});

	test('for cover it is cut like the picture', async () => {
		const square = placeInSquare({ width: 800, height: 400 }, 256, 'cover');
		const band = await plain(800, 400, BLACK)
			.composite([{ input: await plain(400, 400, WHITE).png().toBuffer(), left: 400, top: 0 }])
			.png()
			.toBuffer();
		const mask = await maskFrom(band, square);
		expect([await alphaOf(mask, 2, 2), await alphaOf(mask, 253, 253)]).toEqual([255, 0]);
	});

	test('a sideways mask is turned upright like the picture', async () => {
		const tall = placeInSquare({ width: 200, height: 400 }, 256, 'contain');
		const sideways = await halves(400, 200, WHITE, BLACK);
		const mask = await maskFrom(await sideways.withMetadata({ orientation: 6 }).jpeg().toBuffer(), tall);
		expect([await alphaOf(mask, 128, 20), await alphaOf(mask, 128, 230)]).toEqual([0, 255]);
	});
});

test.each(['contain', 'cover'] as const)(
	'for %s every pixel of the mask lies over its own of the picture',
	async (fit) => {
		const edge = fc.integer({ min: 40, max: 300 });
		await fc.assert(
			fc.asyncProperty(edge, edge, async (width, height) => {
				const square = await normalise(await (await halves(width, height)).png().toBuffer(), { fit, side: 128 });
				const mask = await maskFrom(await (await halves(width, height, WHITE, BLACK)).png().toBuffer(), square);
				const [picture, alpha] = await Promise.all([pixelsOf(square.png), pixelsOf(mask)]);
				const { left, top, height: rows } = square.content;
				const y = top + Math.floor(rows / 2);
				for (let x = left; x < left + square.content.width; x++) {
					const at = (y * 128 + x) * 4;
					const red = picture[at]!;
					// At the seam the resize mixes both colours, and either side is right.
					if (red < 80) expect(alpha[at + 3]).toBe(0);
					if (red > 170) expect(alpha[at + 3]).toBe(255);
				}
			}),
			{ numRuns: 25 },
		);
	},
);

test('the margins of a contained picture stay: they are cut off again', async () => {
	const drawn = await (await halves(800, 400, WHITE, BLACK)).png().toBuffer();
	expect(await alphaOf(await maskFrom(drawn, wide), 60, 10)).toBe(255);
	expect(await alphaOf(await regionMask('left', wide), 60, 10)).toBe(255);
});

describe('a mask is refused', () => {
	test('when it has another shape than the picture', async () => {
		for (const [width, height] of [
			[400, 400],
			[400, 800],
			[820, 400],
		] as const) {
			const other = await (await halves(width, height, WHITE, BLACK)).png().toBuffer();
			await expect(maskFrom(other, wide)).rejects.toMatchObject({ code: 'maskSize' });
		}
	});

	test('when it would change nothing', async () => {
		await expect(maskFrom(await plain(800, 400, BLACK).png().toBuffer(), wide)).rejects.toMatchObject({
			code: 'maskEmpty',
		});
	});

	test.each([
		['white', WHITE],
		['transparent', CLEAR],
	])('when it is all %s and would change everything', async (_, colour) => {
		const full = await plain(800, 400, colour).png().toBuffer();
		await expect(maskFrom(full, wide)).rejects.toMatchObject({ code: 'maskFull' });
	});
});

describe('a region is a part of the picture, not of the square', () => {
	const points = {
		left: [4, 120],
		right: [251, 120],
		top: [120, 68],
		bottom: [120, 187],
		middle: [120, 120],
	} as const;
	const changed: Record<Region, (keyof typeof points)[]> = {
		left: ['left', 'top', 'bottom', 'middle'],
		right: ['right'],
		top: ['top', 'left', 'right', 'middle'],
		bottom: ['bottom'],
		centre: ['middle'],
		edges: ['left', 'right', 'top', 'bottom'],
		background: ['left', 'right', 'top', 'bottom'],
	};

	test.each(Object.entries(changed))('%s', async (region, expected) => {
		const mask = await regionMask(region as Region, wide);
		expect(await sharp(mask).metadata()).toMatchObject({ width: 256, height: 256, channels: 4 });
		const found: string[] = [];
		for (const [name, [x, y]] of Object.entries(points)) if ((await alphaOf(mask, x, y)) === 0) found.push(name);
		expect(found.sort()).toEqual([...expected].sort());
	});
});
