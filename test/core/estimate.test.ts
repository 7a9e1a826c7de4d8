import { describe, expect, test } from 'vitest';
import { createEstimates } from '../../src/core/estimate.ts';

const model = 'gpt-image-2';
const pace = { imagesPerMinute: 60, maxConcurrent: 5 };
const first = { model, quality: 'low', place: 0, imagesAhead: 0 };

describe('how long it will take', () => {
	test('is a guess before anything was learned', () => {
		expect(createEstimates(pace).eta(first)).toBe(15_000);
	});

	test('is what the last call took, and then moves with the newest ones', () => {
		const estimates = createEstimates(pace);
		estimates.learn(model, 'low', 10_000);
		expect(estimates.eta(first)).toBe(10_000);
		estimates.learn(model, 'low', 20_000);
		expect(estimates.eta(first)).toBe(13_000);
	});

	test('is learned for each model and quality by itself; the others go by what is typical', () => {
		const estimates = createEstimates(pace);
		estimates.learn(model, 'low', 4000);
		estimates.learn(model, 'high', 40_000);
		estimates.learn('dall-e-2', null, 1000);
		expect(estimates.eta(first)).toBe(4000);
		expect(estimates.eta({ ...first, quality: 'high' })).toBe(40_000);
		expect(estimates.eta({ ...first, model: 'dall-e-2', quality: null })).toBe(1000);
		expect(estimates.eta({ ...first, model: 'dall-e-3' })).toBe(15_000);
	});

	test('counts those ahead by the slots they share, or by the quota where that is slower', () => {
		const estimates = createEstimates(pace);
		estimates.learn(model, 'low', 10_000);
		expect(estimates.eta({ ...first, place: 10, imagesAhead: 5 })).toBe(10_000 + 2 * 10_000);
		expect(estimates.eta({ ...first, place: 10, imagesAhead: 90 })).toBe(10_000 + 90_000);
	});
});
