import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admit } from '../../src/core/admission.ts';
import { allowanceOf } from '../../src/core/allowance.ts';
import { dayOf, monthOf, type Period } from '../../src/core/calendar.ts';
import * as arrow from '../../src/core/job.ts';
import { chargeOf, type Job } from '../../src/core/job.ts';
import { type Limits, wantedFor } from '../../src/core/limits.ts';
import { judgementOf } from '../../src/core/moderation/judgement.ts';
import { reservationFor } from '../../src/core/outcome.ts';
import type { Spent, Wanted, Whose } from '../../src/core/ports.ts';
import type { Settings } from '../../src/core/settings.ts';
import { anySettings } from './any-settings.ts';
import { jobOf, requestOf } from './jobs.ts';
import { artist, guildId, operator, spentOf } from './servers.ts';

const judgement = judgementOf([], {});
/** Half an hour before a day and a month end in India, where the server is or is not. */
const begin = Date.parse('2026-11-30T18:00Z');
const otherGuild = '41771983423143999';

/** A member, what they ask for, how long after the request before (ms), and which job moves on meanwhile, and how. */
const anyStep = fc.record({
	userId: fc.constantFrom('1', '2', '3'),
	guild: fc.constantFrom(guildId, guildId, guildId, otherGuild, null),
	model: fc.constantFrom('gpt-image-2.5-flare', 'gpt-image-2', 'local/model'),
	quality: fc.constantFrom('low', 'medium', 'medium', 'high'),
	calls: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 2 }),
	after: fc.constantFrom(0, 1, 1_000, 60_000, 3_600_000, 30 * 3_600_000),
	moving: fc.nat(),
	move: fc.constantFrom('none', 'approve', 'reject', 'expire', 'cancel', 'send', 'made', 'partly', 'failed', 'unknown'),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** The road's next arrow for a job; where that is not legal the job stays. What comes back costs at most what was reserved. */
function moved(job: Job, { move }: Step, now: number): Job {
	const share = (n: number) => Math.floor((job.reservedMicros * job.calls[n]!.images) / job.request.count);
	const settleAll = (stateOf: (n: number) => 'made' | 'failed' | 'unknown') =>
		arrow.conclude(
			job.calls.reduce((it, { n }) => arrow.settleCall(it, n, { state: stateOf(n), costMicros: share(n) }, now), job),
			now,
		);
	try {
		switch (move) {
			case 'approve':
				return job.state === 'held' ? arrow.approve(job, now) : job;
			case 'reject':
				return job.state === 'held' ? arrow.refuse(job, { code: 'notApproved' }, now) : job;
			case 'expire':
				return arrow.expire(job, now);
			case 'cancel':
				return arrow.cancel(job, now);
			case 'send':
				return arrow.send(job.state === 'accepted' ? arrow.queue(job, now) : job, 0, now);
			case 'made':
			case 'failed':
			case 'unknown':
				return settleAll(() => move);
			case 'partly':
				return settleAll((n) => (n === 0 ? 'made' : 'failed'));
			case 'none':
				return job;
		}
	} catch (error) {
		if (error instanceof arrow.IllegalArrow) return job;
		throw error;
	}
}

const total = (jobs: readonly Job[], of: (job: Job) => number) => jobs.reduce((sum, job) => sum + of(job), 0);
const images = (job: Job) => chargeOf(job).images;
const micros = (job: Job) => chargeOf(job).micros;
const billed = ({ costMicros, reservedMicros }: Job) => costMicros ?? reservedMicros;

/** The ledger's sums: nothing of what is not wanted. */
function spentBy(jobs: readonly Job[], { guildId: guild, userId }: Whose, wanted: Wanted): Spent {
	const since = (of: readonly Job[], from: number | undefined) =>
		of.filter(({ createdAt }) => from !== undefined && createdAt >= from);
	const ofServer = guild === null ? [] : jobs.filter(({ asker }) => asker.guildId === guild);
	const ofMember = ofServer.filter(({ asker }) => asker.userId === userId);
	const counting = wanted.member ? ofMember.filter((job) => images(job) > 0) : [];
	const running = ['accepted', 'queued', 'sending'];
	return spentOf({
		operatorMicros: total(since(jobs, wanted.operatorSince), billed),
		serverDayImages: total(since(ofServer, wanted.serverDaySince), images),
		serverMonthImages: total(since(ofServer, wanted.serverMonthSince), images),
		serverMonthMicros: total(since(ofServer, wanted.serverMonthSince), micros),
		memberImages: total(since(ofMember, wanted.memberSince), images),
		memberRunning: wanted.member ? ofMember.filter(({ state }) => running.includes(state)).length : 0,
		memberLastAt: counting.length > 0 ? Math.max(...counting.map(({ createdAt }) => createdAt)) : null,
	});
}

