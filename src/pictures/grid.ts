import type { Tile } from '../core/sheets.ts';
import { SIZE } from './chart-look.ts';
import { drawSheet } from './sheet.ts';
import { GAP, MARGIN } from './sheet-look.ts';
import { tileAt, wordsBelow } from './sheet-tile.ts';
import { thumbnail } from './thumbnail.ts';

/** Tiles of one sheet; what is more is left out. */
const MOST = 12;
/** Pixels: one picture alone, and between rows. */
const WIDEST = 720;
const BETWEEN_ROWS = 40;

/** `DrawGrid`: up to four in a row, twelve in all, 1,200 pixels wide where there are two or more. */
export async function drawGrid(given: readonly Tile[]): Promise<Uint8Array> {
	const tiles = given.slice(0, MOST);
	const columns = columnsFor(tiles.length);
	const edge = Math.min(WIDEST, Math.floor((SIZE.width - 2 * MARGIN - (columns - 1) * GAP) / columns));
	const words = wordsBelow(tiles);
	const pictures = await Promise.all(tiles.map(({ bytes }) => thumbnail(bytes, { width: edge, height: edge })));
	const pieces = tiles.map((tile, at) => {
		const left = MARGIN + (at % columns) * (edge + GAP);
		const top = MARGIN + Math.floor(at / columns) * (edge + words + BETWEEN_ROWS);
		return tileAt({ left, top, width: edge, height: edge }, tile, pictures[at]);
	});
	const rows = Math.max(1, Math.ceil(tiles.length / columns));
	return drawSheet(
		{
			width: 2 * MARGIN + columns * edge + (columns - 1) * GAP,
			height: 2 * MARGIN + rows * (edge + words) + (rows - 1) * BETWEEN_ROWS,
		},
		pieces,
	);
}

/** Five and six look better in two rows of three. */
function columnsFor(count: number): number {
	if (count === 5 || count === 6) return 3;
	return Math.min(Math.max(count, 1), 4);
}
