import { cellsOverlay } from './cells-overlay.ts';
import { decode, inTurn, readHeader } from './decode.ts';
import { PAPER } from './sheet-look.ts';

/** Pixels of the longer edge. A smaller picture is made as large, so that lines are as thin on it. */
const EDGE = 768;

/**
 * `DrawCells`. It is drawn anew with each press, so it has no words and needs no SVG. Throws PictureError as `readHeader`.
 */
export function drawCells(picture: Uint8Array, cells: number): Promise<Uint8Array> {
	return inTurn(async () => {
		const original = await readHeader(picture);
		const scale = EDGE / Math.max(original.width, original.height);
		const width = Math.max(1, Math.round(original.width * scale));
		const height = Math.max(1, Math.round(original.height * scale));
		const overlay = cellsOverlay(cells, { width, height });
		return decode(picture, (it) =>
			it
				.flatten({ background: PAPER.well })
				.resize(width, height, { fit: 'fill' })
				.composite([{ input: overlay, raw: { width, height, channels: 4 } }])
				.removeAlpha()
				.png({ compressionLevel: 2, adaptiveFiltering: true })
				.toBuffer(),
		);
	});
}
