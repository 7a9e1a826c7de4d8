import type { Order } from './order.ts';

export interface Usage {
	input_tokens: number;
	output_tokens: number;
	total_tokens: number;
	input_tokens_details: { text_tokens: number; image_tokens: number };
	output_tokens_details: { image_tokens: number; text_tokens: number };
}

/** What one paid call cost: micro-USD, and `usage` where the model reports it. */
export interface Price {
	micros: number;
	usage?: Usage;
}

const squarePixels = 1024 * 1024;
const partialTokens = 100;

// The 2.x models' published sizes are not priced by their pixels: this is their share of the square's tokens.
const publishedShare: Record<string, Record<string, number>> = {
	low: { '1536x1024': 5 / 6, '1024x1536': 5 / 6 },
	medium: { '1536x1024': 41 / 53, '1024x1536': 41 / 53 },
	high: { '1536x1024': 165 / 211, '1024x1536': 165 / 211 },
};

// USD per picture; dall-e has no usage.
const dallE3Prices: Record<string, number> = {
	'standard 1024x1024': 0.04,
	'standard 1792x1024': 0.08,
	'standard 1024x1792': 0.08,
	'hd 1024x1024': 0.08,
	'hd 1792x1024': 0.12,
	'hd 1024x1792': 0.12,
};
const dallE2Prices: Record<string, number> = { '256x256': 0.016, '512x512': 0.018, '1024x1024': 0.02 };

/** The price of `images` pictures of an order; `partials` previews were streamed as well. */
export function priceOf(order: Order, images: number, partials: number): Price {
	const { model, quality, size } = order;
	if (model.family === 'dall-e-3') return { micros: images * micros(dallE3Prices[`${quality} ${size}`] ?? 0.04) };
	if (model.family === 'dall-e-2') return { micros: images * micros(dallE2Prices[size] ?? 0.02) };
	if (!model.tokenPrices || !model.outputTokens) return { micros: 0 };

	const textTokens = Math.max(1, Math.ceil(order.prompt.length / 4));
	const imageTokens = order.inputs.reduce((sum, input) => sum + inputTokens(input.width, input.height), 0);
	const published = model.sizes === 'any' ? publishedShare[quality]?.[size] : undefined;
	const share = published ?? (order.width * order.height) / squarePixels;
	const perPicture = Math.round((model.outputTokens[quality] ?? 0) * share);
	const output = images * perPicture + partials * partialTokens;
	const prices = model.tokenPrices;
	return {
		// USD per million tokens is micro-USD per token.
		micros: Math.round(textTokens * prices.textIn + imageTokens * prices.imageIn + output * prices.imageOut),
		usage: {
			input_tokens: textTokens + imageTokens,
			output_tokens: output,
			total_tokens: textTokens + imageTokens + output,
			input_tokens_details: { text_tokens: textTokens, image_tokens: imageTokens },
			output_tokens_details: { image_tokens: output, text_tokens: 0 },
		},
	};
}

/** What a streamed picture tells of itself: what was put in is counted with the first one, so that all of them add up to the bill. */
export function usageOfOne(order: Order, index: number): Usage | undefined {
	const { usage } = priceOf(order, 1, order.partialImages);
	if (!usage || index === 0) return usage;
	const nothing = { input_tokens: 0, input_tokens_details: { text_tokens: 0, image_tokens: 0 } };
	return { ...usage, ...nothing, total_tokens: usage.output_tokens };
}

/** One token per 32-pixel patch, after the model has scaled the input to at most 1,568 of them. */
function inputTokens(width: number, height: number): number {
	return Math.min(1568, Math.ceil(width / 32) * Math.ceil(height / 32));
}

function micros(usd: number): number {
	return Math.round(usd * 1_000_000);
}
