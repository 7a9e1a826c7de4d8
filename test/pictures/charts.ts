import sharp from 'sharp';
import type { UsageChart } from '../../src/pictures/chart.ts';
import { rgbOf } from './colour.ts';

const words = {
	title: 'Usage of Pixel Garden',
	subtitle: 'November 2026',
	pictures: 'Pictures',
	money: 'Spent',
	refused: 'Refused',
	empty: 'Nothing was made in November.',
};

/** A month in which every day is like the other, unless told otherwise. */
export function month(given: Partial<UsageChart> & { length?: number; perDay?: readonly number[] } = {}): UsageChart {
	const { length = 30, perDay = [3], ...rest } = given;
	const same = (value: number) => Array.from({ length }, () => value);
	return {
		words,
		days: Array.from({ length }, (_, day) => String(day + 1)),
		models: perDay.map((pictures, model) => ({ name: `gpt-image-${model + 1}`, pictures: same(pictures) })),
		micros: same(120_000),
		refused: same(0),
		money: (micros) => `$${(micros / 1_000_000).toFixed(2)}`,
		...rest,
	};
}

export interface Pixels {
	data: Buffer;
	width: number;
	height: number;
	channels: number;
}

export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
	const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Pixels of exactly this colour, in the columns from `left` to `right`. */
export function inkIn(pixels: Pixels, hex: string, left = 0, right = pixels.width): number {
	const is = finder(pixels, hex);
	let count = 0;
	for (let y = 0; y < pixels.height; y++) for (let x = left; x < right; x++) if (is(x, y)) count++;
	return count;
}

/** Left of it stand the ticks, some of which have the colour of what they count. */
const PLOT_LEFT = 128;

/** The most separate pieces of this colour, each at least 3 pixels wide, that one row of pixels goes through. */
export function barsOf(pixels: Pixels, hex: string): number {
	const is = finder(pixels, hex);
	let most = 0;
	for (let y = 0; y < pixels.height; y++) {
		let [pieces, run] = [0, 0];
		for (let x = PLOT_LEFT; x < pixels.width; x++) {
			run = is(x, y) ? run + 1 : 0;
			if (run === 3) pieces++;
		}
		most = Math.max(most, pieces);
	}
	return most;
}

function finder({ data, width, channels }: Pixels, hex: string): (x: number, y: number) => boolean {
	const [red, green, blue] = rgbOf(hex);
	return (x, y) => {
		const at = (y * width + x) * channels;
		return data[at] === red && data[at + 1] === green && data[at + 2] === blue;
	};
}
