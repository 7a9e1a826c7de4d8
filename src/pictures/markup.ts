import { decode, fromPixels, inTurn, readHeader } from './decode.ts';
import { toContentSize, withMargins } from './normalise.ts';
import { PictureError } from './picture-error.ts';
import { type Square, sameShape } from './square.ts';

/**
 * A sketch over the picture as the PNG that goes with `square.png`: of exactly its size, the colours where the picture is under them,
 * and transparent elsewhere. Throws PictureError `maskSize`, `maskEmpty` (nothing is drawn), and as `readHeader`.
 */
export function markupFrom(bytes: Uint8Array, square: Square): Promise<Buffer> {
	return inTurn(async () => {
		if (!sameShape(await readHeader(bytes), square.original)) throw new PictureError('maskSize');
		const { width, height } = square.content;
		const rgba = await decode(bytes, (sketch) => toContentSize(sketch, square).raw().toBuffer());
		if (!isDrawn(rgba)) throw new PictureError('maskEmpty');
		return withMargins(fromPixels(rgba, width, height), square)
			.png({ compressionLevel: 6 })
			.toBuffer();
	});
}

function isDrawn(rgba: Buffer): boolean {
	for (let alpha = 3; alpha < rgba.length; alpha += 4) if (rgba[alpha]! > 0) return true;
	return false;
}
