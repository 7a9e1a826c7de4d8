import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imagesLeft, quotaOf, wantedFor, wantedForQuota, withinLimits } from '../../src/core/limits.ts';
import type { Spent, Wanted } from '../../src/core/ports.ts';
import type { Patch } from '../../src/core/settings-change.ts';
import { anySettings } from './any-settings.ts';
import { jobOf, noon } from './jobs.ts';
import { artist, limitsOf, roleOf, settingsOf, spentOf } from './servers.ts';

const today = Date.UTC(2026, 10, 21);
const asked = (count: number, reservedMicros: number) => jobOf({ count, calls: [count] }, { reservedMicros });
const limitsUnder = (patch: Patch, roleIds: readonly string[] = []) => limitsOf(settingsOf(patch), { roleIds });
const inMessages = (operatorMicrosPerDay: number | null) => ({
	operatorMicrosPerDay,
	directImagesPerDay: null,
	server: undefined,
});

describe('days and months turn by the clocks of the server', () => {
	const at = (iso: string) => Date.parse(iso);
	const objection = (patch: Patch, micros: number, now: number) =>
		withinLimits(asked(1, micros), spentOf(), limitsUnder(patch), now);
	const rules: Patch = { 'limits.memberImagesPerDay': 0 };
	const monthly: Patch = { 'limits.serverImagesPerMonth': 0 };

	test.each([
		['half an hour off', 'Asia/Kolkata', '2026-11-21T18:29:59.999Z', '2026-11-20T18:30Z', '2026-11-21T18:30Z'],
		['a moment later', 'Asia/Kolkata', '2026-11-21T18:30Z', '2026-11-21T18:30Z', '2026-11-22T18:30Z'],
		['the clocks go forward', 'Europe/Berlin', '2026-03-29T12:00Z', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
		['the clocks go back', 'Europe/Berlin', '2026-10-25T12:00Z', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
		['both', 'America/St_Johns', '2026-11-01T12:00Z', '2026-11-01T02:30Z', '2026-11-02T03:30Z'],
		['a leap day', 'Pacific/Chatham', '2028-02-29T09:00Z', '2028-02-28T10:15Z', '2028-02-29T10:15Z'],
	])('the day: %s', (_, timeZone, now, start, end) => {
		const patch = { ...rules, 'look.timeZone': timeZone };
		expect(objection(patch, 0, at(now))).toMatchObject({ code: 'memberDay', resetsAt: at(end) });
		expect(wantedFor(limitsUnder(patch), at(now))).toEqual({ memberSince: at(start) });
	});

	test.each([
		['half an hour off', 'Asia/Kolkata', '2026-11-30T18:29:59.999Z', '2026-10-31T18:30Z', '2026-11-30T18:30Z'],
		['a moment later', 'Asia/Kolkata', '2026-11-30T18:30Z', '2026-11-30T18:30Z', '2026-12-31T18:30Z'],
		['the clocks change in it', 'America/St_Johns', '2026-11-15T12:00Z', '2026-11-01T02:30Z', '2026-12-01T03:30Z'],
		['the year turns', 'Pacific/Auckland', '2026-12-31T10:59:59Z', '2026-11-30T11:00Z', '2026-12-31T11:00Z'],
	])('the month: %s', (_, timeZone, now, start, end) => {
		const patch = { ...monthly, 'look.timeZone': timeZone };
		expect(objection(patch, 0, at(now))).toMatchObject({ code: 'serverMonth', resetsAt: at(end) });
		expect(wantedFor(limitsUnder(patch), at(now))).toEqual({ serverMonthSince: at(start) });
		const budget = { 'budget.microsPerMonth': 5, 'look.timeZone': timeZone };
		expect(objection(budget, 9, at(now))).toMatchObject({ code: 'serverBudget', resetsAt: at(end) });
	});
});

describe('the sums that are asked for', () => {
	test.each<[string, Patch, Wanted]>([
		['nothing', {}, {}],
		['pictures of the server a day', { 'limits.serverImagesPerDay': 5 }, { serverDaySince: today }],
		['pictures of the server a month', { 'limits.serverImagesPerMonth': 5 }, { serverMonthSince: Date.UTC(2026, 10) }],
		['money of the server a month', { 'budget.microsPerMonth': 0 }, { serverMonthSince: Date.UTC(2026, 10) }],
		['pictures of a member a day', { 'limits.memberImagesPerDay': 0 }, { memberSince: today }],
		['jobs at once', { 'limits.jobsAtOnce': 1 }, { member: true }],
		['cooldown', { 'limits.cooldownSeconds': 1 }, { member: true }],
	])('are just those for what is limited: %s', (_, patch, wanted) => {
		expect(wantedFor(limitsUnder(patch), noon)).toEqual(wanted);
	});

	test('are the operator’s alone in a direct message', () => {
		expect(wantedFor(inMessages(0), noon)).toEqual({ operatorSince: today });
		expect(wantedFor(inMessages(null), noon)).toEqual({});
	});

	const anySpent: fc.Arbitrary<Spent> = fc.record({
		operatorMicros: fc.nat({ max: 2_000_000 }),
		serverDayImages: fc.nat({ max: 40 }),
		serverMonthImages: fc.nat({ max: 60 }),
		serverMonthMicros: fc.nat({ max: 2_000_000 }),
		memberImages: fc.nat({ max: 20 }),
		memberRunning: fc.nat({ max: 4 }),
		memberLastAt: fc.option(fc.integer({ min: noon - 90_000, max: noon }), { nil: null }),
	});

	/** What the ledger gives: nothing of what was not asked for. */
	const only = (all: Spent, wanted: Wanted): Spent =>
		spentOf({
			...(wanted.operatorSince === undefined ? {} : { operatorMicros: all.operatorMicros }),
			...(wanted.serverDaySince === undefined ? {} : { serverDayImages: all.serverDayImages }),
			...(wanted.serverMonthSince === undefined
				? {}
				: { serverMonthImages: all.serverMonthImages, serverMonthMicros: all.serverMonthMicros }),
			...(wanted.memberSince === undefined ? {} : { memberImages: all.memberImages }),
			...(wanted.member ? { memberRunning: all.memberRunning, memberLastAt: all.memberLastAt } : {}),
		});

	test('are all that a decision needs, and all that telling what is left needs', () => {
		const anyBudget = fc.option(fc.nat({ max: 2_000_000 }), { nil: null });
		const anyAsked = fc.tuple(fc.integer({ min: 1, max: 10 }), fc.nat({ max: 500_000 }));
		fc.assert(
			fc.property(
				anySettings,
				anySpent,
				anyBudget,
				anyAsked,
				(settings, all, operatorMicrosPerDay, [count, micros]) => {
					const limits = limitsOf(settings, { operatorMicrosPerDay, roleIds: [artist] });
					const given = only(all, wantedFor(limits, noon));
					const job = asked(count, micros);
					expect(withinLimits(job, given, limits, noon)).toEqual(withinLimits(job, all, limits, noon));
					const quota = quotaOf(limits);
					if (!quota) return;
					expect(imagesLeft(quota, given)).toBe(imagesLeft(quota, all));
					expect(imagesLeft(quota, only(all, wantedForQuota(quota, noon)))).toBe(imagesLeft(quota, all));
				},
			),
			{ numRuns: 1000 },
		);
	});
});

describe('what a member has left', () => {
	const patch = {
		'limits.memberImagesPerDay': 10,
		'limits.serverImagesPerDay': 20,
		'limits.serverImagesPerMonth': 30,
		'look.timeZone': 'Asia/Kolkata',
	};
	const quota = { timeZone: 'Asia/Kolkata', memberDay: 10, serverDay: 20, serverMonth: 30 };

	test('is by the rule that leaves the fewest, and never below nothing', () => {
		expect(quotaOf(limitsUnder(patch))).toEqual(quota);
		const left = (memberImages: number, serverDayImages: number, serverMonthImages: number) =>
			imagesLeft(quota, { memberImages, serverDayImages, serverMonthImages });
		expect(left(3, 3, 3)).toBe(7);
		expect(left(3, 15, 15)).toBe(5);
		expect(left(3, 15, 27)).toBe(3);
		expect(left(11, 15, 15)).toBe(0);
	});

	test('is nothing to speak of where nobody counts', () => {
		expect(quotaOf(limitsUnder({ 'budget.microsPerMonth': 5, 'limits.jobsAtOnce': 1 }))).toBeNull();
		expect(quotaOf(inMessages(5))).toBeNull();
		expect(quotaOf(limitsUnder({ 'limits.serverImagesPerMonth': 0 }))).toMatchObject({
			serverMonth: 0,
			memberDay: null,
		});
	});

	test('counts what a role gives', () => {
		const withRole = { ...patch, [`roles.${artist}`]: roleOf({ imagesPerDay: 15 }) };
		expect(quotaOf(limitsUnder(withRole, [artist]))).toEqual({ ...quota, memberDay: 15 });
	});

	test('is measured since the server’s own midnight', () => {
		expect(wantedForQuota(quota, noon)).toEqual({
			memberSince: Date.parse('2026-11-20T18:30Z'),
			serverDaySince: Date.parse('2026-11-20T18:30Z'),
			serverMonthSince: Date.parse('2026-10-31T18:30Z'),
		});
		expect(wantedForQuota({ ...quota, memberDay: null, serverDay: null, serverMonth: null }, noon)).toEqual({});
	});
});

describe('of a batch', () => {
	const limits = limitsUnder({ 'limits.jobsAtOnce': 1, 'limits.cooldownSeconds': 60, 'limits.memberImagesPerDay': 5 });

	test('only the first job is asked what its member has under way, and each what they had today', () => {
		expect(wantedFor(limits, noon, { id: 'a', n: 0 })).toEqual({ memberSince: today, member: true });
		expect(wantedFor(limits, noon, { id: 'a', n: 1 })).toEqual({ memberSince: today });
	});
});
