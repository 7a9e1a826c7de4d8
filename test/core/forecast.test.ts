import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { monthOf } from '../../src/core/calendar.ts';
import { forecast } from '../../src/core/forecast.ts';

const day = 86_400_000;
const month = monthOf(Date.UTC(2026, 10, 5), 'UTC');
const soFar = { images: 100, micros: 4_000_000 };

describe('the forecast', () => {
	test('carries the average so far on to the month’s end', () => {
		const afterTen = forecast(soFar, month, 0, month.start + 10 * day);
		expect(afterTen).toEqual({ since: month.start, images: 300, micros: 12_000_000 });
		const afterTwentyNine = forecast(soFar, month, 0, month.end - day);
		expect(afterTwentyNine).toMatchObject({ images: 103, micros: 4_137_931 });
	});

	test('begins with the server’s first job where that was in the month: the days before say nothing', () => {
		const first = month.start + 20 * day;
		expect(forecast(soFar, month, first, first + 2 * day)).toEqual({ since: first, images: 500, micros: 20_000_000 });
	});

	test('says nothing on the first day, nor of a month that is over, and something from then on', () => {
		expect(forecast(soFar, month, 0, month.start + day - 1)).toBeUndefined();
		expect(forecast(soFar, month, month.end - 3 * day, month.end - 2 * day - 1)).toBeUndefined();
		expect(forecast(soFar, month, 0, month.end)).toBeUndefined();
		expect(forecast(soFar, month, 0, month.start + day)).toBeDefined();
		expect(forecast({ images: 0, micros: 0 }, month, 0, month.start + day)).toBeUndefined();
	});

	test('is never less than what there is, nor more than thirty times as much', () => {
		const amounts = fc.record({ images: fc.nat(1e6), micros: fc.nat(1e9) });
		const times = fc.tuple(
			fc.integer({ min: 0, max: month.end }),
			fc.integer({ min: month.start, max: month.end - 1 }),
		);
		fc.assert(
			fc.property(amounts, times, (used, [first, now]) => {
				const found = forecast(used, month, first, now);
				if (!found) return;
				expect(found.images).toBeGreaterThanOrEqual(used.images);
				expect(found.micros).toBeGreaterThanOrEqual(used.micros);
				expect(found.micros).toBeLessThanOrEqual(used.micros * 30);
			}),
		);
	});
});
