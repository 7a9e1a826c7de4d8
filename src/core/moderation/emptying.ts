import type { Call, Job, Problem } from '../job.ts';
import type { Case } from './case.ts';
import type { Trigger } from './judgement.ts';

/** What people and models wrote goes; what happened stays, with its scores and its amounts. Both are revisions like any other. */

export const emptyCase = (found: Case, now: number): Case => {
	const { decision, appeal, ...rest } = found;
	return {
		...rest,
		revision: found.revision + 1,
		changedAt: now,
		triggers: found.triggers.map(emptyTrigger),
		reports: found.reports.map((report) => ({ ...report, text: '' })),
		...(decision ? { decision: emptyDecision(decision) } : {}),
		...(appeal ? { appeal: emptyAppeal(appeal) } : {}),
		emptied: true,
	};
};

/** A member takes back what they wrote in the case of another. */
export const emptyReports = (found: Case, by: string, now: number): Case => ({
	...found,
	revision: found.revision + 1,
	changedAt: now,
	reports: found.reports.map((report) => (report.userId === by ? { ...report, text: '' } : report)),
});

/** Of a job that has ended. Its time stays: nothing happened to it. */
export const emptyJob = (job: Job): Job => {
	const { problem, asked: _, ...rest } = job;
	const { perspective: __, ...request } = job.request;
	return {
		...rest,
		revision: job.revision + 1,
		reply: { ...job.reply, token: '' },
		request: { ...request, prompt: '', sent: '', persona: null },
		calls: job.calls.map(emptyCall),
		...(problem ? { problem: emptyProblem(problem) } : {}),
		emptied: true,
	};
};

const emptyTrigger = (trigger: Trigger): Trigger => ('found' in trigger ? { ...trigger, found: '' } : trigger);

const emptyDecision = ({ verb, by, at, warned }: NonNullable<Case['decision']>): NonNullable<Case['decision']> => {
	return { verb, by, at, ...(warned ? { warned } : {}) };
};

const emptyAppeal = ({ at, answer }: NonNullable<Case['appeal']>): NonNullable<Case['appeal']> => {
	return { text: '', at, ...(answer ? { answer: { ...answer, text: '' } } : {}) };
};

/** Nothing goes on from an answer whose words are gone here. */
function emptyCall({ revisedPrompt: _, described: __, responseId: ___, problem, ...rest }: Call): Call {
	return { ...rest, ...(problem ? { problem: emptyProblem(problem) } : {}) };
}

const emptyProblem = ({ found: _, reason: __, ...rest }: Problem): Problem => rest;
