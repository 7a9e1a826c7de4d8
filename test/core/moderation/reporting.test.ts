import { describe, expect, test } from 'vitest';
import type { Job } from '../../../src/core/job.ts';
import { type AuditEntry, type CaseBook, StaleCase } from '../../../src/core/moderation/books.ts';
import { type Case, decide, type NewCase, openCase } from '../../../src/core/moderation/case.ts';
import { createReporting } from '../../../src/core/moderation/reporting.ts';
import { jobOf, noon } from '../jobs.ts';

const unasked = () => expect.fail('nothing else was to be asked');

/** A book as the store keeps it: one case for a job and kind, and writes by revision. */
function bookOf(kept: Case[] = []) {
	const audit: AuditEntry[] = [];
	const book: CaseBook = {
		find: unasked,
		list: unasked,
		responseTimes: unasked,
		openedBefore: unasked,
		unshown: unasked,
		async ofJob(jobId, kind) {
			return kept.find((it) => it.jobId === jobId && it.kind === kind);
		},
		async open(opened: NewCase, at, lines) {
			const earlier = kept.find((it) => it.jobId === opened.jobId && it.kind === opened.kind);
			if (earlier) return earlier;
			const found = openCase(opened, kept.length + 1, at);
			kept.push(found);
			audit.push(...lines);
			return found;
		},
		async save(next, together) {
			const at = kept.findIndex(({ number }) => number === next.number);
			if (kept[at]?.revision !== next.revision - 1) throw new StaleCase(next.number);
			kept[at] = next;
			audit.push(...together.audit);
		},
	};
	return { kept, audit, book };
}

function reportingOn(kept: Case[] = [], show: (found: Case, job: Job) => Promise<void> = async () => {}) {
	const { audit, book } = bookOf(kept);
	const logged: unknown[] = [];
	const shown: Case[] = [];
	const reporting = createReporting({
		clock: { now: () => noon, sleep: async () => {} },
		cases: book,
		log: { info: unasked, warn: unasked, error: (error) => String(logged.push(error)) },
		show: async (found, job) => {
			shown.push(found);
			await show(found, job);
		},
	});
	return { kept, audit, logged, shown, report: reporting.report };
}

const job = jobOf();
const noah = { userId: '100000000000000001', text: 'this is me' };
const sue = { userId: '100000000000000002', text: '' };

describe('a report', () => {
	test('opens a case about whoever asked for the picture, and moderators are shown it', async () => {
		const { kept, audit, shown, report } = reportingOn();
		await report(job, noah);
		expect(kept).toMatchObject([
			{ kind: 'report', state: 'open', userId: job.asker.userId, jobId: job.id, reports: [{ ...noah, at: noon }] },
		]);
		expect(audit).toMatchObject([{ action: 'reported', by: noah.userId, about: job.asker.userId, why: 'this is me' }]);
		expect(shown).toEqual(kept);
	});

	test('of the same picture by others is the same case', async () => {
		const { kept, audit, shown, report } = reportingOn();
		await report(job, noah);
		await report(job, sue);
		expect(kept).toMatchObject([{ number: 1, revision: 2, reports: [noah, sue] }]);
		expect(audit.map(({ by, case: number }) => [by, number])).toEqual([
			[noah.userId, null],
			[sue.userId, 1],
		]);
		expect(shown).toHaveLength(2);
	});

	test('by the same member a second time is refused', async () => {
		const { kept, report } = reportingOn();
		await report(job, noah);
		await expect(report(job, { ...noah, text: 'again' })).rejects.toMatchObject({
			refusal: { code: 'reportedBefore' },
		});
		expect(kept[0]!.reports).toHaveLength(1);
	});

	test('of many at once loses none, and there is one case', async () => {
		const { kept, audit, report } = reportingOn();
		const many = Array.from({ length: 20 }, (_, n) => ({ userId: String(100 + n), text: `report ${n}` }));
		await Promise.all(many.map((by) => report(job, by)));
		expect(kept).toHaveLength(1);
		expect(kept[0]!.reports.map(({ userId }) => userId).toSorted()).toEqual(many.map(({ userId }) => userId));
		expect(audit).toHaveLength(20);
	});

	test('of what moderators kept waits for a decision again', async () => {
		const { kept, report } = reportingOn();
		await report(job, noah);
		kept[0] = decide(kept[0]!, { verb: 'keep', by: '1' }, noon);
		await report(job, sue);
		expect(kept[0]).toMatchObject({ state: 'open', reports: [noah, sue] });
		expect(kept[0]).not.toHaveProperty('decision');
	});

	test.each(['remove', 'spoiler'] as const)('stands beside the decision to %s it', async (verb) => {
		const { kept, report } = reportingOn();
		await report(job, noah);
		kept[0] = decide(kept[0]!, { verb, by: '1' }, noon);
		const found = await report(job, sue);
		expect(found.state).toBe({ remove: 'removed', spoiler: 'spoilered' }[verb]);
		expect(found.decision).toMatchObject({ verb });
	});

	test('is kept when it cannot be shown', async () => {
		const { kept, logged, report } = reportingOn([], async () => {
			throw new Error('Discord is away');
		});
		expect(await report(job, noah)).toEqual(kept[0]);
		expect(logged).toHaveLength(1);
	});

	test('of a picture outside of any server has nobody to decide on it', async () => {
		const dm = { ...job, asker: { ...job.asker, guildId: null } };
		await expect(reportingOn().report(dm, noah)).rejects.toMatchObject({ refusal: { code: 'jobGone' } });
	});
});
