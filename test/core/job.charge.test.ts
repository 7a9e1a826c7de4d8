import { describe, expect, test } from 'vitest';
import * as arrow from '../../src/core/job.ts';
import { type Call, chargeOf, type Job, type JobState } from '../../src/core/job.ts';
import { drawingOf, settlementOf } from '../../src/core/outcome.ts';
import type { Outcome } from '../../src/core/ports.ts';
import { jobOf, noon } from './jobs.ts';

const reserved = 300;
const three = (calls: number[] = [1, 1, 1]) => jobOf({ count: 3, calls }, { reservedMicros: reserved });
const held = () => arrow.holdFor(three(), { reason: 'budget' }, noon);
const sent = (job = three()) => job.calls.reduce((it, { n }) => arrow.send(it, n, noon), arrow.queue(job, noon));

type Ending = Pick<Call, 'state'> & Partial<Call>;
const made: Ending = { state: 'made', costMicros: 90 };
const refused: Ending = { state: 'refused', costMicros: 7, problem: { code: 'moderation' } };
const failed: Ending = { state: 'failed', costMicros: 0, problem: { code: 'badInput' } };
const unusable: Ending = { state: 'failed', costMicros: 100, problem: { code: 'unusable' } };
const unknown: Ending = { state: 'unknown', costMicros: 100, problem: { code: 'lost' } };

/** Every call has ended so. */
const concluded = (...endings: Ending[]) =>
	arrow.conclude(
		endings.reduce((job, ending, n) => arrow.settleCall(job, n, ending, noon), sent()),
		noon,
	);
/** Drawn, and held back because of what was drawn. */
const withheld = () => arrow.holdFor(concluded(made, made, made), { reason: 'result' }, noon);
const notApproved = (job: Job) => arrow.refuse(job, { code: 'notApproved' }, noon);
const posted = { messageId: '99', altered: false };
const everything = { images: 3, micros: reserved };
const nothing = { images: 0, micros: 0 };
const allMade = { images: 3, micros: 270 };

describe('a server and its member are charged', () => {
	test.each<[JobState, Job]>([
		['accepted', three()],
		['held', held()],
		['queued', arrow.queue(three(), noon)],
		['queued', arrow.approve(held(), noon)],
		['sending', sent()],
	])('for all that was asked for while nobody knows what comes of it: %s', (state, job) => {
		expect(job.state).toBe(state);
		expect(chargeOf(job)).toEqual(everything);
	});

	test('for all that was asked for until the last call has ended', () => {
		const job = arrow.settleCall(arrow.settleCall(sent(), 0, made, noon), 1, refused, noon);
		expect(chargeOf(job)).toEqual(everything);
	});

	test('for a description as for one picture, unless it came to nothing', () => {
		const described = jobOf({ action: 'describe', endpoint: 'describe', count: 0, calls: [0] }, { reservedMicros: 40 });
		expect(chargeOf(described)).toEqual({ images: 1, micros: 40 });
		const end = (ending: Ending) => arrow.conclude(arrow.settleCall(sent(described), 0, ending, noon), noon);
		expect(chargeOf(end({ state: 'made', images: 0, costMicros: 3 }))).toEqual({ images: 1, micros: 3 });
		expect(chargeOf(end(failed))).toEqual(nothing);
	});

	test('for all that was asked for while the provider does not take it', () => {
		expect(chargeOf(arrow.putBack(sent(), 1, noon))).toEqual(everything);
	});

	test.each<[JobState, Job]>([
		['made', concluded(made, made, made)],
		['delivered', arrow.deliver(concluded(made, made, made), noon, posted)],
		// They were drawn and paid; their member did not fetch them.
		['expired', arrow.expire(concluded(made, made, made), noon)],
		['expired', arrow.expire(arrow.approve(withheld(), noon), noon)],
		// A moderator may let them on yet.
		['held', withheld()],
		['made', arrow.approve(withheld(), noon)],
		['made', arrow.approve(notApproved(withheld()), noon)],
	])('for the pictures that came, at what they cost: %s', (state, job) => {
		expect(job.state).toBe(state);
		expect(chargeOf(job)).toEqual(allMade);
	});

	test.each<[JobState, Job]>([
		['failed', concluded(failed, failed, failed)],
		['failed', arrow.fail(three(), { code: 'internal' }, noon)],
		['failed', arrow.fail(concluded(made, made, made), { code: 'unusable' }, noon)],
		['failed', concluded(unusable, unusable, unusable)],
		['refused', concluded(refused, failed, failed)],
		['refused', notApproved(held())],
		['refused', notApproved(concluded(made, made, made))],
		['refused', notApproved(withheld())],
		['unknown', concluded(unknown, unknown, refused)],
		['cancelled', arrow.cancel(three(), noon)],
		['cancelled', arrow.cancel(held(), noon)],
		['expired', arrow.expire(held(), noon)],
		// Drawn, doubted and never shown: the operator's alone.
		['expired', arrow.expire(withheld(), noon)],
		['cancelled', arrow.cancel(withheld(), noon)],
	])('for nothing where nothing came: %s', (state, job) => {
		expect(job.state).toBe(state);
		expect(chargeOf(job)).toEqual(nothing);
	});

	test.each([
		['refused', refused],
		['failed', failed],
		['of no use', unusable],
		['unknown', unknown],
	])('for those that came when others were %s, which is the operator’s alone', (_, ending) => {
		const job = concluded(ending, made, ending);
		expect(job).toMatchObject({ state: 'made', costMicros: 90 + 2 * ending.costMicros! });
		expect(chargeOf(job)).toEqual({ images: 1, micros: 90 });
		expect(chargeOf(arrow.deliver(job, noon, posted))).toEqual({ images: 1, micros: 90 });
	});

	test('for those that came before a crash, not for those it caught', () => {
		const crashed = arrow.loseSentCalls(arrow.settleCall(sent(), 1, made, noon), noon);
		const job = arrow.conclude(crashed, noon);
		expect(job).toMatchObject({ state: 'made', costMicros: 290 });
		expect(chargeOf(job)).toEqual({ images: 1, micros: 90 });
	});

	test('for nothing where a crash caught everything; the operator keeps the reservation', () => {
		const job = arrow.conclude(arrow.loseSentCalls(sent(), noon), noon);
		expect(job).toMatchObject({ state: 'unknown', costMicros: reserved });
		expect(chargeOf(job)).toEqual(nothing);
	});
});

