import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admit, isUsedUp } from '../../src/core/admission.ts';
import { modelOf } from '../../src/core/catalogue.ts';
import { judgementOf } from '../../src/core/moderation/judgement.ts';
import { reservationFor } from '../../src/core/outcome.ts';
import type { Spent } from '../../src/core/ports.ts';
import type { ImageRequest } from '../../src/core/request.ts';
import type { Patch } from '../../src/core/settings-change.ts';
import { anyRole } from './any-settings.ts';
import { jobOf, noon, requestOf } from './jobs.ts';
import { artist, guildId, limitsOf, operator, reviewChannel, roleOf, settingsOf, spentOf } from './servers.ts';

/** A job that has reserved what it costs, as the road asks for it. */
const askedFor = (change: Partial<ImageRequest> = {}, inputs = 0) => {
	const request = requestOf({ quality: 'high', ...change });
	return jobOf(request, { reservedMicros: reservationFor(request, inputs) });
};
const priceOf = (change: Partial<ImageRequest>, inputs = 0) => askedFor(change, inputs).reservedMicros;

const budgetMicros = 10_000_000;
const landing = (name: string): Patch => ({
	'budget.microsPerMonth': budgetMicros,
	'budget.landing': name,
	'safety.reviewChannel': reviewChannel,
});

const allowed = judgementOf([], {});
const decide = (patch: Patch, spent: Partial<Spent>, job = askedFor(), inputs = 0) =>
	admit(job, inputs, spentOf(spent), limitsOf(settingsOf(patch), { roleIds: [artist] }), allowed, noon);

test('what fits is written as it was asked for, without a word of limits where nothing counts pictures', () => {
	const job = askedFor({ count: 2, calls: [2] });
	expect(decide({}, {}, job)).toEqual({ job });
	expect(
		admit(
			job,
			0,
			spentOf(),
			{ operatorMicrosPerDay: null, directImagesPerDay: null, server: undefined },
			allowed,
			noon,
		),
	).toEqual({ job });
});

test('a job remembers the limits that held for it, and what is left when it is taken off', () => {
	const patch = { 'limits.memberImagesPerDay': 5, 'limits.serverImagesPerMonth': 9, 'look.timeZone': 'Asia/Kolkata' };
	const spent = { memberImages: 1, serverMonthImages: 6 };
	const quota = { timeZone: 'Asia/Kolkata', memberDay: 5, serverDay: null, serverMonth: 9 };
	expect(decide(patch, spent, askedFor({ count: 2, calls: [2] }))).toMatchObject({ job: { quota, left: 1 } });
	expect(decide(patch, spent, askedFor({ count: 3, calls: [3] }))).toMatchObject({ job: { quota, left: 0 } });
});

test('a request is taken whole or not at all', () => {
	const patch = { 'limits.memberImagesPerDay': 5 };
	expect(decide(patch, { memberImages: 3 }, askedFor({ count: 3, calls: [1, 1, 1] }))).toEqual({
		refusal: { code: 'memberDay', limit: 5, left: 2, asked: 3, resetsAt: Date.UTC(2026, 10, 22) },
	});
});

