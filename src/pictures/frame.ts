import type { Crop } from '../core/job.ts';
import type { Frame } from '../core/ports.ts';
import { cropBack } from './crop-back.ts';
import { decode } from './decode.ts';

/** Pixels; about what Discord shows of a picture. */
const longEdge = 768;

/** A picture on its way, small enough to be sent again and again; throws PictureError for what is none. */
export async function frame(bytes: Uint8Array, crop: Crop | undefined): Promise<Frame> {
	const shaped = crop ? await cropBack(bytes, crop) : bytes;
	const small = await decode(shaped, (picture) =>
		picture
			.resize({ width: longEdge, height: longEdge, fit: 'inside', withoutEnlargement: true })
			.webp({ quality: 70, effort: 1 })
			.toBuffer(),
	);
	return { bytes: small, type: 'image/webp' };
}
