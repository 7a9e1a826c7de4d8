import { decode, inTurn, readHeader } from './decode.ts';
import type { PictureFormat } from './sniff.ts';
import { contained, fillsSquare, type Square } from './square.ts';

/** Generated once and cropped once: what the crop costs in quality should not be seen. */
const ENCODERS = {
	png: { adaptiveFiltering: true },
	jpeg: { quality: 95, chromaSubsampling: '4:4:4' },
	webp: { quality: 95 },
	gif: {},
	avif: { quality: 80 },
} satisfies Record<PictureFormat, object>;

/**
 * The model's answer to a contained picture, cut to the picture's own shape; same format, any pixel size. The very same
 * bytes when there are no margins, or when the model answered with another shape than the square it was given.
 * Throws PictureError as `readHeader`.
 */
export function cropBack(bytes: Uint8Array, square: Square): Promise<Buffer> {
	return inTurn(async () => {
		const answer = await readHeader(bytes);
		if (fillsSquare(square) || answer.width !== answer.height)
			return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
		// From the picture's own size, not by scaling `content`: at four times the pixels its rounding would show.
		const inner = contained(square.original, answer.width);
		return decode(bytes, (picture) =>
			picture.extract(inner).toFormat(answer.format, ENCODERS[answer.format]).toBuffer(),
		);
	});
}
