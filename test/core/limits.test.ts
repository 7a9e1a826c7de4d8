import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayStart, withinDailyBudget } from '../../src/core/limits.ts';
import { noon } from './jobs.ts';

const midnight = Date.UTC(2026, 10, 21);
const tomorrow = Date.UTC(2026, 10, 22);

test('the operator’s day begins at midnight UTC', () => {
	expect(dayStart(noon)).toBe(midnight);
	expect(dayStart(midnight)).toBe(midnight);
	expect(dayStart(tomorrow - 1)).toBe(midnight);
	expect(dayStart(tomorrow)).toBe(tomorrow);
});

describe('the daily budget', () => {
	const objection = (todayMicros: number, micros: number, budget: number | null) =>
		withinDailyBudget({ todayMicros }, micros, budget, noon);

	test('may be spent to the last micro-dollar and not beyond', () => {
		expect(objection(60, 40, 100)).toBeUndefined();
		expect(objection(61, 40, 100)).toEqual({ code: 'operatorBudget', resetsAt: tomorrow });
	});

	test('of nothing lets only through what costs nothing', () => {
		expect(objection(0, 0, 0)).toBeUndefined();
		expect(objection(0, 1, 0)).toMatchObject({ code: 'operatorBudget' });
	});

	test('is not there unless the operator set one', () => {
		expect(objection(1e12, 1e9, null)).toBeUndefined();
	});

	test('is never overspent by requests that come one after another', () => {
		fc.assert(
			fc.property(fc.array(fc.nat({ max: 500 })), fc.nat({ max: 5000 }), (asked, budget) => {
				const spent = asked.reduce((sum, micros) => (objection(sum, micros, budget) ? sum : sum + micros), 0);
				expect(spent).toBeLessThanOrEqual(budget);
			}),
		);
	});
});
