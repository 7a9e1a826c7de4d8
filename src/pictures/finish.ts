import type { Crop } from '../core/job.ts';
import type { Finished, StoredPicture } from '../core/ports.ts';
import { cropBack } from './crop-back.ts';
import { fitBytes } from './fit-bytes.ts';
import { identify } from './identify.ts';

/**
 * What is posted: the provider's own bytes, unless they must be cropped back to the input's shape or brought under `limit` bytes each.
 * What turns out to be damaged is left out; throws PictureError when that is all of them.
 */
export async function finish(
	results: readonly StoredPicture[],
	crop: Crop | undefined,
	limit: number,
): Promise<Finished[]> {
	const ended = await Promise.allSettled(results.map((result, i) => finishOne(result, i, crop, limit)));
	const finished = ended.filter((it) => it.status === 'fulfilled').map(({ value }) => value);
	const broken = ended.find((it) => it.status === 'rejected');
	if (finished.length === 0 && broken) throw broken.reason;
	return finished;
}

async function finishOne(
	{ bytes }: StoredPicture,
	index: number,
	crop: Crop | undefined,
	limit: number,
): Promise<Finished> {
	const shaped = crop ? await cropBack(bytes, crop) : bytes;
	const fitted = await fitBytes(shaped, limit);
	const { extension, contentType, width, height } = await identify(fitted.bytes);
	return {
		name: `easel-${index + 1}.${extension}`,
		bytes: fitted.bytes,
		type: contentType,
		altered: fitted.reencoded ? 'reencoded' : shaped === bytes || sameBytes(shaped, bytes) ? 'no' : 'cropped',
		width,
		height,
	};
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
