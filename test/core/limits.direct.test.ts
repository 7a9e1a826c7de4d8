import { describe, expect, test } from 'vitest';
import { type Limits, quotaOf, wantedFor, withinLimits } from '../../src/core/limits.ts';
import { jobOf, noon } from './jobs.ts';
import { spentOf } from './servers.ts';

/** Outside of servers the operator's limit holds, and no server's. */

const today = Date.UTC(2026, 10, 21);
const tomorrow = Date.UTC(2026, 10, 22);
const limits = (directImagesPerDay: number | null, operatorMicrosPerDay: number | null = null): Limits => ({
	operatorMicrosPerDay,
	directImagesPerDay,
	server: undefined,
});
const asked = (count: number) => jobOf({ count, calls: [count] }, { reservedMicros: 100 });
const objection = (limit: number | null, used: number, count = 1) =>
	withinLimits(asked(count), spentOf({ memberImages: used }), limits(limit), noon);

describe('a member’s pictures of the day', () => {
	test('may be used up and not exceeded, and all or nothing', () => {
		expect(objection(10, 7, 3)).toBeUndefined();
		expect(objection(10, 8, 3)).toEqual({ code: 'directDay', limit: 10, left: 2, asked: 3, resetsAt: tomorrow });
		expect(objection(10, 10)).toMatchObject({ code: 'directDay', left: 0 });
		// The operator lowered it since.
		expect(objection(3, 10)).toMatchObject({ code: 'directDay', left: 0 });
	});

	test('of none means that drawing is for servers only', () => {
		expect(objection(0, 0)).toEqual({ code: 'onlyInServers' });
	});

	test('are used by descriptions as well: each is a paid call', () => {
		const described = jobOf({ action: 'describe', endpoint: 'describe', count: 0, calls: [0] });
		const at = (limit: number, used: number) =>
			withinLimits(described, spentOf({ memberImages: used }), limits(limit), noon);
		expect(at(0, 0)).toEqual({ code: 'onlyInServers' });
		expect(at(1, 0)).toBeUndefined();
		expect(at(1, 1)).toMatchObject({ code: 'directDay', left: 0, asked: 1 });
	});

	test('are not counted where the operator sets no limit', () => {
		expect(objection(null, 1e6, 10)).toBeUndefined();
		expect(wantedFor(limits(null), noon)).toEqual({});
		expect(quotaOf(limits(null))).toBeNull();
	});

	test('turn at midnight UTC, and are told with the result', () => {
		expect(wantedFor(limits(10), tomorrow - 1)).toEqual({ memberSince: today });
		expect(wantedFor(limits(10), tomorrow)).toEqual({ memberSince: tomorrow });
		expect(quotaOf(limits(10))).toEqual({ timeZone: 'UTC', memberDay: 10, serverDay: null, serverMonth: null });
	});
});

test('the operator’s budget holds there too, and is asked first', () => {
	const spent = spentOf({ operatorMicros: 50, memberImages: 99 });
	expect(withinLimits(asked(1), spent, limits(10, 100), noon)).toEqual({ code: 'operatorBudget', resetsAt: tomorrow });
	expect(withinLimits(asked(1), spent, limits(10, 1000), noon)).toMatchObject({ code: 'directDay' });
});