describe('from 80 percent of the budget on', () => {
	const eighty = budgetMicros * 0.8;

	test.each(['stop', 'cheaper', 'approval'])('and not before, “%s” changes anything', (name) => {
		const job = askedFor();
		expect(decide(landing(name), { serverMonthMicros: eighty - 1 }, job)).toEqual({ job });
	});

	test('“stop” lets everything through that still fits', () => {
		const job = askedFor();
		expect(decide(landing('stop'), { serverMonthMicros: eighty }, job)).toEqual({ job });
		expect(decide(landing('stop'), { serverMonthMicros: budgetMicros - job.reservedMicros }, job)).toEqual({ job });
		expect(decide(landing('stop'), { serverMonthMicros: budgetMicros - job.reservedMicros + 1 }, job)).toMatchObject({
			refusal: { code: 'serverBudget', leftMicros: job.reservedMicros - 1, priceMicros: job.reservedMicros },
		});
	});

	test('“cheaper” draws in the cheapest quality that is allowed, and reserves that', () => {
		const job = askedFor({ count: 3, calls: [2, 1] }, 2);
		const cheapest = (quality: string) => ({
			...job,
			request: { ...job.request, quality },
			reservedMicros: priceOf({ quality, count: 3, calls: [2, 1] }, 2),
			loweredFrom: 'high',
		});
		const spent = { serverMonthMicros: eighty };
		expect(decide(landing('cheaper'), spent, job, 2)).toEqual({ job: cheapest('low') });
		const limited = { ...landing('cheaper'), 'models.qualities': ['high', 'medium'] };
		expect(decide(limited, spent, job, 2)).toEqual({ job: cheapest('medium') });
		const byRole = { ...landing('cheaper'), [`roles.${artist}`]: roleOf({ qualities: ['high', 'medium', 'max'] }) };
		expect(decide(byRole, spent, job, 2)).toEqual({ job: cheapest('medium') });
	});

	test('“cheaper” lets through what only fits because it became cheaper, and refuses by the lower price', () => {
		const [low, high] = [priceOf({ quality: 'low' }), priceOf({ quality: 'high' })];
		expect(decide(landing('cheaper'), { serverMonthMicros: budgetMicros - low })).toMatchObject({
			job: { reservedMicros: low, request: { quality: 'low' } },
		});
		expect(decide(landing('cheaper'), { serverMonthMicros: budgetMicros - low + 1 })).toMatchObject({
			refusal: { code: 'serverBudget', priceMicros: low, leftMicros: low - 1 },
		});
		expect(low).toBeLessThan(high);
	});

	test.each([
		['is the cheapest already', { quality: 'low' }],
		['has no quality', { model: 'dall-e-2', quality: null }],
		['is of a model nobody knows', { model: 'local/model', quality: null }],
	])('“cheaper” leaves what %s as it is', (_, change) => {
		const job = askedFor(change);
		expect(decide(landing('cheaper'), { serverMonthMicros: eighty }, job)).toEqual({ job });
	});

	test('“cheaper” never makes anything dearer, whatever qualities are allowed', () => {
		const anyModel = fc.constantFrom(...operator.models);
		fc.assert(
			fc.property(anyModel, fc.nat(), anyRole, fc.nat({ max: 2 }), (model, n, role, inputs) => {
				const { qualities } = modelOf(model);
				const job = askedFor({ model, quality: qualities[n % qualities.length]! }, inputs);
				const patch = { ...landing('cheaper'), [`roles.${artist}`]: role };
				const decision = decide(patch, { serverMonthMicros: eighty }, job, inputs);
				if (!('job' in decision)) return;
				const { request, reservedMicros, loweredFrom } = decision.job;
				expect(reservedMicros).toBeLessThanOrEqual(job.reservedMicros);
				expect(reservedMicros).toBe(reservationFor(request, inputs));
				expect(qualities).toContain(request.quality);
				expect(loweredFrom).toBe(request.quality === job.request.quality ? undefined : job.request.quality);
			}),
		);
	});

	test('“approval” holds for a moderator, with the money reserved', () => {
		const job = askedFor();
		expect(decide(landing('approval'), { serverMonthMicros: 8_790_000 }, job)).toEqual({
			job: { ...job, state: 'held', revision: 2, hold: { reason: 'budget' } },
			opened: {
				guildId,
				kind: 'budget',
				state: 'open',
				jobId: job.id,
				userId: job.asker.userId,
				triggers: [{ source: 'budget', verdict: 'held', percent: 87, subject: { on: 'prompt' } }],
			},
		});
	});

	test('“approval” holds what a limit counts with the limit', () => {
		const patch = { ...landing('approval'), 'limits.memberImagesPerDay': 3 };
		expect(decide(patch, { serverMonthMicros: eighty, memberImages: 1 })).toMatchObject({
			job: { state: 'held', left: 1, quota: { memberDay: 3 } },
		});
		expect(decide(patch, { serverMonthMicros: eighty, memberImages: 3 })).toMatchObject({
			refusal: { code: 'memberDay' },
		});
	});

	test('“approval” asks nobody for what does not fit', () => {
		expect(decide(landing('approval'), { serverMonthMicros: budgetMicros })).toMatchObject({
			refusal: { code: 'serverBudget', leftMicros: 0, limitMicros: budgetMicros },
		});
	});
});

test.each(['stop', 'cheaper', 'approval'])('a budget of nothing stops everything that costs, with “%s” too', (name) => {
	const patch = { ...landing(name), 'budget.microsPerMonth': 0 };
	expect(decide(patch, {})).toMatchObject({ refusal: { code: 'serverBudget', limitMicros: 0 } });
	const free = askedFor({ model: 'local/model', quality: null });
	expect(free.reservedMicros).toBe(0);
	expect(decide(patch, {}, free)).toMatchObject({ job: { state: name === 'approval' ? 'held' : 'accepted' } });
});

describe('a budget is used up', () => {
	const low = priceOf({ quality: 'low' });
	const usedUp = (leftMicros: number, patch: Patch = {}, job = askedFor({ count: 10, calls: [10] })) =>
		isUsedUp(job, 0, leftMicros, limitsOf(settingsOf(patch)));

	test('when not even a single cheap picture fits, however much was asked for', () => {
		expect(usedUp(low)).toBe(false);
		expect(usedUp(low - 1)).toBe(true);
		expect(usedUp(priceOf({ quality: 'high' }), {}, askedFor({ count: 10, calls: [10] }))).toBe(false);
	});

	test('by the cheapest quality that is allowed there', () => {
		const high = priceOf({ quality: 'high' });
		expect(usedUp(high - 1, { 'models.qualities': ['high'] })).toBe(true);
		expect(usedUp(high, { 'models.qualities': ['high'] })).toBe(false);
	});

	test('by the only price of a model without qualities', () => {
		const job = askedFor({ model: 'dall-e-2', quality: null, count: 2, calls: [2] });
		expect(usedUp(20_000, {}, job)).toBe(false);
		expect(usedUp(19_999, {}, job)).toBe(true);
	});
});
