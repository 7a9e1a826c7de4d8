import type { Moderating } from '../../core/holding.ts';
import type { Job } from '../../core/job.ts';
import { type AuditAction, StaleCase } from '../../core/moderation/books.ts';
import { type Case, decide, type Verb } from '../../core/moderation/case.ts';
import { Refused } from '../../core/refusal.ts';
import type { Office } from '../office.ts';
import { postedPictures } from '../posted.ts';

export type ReportVerb = Extract<Verb, 'keep' | 'spoiler' | 'remove'>;

const actions: Record<ReportVerb, AuditAction> = { keep: 'kept', spoiler: 'spoilered', remove: 'removed' };

type Desk = Pick<
	Office,
	| 'cases'
	| 'findJob'
	| 'pictures'
	| 'forgetPictures'
	| 'removed'
	| 'moderation'
	| 'delivery'
	| 'api'
	| 'download'
	| 'clock'
>;

/**
 * What becomes of a posted picture: written down first, then done; the first decision holds. Resolves with whether the post was still
 * there. Throws `CaseClosed` and `Refused` as decisions on jobs do.
 */
export async function decideReport(
	office: Desk,
	number: number,
	verb: ReportVerb,
	{ guildId, by }: Moderating,
): Promise<{ decided: Case; wasThere: boolean }> {
	for (;;) {
		const found = await office.cases.find(guildId, number);
		if (!found) throw new Refused({ code: 'caseGone' });
		const at = office.clock.now();
		const decided = decide(found, { verb, by }, at);
		const about = found.userId;
		const audit = [{ guildId, at, by, action: actions[verb], case: number, about, why: '' }];
		try {
			await office.cases.save(decided, { audit });
		} catch (error) {
			if (error instanceof StaleCase) continue;
			throw error;
		}
		const wasThere = await carryOut(office, decided);
		await office.delivery.redraw(decided, await office.findJob(decided.jobId));
		return { decided, wasThere };
	}
}

/** Does what was decided of a post; doing it again changes nothing. False when the post is gone. */
export async function carryOut(office: Desk, decided: Case): Promise<boolean> {
	const { state, guildId, number } = decided;
	const job = state === 'spoilered' || state === 'removed' ? await office.findJob(decided.jobId) : undefined;
	if (!job) return true;
	if (state === 'spoilered') return office.delivery.cover(job);
	await office.removed.add(guildId, await hashesOf(office, job), number, office.clock.now());
	// What nobody can fetch from Discord is kept here.
	await office.forgetPictures(job.id, 'result');
	return office.delivery.takeDown(job);
}

/** What was done to the post, as far as that can be: what is deleted does not come back, but may be posted again. */
export async function takeBack(office: Desk, { kind, state, jobId, guildId, number }: Case): Promise<void> {
	if (kind !== 'report') return;
	const job = await office.findJob(jobId);
	if (state === 'removed') await office.removed.drop(guildId, number);
	if (state === 'spoilered' && job) await office.delivery.cover(job, job.look?.spoiler === true);
}

/** By what is kept here, else by what is posted. What cannot be had is left out. */
async function hashesOf(office: Desk, job: Job): Promise<string[]> {
	const kept = (await office.pictures(job.id, 'result')).map(({ bytes }) => bytes);
	const pictures = kept.length > 0 ? kept : await postedOf(office, job);
	const hashes = await Promise.all(pictures.map((bytes) => office.moderation.hashOf(bytes)));
	return hashes.filter((hash) => hash !== undefined);
}

async function postedOf({ api, download }: Desk, job: Job): Promise<Uint8Array[]> {
	const sources = await postedPictures(api, job);
	const bytes = await Promise.all(sources.map((source) => download(source).catch(() => undefined)));
	return bytes.filter((it) => it !== undefined);
}
