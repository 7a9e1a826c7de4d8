import { holdFor, type Job, refuse } from '../../src/core/job.ts';
import type { AuditAction, AuditEntry } from '../../src/core/moderation/books.ts';
import { answerAppeal, appeal, type Case, decide, type NewCase } from '../../src/core/moderation/case.ts';
import type { Trigger } from '../../src/core/moderation/judgement.ts';
import type { Store } from '../../src/store/index.ts';
import { type JobChange, newJob, noon, picture } from './jobs.ts';

export const found: Trigger = {
	source: 'words',
	verdict: 'held',
	subject: { on: 'prompt' },
	entry: 'word-1',
	found: 'f\u0000x',
};

export const scored: Trigger = {
	source: 'endpoint',
	verdict: 'held',
	subject: { on: 'result', index: 0 },
	category: 'violence',
	score: 0.7,
};

export const caseOf = ({ id, asker }: Job, change: Partial<NewCase> = {}): NewCase => ({
	guildId: asker.guildId ?? '',
	userId: asker.userId,
	jobId: id,
	kind: 'prompt',
	triggers: [found, scored],
	state: 'open',
	...change,
});

export const line = (of: Case, action: AuditAction, at: number, by: string | null = '99', why = ''): AuditEntry => {
	return { guildId: of.guildId, at, by, action, case: of.number, about: of.userId, why };
};

/** A job that waits for a moderator, with its case. */
export async function heldJob(store: Store, change: JobChange = {}, at = noon): Promise<{ job: Job; opened: Case }> {
	const job = newJob(change, at);
	const held = holdFor(job, { reason: 'prompt' }, at);
	await store.ledger.accept(job, [], {}, () => ({ job: held, opened: caseOf(job) }));
	return { job: held, opened: (await store.cases.ofJob(job.id))! };
}

/** A job that a rule refused, with its case. */
export async function refusedJob(store: Store, change: JobChange = {}, at = noon): Promise<{ job: Job; opened: Case }> {
	const job = newJob(change, at);
	const refused = refuse(job, { code: 'filtered', found: ['f\u0000x'] }, at);
	const opened = caseOf(job, { state: 'refused' });
	await store.ledger.accept(job, [], {}, () => ({ job: refused, opened }));
	return { job: refused, opened: (await store.cases.ofJob(job.id))! };
}

/** Words that must be nowhere when they are gone. */
export const canary = 'canary';
export const input = picture('input', new Uint8Array([1, 2, 3]));

/** A job with the canary wherever words can be: refused by a moderator, appealed against, and answered. */
export async function refusedWithWords(
	store: Store,
	change: JobChange = {},
	at = noon,
): Promise<{ job: Job; found: Case }> {
	const request = { prompt: canary, sent: canary, persona: canary, ...change.request };
	const job = newJob({ ...change, request, scores: { violence: 0.7 } }, at);
	const held = holdFor(job, { reason: 'prompt' }, at);
	const trigger = { source: 'words', verdict: 'held', subject: { on: 'prompt' }, entry: 'w', found: canary } as const;
	const opened = caseOf(job, { triggers: [trigger] });
	await store.ledger.accept(job, [input], {}, () => ({ job: held, opened }));

	const first = (await store.cases.ofJob(job.id))!;
	const decided = decide(first, { verb: 'refuse', by: '99', reason: canary, warned: true }, at + 1);
	const refused = refuse(held, { code: 'notApproved', reason: canary }, at + 1);
	const strike = { guildId: first.guildId, userId: first.userId, case: first.number, at: at + 1, by: '99' };
	const audit = [line(decided, 'refused', at + 1, '99', canary)];
	await store.cases.save(decided, { audit, job: refused, strike });
	const appealed = appeal(decided, canary, at + 2);
	await store.cases.save(appealed, { audit: [line(appealed, 'appealed', at + 2, '11', canary)] });
	const answered = answerAppeal(appealed, { by: '99', text: canary, granted: false }, at + 3);
	await store.cases.save(answered, { audit: [line(answered, 'answered', at + 3, '99', canary)] });
	return { job: refused, found: answered };
}
