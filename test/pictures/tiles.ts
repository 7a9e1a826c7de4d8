import sharp from 'sharp';
import type { Tile, TreeNode } from '../../src/core/sheets.ts';
import { type Pixels, pixelsOf } from './charts.ts';
import { rgbOf } from './colour.ts';
import { plain } from './samples.ts';

/** Far from each other and from every colour of a sheet. */
export const COLOURS = ['#dc1e1e', '#1e1edc', '#10b010', '#e0e010', '#e010e0', '#10d0d0'] as const;

export async function pictureOf(colour: string, width = 320, height = 320): Promise<Buffer> {
	const [r, g, b] = rgbOf(colour);
	return plain(width, height, { r, g, b }).png().toBuffer();
}

/** Its label is the number. */
export async function tileOf(n: number, change: Partial<Tile> = {}): Promise<Tile> {
	return { bytes: await pictureOf(COLOURS[n % COLOURS.length]!), label: `Picture ${n}`, ...change };
}

/** A history told as `id: parent`. */
export const historyOf = (parents: Record<string, string | null>, here?: string): TreeNode[] =>
	Object.entries(parents).map(([id, parent]) => ({
		id,
		parent,
		label: id,
		bytes: null,
		...(id === here ? { isHere: true } : {}),
	}));

export interface Area {
	left: number;
	top: number;
	width: number;
	height: number;
	/** Pixels of about this colour: a picture on a sheet has been a JPEG. */
	pixels: number;
}

/** Where a colour is found, and how much of it. */
export async function areaOf(sheet: Uint8Array, colour: string): Promise<Area> {
	return areaIn(await pixelsOf(sheet), colour);
}

function areaIn({ data, width, height, channels }: Pixels, colour: string): Area {
	const wanted = rgbOf(colour);
	let [left, top, right, bottom, pixels] = [width, height, -1, -1, 0];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const at = (y * width + x) * channels;
			if (wanted.some((value, band) => Math.abs(data[at + band]! - value) > 12)) continue;
			[left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
			pixels++;
		}
	}
	return { left, top, width: right - left + 1, height: bottom - top + 1, pixels };
}

export const sizeOf = async (sheet: Uint8Array) => {
	const { format, width, height, hasAlpha } = await sharp(sheet).metadata();
	return { format, width, height, hasAlpha };
};
