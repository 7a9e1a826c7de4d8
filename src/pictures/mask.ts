import type { Region } from '../core/request.ts';
import { decode, fromPixels, inTurn, readHeader } from './decode.ts';
import { toContentSize } from './normalise.ts';
import { PictureError } from './picture-error.ts';
import { type Rectangle, type Square, sameShape } from './square.ts';

/**
 * Any kind of mask as the alpha PNG that goes with `square.png`: of exactly its size, alpha 0 where the picture is to
 * change. A mask with transparent parts marks those; an opaque one marks what is white, greys going to the nearer side.
 * Throws PictureError `maskSize`, `maskEmpty` (changes nothing), `maskFull` (changes everything), and as `readHeader`.
 */
export function maskFrom(bytes: Uint8Array, square: Square): Promise<Buffer> {
	return inTurn(async () => {
		const header = await readHeader(bytes);
		if (!sameShape(header, square.original)) throw new PictureError('maskSize');

		const rgba = await decode(bytes, (mask) => toContentSize(mask, square).raw().toBuffer());
		const { pixels, changed } = paint(square, marksIn(rgba, square.content.width));
		if (changed === 0) throw new PictureError('maskEmpty');
		if (changed === square.content.width * square.content.height) throw new PictureError('maskFull');
		return toPng(pixels, square.side);
	});
}

/** A part of the picture by name, as `maskFrom` would return it. `background` is all but the centre. */
export function regionMask(region: Region, square: Square): Promise<Buffer> {
	return inTurn(() => toPng(paintParts(square, REGIONS[region]), square.side));
}

/** Cells of a grid of three by three over the picture, one bit each from the upper left, as `maskFrom` would return them. */
export function cellsMask(cells: number, square: Square): Promise<Buffer> {
	const inCells = (x: number, y: number) => ((cells >> (Math.floor(y * 3) * 3 + Math.floor(x * 3))) & 1) === 1;
	return inTurn(() => toPng(paintParts(square, inCells), square.side));
}

/** All of the square is to change but one rectangle of it. */
export function maskAround(kept: Rectangle, side: number): Promise<Buffer> {
	const pixels = new Uint32Array(side * side).fill(CHANGE);
	for (let y = kept.top; y < kept.top + kept.height; y++) {
		pixels.fill(KEEP, y * side + kept.left, y * side + kept.left + kept.width);
	}
	return inTurn(() => toPng(pixels, side));
}

/** Of a point in the picture, both from 0 to 1: is it to change? */
type Part = (x: number, y: number) => boolean;

const REGIONS: Record<Region, Part> = {
	left: (x) => x < 0.5,
	right: (x) => x >= 0.5,
	top: (_, y) => y < 0.5,
	bottom: (_, y) => y >= 0.5,
	centre: (x, y) => within(0.25, x, y),
	edges: (x, y) => !within(0.2, x, y),
	background: (x, y) => !within(0.25, x, y),
};

function within(inset: number, x: number, y: number): boolean {
	return Math.min(x, 1 - x, y, 1 - y) >= inset;
}

function paintParts(square: Square, isIn: Part): Uint32Array {
	const { width, height } = square.content;
	return paint(square, (x, y) => isIn((x + 0.5) / width, (y + 0.5) / height)).pixels;
}

/** Is a pixel of the content to change? */
type Marked = (x: number, y: number) => boolean;

/** Transparent parts decide where there are any, else what is white. */
function marksIn(rgba: Buffer, width: number): Marked {
	const transparent = (pixel: number) => rgba[pixel * 4 + 3]! < 128;
	const white = (pixel: number) => rgba[pixel * 4]! + rgba[pixel * 4 + 1]! + rgba[pixel * 4 + 2]! >= 3 * 128;

	let marked = white;
	for (let pixel = 0; pixel < rgba.length / 4 && marked === white; pixel++)
		if (transparent(pixel)) marked = transparent;
	return (x, y) => marked(y * width + x);
}

/**
 * What is to change becomes transparent white, all else opaque black: OpenAI reads the alpha, and the compatible servers
 * that take white for "edit" (LocalAI, Lemonade) read the colour of the same file.
 */
function paint({ side, content }: Square, marked: Marked) {
	const pixels = new Uint32Array(side * side).fill(KEEP);
	let changed = 0;
	for (let y = 0; y < content.height; y++) {
		for (let x = 0; x < content.width; x++) {
			const change = marked(x, y);
			pixels[(content.top + y) * side + content.left + x] = change ? CHANGE : KEEP;
			if (change) changed++;
		}
	}
	return { pixels, changed };
}

/** RGBA read as one number in the machine's own byte order, which is how it is written too. */
const CHANGE = new Uint32Array(Uint8Array.of(255, 255, 255, 0).buffer)[0]!;
const KEEP = new Uint32Array(Uint8Array.of(0, 0, 0, 255).buffer)[0]!;

function toPng(pixels: Uint32Array, side: number): Promise<Buffer> {
	return fromPixels(new Uint8Array(pixels.buffer), side, side).png({ compressionLevel: 6 }).toBuffer();
}
