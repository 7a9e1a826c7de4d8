import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wantedFor, withinLimits } from '../../src/core/limits.ts';
import type { Spent } from '../../src/core/ports.ts';
import type { Patch } from '../../src/core/settings-change.ts';
import { jobOf, noon } from './jobs.ts';
import { artist, limitsOf, roleOf, settingsOf, spentOf } from './servers.ts';

const today = Date.UTC(2026, 10, 21);
const tomorrow = Date.UTC(2026, 10, 22);
const nextMonth = Date.UTC(2026, 11, 1);

const asked = (count = 1, reservedMicros = 0) => jobOf({ count, calls: [count] }, { reservedMicros });
const limitsUnder = (patch: Patch, roleIds: readonly string[] = []) => limitsOf(settingsOf(patch), { roleIds });
const inMessages = (operatorMicrosPerDay: number | null) => ({
	operatorMicrosPerDay,
	directImagesPerDay: null,
	server: undefined,
});

/** What is asked for under these settings, after this was spent. */
const objection = (patch: Patch, spent: Partial<Spent>, count = 1, micros = 0, now = noon) =>
	withinLimits(asked(count, micros), spentOf(spent), limitsUnder(patch), now);

describe('the operator’s daily budget', () => {
	const over = (operatorMicros: number, micros: number, budget: number | null) =>
		withinLimits(asked(1, micros), spentOf({ operatorMicros }), inMessages(budget), noon);

	test('may be spent to the last micro-dollar and not beyond', () => {
		expect(over(60, 40, 100)).toBeUndefined();
		expect(over(61, 40, 100)).toEqual({ code: 'operatorBudget', resetsAt: tomorrow });
		expect(over(60, 41, 100)).toEqual({ code: 'operatorBudget', resetsAt: tomorrow });
	});

	test('of nothing lets only through what costs nothing', () => {
		expect(over(0, 0, 0)).toBeUndefined();
		expect(over(0, 1, 0)).toMatchObject({ code: 'operatorBudget' });
	});

	test('is not there unless the operator set one', () => {
		expect(over(1e12, 1e9, null)).toBeUndefined();
	});

	test('is asked before anything of the server, and turns at midnight UTC wherever that is', () => {
		const settings = settingsOf({ 'budget.microsPerMonth': 0, 'look.timeZone': 'Asia/Kolkata' });
		const limits = limitsOf(settings, { operatorMicrosPerDay: 99 });
		expect(withinLimits(asked(1, 100), spentOf(), limits, tomorrow - 1)).toEqual({
			code: 'operatorBudget',
			resetsAt: tomorrow,
		});
		expect(wantedFor(limits, tomorrow - 1)).toMatchObject({ operatorSince: today });
		expect(wantedFor(limits, tomorrow)).toMatchObject({ operatorSince: tomorrow });
	});

	test('is never overspent by requests that come one after another', () => {
		fc.assert(
			fc.property(fc.array(fc.nat({ max: 500 })), fc.nat({ max: 5000 }), (prices, budget) => {
				const spent = prices.reduce((sum, micros) => (over(sum, micros, budget) ? sum : sum + micros), 0);
				expect(spent).toBeLessThanOrEqual(budget);
			}),
		);
	});
});

describe('a number of pictures', () => {
	test.each([
		['serverDay', 'limits.serverImagesPerDay', 'serverDayImages', tomorrow],
		['serverMonth', 'limits.serverImagesPerMonth', 'serverMonthImages', nextMonth],
		['memberDay', 'limits.memberImagesPerDay', 'memberImages', tomorrow],
	] as const)('of the rule %s may be used up and not exceeded', (code, path, sum, resetsAt) => {
		const at = (used: number, count: number) => objection({ [path]: 10 }, { [sum]: used }, count);
		expect(at(6, 3)).toBeUndefined();
		expect(at(6, 4)).toBeUndefined();
		expect(at(6, 5)).toEqual({ code, limit: 10, left: 4, asked: 5, resetsAt });
		expect(at(9, 1)).toBeUndefined();
		expect(at(10, 1)).toEqual({ code, limit: 10, left: 0, asked: 1, resetsAt });
		// The limit was lowered since.
		expect(at(25, 1)).toEqual({ code, limit: 10, left: 0, asked: 1, resetsAt });
		expect(objection({ [path]: 0 }, {})).toEqual({ code, limit: 0, left: 0, asked: 1, resetsAt });
		expect(objection({ [path]: null }, { [sum]: 1e6 }, 10)).toBeUndefined();
	});

	test('that a role gives is told with the role, the server’s own without', () => {
		const patch = { 'limits.memberImagesPerDay': 2, [`roles.${artist}`]: roleOf({ imagesPerDay: 4 }) };
		const at = (roleIds: string[], memberImages: number) =>
			withinLimits(asked(), spentOf({ memberImages }), limitsUnder(patch, roleIds), noon);
		expect(at([artist], 3)).toBeUndefined();
		expect(at([artist], 4)).toEqual({
			code: 'memberDay',
			limit: 4,
			left: 0,
			asked: 1,
			resetsAt: tomorrow,
			role: artist,
		});
		expect(at([], 2)).toEqual({ code: 'memberDay', limit: 2, left: 0, asked: 1, resetsAt: tomorrow });
	});

	test('that a role gives widens nothing of the server, and no role is named for that', () => {
		const patch = {
			'limits.memberImagesPerDay': 2,
			'limits.serverImagesPerDay': 3,
			[`roles.${artist}`]: roleOf({ imagesPerDay: 1000 }),
		};
		const spent = spentOf({ memberImages: 2, serverDayImages: 3 });
		expect(withinLimits(asked(), spent, limitsUnder(patch, [artist]), noon)).toEqual({
			code: 'serverDay',
			limit: 3,
			left: 0,
			asked: 1,
			resetsAt: tomorrow,
		});
	});
});

