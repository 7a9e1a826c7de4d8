import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as arrow from '../../src/core/job.ts';
import { IllegalArrow, type Job, type JobState } from '../../src/core/job.ts';
import { jobOf, noon } from './jobs.ts';

const later = noon + 1000;
const three = { count: 3, calls: [1, 1, 1] };
const broken = { code: 'internal', reference: 'bcdfgh' } as const;
const posted = { messageId: '99', altered: false };

const queued = (job = jobOf()) => arrow.queue(job, noon);
const sent = (job = jobOf()) => job.calls.reduce((it, { n }) => arrow.send(it, n, noon), queued(job));
const settled = (state: 'made' | 'refused' | 'failed' | 'unknown', costMicros: number) => {
	const problems = { made: undefined, refused: 'moderation', failed: 'badInput', unknown: 'lost' } as const;
	const code = problems[state];
	return { state, costMicros, ...(code ? { problem: { code } } : {}) };
};
const made = (job = sent()) =>
	arrow.conclude(
		job.calls.reduce((it, { n }) => arrow.settleCall(it, n, settled('made', 10), noon), job),
		noon,
	);
const ended = (state: 'failed' | 'unknown') =>
	arrow.conclude(arrow.settleCall(sent(), 0, settled(state, 0), noon), noon);

const hold = (job: Job, now: number) => arrow.holdFor(job, { reason: 'budget' }, now);
/** A rule's word, or a moderator's, before anything was sent. */
const refused = (job: Job, now: number) => arrow.refuse(job, { code: 'notApproved' }, now);

/** A job in every state, brought there by legal arrows only. */
const jobIn: Record<JobState, () => Job> = {
	accepted: () => jobOf(),
	held: () => hold(jobOf(), noon),
	queued: () => queued(),
	sending: () => sent(),
	made: () => made(),
	delivered: () => arrow.deliver(made(), noon, posted),
	refused: () => refused(jobOf(), noon),
	failed: () => ended('failed'),
	unknown: () => ended('unknown'),
	cancelled: () => arrow.cancel(queued(), noon),
	expired: () => arrow.expire(hold(jobOf(), noon), noon),
};

const arrows = {
	queue: { go: arrow.queue, to: 'queued', from: ['accepted', 'held', 'sending', 'refused'] },
	approve: { go: (job: Job, now: number) => arrow.approve(job, now), to: 'queued', from: ['held', 'refused'] },
	refuse: { go: refused, to: 'refused', from: ['accepted', 'held', 'sending', 'made'] },
	hold: { go: hold, to: 'held', from: ['accepted', 'made'] },
	holdAgain: { go: arrow.holdAgain, to: 'held', from: ['queued', 'refused'] },
	cancel: { go: arrow.cancel, to: 'cancelled', from: ['accepted', 'held', 'queued'] },
	expire: { go: arrow.expire, to: 'expired', from: ['held', 'made'] },
	send: { go: (job: Job, now: number) => arrow.send(job, 0, now), to: 'sending', from: ['queued', 'sending'] },
	fail: {
		go: (job: Job, now: number) => arrow.fail(job, broken, now),
		to: 'failed',
		from: ['accepted', 'queued', 'sending', 'made'],
	},
	deliver: { go: (job: Job, now: number) => arrow.deliver(job, now, posted), to: 'delivered', from: ['made'] },
} as const;

const states = Object.keys(jobIn) as JobState[];

describe('the arrows', () => {
	for (const [name, { go, to, from }] of Object.entries(arrows)) {
		const legal: readonly JobState[] = from;
		test.each(legal)(`${name} leads from %s to ${to}`, (state) => {
			const before = jobIn[state]();
			const after = go(before, later);
			expect(after).toMatchObject({ state: to, revision: before.revision + 1, changedAt: later });
			expect(before.state).toBe(state);
		});
		test.each(states.filter((state) => !legal.includes(state)))(`${name} is illegal from %s`, (state) => {
			expect(() => go(jobIn[state](), later)).toThrow(IllegalArrow);
		});
	}

	test.each(states.filter((state) => state !== 'queued' && state !== 'sending'))(
		'no call is settled or lost in %s',
		(state) => {
			const job = jobIn[state]();
			expect(() => arrow.settleCall(job, 0, settled('made', 1), later)).toThrow(IllegalArrow);
			expect(() => arrow.loseSentCalls(job, later)).toThrow(IllegalArrow);
		},
	);

	test('what was delivered or told of owes the member nothing more', () => {
		for (const state of states) {
			expect(arrow.owesMember(jobIn[state]())).toBe(state !== 'delivered');
			expect(arrow.owesMember(arrow.note(jobIn[state](), { told: true }, later))).toBe(false);
		}
	});
});

