import { describe, expect, test } from 'vitest';
import { drawGrid } from '../../src/pictures/grid.ts';
import { PAPER } from '../../src/pictures/sheet-look.ts';
import { plain } from './samples.ts';
import { areaOf, COLOURS, pictureOf, sizeOf, tileOf } from './tiles.ts';

const damaged = (await plain(64, 64).png().toBuffer()).subarray(0, 60);
const tilesOf = (count: number) => Promise.all(Array.from({ length: count }, (_, n) => tileOf(n)));

describe('a grid', () => {
	test.each([
		[1, 808],
		[2, 1200],
		[3, 1200],
		[12, 1200],
	])('of %i is an opaque PNG, %i pixels wide', async (count, width) => {
		const size = await sizeOf(await drawGrid(await tilesOf(count)));
		expect(size).toMatchObject({ format: 'png', width, hasAlpha: false });
		expect(size.height).toBeLessThan(1300);
	});

	test('shows each picture in its place, from left to right and then below', async () => {
		const sheet = await drawGrid(await tilesOf(6));
		const areas = await Promise.all(COLOURS.map((colour) => areaOf(sheet, colour)));
		const [first, second, third, fourth] = areas;
		expect(areas.every(({ pixels }) => pixels > 100_000)).toBe(true);
		expect(second!.left).toBeGreaterThan(first!.left + first!.width);
		expect(third!.left).toBeGreaterThan(second!.left + second!.width);
		expect(fourth!.left).toBe(first!.left);
		expect(fourth!.top).toBeGreaterThan(first!.top + first!.height);
	});

	test('leaves out what is more than twelve', async () => {
		const [twelve, more] = await Promise.all([drawGrid(await tilesOf(12)), drawGrid(await tilesOf(30))]);
		expect(Buffer.compare(twelve, more)).toBe(0);
	});

	test('shows all of a picture of another shape', async () => {
		const [red, blue] = COLOURS;
		const sheet = await drawGrid([
			await tileOf(0, { bytes: await pictureOf(red, 600, 300) }),
			await tileOf(1, { bytes: await pictureOf(blue, 300, 600) }),
		]);
		const [wide, high] = await Promise.all([areaOf(sheet, red), areaOf(sheet, blue)]);
		expect(wide.width / wide.height).toBeCloseTo(2, 1);
		expect(high.height / high.width).toBeCloseTo(2, 1);
		expect(wide.width).toBe(high.height);
	});

	test('has a star where one is kept, and a badge on the picture', async () => {
		const [plainly, starred, badged] = await Promise.all(
			[{}, { isStarred: true }, { badge: '7' }].map(async (change) => drawGrid([await tileOf(0, change)])),
		);
		expect((await areaOf(plainly!, PAPER.star)).pixels).toBe(0);
		expect((await areaOf(starred!, PAPER.star)).pixels).toBeGreaterThan(150);
		const red = async (sheet: Uint8Array) => (await areaOf(sheet, COLOURS[0])).pixels;
		expect((await red(plainly!)) - (await red(badged!))).toBeGreaterThan(1000);
	});

	test.each([
		['gone', null],
		['damaged', damaged],
		['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
		['empty', Buffer.alloc(0)],
	])('has a quiet sign for a picture that is %s, and the others all the same', async (_, bytes) => {
		const sheet = await drawGrid([await tileOf(0, { bytes }), await tileOf(1)]);
		expect((await areaOf(sheet, PAPER.gone)).pixels).toBeGreaterThan(500);
		expect((await areaOf(sheet, COLOURS[1])).pixels).toBeGreaterThan(100_000);
	});

	test('of nothing is an empty card', async () => {
		await expect(sizeOf(await drawGrid([]))).resolves.toMatchObject({ format: 'png' });
	});
});

describe('words on a grid', () => {
	test('that are SVG draw nothing but themselves', async () => {
		const label = '</text><rect width="2000" height="2000" fill="#10b010"/><text>&amp;';
		const sheet = await drawGrid([await tileOf(0, { label, note: label, badge: '<&>' })]);
		expect((await areaOf(sheet, '#10b010')).pixels).toBe(0);
	});

	test.each([
		['control characters and half a letter', 'a\u0000b\u001bc\ud800\nd'],
		['a direction turned around', '\u202eabc\u2066def'],
		['no letters', ''],
		['a thousand letters', 'W'.repeat(1000)],
		['Hebrew and Arabic', 'שלום عليكم'],
	])('with %s are drawn', async (_, label) => {
		const size = await sizeOf(await drawGrid([await tileOf(0, { label, note: label, badge: label })]));
		expect(size.width).toBe(808);
	});

	test('are cut before the next tile’s', async () => {
		const long = await drawGrid([await tileOf(0, { label: 'W'.repeat(99) }), await tileOf(1, { label: ' ' })]);
		const short = await drawGrid([await tileOf(0, { label: 'W' }), await tileOf(1, { label: ' ' })]);
		const ink = '#f5f6fa';
		const [first, other] = await Promise.all([areaOf(long, ink), areaOf(short, ink)]);
		expect(first.left).toBe(other.left);
		expect(first.left + first.width).toBeLessThanOrEqual(44 + 542);
	});

	test('stand at the right where they are read from there', async () => {
		const [english, hebrew] = await Promise.all(
			['abc', 'שלום'].map(async (label) => areaOf(await drawGrid([await tileOf(0, { label })]), '#f5f6fa')),
		);
		expect(english!.left).toBeLessThan(60);
		expect(hebrew!.left).toBeGreaterThan(500);
	});
});
