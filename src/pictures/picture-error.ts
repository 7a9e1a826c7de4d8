export type PictureProblem =
	| 'empty'
	| 'notAPicture'
	| 'unsupported'
	| 'damaged'
	| 'tooManyPixels'
	| 'tooLarge'
	| 'maskSize'
	| 'maskEmpty'
	| 'maskFull'
	| 'canvasSame';

type Details = {
	/** What the bytes are instead, by its usual name: `SVG`, `PDF`, `HEIC`. */
	found?: string | undefined;
	/** Pixels for `tooManyPixels`, bytes for `tooLarge`. */
	limit?: number | undefined;
	cause?: unknown;
};

/** Why a picture cannot be used, as data: whoever answers the member finds the words. */
export class PictureError extends Error {
	override readonly name = 'PictureError';
	readonly code: PictureProblem;
	readonly found: string | undefined;
	readonly limit: number | undefined;

	constructor(code: PictureProblem, { found, limit, cause }: Details = {}) {
		super(code, { cause });
		this.code = code;
		this.found = found;
		this.limit = limit;
	}
}
