import type { Endpoint, Model } from './models.ts';

export type PictureFormat = 'png' | 'jpeg' | 'webp';
export type AnswerAs = 'b64' | 'url' | 'relative-url';

/** A file as it arrived in a multipart form. */
export interface Upload {
	field: string;
	name: string;
	type: string;
	bytes: Buffer;
}

/** An upload that was decoded far enough to know what it is. */
export interface InputPicture extends Upload {
	width: number;
	height: number;
	hasAlpha: boolean;
}

/** A request for pictures that passed every check: what will be drawn and how it will be answered. */
export interface Order {
	endpoint: Endpoint;
	/** What happens to the inputs: `generate` only looks at them. */
	action: 'generate' | 'edit' | 'vary';
	model: Model;
	prompt: string;
	n: number;
	/** `WxH` in pixels, never `auto`. */
	size: string;
	width: number;
	height: number;
	/** Never `auto`. */
	quality: string;
	transparent: boolean;
	format: PictureFormat;
	/** 0–100, for jpeg and webp. */
	compression: number;
	answerAs: AnswerAs;
	stream: boolean;
	partialImages: number;
	inputs: InputPicture[];
	mask?: InputPicture;
	/** A sketch over the first input. */
	markup?: InputPicture;
	revisedPrompt?: string;
}
