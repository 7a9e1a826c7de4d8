import { qualitiesOf } from './allowance.ts';
import { landingAt, percentOf } from './budget.ts';
import type { Job } from './job.ts';
import * as arrow from './job.ts';
import { imagesLeft, type Limits, quotaOf, withinLimits } from './limits.ts';
import { caseOf, problemOf } from './moderation/finding.ts';
import type { Judgement, Trigger } from './moderation/judgement.ts';
import { reservationFor } from './outcome.ts';
import type { Decision, Spent } from './ports.ts';
import { countedAs } from './request.ts';

/**
 * Decides in the ledger's transaction, on what is really spent: does the request fit, does the server's soft landing make it cheaper, or is
 * it held for a moderator? What the moderation refused is written down too, for its member may appeal. `inputs`: pictures put in, which cost too.
 */
export function admit(
	asked: Job,
	inputs: number,
	spent: Spent,
	limits: Limits,
	judgement: Judgement,
	now: number,
): Decision {
	const { server } = limits;
	const landing = server && landingAt(spent.serverMonthMicros, server.settings.budget);
	const job = landing === 'cheaper' ? cheaper(asked, inputs, server?.allowance.qualities.value ?? null) : asked;
	const refusal = withinLimits(job, spent, limits, now);
	if (refusal) return { refusal };
	const quota = quotaOf(limits);
	const counted = quota ? { ...job, quota, left: imagesLeft(quota, spent) - countedAs(job.request) } : job;
	const { triggers } = judgement;
	if (judgement.verdict === 'refused') {
		return {
			job: arrow.refuse(counted, problemOf(triggers), now),
			// Outside of servers nobody could look at it again.
			...(server ? { opened: caseOf(job, 'prompt', judgement, 'refused') } : {}),
		};
	}
	const percent = (server && percentOf(spent.serverMonthMicros, server.settings.budget)) ?? 100;
	const dear: Trigger[] =
		landing === 'approval' ? [{ source: 'budget', verdict: 'held', percent, subject: { on: 'prompt' } }] : [];
	if (judgement.verdict === 'allowed' && dear.length === 0) return { job: counted };
	const reason = judgement.verdict === 'held' ? 'prompt' : 'budget';
	return {
		job: arrow.holdFor(counted, { reason }, now),
		opened: caseOf(job, reason, { ...judgement, triggers: [...triggers, ...dear] }, 'open'),
	};
}

/** Not one picture of this kind fits in what is left of the budget (micro-dollars), as cheaply as it may be drawn there. */
export function isUsedUp(asked: Job, inputs: number, leftMicros: number, { server }: Limits): boolean {
	const request = { ...asked.request, count: 1, calls: [1] };
	const single = { ...asked, request, reservedMicros: reservationFor(request, inputs) };
	return cheaper(single, inputs, server?.allowance.qualities.value ?? null).reservedMicros > leftMicros;
}

/** The cheapest quality that is allowed there; what has none, or would not become cheaper by it, stays as it is. */
function cheaper(job: Job, inputs: number, allowed: readonly string[] | null): Job {
	const { request } = job;
	const [quality] = qualitiesOf(request.model, allowed);
	if (!request.quality || !quality) return job;
	const lowered = { ...request, quality };
	const reservedMicros = reservationFor(lowered, inputs);
	return reservedMicros < job.reservedMicros
		? { ...job, request: lowered, reservedMicros, loweredFrom: request.quality }
		: job;
}