describe('a job', () => {
	test('begins with one waiting call for each part of its request, and costs nothing yet', () => {
		expect(jobOf(three)).toMatchObject({
			state: 'accepted',
			revision: 1,
			costMicros: null,
			reservedMicros: 53_070,
			createdAt: noon,
			calls: [0, 1, 2].map((n) => ({ n, images: 1, state: 'waiting', notTaken: 0 })),
		});
	});

	test('knows when each call was sent and when it ended', () => {
		const job = arrow.settleCall(arrow.send(queued(jobOf(three)), 1, 5), 1, settled('made', 7), 9);
		expect(job.calls[1]).toMatchObject({ state: 'made', sentAt: 5, endedAt: 9, costMicros: 7 });
		expect(job.calls[0]).toMatchObject({ state: 'waiting' });
	});

	test('waits again when the provider did not take its only call', () => {
		const job = arrow.putBack(sent(), 0, later);
		expect(job).toMatchObject({ state: 'queued', calls: [{ state: 'waiting', notTaken: 1 }] });
		expect(arrow.putBack(arrow.send(job, 0, later), 0, later).calls[0]).toMatchObject({ notTaken: 2 });
	});

	test('stays in sending while another of its calls is out', () => {
		const job = arrow.putBack(sent(jobOf(three)), 1, later);
		expect(job.state).toBe('sending');
		expect(job.calls.map(({ state }) => state)).toEqual(['sent', 'waiting', 'sent']);
	});

	test('notes where its message is without moving', () => {
		const job = arrow.note(made(), { postingAt: 7 }, later);
		expect(job).toMatchObject({ state: 'made', postingAt: 7, changedAt: later, revision: made().revision + 1 });
	});

	test('remembers the message that holds its result, and whether the bytes are the provider’s own', () => {
		const job = arrow.deliver(made(), later, { messageId: '42', altered: true });
		expect(job).toMatchObject({ reply: { messageId: '42', token: jobOf().reply.token }, altered: true });
	});
});

describe('the money of a job', () => {
	const conclude = (...calls: [Parameters<typeof settled>[0], number][]) => {
		const job = sent(jobOf({ count: calls.length, calls: calls.map(() => 1) }));
		const all = calls.reduce((it, [state, cost], n) => arrow.settleCall(it, n, settled(state, cost), noon), job);
		return arrow.conclude(all, noon);
	};

	test('one picture among refusals makes the job, and every call is paid', () => {
		const job = conclude(['refused', 3], ['made', 40], ['unknown', 20]);
		expect(job).toMatchObject({ state: 'made', costMicros: 63 });
		expect(job.problem).toBeUndefined();
	});

	test('what nobody knows comes before what was refused, and that before what failed', () => {
		expect(conclude(['failed', 0], ['refused', 5], ['unknown', 20])).toMatchObject({
			state: 'unknown',
			costMicros: 25,
			problem: { code: 'lost' },
		});
		expect(conclude(['failed', 0], ['refused', 5])).toMatchObject({
			state: 'refused',
			costMicros: 5,
			problem: { code: 'moderation' },
		});
		expect(conclude(['failed', 2])).toMatchObject({ state: 'failed', costMicros: 2, problem: { code: 'badInput' } });
	});

	test('a cancelled or failed job that was never sent cost nothing', () => {
		expect(arrow.cancel(queued(), noon).costMicros).toBe(0);
		expect(arrow.fail(queued(), broken, noon)).toMatchObject({ costMicros: 0, problem: broken });
	});

	test('pictures that cannot be shown were paid all the same', () => {
		expect(arrow.fail(made(), { code: 'unusable' }, noon).costMicros).toBe(10);
		expect(arrow.fail(arrow.settleCall(sent(), 0, settled('made', 10), noon), broken, noon).costMicros).toBe(10);
	});

	test('pictures that nobody collected, or that a moderator holds back, were paid all the same', () => {
		expect(arrow.expire(made(), noon).costMicros).toBe(10);
		expect(arrow.expire(jobIn.held(), noon).costMicros).toBe(0);
		const withheld = arrow.holdFor(made(), { reason: 'result' }, noon);
		for (const end of [arrow.cancel, arrow.expire, refused]) expect(end(withheld, noon).costMicros).toBe(10);
	});

	test('calls that a crash caught keep their share of the reservation, the others what they are', () => {
		const crashed = arrow.settleCall(sent(jobOf(three, { reservedMicros: 100 })), 0, settled('made', 30), noon);
		const job = arrow.loseSentCalls(crashed, later);
		expect(job.calls.map(({ state, costMicros }) => [state, costMicros])).toEqual([
			['made', 30],
			['unknown', 34],
			['unknown', 34],
		]);
		expect(arrow.conclude(job, later)).toMatchObject({ state: 'made', costMicros: 98 });
	});
});

