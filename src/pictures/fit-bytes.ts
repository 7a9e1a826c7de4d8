import { decode, inTurn, readHeader } from './decode.ts';
import { encodeWithin } from './encode-within.ts';
import type { PictureFormat } from './sniff.ts';

export type Fitted = { bytes: Buffer; format: PictureFormat; reencoded: boolean };

/** WebP can be no wider or higher; pixels. */
const WEBP_EDGE = 16_383;

/**
 * The very same bytes when they are at most `limit`, so that content credentials survive; else WebP, losing as little as
 * it takes: nothing, then quality, then pixels. Transparency stays.
 * Throws PictureError `tooLarge` when not even a thumbnail fits, and as `readHeader`.
 */
export async function fitBytes(bytes: Uint8Array, limit: number): Promise<Fitted> {
	const { format, width, height } = await readHeader(bytes);
	if (bytes.length <= limit) {
		return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), format, reencoded: false };
	}
	const edge = Math.max(width, height);
	return inTurn(async () => {
		// Lossless WebP is about a quarter smaller than PNG; where that cannot be enough, it is not worth its seconds.
		if (format === 'png' && limit > bytes.length * 0.7 && edge <= WEBP_EDGE) {
			const lossless = await decode(bytes, (picture) => picture.webp({ lossless: true, effort: 1 }).toBuffer());
			if (lossless.length <= limit) return { bytes: lossless, format: 'webp', reencoded: true };
		}
		const { data } = await encodeWithin(bytes, limit, Math.min(edge, WEBP_EDGE), ['webp']);
		return { bytes: data, format: 'webp', reencoded: true };
	});
}