function limitsFor(settings: Settings, guild: string | null, userId: string, cap: number | null): Limits {
	if (guild === null) return { operatorMicrosPerDay: cap, directImagesPerDay: null, server: undefined };
	// One of the three has a role.
	const roleIds = userId === '2' ? [artist] : [];
	return {
		operatorMicrosPerDay: cap,
		directImagesPerDay: null,
		server: { settings, allowance: allowanceOf(settings, { guildId: guild, roleIds }, operator) },
	};
}

function jobFor({ userId, guild, model, quality, calls }: Step, id: number, now: number): Job {
	const count = calls.reduce((sum, it) => sum + it, 0);
	const request = requestOf({ model, quality: model === 'local/model' ? null : quality, count, calls });
	const job = jobOf(request, { id: String(id), reservedMicros: reservationFor(request, 0) });
	return { ...job, asker: { ...job.asker, userId, guildId: guild }, createdAt: now };
}

/** No sum is above its limit in the day and the month of this job; counted over all jobs of them, not only since something. */
function expectWithin(jobs: readonly Job[], { asker, createdAt }: Job, { operatorMicrosPerDay, server }: Limits): void {
	const within = ({ start, end }: Period) => jobs.filter((job) => job.createdAt >= start && job.createdAt < end);
	expectAtMost(operatorMicrosPerDay, total(within(dayOf(createdAt, 'UTC')), billed));
	if (!server) return;
	const { limits, budget, look } = server.settings;
	const here = (job: Job) => job.asker.guildId === asker.guildId;
	const today = within(dayOf(createdAt, look.timeZone)).filter(here);
	const month = within(monthOf(createdAt, look.timeZone)).filter(here);
	const own = today.filter((job) => job.asker.userId === asker.userId);
	expectAtMost(limits.serverImagesPerDay, total(today, images));
	expectAtMost(limits.serverImagesPerMonth, total(month, images));
	expectAtMost(budget.microsPerMonth, total(month, micros));
	expectAtMost(server.allowance.memberImagesPerDay.value, total(own, images));
}

const expectAtMost = (limit: number | null, sum: number) => expect(sum).toBeLessThanOrEqual(limit ?? sum);

test('whatever is asked for, in whatever order, and whatever comes of it: no limit is ever exceeded by a picture or a micro-dollar', () => {
	const seen = new Set<string>();
	const anyCap = fc.option(fc.nat({ max: 4_000_000 }), { nil: null, freq: 2 });
	fc.assert(
		fc.property(anySettings, anyCap, fc.array(anyStep, { minLength: 20, maxLength: 50 }), (settings, cap, steps) => {
			const jobs: Job[] = [];
			let now = begin;
			for (const step of steps) {
				now += step.after;
				const at = step.moving % Math.max(1, jobs.length);
				const before = jobs[at];
				if (before) {
					const after = moved(before, step, now);
					// What comes of a job gives back, and never takes more.
					for (const of of [billed, images, micros]) expect(of(after)).toBeLessThanOrEqual(of(before));
					jobs[at] = after;
					seen.add(`then ${after.state}`);
				}

				const job = jobFor(step, jobs.length, now);
				const limits = limitsFor(settings, step.guild, step.userId, cap);
				const decision = admit(job, 0, spentBy(jobs, job.asker, wantedFor(limits, now)), limits, judgement, now);
				if ('refusal' in decision) {
					seen.add(decision.refusal.code);
					continue;
				}
				jobs.push(decision.job);
				seen.add(decision.job.loweredFrom ? 'lowered' : decision.job.state);
				expectWithin(jobs, decision.job, limits);
			}
		}),
		{ numRuns: 1500 },
	);
	// Every rule said no and every landing landed, or the walks would prove nothing of them.
	const rules = ['atOnce', 'cooldown', 'memberDay', 'operatorBudget', 'serverBudget', 'serverDay', 'serverMonth'];
	const ends = ['made', 'refused', 'failed', 'unknown', 'cancelled', 'expired'].map((state) => `then ${state}`);
	expect([...seen]).toEqual(expect.arrayContaining([...rules, ...ends, 'accepted', 'held', 'lowered']));
});
