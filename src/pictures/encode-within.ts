import type { Sharp } from 'sharp';
import { decode } from './decode.ts';
import { PictureError } from './picture-error.ts';

export type UploadFormat = 'png' | 'jpeg' | 'webp';
type Encoded = { data: Buffer; format: UploadFormat; width: number; height: number };

const QUALITIES = [92, 84, 74, 60];
const SMALLEST_EDGE = 32;

type Step = { format: UploadFormat; apply: (picture: Sharp) => Sharp };

/** From the best to the smallest. */
const STEPS: Record<UploadFormat, Step[]> = {
	// Without loss there is one step; what is still too large can only lose pixels.
	png: [{ format: 'png', apply: (picture) => picture.png({ adaptiveFiltering: true, compressionLevel: 2 }) }],
	jpeg: QUALITIES.map((quality) => ({
		format: 'jpeg',
		apply: (picture) => picture.flatten({ background: '#fff' }).jpeg({ quality }),
	})),
	webp: QUALITIES.map((quality) => ({ format: 'webp', apply: (picture) => picture.webp({ quality, effort: 2 }) })),
};

/**
 * The best encoding of at most `limit` bytes with no edge over `edge` pixels: each of `formats` in turn at falling
 * quality, then the last with fewer pixels. Throws PictureError `tooLarge` when not even a thumbnail fits, and as `decode`.
 */
export async function encodeWithin(
	bytes: Uint8Array,
	limit: number,
	edge: number,
	formats: readonly UploadFormat[],
): Promise<Encoded> {
	const steps = formats.flatMap((format) => STEPS[format]);
	for (const step of steps) {
		const encoded = await encode(bytes, edge, step);
		if (encoded.data.length <= limit) return encoded;
	}
	for (let smaller = shrink(edge); smaller >= SMALLEST_EDGE; smaller = shrink(smaller)) {
		const encoded = await encode(bytes, smaller, steps.at(-1)!);
		if (encoded.data.length <= limit) return encoded;
	}
	throw new PictureError('tooLarge', { limit });
}

async function encode(bytes: Uint8Array, edge: number, { format, apply }: Step): Promise<Encoded> {
	const { data, info } = await decode(bytes, (picture) =>
		apply(picture.resize(edge, edge, { fit: 'inside', withoutEnlargement: true })).toBuffer({
			resolveWithObject: true,
		}),
	);
	return { data, format, width: info.width, height: info.height };
}

function shrink(edge: number): number {
	return Math.floor(edge * 0.75);
}
