import { describe, expect, test } from 'vitest';
import { alertsAt, landingAt, percentOf } from '../../src/core/budget.ts';
import { largest } from '../../src/core/settings.ts';

const landings = ['stop', 'cheaper', 'approval'] as const;
const budgetOf = (microsPerMonth: number | null, landing: (typeof landings)[number] = 'stop') => ({
	microsPerMonth,
	landing,
	alertChannel: null,
});

describe('the percent of a budget', () => {
	test('is rounded down: nothing is said to be used up before it is', () => {
		const budget = budgetOf(1_000_000);
		expect(percentOf(0, budget)).toBe(0);
		expect(percentOf(9_999, budget)).toBe(0);
		expect(percentOf(10_000, budget)).toBe(1);
		expect(percentOf(999_999, budget)).toBe(99);
		expect(percentOf(1_000_000, budget)).toBe(100);
		expect(percentOf(2_500_000, budget)).toBe(250);
	});

	test('is exact at every whole percent, and one micro-dollar before it', () => {
		for (const micros of [100, 700, 25_000_000, largest.dollars * 1_000_000]) {
			for (let percent = 1; percent <= 100; percent++) {
				const spent = (micros / 100) * percent;
				expect(percentOf(spent, budgetOf(micros))).toBe(percent);
				expect(percentOf(spent - 1, budgetOf(micros))).toBe(percent - 1);
			}
		}
	});

	test('is all of it where the budget is nothing, and not there without a budget', () => {
		expect(percentOf(0, budgetOf(0))).toBe(100);
		expect(percentOf(5, budgetOf(0))).toBe(100);
		expect(percentOf(5, budgetOf(null))).toBeUndefined();
	});
});

test.each(landings)('the soft landing “%s” begins at 80 percent, to the micro-dollar', (landing) => {
	const budget = budgetOf(25_000_001, landing);
	expect(landingAt(20_000_000, budget)).toBeUndefined();
	expect(landingAt(20_000_001, budget)).toBe(landing);
	expect(landingAt(25_000_001, budget)).toBe(landing);
	expect(landingAt(0, budgetOf(0, landing))).toBe(landing);
	expect(landingAt(1e12, budgetOf(null, landing))).toBeUndefined();
});

describe('the alerts', () => {
	const budget = budgetOf(1_000);

	test.each([
		[499, []],
		[500, [50]],
		[799, [50]],
		[800, [50, 80]],
		[999, [50, 80]],
		[1_000, [50, 80, 100]],
		[5_000, [50, 80, 100]],
	])('at %i of 1000 are %j', (spent, alerts) => {
		expect(alertsAt(spent, budget)).toEqual(alerts);
	});

	test('are all due when nothing fits any more', () => {
		expect(alertsAt(970, budget, true)).toEqual([50, 80, 100]);
		expect(alertsAt(0, budgetOf(0))).toEqual([50, 80, 100]);
	});

	test('are none without a budget', () => {
		expect(alertsAt(1e12, budgetOf(null))).toEqual([]);
		expect(alertsAt(1e12, budgetOf(null), true)).toEqual([]);
	});
});
