import type { Sharp } from 'sharp';
import type { Canvas, Fit } from '../core/request.ts';
import { isSame, placeOnCanvas } from './canvas.ts';
import { decode, inTurn, readHeader } from './decode.ts';
import { PictureError } from './picture-error.ts';
import { fillsSquare, placeInSquare, type Square } from './square.ts';

export type SquarePicture = Square & { png: Buffer };

type Options = {
	fit: Fit;
	/** The picture lies on it, whatever `fit` says. */
	canvas?: Canvas | undefined;
	/** Pixels. */
	side: number;
	/** Bytes of the PNG; 4 MB for models that take one small picture. */
	maxBytes?: number | undefined;
};

/** The size of sharp's defaults in a little less time; level 2 would be a third smaller and a sixth slower. */
const FAST = { adaptiveFiltering: true, compressionLevel: 1 } as const;
const SMALL = { adaptiveFiltering: true, compressionLevel: 6 } as const;
/** Pixels. */
const SMALLEST_SIDE = 64;

/**
 * The square RGBA PNG that edits and variations start from. Under `maxBytes` it is packed tighter, then loses colours, then
 * pixels, so `side` in the answer may be smaller than asked for.
 * Throws PictureError as `readHeader`, `tooLarge` when no square of 64 pixels fits `maxBytes`, `canvasSame` when the canvas is the picture.
 */
export function normalise(
	bytes: Uint8Array,
	{ fit, canvas, side, maxBytes = Infinity }: Options,
): Promise<SquarePicture> {
	return inTurn(async () => {
		const { width, height } = await readHeader(bytes);
		const original = { width, height };
		if (canvas && isSame(original, canvas)) throw new PictureError('canvasSame');
		for (let edge = side; edge >= Math.min(side, SMALLEST_SIDE); edge = Math.floor(edge * 0.8)) {
			const square = canvas ? placeOnCanvas(original, edge, canvas) : placeInSquare(original, edge, fit);
			let png: Buffer = await decode(bytes, (picture) =>
				withMargins(toContentSize(picture, square), square).png(FAST).toBuffer(),
			);
			if (png.length > maxBytes) png = await repack(png);
			if (png.length > maxBytes) png = await quantise(png);
			if (png.length <= maxBytes) return { ...square, png };
		}
		throw new PictureError('tooLarge', { limit: maxBytes });
	});
}

/** Scales a picture, or a mask of the same shape, to its place in the square; always four channels. */
export function toContentSize(picture: Sharp, square: Square): Sharp {
	const { width, height } = square.content;
	return picture.resize(width, height, { fit: fillsSquare(square) ? 'cover' : 'fill' }).ensureAlpha();
}

/** Makes it the whole square: transparent but for its place. */
export function withMargins(picture: Sharp, { side, content }: Square): Sharp {
	return picture.extend({
		left: content.left,
		top: content.top,
		right: side - content.left - content.width,
		bottom: side - content.top - content.height,
		background: { r: 0, g: 0, b: 0, alpha: 0 },
	});
}

function repack(png: Buffer): Promise<Buffer> {
	return decode(png, (picture) => picture.png(SMALL).toBuffer());
}

/** 256 colours, yet written as RGBA again: OpenAI's edit endpoint refuses a PNG with a palette. */
async function quantise(png: Buffer): Promise<Buffer> {
	const palette = await decode(png, (picture) => picture.png({ palette: true, effort: 1 }).toBuffer());
	// No filter: with few colours, equal bytes repeat and differences between them do not.
	return decode(palette, (picture) => picture.ensureAlpha().png({ compressionLevel: 9 }).toBuffer());
}