describe('any walk along legal arrows', () => {
	type Step = (job: Job, now: number) => Job;
	const isOut = (job: Job) => job.calls.some(({ state }) => state === 'sent');
	const call = fc.nat({ max: 3 });
	const ending = fc.constantFrom('made', 'refused', 'failed', 'unknown');
	const step: fc.Arbitrary<Step> = fc.oneof(
		fc.constantFrom<Step>(arrow.cancel, arrow.expire, arrow.loseSentCalls, arrow.approve, arrow.holdAgain),
		// Nothing is judged while a call is out.
		fc.constantFrom<Step>(hold, refused).map<Step>((go) => (job, now) => (isOut(job) ? job : go(job, now))),
		// The road queues what was never sent, and ends a job only when none of its calls is out.
		fc.constant<Step>((job, now) => (job.state === 'accepted' ? arrow.queue(job, now) : job)),
		fc.constant<Step>((job, now) => (isOut(job) ? job : arrow.conclude(job, now))),
		fc.constant<Step>((job, now) => (isOut(job) ? job : arrow.fail(job, broken, now))),
		fc.constant<Step>((job, now) => arrow.deliver(job, now, posted)),
		fc.constant<Step>((job, now) => arrow.note(job, { postingAt: now }, now)),
		// The road sends only what waits, and hears only of what was sent.
		call.map<Step>((n) => (job, now) => (job.calls[n]?.state === 'waiting' ? arrow.send(job, n, now) : job)),
		call.map<Step>((n) => (job, now) => (job.calls[n]?.state === 'sent' ? arrow.putBack(job, n, now) : job)),
		fc.tuple(call, ending, fc.nat({ max: 100_000 })).map<Step>(
			([n, state, cost]) =>
				(job, now) =>
					job.calls[n]?.state === 'sent' ? arrow.settleCall(job, n, settled(state, cost), now) : job,
		),
	);
	const owed = (job: Job) => job.calls.reduce((sum, { costMicros }) => sum + (costMicros ?? 0), 0);

	test('raises the revision by one at a time and never forgets what a call cost', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 40 }), (calls, steps) => {
				let job = jobOf({ count: calls, calls: Array<number>(calls).fill(1) });
				let now = noon;
				for (const take of steps) {
					now += 1;
					let next: Job;
					try {
						next = take(job, now);
					} catch (error) {
						expect(error).toBeInstanceOf(IllegalArrow);
						continue;
					}
					if (next !== job) expect(next).toMatchObject({ revision: job.revision + 1, changedAt: now });
					expect(owed(next)).toBeGreaterThanOrEqual(owed(job));
					expect(next).toMatchObject({ reservedMicros: job.reservedMicros, request: job.request, asker: job.asker });
					job = next;
				}
				if (job.costMicros !== null) expect(job.costMicros).toBe(owed(job));
				const isOpen = ['accepted', 'held', 'queued', 'sending'].includes(job.state);
				// What is drawn, and held back, is paid already.
				const isDrawn = job.calls.some(({ state }) => state === 'made') && job.state === 'held';
				expect(job.costMicros === null).toBe(isOpen && !isDrawn);
			}),
			{ numRuns: 500 },
		);
	});
});
