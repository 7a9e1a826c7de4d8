import type { Job } from '../job.ts';
import type { Clock, Log } from '../ports.ts';
import { Refused } from '../refusal.ts';
import { type AuditEntry, type CaseBook, StaleCase } from './books.ts';
import type { Case } from './case.ts';
import * as step from './case.ts';

export interface Reporting {
	/**
	 * A member finds that a posted picture should not be there. The same picture is the same case, whoever reports it. Throws `Refused`
	 * for a second report by the same member, and for a job outside of any server.
	 */
	report(job: Job, by: { userId: string; text: string }): Promise<Case>;
}

export interface ReportingParts {
	clock: Clock;
	cases: CaseBook;
	log: Log;
	/** Shows moderators how the case stands now. */
	show: (found: Case, job: Job) => Promise<void>;
}

export function createReporting({ clock, cases, log, show }: ReportingParts): Reporting {
	/** Resolves with the case once the report is in it; whoever else reports at the same moment comes before or after. */
	async function write(job: Job, guildId: string, by: Case['reports'][number]): Promise<Case> {
		for (;;) {
			const found = await cases.ofJob(job.id, 'report');
			if (!found) {
				const opened = { guildId, kind: 'report' as const, userId: job.asker.userId, jobId: job.id, triggers: [] };
				const written = await cases.open({ ...opened, reports: [by] }, by.at, [entry(job, guildId, null, by)]);
				if (written.reports.some((it) => isSame(it, by))) return written;
				// Somebody else's report has opened it meanwhile.
				continue;
			}
			if (found.reports.some(({ userId }) => userId === by.userId)) throw new Refused({ code: 'reportedBefore' });
			const next = step.report(found, by, by.at);
			try {
				await cases.save(next, { audit: [entry(job, guildId, found.number, by)] });
				return next;
			} catch (error) {
				if (!(error instanceof StaleCase)) throw error;
			}
		}
	}

	return {
		async report(job, { userId, text }) {
			const { guildId } = job.asker;
			if (guildId === null) throw new Refused({ code: 'jobGone' });
			const written = await write(job, guildId, { userId, text, at: clock.now() });
			// It is on disk: what cannot be shown now is shown later.
			await show(written, job).catch((error: unknown) => {
				log.error(error, { job: job.id }, 'a report could not be shown yet');
			});
			return written;
		},
	};
}

const isSame = (one: Case['reports'][number], other: Case['reports'][number]): boolean =>
	one.userId === other.userId && one.at === other.at && one.text === other.text;

const entry = (
	{ asker }: Job,
	guildId: string,
	number: number | null,
	{ userId, at, text }: Case['reports'][number],
): AuditEntry => ({ guildId, at, by: userId, action: 'reported', case: number, about: asker.userId, why: text });
