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
	/** A mainline model only looks at a picture and says what it sees. */
	described: boolean;
}

/** English prose has about four characters a token, Chinese and Korean about one. */
const charactersPerToken = 1;
/** Assumed: what a mainline model reads and writes for one picture, the tool's description and the revised prompt included. */
const mainlineTokens = { input: 1000, output: 500 };
/** Assumed, as for `enhance`: what the flagship of the gpt-5.6 family is reported to cost. */
const mainlinePrice = { input: 5, output: 30 };
/** Assumed: instructions and a picture in, four prompts out. */
const descriptionTokens = { input: 2500, output: 800 };
/** Assumed: a picture put in costs about what OpenAI's high-fidelity input of 1024x1024 did. */
const tokensPerInput = 4200;
/** OpenAI's own words: each partial picture costs about that many output tokens more. */
const tokensPerPreview = 100;
const pixelsOfTable = 1024 * 1024;

/** Micro-dollars a drawing will cost at most, as far as the price table tells; 0 for servers that send no bill. */
export function estimate(drawing: Drawing): number {
	const { model, size, quality, images, promptLength, inputs, previews, enhanced } = drawing;
	const { price } = model;
	if (drawing.described) return descriptionCost(descriptionTokens);
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
	if (drawing.described && usage)
		return descriptionCost({ input: usage.inputText + usage.inputImage, output: usage.output });
	if (!usage || price.kind !== 'tokens') return estimate(drawing);
	return Math.ceil(
		usage.inputText * price.inputText + usage.inputImage * price.inputImage + usage.output * price.output,
	);
}

const descriptionCost = ({ input, output }: typeof descriptionTokens): number =>
	Math.ceil(input * mainlinePrice.input + output * mainlinePrice.output);

function imagePrice(table: Record<string, Record<string, number>>, quality: string | null, size: Size): number {
	const bySize = table[quality ?? 'standard'] ?? Object.values(table)[0];
	return bySize?.[sizeText(size)] ?? bySize?.else ?? 0;
}
