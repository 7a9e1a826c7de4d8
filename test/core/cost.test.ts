import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownModels, modelOf } from '../../src/core/catalogue.ts';
import { costOf, type Drawing, estimate } from '../../src/core/cost.ts';

const drawing = (model: string, quality: string | null, size = '1024x1024', change: Partial<Drawing> = {}): Drawing => {
	const [width = 0, height = 0] = size.split('x').map(Number);
	return {
		model: modelOf(model),
		size: { width, height },
		quality,
		images: 1,
		promptLength: 0,
		inputs: 0,
		previews: 0,
		enhanced: false,
		described: false,
		...change,
	};
};
/** Dollars, as price lists have them. */
const dollars = (micros: number) => micros / 1_000_000;

describe('the published prices', () => {
	test.each([
		['low', 0.006],
		['medium', 0.053],
		['high', 0.211],
	])('gpt-image-2 in %s quality costs $%d at 1024x1024', (quality, price) => {
		expect(dollars(estimate(drawing('gpt-image-2', quality)))).toBeCloseTo(price, 3);
	});

	test.each([
		['low', 0.005],
		['medium', 0.041],
		['high', 0.165],
	])('gpt-image-2 in %s quality is reserved at no less than its $%d at 1536x1024', (quality, price) => {
		expect(dollars(estimate(drawing('gpt-image-2', quality, '1536x1024')))).toBeGreaterThanOrEqual(price);
	});

	test.each([
		['standard', '1024x1024', 0.04],
		['standard', '1792x1024', 0.08],
		['standard', '1024x1792', 0.08],
		['hd', '1024x1024', 0.08],
		['hd', '1792x1024', 0.12],
		['hd', '1024x1792', 0.12],
	])('dall-e-3 in %s quality at %s costs $%d', (quality, size, price) => {
		expect(dollars(estimate(drawing('dall-e-3', quality, size)))).toBe(price);
	});

	test.each([
		['1024x1024', 0.02],
		['512x512', 0.018],
		['256x256', 0.016],
	])('dall-e-2 at %s costs $%d', (size, price) => {
		expect(dollars(estimate(drawing('dall-e-2', null, size)))).toBe(price);
	});

	test('a server of one’s own sends no bill', () => {
		expect(estimate(drawing('own-model', null, '2048x2048', { images: 10, promptLength: 4000 }))).toBe(0);
	});
});

describe('what is reserved', () => {
	test('counts every picture, the words and what is put in', () => {
		const one = estimate(drawing('gpt-image-2', 'low'));
		expect(estimate(drawing('gpt-image-2', 'low', '1024x1024', { images: 10 }))).toBe(10 * one);
		expect(estimate(drawing('gpt-image-2', 'low', '1024x1024', { promptLength: 1000 }))).toBe(one + 1000 * 5);
		expect(estimate(drawing('gpt-image-2', 'low', '1024x1024', { inputs: 2 }))).toBe(one + 2 * 4200 * 8);
		const mainline = 1000 * 5 + 500 * 30;
		expect(estimate(drawing('gpt-image-2', 'low', '1024x1024', { enhanced: true }))).toBe(one + mainline);
	});

	test('grows with the pixels, and is never less than the table has for 1024x1024', () => {
		const square = estimate(drawing('gpt-image-2', 'medium'));
		expect(estimate(drawing('gpt-image-2', 'medium', '2048x2048'))).toBe(4 * square);
		expect(estimate(drawing('gpt-image-2', 'medium', '1536x512'))).toBe(square);
	});

	test('rises with the quality on every model', () => {
		for (const id of knownModels) {
			const prices = modelOf(id).qualities.map((quality) => estimate(drawing(id, quality)));
			expect(prices).toEqual([...prices].sort((a, b) => a - b));
			for (const price of prices) expect(price).toBeGreaterThan(0);
		}
	});

	test('takes the dearest where the quality is not in the table', () => {
		expect(estimate(drawing('gpt-image-2', 'auto'))).toBe(estimate(drawing('gpt-image-2', 'high')));
	});

	test('is a whole number of micro-dollars that never shrinks with more of anything', () => {
		const edge = fc.integer({ min: 1, max: 240 }).map((n) => n * 16);
		const asked = fc.record({
			model: fc.constantFrom(...knownModels, 'own-model').map(modelOf),
			size: fc.record({ width: edge, height: edge }),
			quality: fc.constantFrom('low', 'medium', 'high', 'standard', 'hd', null),
			images: fc.integer({ min: 1, max: 10 }),
			promptLength: fc.nat({ max: 32_000 }),
			inputs: fc.nat({ max: 16 }),
			previews: fc.nat({ max: 3 }),
			enhanced: fc.boolean(),
			described: fc.constant(false),
		});
		fc.assert(
			fc.property(asked, (it) => {
				const micros = estimate(it);
				expect(Number.isSafeInteger(micros) && micros >= 0).toBe(true);
				expect(estimate({ ...it, images: it.images + 1 })).toBeGreaterThanOrEqual(micros);
				expect(estimate({ ...it, promptLength: it.promptLength + 1 })).toBeGreaterThanOrEqual(micros);
				expect(estimate({ ...it, inputs: it.inputs + 1 })).toBeGreaterThanOrEqual(micros);
			}),
		);
	});
});

describe('what a call really cost', () => {
	test('is what the provider counted, at the prices per token', () => {
		const usage = { inputText: 12, inputImage: 4160, output: 1767 };
		expect(costOf(drawing('gpt-image-2', 'medium'), usage)).toBe(12 * 5 + 4160 * 8 + 1767 * 30);
	});

	test('is the table’s price where nothing was counted, or the price is not by tokens', () => {
		const usage = { inputText: 1, inputImage: 1, output: 1 };
		expect(costOf(drawing('gpt-image-2', 'medium'), undefined)).toBe(estimate(drawing('gpt-image-2', 'medium')));
		expect(costOf(drawing('dall-e-3', 'hd'), usage)).toBe(80_000);
	});
});
