import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, monthOf } from '../../src/core/calendar.ts';
import { imagesLeft, quotaOf, withinLimits } from '../../src/core/limits.ts';
import type { Spent } from '../../src/core/ports.ts';
import { createStanding, standingUnder } from '../../src/core/standing.ts';
import { jobOf, noon } from './jobs.ts';
import { artist, guildId, limitsOf, roleOf, settingsOf, spentOf } from './servers.ts';

const used = { today: { images: 0, micros: 0 }, thisMonth: { images: 0, micros: 0 } };
const standing = (limits: ReturnType<typeof limitsOf>, spent: Partial<Spent> = {}, now = noon) =>
	standingUnder(limits, spentOf(spent), used, now);

describe('where a member stands', () => {
	test('is unlimited everywhere in a server that never changed anything', () => {
		expect(standing(limitsOf(settingsOf()), { memberImages: 40, memberRunning: 2, memberLastAt: noon })).toMatchObject({
			left: undefined,
			memberDay: { limit: null, left: null, from: 'server' },
			serverDay: { limit: null, left: null },
			serverMonth: { limit: null, left: null },
			budget: null,
			operator: null,
			atOnce: { running: 2, limit: null },
			cooldown: { seconds: 0 },
		});
	});

	test('tells what is left under each rule, and when it is there again by the clocks of the server', () => {
		const zone = 'Asia/Kolkata';
		const limits = limitsOf(
			settingsOf({
				'look.timeZone': zone,
				'limits.memberImagesPerDay': 10,
				'limits.serverImagesPerDay': 100,
				'limits.serverImagesPerMonth': 1000,
				'budget.microsPerMonth': 20_000_000,
				'limits.jobsAtOnce': 3,
				'limits.cooldownSeconds': 90,
			}),
		);
		const spent = { memberImages: 4, serverDayImages: 40, serverMonthImages: 990, serverMonthMicros: 12_400_000 };
		const [day, month] = [dayOf(noon, zone), monthOf(noon, zone)];
		expect(standing(limits, { ...spent, memberRunning: 1, memberLastAt: noon - 30_000 })).toEqual({
			...used,
			at: noon,
			timeZone: zone,
			month,
			left: 6,
			memberDay: { limit: 10, left: 6, resetsAt: day.end, from: 'server' },
			serverDay: { limit: 100, left: 60, resetsAt: day.end },
			serverMonth: { limit: 1000, left: 10, resetsAt: month.end },
			budget: { spentMicros: 12_400_000, limitMicros: 20_000_000, percent: 62, resetsAt: month.end },
			operator: null,
			atOnce: { running: 1, limit: 3 },
			cooldown: { seconds: 90, readyAt: noon + 60_000 },
			showPrice: true,
		});
		expect(new Date(day.end).toISOString()).toMatch(/T18:30:00/);
	});

	test('names the role whose allowance it is', () => {
		const settings = settingsOf({
			'limits.memberImagesPerDay': 10,
			[`roles.${artist}`]: roleOf({ imagesPerDay: 25 }),
		});
		const { memberDay } = standing(limitsOf(settings, { roleIds: [artist] }), { memberImages: 4 });
		expect(memberDay).toMatchObject({ limit: 25, left: 21, from: { role: artist } });
	});

	test('never has less than nothing left where a limit was lowered since', () => {
		const limits = limitsOf(settingsOf({ 'limits.memberImagesPerDay': 3 }));
		expect(standing(limits, { memberImages: 9 })).toMatchObject({ left: 0, memberDay: { left: 0 } });
	});

	test('tells how much of the operator’s day is used, which turns at midnight UTC', () => {
		const limits = limitsOf(settingsOf(), { operatorMicrosPerDay: 2_000_000 });
		const { operator } = standing(limits, { operatorMicros: 1_999_999 });
		expect(operator).toEqual({ percent: 99, resetsAt: dayOf(noon, 'UTC').end });
		expect(standing(limitsOf(settingsOf(), { operatorMicrosPerDay: 0 })).operator?.percent).toBe(100);
	});

	test('agrees with what the ledger lets pass: that many pictures fit, and not one more', () => {
		const limit = fc.option(fc.integer({ min: 0, max: 30 }));
		const count = fc.integer({ min: 0, max: 40 });
		const cases = fc.record({ member: limit, day: limit, month: limit, spent: fc.tuple(count, count, count) });
		fc.assert(
			fc.property(cases, ({ member, day, month, spent: [memberImages, serverDayImages, serverMonthImages] }) => {
				const limits = limitsOf(
					settingsOf({
						'limits.memberImagesPerDay': member,
						'limits.serverImagesPerDay': day,
						'limits.serverImagesPerMonth': month,
					}),
				);
				const spent = spentOf({ memberImages, serverDayImages, serverMonthImages });
				const { left, memberDay, serverDay, serverMonth } = standingUnder(limits, spent, used, noon);
				const quota = quotaOf(limits);
				expect(left).toBe(quota ? imagesLeft(quota, spent) : undefined);
				const lefts = [memberDay, serverDay, serverMonth].map((it) => it.left ?? Number.POSITIVE_INFINITY);
				expect(left ?? Number.POSITIVE_INFINITY).toBe(Math.min(...lefts));
				const asks = (images: number) => withinLimits(jobOf({ count: images }), spent, limits, noon);
				if (left !== 0) expect(asks(left ?? 1000)).toBeUndefined();
				if (left !== undefined) expect(asks(left + 1)).toBeDefined();
			}),
		);
	});
});

describe('looking it up', () => {
	const clock = { now: () => noon, sleep: async () => {} };
	const limits = { ...limitsOf(settingsOf({ 'look.timeZone': 'Asia/Kolkata' })), offer: undefined };
	const asked: unknown[] = [];
	const standingOf = createStanding({
		rules: { now: async ({ guildId: id }) => (id === null ? { ...limits, server: undefined } : limits) },
		usage: {
			member: async (whose, since) => {
				asked.push([whose, since]);
				return { images: asked.length, micros: 0 };
			},
		},
		ledger: {
			spent: async (whose, wanted) => {
				asked.push([whose, wanted]);
				return spentOf({ memberRunning: 1 });
			},
		},
		clock,
	});

	test('asks for the member in this server, from the beginning of its day and month', async () => {
		const found = await standingOf({ guildId, roleIds: [] }, '80351110224678912');
		const whose = { guildId, userId: '80351110224678912' };
		expect(asked).toEqual([
			[whose, dayOf(noon, 'Asia/Kolkata').start],
			[whose, monthOf(noon, 'Asia/Kolkata').start],
			[whose, { member: true }],
		]);
		expect(found).toMatchObject({
			today: { images: 1 },
			thisMonth: { images: 2 },
			atOnce: { running: 1, limit: null },
		});
	});

	test('finds nothing where there is no server', async () => {
		expect(await standingOf({ guildId: null, roleIds: [] }, '80351110224678912')).toBeUndefined();
	});
});
