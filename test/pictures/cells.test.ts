import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { drawCells } from '../../src/pictures/cells.ts';
import { type Colour, halves, noise, pixelAt, plain } from './samples.ts';

const GREY = { r: 128, g: 128, b: 128 };
const CORNERS = { white: { r: 255, g: 255, b: 255 }, black: { r: 0, g: 0, b: 0 }, violet: { r: 140, g: 62, b: 255 } };

const drawn = async (colour: Colour, cells: number, width = 768, height = 768) =>
	Buffer.from(await drawCells(await plain(width, height, colour).png().toBuffer(), cells));

/** Of each cell: has its middle another colour than the picture? Stripes and tint both do. */
async function tinted(sheet: Buffer, { r, g, b }: Colour): Promise<number> {
	let cells = 0;
	for (let cell = 0; cell < 9; cell++) {
		const [x, y] = [128 + (cell % 3) * 256, 128 + Math.floor(cell / 3) * 256];
		const [red, green, blue] = await pixelAt(sheet, x, y);
		if (Math.abs(red! - r) + Math.abs(green! - g) + Math.abs(blue! - b) > 30) cells |= 1 << cell;
	}
	return cells;
}

describe('the cells of a picture', () => {
	test.each([0, 1, 0b000_010_000, 0b110_010_011, 0b111_111_111])('%i are tinted, and no others', async (cells) => {
		expect(await tinted(await drawn(GREY, cells), GREY)).toBe(cells);
	});

	test.each(Object.entries(CORNERS))(
		'that are chosen can be told on %s, by a border of dark and of white',
		async (_, colour) => {
			const sheet = await drawn(colour, 0b000_010_000);
			const along = await Promise.all(Array.from({ length: 8 }, (_, n) => pixelAt(sheet, 256 + n, 300)));
			const lightness = along.map(([r, g, b]) => r! + g! + b!);
			expect(Math.max(...lightness) - Math.min(...lightness)).toBeGreaterThan(500);
		},
	);

	test('that are neighbours share one outline', async () => {
		const sheet = await drawn(GREY, 0b000_000_011);
		const white = async (x: number) => (await pixelAt(sheet, x, 130)).every((value) => value === 255);
		expect([await white(4), await white(252), await white(260), await white(508)]).toEqual([true, false, false, true]);
	});

	test('are there on a picture of any shape and format, 768 pixels long', async () => {
		for (const [width, height, ...size] of [
			[1536, 864, 768, 432],
			[100, 200, 384, 768],
			[4000, 10, 768, 2],
		] as const) {
			const sheet = await drawCells(await (await halves(width, height)).webp().toBuffer(), 0b101);
			expect(await sharp(sheet).metadata()).toMatchObject({
				format: 'png',
				width: size[0],
				height: size[1],
				hasAlpha: false,
			});
		}
	});

	test('fit into a message even on pure noise', async () => {
		const sheet = await drawCells(await noise(1024, 1024).png().toBuffer(), 1);
		expect(sheet.length).toBeLessThan(3_000_000);
	});

	test('of what is no picture are refused', async () => {
		await expect(drawCells(Buffer.from('<html>'), 1)).rejects.toMatchObject({ code: 'notAPicture' });
	});
});
