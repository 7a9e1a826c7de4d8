import { inTurn, readHeader } from './decode.ts';
import { encodeWithin, type UploadFormat } from './encode-within.ts';
import { READABLE } from './sniff.ts';

export type Upload = {
	bytes: Buffer;
	format: UploadFormat;
	extension: string;
	contentType: string;
	/** Pixels. */
	width: number;
	height: number;
};

type Options = {
	maxBytes: number;
	/** What the model takes; at least one. */
	types: readonly UploadFormat[];
	/** Pixels. */
	maxEdge?: number;
};

/**
 * A clean copy for models that take a picture of any shape: upright, without EXIF or GPS, in one of `types`, no edge over
 * `maxEdge` (4,096 pixels unless told), at most `maxBytes`. Transparency stays where a type can hold it, else it becomes
 * white. Throws PictureError `tooLarge`, and as `readHeader`.
 */
export function toUpload(bytes: Uint8Array, { maxBytes, types, maxEdge = 4096 }: Options): Promise<Upload> {
	return inTurn(async () => {
		const { format: from, hasAlpha, width, height } = await readHeader(bytes);
		const edge = Math.min(maxEdge, Math.max(width, height));
		const formats = formatsFor(types, { hasAlpha, drawn: from === 'png' || from === 'gif' });
		const { data, ...encoded } = await encodeWithin(bytes, maxBytes, edge, formats);
		return { bytes: data, ...encoded, ...READABLE[encoded.format] };
	});
}

/** Cut-outs and drawings are tried without loss first; a photo has seen some already. */
function formatsFor(types: readonly UploadFormat[], { hasAlpha, drawn }: { hasAlpha: boolean; drawn: boolean }) {
	const lossy: UploadFormat[] = hasAlpha ? ['webp', 'png', 'jpeg'] : ['jpeg', 'webp', 'png'];
	const formats = new Set<UploadFormat>();
	if (types.includes('png') && (hasAlpha || drawn)) formats.add('png');
	formats.add(lossy.find((format) => types.includes(format))!);
	return [...formats];
}
