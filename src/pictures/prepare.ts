import { modelOf } from '../core/catalogue.ts';
import { createGate } from '../core/gate.ts';
import type { Crop } from '../core/job.ts';
import type { Prepared, StoredPicture } from '../core/ports.ts';
import { type Refusal, Refused } from '../core/refusal.ts';
import type { ImageRequest, Source } from '../core/request.ts';
import { cropTo, keptOn } from './canvas.ts';
import { markupFrom } from './markup.ts';
import { cellsMask, maskAround, maskFrom, regionMask } from './mask.ts';
import { normalise } from './normalise.ts';
import { PictureError, type PictureProblem } from './picture-error.ts';
import { fillsSquare, type Square } from './square.ts';
import { toUpload } from './to-upload.ts';

/** Every bit of a request's `cells`. */
const ALL_CELLS = 0b111_111_111;

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
	if (sources.length === 0) return { inputs: [] };
	const references = sources.filter(({ role }) => role === 'reference').length;
	const limit = modelOf(request.model).inputs?.max ?? 0;
	if (references > limit) throw new Refused({ code: 'tooManyInputs', inputs: references, limit, model: request.model });
	return inTurn(() => prepareSources(request, sources, download));
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
	if (!image) return { inputs: await Promise.all(files.map((file, index) => asItIs(file, index, request))) };
	// A mainline model takes any shape, and whoever only looks at a picture shall see it as it is.
	if (request.endpoint === 'responses' || request.endpoint === 'describe') {
		return { inputs: [await asItIs(image, 0, request)] };
	}

	const { fit, canvas, size } = request;
	const square = await named(image.source, () =>
		normalise(image.bytes, { fit, canvas, side: size.width, maxBytes: modelOf(request.model).inputs?.bytes }),
	);
	const mask = await maskOf(request, image, files, square);
	const sketch = files.find(({ source }) => source.role === 'markup');
	const markup = sketch && (await named(sketch.source, () => markupFrom(sketch.bytes, square)));
	const crop = canvas ? cropTo(square, canvas) : cropOf(square);
	return {
		inputs: [
			png('image', 0, square.png),
			...(mask ? [png('mask', 1, mask)] : []),
			...(markup ? [png('markup', mask ? 2 : 1, markup)] : []),
		],
		...(crop ? { crop } : {}),
	};
}

/** Nothing is cut off where the picture fills the square. */
const cropOf = ({ side, content, original }: Square): Crop | undefined =>
	fillsSquare({ side, content, original }) ? undefined : { side, content, original };

interface File {
	source: Source;
	bytes: Uint8Array;
}

async function maskOf(
	{ model, canvas, region, cells }: ImageRequest,
	image: File,
	files: readonly File[],
	square: Square,
): Promise<Buffer | undefined> {
	const takes = modelOf(model).inputs;
	if (canvas) return takes?.mask ? maskAround(keptOn(square, canvas), square.side) : undefined;
	if (region) return regionMask(region, square);
	if (cells !== undefined) {
		if (cells === 0) throw new Refused({ code: 'maskEmpty', name: image.source.name });
		// Without a mask everything may change; only where one square picture is all that is taken, nothing may.
		return cells === ALL_CELLS && !takes?.square ? undefined : cellsMask(cells, square);
	}
	const mask = files.find(({ source }) => source.role === 'mask');
	return mask && named(mask.source, () => maskFrom(mask.bytes, square));
}

async function asItIs({ source, bytes }: File, index: number, request: ImageRequest): Promise<StoredPicture> {
	const maxBytes = modelOf(request.model).inputs?.bytes ?? Number.POSITIVE_INFINITY;
	const upload = await named(source, () =>
		toUpload(bytes, { maxBytes, types: ['png', 'jpeg', 'webp'], maxEdge: 2048 }),
	);
	return { kind: 'input', role: source.role, index, type: upload.contentType, bytes: upload.bytes };
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
		canvasSame: { code: 'canvasSame' },
	};
	return refusals[code];
}
