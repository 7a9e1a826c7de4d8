import { modelOf } from '../core/catalogue.ts';
import { createGate } from '../core/gate.ts';
import type { Prepared, StoredPicture } from '../core/ports.ts';
import { type Refusal, Refused } from '../core/refusal.ts';
import type { ImageRequest, Source } from '../core/request.ts';
import { maskFrom, regionMask } from './mask.ts';
import { normalise, type SquarePicture } from './normalise.ts';
import { PictureError, type PictureProblem } from './picture-error.ts';
import { fillsSquare } from './square.ts';
import { toUpload } from './to-upload.ts';

/** Requests whose files are in memory at once: each may bring four, and anybody can ask for hundreds. */
const inTurn = createGate(8);

/**
 * The members' pictures as the model takes them: the picture to change or vary as a square PNG with its mask, references upright and without
 * metadata. Throws `Refused` with the name of the file that cannot be used.
 */
export async function prepare(
	request: ImageRequest,
	sources: readonly Source[],
	download: Download,
): Promise<Prepared> {
	return sources.length === 0 ? { inputs: [] } : inTurn(() => prepareSources(request, sources, download));
}

type Download = (source: Source) => Promise<Uint8Array>;

async function prepareSources(
	request: ImageRequest,
	sources: readonly Source[],
	download: Download,
): Promise<Prepared> {
	// Addresses expire, so everything is fetched before the first picture is decoded.
	const files = await Promise.all(sources.map(async (source) => ({ source, bytes: await download(source) })));
	const image = files.find(({ source }) => source.role === 'image');
	if (!image) return { inputs: await Promise.all(files.map((file, index) => reference(file, index, request))) };

	const takes = modelOf(request.model).inputs;
	const square = await named(image.source, () =>
		normalise(image.bytes, { fit: request.fit, side: request.size.width, maxBytes: takes?.bytes }),
	);
	const mask = await maskOf(request, files, square);
	const { side, content, original } = square;
	return {
		inputs: [png('image', 0, square.png), ...(mask ? [png('mask', 1, mask)] : [])],
		...(fillsSquare(square) ? {} : { crop: { side, content, original } }),
	};
}

interface File {
	source: Source;
	bytes: Uint8Array;
}

async function maskOf(
	{ region }: ImageRequest,
	files: readonly File[],
	square: SquarePicture,
): Promise<Buffer | undefined> {
	if (region) return regionMask(region, square);
	const mask = files.find(({ source }) => source.role === 'mask');
	return mask && named(mask.source, () => maskFrom(mask.bytes, square));
}

async function reference({ source, bytes }: File, index: number, request: ImageRequest): Promise<StoredPicture> {
	const maxBytes = modelOf(request.model).inputs?.bytes ?? Number.POSITIVE_INFINITY;
	const upload = await named(source, () =>
		toUpload(bytes, { maxBytes, types: ['png', 'jpeg', 'webp'], maxEdge: 2048 }),
	);
	return { kind: 'input', role: 'reference', index, type: upload.contentType, bytes: upload.bytes };
}

const png = (role: StoredPicture['role'], index: number, bytes: Uint8Array): StoredPicture => ({
	kind: 'input',
	role,
	index,
	type: 'image/png',
	bytes,
});

/** Tells the member which of their files it is. */
async function named<T>({ name }: Source, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof PictureError) throw new Refused(refusalOf(error, name));
		throw error;
	}
}

function refusalOf({ code, found, limit = 0 }: PictureError, name: string): Refusal {
	const refusals: Record<PictureProblem, Refusal> = {
		empty: { code: 'pictureEmpty', name },
		notAPicture: { code: 'pictureNotAPicture', name },
		unsupported: { code: 'pictureUnsupported', name, found: found ?? '' },
		damaged: { code: 'pictureDamaged', name },
		tooManyPixels: { code: 'pictureTooManyPixels', name, limit },
		tooLarge: { code: 'pictureTooLarge', name, limit },
		maskSize: { code: 'maskSize', name },
		maskEmpty: { code: 'maskEmpty', name },
		maskFull: { code: 'maskFull', name },
	};
	return refusals[code];
}
