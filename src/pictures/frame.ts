import type { Crop } from '../core/job.ts';
import { decode, inTurn, readHeader } from './decode.ts';
import { contained, fillsSquare } from './square.ts';

export interface Frame {
	name: string;
	bytes: Uint8Array;
	type: string;
	/** Pixels. */
	width: number;
	height: number;
}

/** Pixels of the longer edge: Discord shows 550 of them. */
const EDGE = 768;

/**
 * What is shown of a picture that is still being made: cut as `finish` will cut it, small, and quick to make and to send. A WebP,
 * of some 40 KB. Throws PictureError as `readHeader`.
 */
export function frame(bytes: Uint8Array, crop?: Crop): Promise<Frame> {
	return inTurn(async () => {
		const { width, height } = await readHeader(bytes);
		const isCut = crop && !fillsSquare(crop) && width === height;
		const { data, info } = await decode(bytes, (picture) =>
			(isCut ? picture.extract(contained(crop.original, width)) : picture)
				.resize(EDGE, EDGE, { fit: 'inside', withoutEnlargement: true })
				.webp({ quality: 70, effort: 0 })
				.toBuffer({ resolveWithObject: true }),
		);
		return { name: 'easel-preview.webp', bytes: data, type: 'image/webp', width: info.width, height: info.height };
	});
}
