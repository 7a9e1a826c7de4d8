import { type Model, type Size, sizeText } from './catalogue.ts';
import type { TokenUsage } from './ports.ts';

/** Money is kept as integers: micro-dollars. Everything rounds up, so that reserved is never less than billed. */

export interface Drawing {
	model: Model;
	size: Size;
	quality: string | null;
	images: number;
	/** Characters of the prompt as sent. */
	promptLength: number;
	/** Pictures put in: image, references, mask. */
	inputs: number;
	/** Pictures on the way to each one. */
	previews: number;
	/** A mainline model words the prompt first, and is paid too. */
	enhanced: boolean;
}

/** English prose has about four characters a token, Chinese and Korean about one. */
const charactersPerToken = 1;
/** Assumed: what a mainline model reads and writes for one picture, the tool's description and the revised prompt included. */
const mainlineTokens = { input: 1000, output: 500 };
/** Assumed: a picture put in costs about what OpenAI's high-fidelity input of 1024x1024 did. */
const tokensPerInput = 4200;
/** OpenAI's own words: each partial picture costs about that many output tokens more. */
const tokensPerPreview = 100;
const pixelsOfTable = 1024 * 1024;

/** Micro-dollars a drawing will cost at most, as far as the price table tells; 0 for servers that send no bill. */
export function estimate({ model, size, quality, images, promptLength, inputs, previews, enhanced }: Drawing): number {
	const { price } = model;
	if (price.kind === 'image') return images * imagePrice(price.table, quality, size);
	const perImage = price.outputTokens[quality ?? 'medium'] ?? Math.max(...Object.values(price.outputTokens));
	const scale = Math.max(1, (size.width * size.height) / pixelsOfTable);
	const output = (Math.ceil(perImage * scale) + previews * tokensPerPreview) * images;
	const text = Math.ceil(promptLength / charactersPerToken);
	const mainline = enhanced ? mainlineTokens.input * price.inputText + mainlineTokens.output * price.output : 0;
	return Math.ceil(
		output * price.output + text * price.inputText + inputs * tokensPerInput * price.inputImage + mainline,
	);
}

/** Micro-dollars a call cost: from the provider's usage, else from the price table. */
export function costOf(drawing: Drawing, usage: TokenUsage | undefined): number {
	const { price } = drawing.model;
	if (!usage || price.kind !== 'tokens') return estimate(drawing);
	return Math.ceil(
		usage.inputText * price.inputText + usage.inputImage * price.inputImage + usage.output * price.output,
	);
}

function imagePrice(table: Record<string, Record<string, number>>, quality: string | null, size: Size): number {
	const bySize = table[quality ?? 'standard'] ?? Object.values(table)[0];
	return bySize?.[sizeText(size)] ?? bySize?.else ?? 0;
}
