import { describe, expect, test } from 'vitest';
import { drawCompare } from '../../src/pictures/compare.ts';
import { PAPER } from '../../src/pictures/sheet-look.ts';
import { areaOf, COLOURS, pictureOf, sizeOf, tileOf } from './tiles.ts';

describe('a comparison', () => {
	test('shows two pictures of different shapes side by side at the same height', async () => {
		const [red, blue] = COLOURS;
		const sheet = await drawCompare([
			await tileOf(0, { bytes: await pictureOf(red, 1536, 1024) }),
			await tileOf(1, { bytes: await pictureOf(blue, 1024, 1536) }),
		]);
		const [before, after] = await Promise.all([areaOf(sheet, red), areaOf(sheet, blue)]);
		expect(Math.abs(before.height - after.height)).toBeLessThanOrEqual(1);
		expect(Math.abs(before.top - after.top)).toBeLessThanOrEqual(1);
		expect(before.width / before.height).toBeCloseTo(1.5, 1);
		expect(after.width / after.height).toBeCloseTo(2 / 3, 1);
		expect(after.left).toBeGreaterThan(before.left + before.width);
	});

	test.each([2, 3, 4])('of %i squares is an opaque PNG of at most 1600 pixels', async (count) => {
		const tiles = await Promise.all(Array.from({ length: count }, (_, n) => tileOf(n)));
		const size = await sizeOf(await drawCompare(tiles));
		expect(size).toMatchObject({ format: 'png', hasAlpha: false });
		expect(size.width).toBeGreaterThan(1500);
		expect(size.width).toBeLessThanOrEqual(1600);
	});

	test('keeps room for one that is gone', async () => {
		const sheet = await drawCompare([await tileOf(0), await tileOf(1, { bytes: null })]);
		expect((await areaOf(sheet, PAPER.gone)).pixels).toBeGreaterThan(500);
		expect((await areaOf(sheet, COLOURS[0])).pixels).toBeGreaterThan(100_000);
	});

	test('of a thread beside a mountain still has room for words', async () => {
		const [red, blue] = COLOURS;
		const sheet = await drawCompare([
			await tileOf(0, { bytes: await pictureOf(red, 20, 2000) }),
			await tileOf(1, { bytes: await pictureOf(blue, 2000, 20) }),
		]);
		const { width, height } = await sizeOf(sheet);
		expect(width).toBeLessThanOrEqual(1700);
		expect(height).toBeLessThan(1200);
	});
});