describe('the month’s budget', () => {
	const at = (spent: number, micros: number, budget: number | null) =>
		objection({ 'budget.microsPerMonth': budget }, { serverMonthMicros: spent }, 1, micros);

	test('may be spent to the last micro-dollar and not beyond', () => {
		expect(at(60, 39, 100)).toBeUndefined();
		expect(at(60, 40, 100)).toBeUndefined();
		expect(at(60, 41, 100)).toEqual({
			code: 'serverBudget',
			limitMicros: 100,
			leftMicros: 40,
			priceMicros: 41,
			resetsAt: nextMonth,
		});
		// It was lowered since.
		expect(at(150, 1, 100)).toMatchObject({ code: 'serverBudget', leftMicros: 0 });
	});

	test('of nothing lets only through what costs nothing', () => {
		expect(at(0, 0, 0)).toBeUndefined();
		expect(at(0, 1, 0)).toMatchObject({ code: 'serverBudget', limitMicros: 0, leftMicros: 0, priceMicros: 1 });
	});

	test('is not there unless an admin set one', () => {
		expect(at(1e12, 1e9, null)).toBeUndefined();
	});
});

describe('a member', () => {
	test('has as many jobs at once as they may, and no more', () => {
		const at = (memberRunning: number, limit: number | null) =>
			objection({ 'limits.jobsAtOnce': limit }, { memberRunning });
		expect(at(1, 2)).toBeUndefined();
		expect(at(2, 2)).toEqual({ code: 'atOnce', limit: 2 });
		expect(at(3, 2)).toEqual({ code: 'atOnce', limit: 2 });
		expect(at(99, null)).toBeUndefined();
	});

	test('waits for the cooldown to the millisecond', () => {
		const at = (ago: number | null, seconds = 90) =>
			objection({ 'limits.cooldownSeconds': seconds }, { memberLastAt: ago === null ? null : noon - ago });
		expect(at(90_000)).toBeUndefined();
		expect(at(90_001)).toBeUndefined();
		expect(at(89_999)).toEqual({ code: 'cooldown', seconds: 90, resetsAt: noon + 1 });
		expect(at(0)).toEqual({ code: 'cooldown', seconds: 90, resetsAt: noon + 90_000 });
		expect(at(null)).toBeUndefined();
		expect(at(0, 0)).toBeUndefined();
	});

	test('is limited by nothing of a server in a direct message', () => {
		const spent = spentOf({ serverMonthMicros: 1e12, memberImages: 1e6, memberRunning: 50, memberLastAt: noon });
		expect(withinLimits(asked(10, 1e9), spent, inMessages(null), noon)).toBeUndefined();
	});
});

test('of several rules that say no, the one that holds longest is named', () => {
	const every: Patch = {
		'budget.microsPerMonth': 0,
		'limits.serverImagesPerMonth': 0,
		'limits.serverImagesPerDay': 0,
		'limits.memberImagesPerDay': 0,
		'limits.jobsAtOnce': 1,
		'limits.cooldownSeconds': 60,
	};
	const spent = { memberRunning: 1, memberLastAt: noon };
	const named = Object.keys(every).map((_, n) => {
		const rules = Object.fromEntries(Object.entries(every).slice(n));
		return objection(rules, spent, 1, 1)?.code;
	});
	expect(named).toEqual(['serverBudget', 'serverMonth', 'serverDay', 'memberDay', 'atOnce', 'cooldown']);
});
