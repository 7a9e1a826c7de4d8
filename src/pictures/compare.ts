import type { Tile } from '../core/sheets.ts';
import { SIZE } from './chart-look.ts';
import { readHeader } from './decode.ts';
import { PictureError } from './picture-error.ts';
import { drawSheet } from './sheet.ts';
import { GAP, MARGIN } from './sheet-look.ts';
import { tileAt, wordsBelow } from './sheet-tile.ts';
import { thumbnail } from './thumbnail.ts';

const MOST = 4;
/** More pixels than on other sheets, because details are looked at: 1,600 in width. */
const DENSITY = 4 / 3;
const HIGHEST = 576;
/** Beside a very high picture, there is still room for words. */
const NARROWEST = 180;
/** Width by height; what is longer still stands in a well. */
const WIDEST_RATIO = 3;

/** `DrawCompare`: as large as 1,600 pixels in width and 768 of picture in height allow. */
export async function drawCompare(given: readonly Tile[]): Promise<Uint8Array> {
	const tiles = given.slice(0, MOST);
	const ratios = await Promise.all(tiles.map(({ bytes }) => ratioOf(bytes)));
	const room = SIZE.width - 2 * MARGIN - (tiles.length - 1) * GAP;
	const sum = ratios.reduce((total, ratio) => total + ratio, 0);
	const height = Math.floor(Math.min(HIGHEST, room / Math.max(sum, 1 / WIDEST_RATIO)));
	const pictures = await Promise.all(
		tiles.map(({ bytes }, at) => thumbnail(bytes, { width: height * ratios[at]!, height }, DENSITY)),
	);
	let left = MARGIN;
	const pieces = tiles.map((tile, at) => {
		const width = Math.max(NARROWEST, Math.floor(height * ratios[at]!));
		const piece = tileAt({ left, top: MARGIN, width, height }, tile, pictures[at]);
		left += width + GAP;
		return piece;
	});
	const size = { width: left - GAP + MARGIN, height: height + wordsBelow(tiles) + 2 * MARGIN };
	return drawSheet(size, pieces, DENSITY);
}

/** What cannot be shown has a square place. */
async function ratioOf(bytes: Uint8Array | null): Promise<number> {
	try {
		if (!bytes) return 1;
		const { width, height } = await readHeader(bytes);
		return Math.min(WIDEST_RATIO, Math.max(1 / WIDEST_RATIO, width / height));
	} catch (error) {
		if (error instanceof PictureError) return 1;
		throw error;
	}
}
