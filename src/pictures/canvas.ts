import type { Size } from '../core/catalogue.ts';
import type { Crop } from '../core/job.ts';
import type { Canvas } from '../core/request.ts';
import { contained, fillsSquare, type Rectangle, type Square, sameShape } from './square.ts';

/** Of the kept part's shorter edge, and pixels: so much of the picture is painted anew beside what was empty, so that no seam is seen. */
const OVERLAP = 0.015;
const LEAST_OVERLAP = 4;
/** Parts of a ratio: exact enough for any picture. */
const FINE = 10_000;

/** The picture lies whole in the middle of the canvas, as large as it can be there, divided by `zoom`. */
export function placeOnCanvas(original: Size, side: number, canvas: Canvas): Square {
	const frame = frameOf(original, side, canvas);
	const scale = Math.min(frame.width / original.width, frame.height / original.height) / canvas.zoom;
	const [width, height] = [original.width, original.height].map((edge) => Math.max(1, Math.round(edge * scale)));
	return { side, content: inMiddleOf(frame, { width: width!, height: height! }), original };
}

/** Is the canvas nothing but the picture? */
export const isSame = (original: Size, { zoom, ratio }: Canvas): boolean =>
	zoom === 1 && (ratio === null || sameShape(original, { width: ratio, height: 1 }));

/** How the canvas is cut out of the answer; undefined where it is all of the square. */
export function cropTo({ side, original }: Square, canvas: Canvas): Crop | undefined {
	const crop = { side, content: frameOf(original, side, canvas), original: shapeOf(original, canvas) };
	return fillsSquare(crop) ? undefined : crop;
}

/** The part of the square that stays: the picture but for its seams. Where it ends with the canvas, there is none. */
export function keptOn({ side, content, original }: Square, canvas: Canvas): Rectangle {
	const frame = frameOf(original, side, canvas);
	const overlap = Math.max(LEAST_OVERLAP, Math.round(OVERLAP * Math.min(content.width, content.height)));
	const inset = (isSeam: boolean, edge: number) => (isSeam ? Math.min(overlap, Math.floor((edge - 1) / 2)) : 0);
	const x = inset(content.width < frame.width, content.width);
	const y = inset(content.height < frame.height, content.height);
	return {
		left: content.left + x,
		top: content.top + y,
		width: content.width - 2 * x,
		height: content.height - 2 * y,
	};
}

/** The part of the square that becomes the outcome. */
const frameOf = (original: Size, side: number, canvas: Canvas): Rectangle => contained(shapeOf(original, canvas), side);

function shapeOf(original: Size, { ratio }: Canvas): Size {
	return ratio === null ? original : { width: Math.max(1, Math.round(ratio * FINE)), height: FINE };
}

function inMiddleOf(frame: Rectangle, { width, height }: Size): Rectangle {
	return {
		left: frame.left + Math.floor((frame.width - width) / 2),
		top: frame.top + Math.floor((frame.height - height) / 2),
		width,
		height,
	};
}