describe('what the provider answers', () => {
	const settledBy = (outcome: Outcome) => {
		const job = sent(three([3]));
		const call = job.calls[0]!;
		const { call: ending } = settlementOf(outcome, job, call, drawingOf(job.request, call.images, 0));
		return arrow.conclude(arrow.settleCall(job, 0, ending, noon), noon);
	};
	const picture = { bytes: new Uint8Array(1), type: 'image/png' };
	const usage = { inputText: 10, inputImage: 0, output: 100 };
	const pictures = (count: number) => Array.from({ length: count }, () => picture);

	test('with fewer pictures than were asked for is charged by those that came', () => {
		const job = settledBy({ kind: 'made', pictures: pictures(2), usage });
		expect(chargeOf(job)).toEqual({ images: 2, micros: 3050 });
	});

	test('with more pictures than were asked for is not charged beyond that', () => {
		expect(chargeOf(settledBy({ kind: 'made', pictures: pictures(5), usage }))).toEqual({ images: 3, micros: 3050 });
	});

	test.each<[JobState, Outcome]>([
		['refused', { kind: 'refused', categories: [], usage }],
		['failed', { kind: 'unusable', detail: 'HTML', usage }],
	])('and bills without a picture is on the operator’s account alone: %s', (state, outcome) => {
		const job = settledBy(outcome);
		expect(job).toMatchObject({ state, costMicros: 3050 });
		expect(chargeOf(job)).toEqual(nothing);
	});

	test('or not, keeps the price of all on the operator’s account and gives the member theirs back', () => {
		const job = settledBy({ kind: 'unknown', detail: 'reset' });
		expect(job.state).toBe('unknown');
		expect(job.costMicros).toBeGreaterThan(3 * 53_000);
		expect(chargeOf(job)).toEqual(nothing);
	});
});

describe('a held job', () => {
	const other = { ...three().request, prompt: 'a harbour at night', sent: 'a harbour at night' };

	test('knows why it waits, and costs nothing yet', () => {
		expect(held()).toMatchObject({ state: 'held', revision: 2, hold: { reason: 'budget' }, costMicros: null });
		expect(notApproved(held())).toMatchObject({ problem: { code: 'notApproved' }, costMicros: 0, told: false });
	});

	test('goes on to its place in the line; where it is drawn already, to its member', () => {
		expect(arrow.approve(held(), noon)).toMatchObject({ state: 'queued', cleared: true, costMicros: null });
		expect(arrow.approve(withheld(), noon)).toMatchObject({ state: 'made', cleared: true, costMicros: 270 });
	});

	test('may go on with other words, and keeps its member’s own', () => {
		const seen = { prompt: 'a lighthouse in a storm', sent: 'As seen by a sailor: a lighthouse in a storm' };
		const changed = arrow.approve(arrow.holdFor(jobOf(seen), { reason: 'prompt' }, noon), noon, other);
		expect(changed.request).toEqual(other);
		expect(changed.asked).toEqual(seen);
		// However often they are changed.
		const again = arrow.approve(arrow.refuse({ ...changed, state: 'made' }, { code: 'notApproved' }, noon), noon, {
			...other,
			prompt: 'a quay',
		});
		expect(again.asked).toEqual(seen);
		expect(arrow.approve(held(), noon)).not.toHaveProperty('asked');
	});

	test('that is taken back into the line of those who wait is as it was before the decision', () => {
		const { revision: _, ...before } = held();
		for (const decided of [arrow.approve(held(), noon), arrow.approve(held(), noon, other), notApproved(held())]) {
			const { revision: __, cleared, told, ...again } = arrow.holdAgain(decided, noon);
			expect(again).toEqual(before);
			expect([cleared, told]).toEqual([false, false]);
		}
	});

	test('that was refused by mistake goes on as if it had not been, and its member hears of it anew', () => {
		const told = arrow.note(notApproved(held()), { told: true }, noon);
		const granted = arrow.approve(told, noon);
		expect(granted).toMatchObject({ state: 'queued', costMicros: null, told: false });
		expect(granted).not.toHaveProperty('problem');
		expect(arrow.owesMember(granted)).toBe(true);
	});

	test('that the provider refused is not bought again by a moderator', () => {
		expect(() => arrow.approve(concluded(refused, refused, refused), noon)).toThrow(arrow.IllegalArrow);
	});
});
