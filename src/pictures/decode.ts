import sharp, { type Sharp } from 'sharp';
import { createGate } from '../core/gate.ts';
import { PictureError } from './picture-error.ts';
import { isForeign, isReadable, nameOf, type PictureFormat, sniff } from './sniff.ts';

// What strangers send meets five decoders, and those only through memory: no SVG, no PDF, no path on our disk.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
	operation: [
		'VipsForeignLoadPngBuffer',
		'VipsForeignLoadJpegBuffer',
		'VipsForeignLoadWebpBuffer',
		'VipsForeignLoadNsgifBuffer',
		'VipsForeignLoadHeifBuffer',
	],
});
// No picture comes twice, and one thread each is the most pictures a second when several are at work.
sharp.cache(false);
sharp.concurrency(1);

/** Pixels; more than any camera phone's default, a fifth of what sharp would let through. */
const PIXEL_LIMIT = 50_000_000;
/** Pixels; AVIF is held whole and more than once, about 18 bytes a pixel where the others stream row by row. */
const AVIF_PIXEL_LIMIT = 25_000_000;

/**
 * A decoded picture can take hundreds of megabytes, so the number in memory is bounded, not the number of members: two
 * make some 18 a second, far above any image quota. Never enter it twice in one piece of work: those waiting for a
 * second turn could hold all the first ones.
 */
export const inTurn = createGate(2);

export type Header = {
	format: PictureFormat;
	/** Pixels, as the picture is seen: after its orientation is applied. */
	width: number;
	height: number;
	hasAlpha: boolean;
};

/**
 * Reads the header alone, which may lie about what follows.
 * Throws PictureError `empty`, `notAPicture`, `unsupported`, `tooManyPixels` or `damaged`.
 */
export async function readHeader(bytes: Uint8Array): Promise<Header> {
	const format = formatOf(bytes);
	const { autoOrient, hasAlpha } = await translated(bytes, open(bytes).metadata());
	return { format, width: autoOrient.width, height: autoOrient.height, hasAlpha };
}

/** The format, when it is one that Easel decodes. Throws PictureError `empty`, `notAPicture` or `unsupported`. */
function formatOf(bytes: Uint8Array): PictureFormat {
	const kind = sniff(bytes);
	if (isReadable(kind)) return kind;
	if (kind === 'empty') throw new PictureError('empty');
	throw new PictureError(isForeign(kind) ? 'unsupported' : 'notAPicture', { found: nameOf(kind) });
}

/**
 * Runs one sharp pipeline over the upright picture: 8-bit sRGB out, no metadata.
 * Throws PictureError `damaged` or `tooManyPixels`; call `readHeader` first, so that the rest has its name.
 */
export function decode<T>(bytes: Uint8Array, pipeline: (picture: Sharp) => Promise<T>): Promise<T> {
	return translated(bytes, pipeline(open(bytes).autoOrient()));
}

/** Pixels of our own, four bytes each, as a picture. */
export function fromPixels(rgba: Uint8Array, width: number, height: number): Sharp {
	return sharp(rgba, { raw: { width, height, channels: 4 } });
}

function open(bytes: Uint8Array): Sharp {
	return sharp(bytes, { limitInputPixels: pixelLimitOf(bytes), failOn: 'warning' });
}

function pixelLimitOf(bytes: Uint8Array): number {
	return sniff(bytes) === 'avif' ? AVIF_PIXEL_LIMIT : PIXEL_LIMIT;
}

async function translated<T>(bytes: Uint8Array, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (cause) {
		const tooMany = cause instanceof Error && cause.message.includes('exceeds pixel limit');
		throw tooMany
			? new PictureError('tooManyPixels', { limit: pixelLimitOf(bytes), cause })
			: new PictureError('damaged', { cause });
	}
}
