import { describe, expect, test } from 'vitest';
import { PAPER } from '../../src/pictures/sheet-look.ts';
import { drawTree } from '../../src/pictures/tree.ts';
import { areaOf, COLOURS, historyOf, pictureOf, sizeOf } from './tiles.ts';

const withPictures = (nodes: ReturnType<typeof historyOf>) =>
	Promise.all(nodes.map(async (node, n) => ({ ...node, bytes: await pictureOf(COLOURS[n % COLOURS.length]!) })));

describe('a tree', () => {
	test('is an opaque PNG in which a child stands to the right of what it was made from', async () => {
		const sheet = await drawTree(await withPictures(historyOf({ a: null, b: 'a', c: 'b', d: 'a' }, 'c')));
		expect(await sizeOf(sheet)).toMatchObject({ format: 'png', hasAlpha: false });
		const [a, b, c, d] = await Promise.all(COLOURS.slice(0, 4).map((colour) => areaOf(sheet, colour)));
		expect([b!.left > a!.left + a!.width, c!.left > b!.left + b!.width]).toEqual([true, true]);
		expect([b!.top, c!.top]).toEqual([a!.top, a!.top]);
		expect(d!.left).toBe(b!.left);
		expect(d!.top).toBeGreaterThan(b!.top + b!.height);
	});

	test('outlines the one that was asked about', async () => {
		const nodes = await withPictures(historyOf({ a: null, b: null }, 'b'));
		const sheet = await drawTree(nodes);
		const [outline, picture] = await Promise.all([areaOf(sheet, PAPER.here), areaOf(sheet, COLOURS[1])]);
		expect(outline.left).toBeLessThan(picture.left);
		expect(outline.top).toBeLessThan(picture.top);
		expect(outline.left + outline.width).toBeGreaterThan(picture.left + picture.width);
		expect(outline.top + outline.height).toBeGreaterThan(picture.top + picture.height);
	});

	test('lights the way to it', async () => {
		const parents = { a: null, b: 'a', c: 'a' };
		const [asked, nothing] = await Promise.all([drawTree(historyOf(parents, 'c')), drawTree(historyOf(parents))]);
		expect((await areaOf(asked, PAPER.here)).pixels).toBeGreaterThan(500);
		expect((await areaOf(nothing, PAPER.here)).pixels).toBe(0);
	});

	test.each([
		['long', Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`a${n}`, n === 0 ? null : `a${n - 1}`]))],
		['wide', { a: null, ...Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`b${n}`, 'a'])) }],
	])('of a history that is too %s stays of a size to be looked at', async (_, parents) => {
		const { width, height } = await sizeOf(await drawTree(historyOf(parents, Object.keys(parents)[20])));
		expect(width).toBeLessThanOrEqual(1720);
		expect(height).toBeLessThanOrEqual(1400);
	});

	test('of one picture, and of none, is drawn', async () => {
		await expect(sizeOf(await drawTree(historyOf({ a: null }, 'a')))).resolves.toMatchObject({ format: 'png' });
		await expect(sizeOf(await drawTree([]))).resolves.toMatchObject({ format: 'png' });
	});
});
