import type { SettingsBook } from './books.ts';
import type { Job } from './job.ts';
import * as arrow from './job.ts';
import type { AuditAction, AuditEntry, CaseBook, With } from './moderation/books.ts';
import { StaleCase } from './moderation/books.ts';
import * as step from './moderation/case.ts';
import { type Case, CaseClosed } from './moderation/case.ts';
import type { Moderator } from './moderation/moderator.ts';
import { type Clock, type Delivery, type Ledger, StaleJob } from './ports.ts';
import { Refused } from './refusal.ts';
import { reworded } from './rewording.ts';
import type { Settings } from './settings.ts';
import type { Track } from './track.ts';

/** Who decides, in which server. */
export interface Moderating {
	guildId: string;
	by: string;
}

export interface Approval {
	/** Other words to draw with. */
	prompt?: string;
}

export interface Rejection {
	/** The member reads it. */
	reason?: string;
	/** A strike that fades. */
	warn?: boolean;
}

/**
 * What waits for a moderator: it has its place in the ledger and its money is reserved, but nothing of it is bought or shown. Every
 * decision is one transaction over the case and its job; the first one holds. All of them throw `CaseClosed` when somebody was faster,
 * and `Refused` where there is no such case.
 */
export interface Holding {
	/** Shows a held job to its member and to the moderators. */
	present(track: Track): Promise<void>;
	/** It goes the rest of the road, with its place in the line; or to its member, where it is drawn already. */
	approve(number: number, who: Moderating, how?: Approval): Promise<Case>;
	refuse(number: number, who: Moderating, how?: Rejection): Promise<Case>;
	/** Within five minutes. An approval can be taken back as long as nothing of it is bought. */
	undo(number: number, who: Moderating): Promise<Case>;
	claim(number: number, who: Moderating): Promise<Case>;
	/** The member's words against a refusal; throws `Refused` when there is nothing to appeal against. */
	appeal(job: Job, text: string): Promise<Case>;
	/** Granted, it is drawn; else it stays refused. The answer reaches the member. */
	answer(number: number, who: Moderating, answer: { text: string; granted: boolean }): Promise<Case>;
	/** Its member takes it back; false when it is not held. */
	takeBack(id: string): Promise<boolean>;
	/** Ends what has waited longer than its server allows, at `now` (ms). */
	expire(now: number): Promise<void>;
	/** The card says how the case stands now; one without a card gets it. */
	show(found: Case, job: Job | undefined): Promise<void>;
	/** Shows the cards that could not be shown before. */
	catchUp(): Promise<void>;
}

export interface HoldingParts {
	clock: Clock;
	ledger: Ledger;
	cases: CaseBook;
	settings: Pick<SettingsBook, 'read'>;
	delivery: Delivery;
	moderator: Pick<Moderator, 'isFinal' | 'judgeRequest'>;
	/** Nobody else takes the job up meanwhile, and closing waits for it. */
	during: <T>(id: string, work: () => Promise<T>) => Promise<T>;
	travel: (job: Job) => Promise<void>;
	/** False when a job is no longer waiting in this process's line. */
	leaveLine: (job: Job) => boolean;
	/** This process is doing something for the job at this moment. */
	isUnderWay: (id: string) => boolean;
}

export function createHolding(parts: HoldingParts): Holding {
	const { clock, ledger, cases, settings, delivery, moderator, during, travel, leaveLine, isUnderWay } = parts;

	async function caseOf(number: number, guildId: string): Promise<Case> {
		const found = await cases.find(guildId, number);
		if (!found) throw new Refused({ code: 'caseGone' });
		return found;
	}

	/** Reads, decides and writes; whoever was faster wins, and it is decided anew on what is true then. */
	async function write(
		find: () => Promise<Case>,
		next: (found: Case, job: Job | undefined, now: number) => { next: Case; together: With },
	): Promise<{ written: Case; job: Job | undefined; moved?: Job | undefined }> {
		for (;;) {
			const found = await find();
			const job = await ledger.find(found.jobId);
			try {
				const { next: written, together } = next(found, job, clock.now());
				await cases.save(written, together);
				return { written, job: together.job ?? job, moved: together.job };
			} catch (error) {
				if (error instanceof StaleCase || error instanceof StaleJob) continue;
				// The job was moved after its case was read, and then the case has moved with it.
				const isTorn = error instanceof arrow.IllegalArrow && (await find()).revision !== found.revision;
				if (!isTorn) throw error;
			}
		}
	}

	/** A decision over case and job: written together, then the card, then the job goes on wherever it is now. */
	async function decide(
		find: () => Promise<Case>,
		next: (found: Case, job: Job | undefined, now: number) => { next: Case; together: With },
	): Promise<Case> {
		const { written, job, moved } = await write(find, next);
		// What became of a posted picture is no arrow of its job.
		if (moved) void during(moved.id, () => travel(moved));
		await delivery.redraw(written, job);
		return written;
	}

	/** A moderator's own words are bound by the operator's as well. */
	async function refuseIfFinal(guildId: string, prompt: string): Promise<void> {
		const kept = await settings.read(guildId);
		const { triggers } = await moderator.judgeRequest({ guildId, prompt, inputs: [] }, kept.settings);
		if (moderator.isFinal(triggers)) throw new Refused({ code: 'operatorRefuses' });
	}

	return {
		async present(track) {
			const { job } = track;
			await delivery.hold(job);
			const found = await cases.ofJob(job.id, job.hold?.reason);
			if (found?.state !== 'open' || found.card) return;
			await show(found, job);
		},

		async approve(number, { guildId, by }, { prompt } = {}) {
			if (prompt) await refuseIfFinal(guildId, prompt);
			return decide(
				() => caseOf(number, guildId),
				(found, job, now) => {
					const decision = { verb: 'approve' as const, by, ...(prompt ? { changedTo: prompt } : {}) };
					const next = step.decide(found, decision, now);
					refuseIfEmptied(found);
					const request = job && prompt ? reworded(job.request, prompt) : job?.request;
					const audit = [entry(found, by, prompt ? 'changed' : 'approved', now, prompt ?? '')];
					return { next, together: { audit, ...(job ? { job: arrow.approve(job, now, request) } : {}) } };
				},
			);
		},

		refuse: (number, { guildId, by }, { reason = '', warn = false } = {}) =>
			decide(
				() => caseOf(number, guildId),
				(found, job, now) => {
					const said = { ...(reason ? { reason } : {}), ...(warn ? { warned: true } : {}) };
					const next = step.decide(found, { verb: 'refuse', by, ...said }, now);
					const { userId } = found;
					return {
						next,
						together: {
							audit: [
								entry(found, by, 'refused', now, reason),
								...(warn ? [entry(found, by, 'warned', now, reason)] : []),
							],
							...(warn ? { strike: { guildId, userId, case: number, at: now, by } } : {}),
							...(job ? { job: arrow.refuse(job, { code: 'notApproved', ...(reason ? { reason } : {}) }, now) } : {}),
						},
					};
				},
			),

		async undo(number, { guildId, by }) {
			return decide(
				() => caseOf(number, guildId),
				(found, job, now) => {
					const next = step.undo(found, now);
					const audit = [entry(found, by, 'undone', now)];
					const forgiven = found.decision?.warned ? { forgiven: true } : {};
					if (!job || found.kind === 'report') return { next, together: { audit, ...forgiven } };
					// What is bought already cannot be taken back; a report of the picture can still remove it.
					const isBack = job.state === 'refused' || (job.state === 'queued' && leaveLine(job));
					if (!isBack) throw new CaseClosed(found);
					return { next, together: { audit, ...forgiven, job: arrow.holdAgain(job, now) } };
				},
			);
		},

		async claim(number, { guildId, by }) {
			const { written, job } = await write(
				() => caseOf(number, guildId),
				(found, _, now) => {
					const next = step.claim(found, by, now);
					const action = next.claimedBy ? 'claimed' : 'unclaimed';
					return { next, together: { audit: [entry(found, by, action, now)] } };
				},
			);
			await delivery.redraw(written, job);
			return written;
		},

		async appeal(job, text) {
			const find = async () => {
				const found = await cases.ofJob(job.id);
				if (!found) throw new Refused({ code: 'caseGone' });
				return found;
			};
			const { written } = await write(find, (found, _, now) => ({
				next: step.appeal(found, text, now),
				together: { audit: [entry(found, found.userId, 'appealed', now)] },
			}));
			await showNow(written, job);
			return written;
		},

		answer: (number, { guildId, by }, { text, granted }) =>
			decide(
				() => caseOf(number, guildId),
				(found, job, now) => {
					const next = step.answerAppeal(found, { by, text, granted }, now);
					if (granted) refuseIfEmptied(found);
					if (granted && moderator.isFinal(found.triggers)) throw new Refused({ code: 'operatorRefuses' });
					const audit = [entry(found, by, 'answered', now, text)];
					if (!job) return { next, together: { audit } };
					// Either way its member hears of it: drawn and mentioned, or told the answer.
					const moved = granted ? arrow.approve(job, now) : arrow.note(job, { told: false }, now);
					return { next, together: { audit, job: moved } };
				},
			),

		async takeBack(id) {
			const job = await ledger.find(id);
			const found = job?.state === 'held' && (await cases.ofJob(id, job.hold?.reason));
			return found ? end(found, 'withdrawn', arrow.cancel) : false;
		},

		async expire(now) {
			for (const found of await cases.openedBefore(now - leastMs)) {
				const { moderation } = (await settings.read(found.guildId)).settings;
				if (found.openedAt >= now - patienceMs(found, moderation) || isUnderWay(found.jobId)) continue;
				await end(found, 'expired', arrow.expire);
			}
		},

		show: showNow,

		async catchUp() {
			const failures: unknown[] = [];
			for (const found of await cases.unshown()) {
				// One server that cannot be shown anything keeps no other from it.
				await showLate(found).catch((error: unknown) => failures.push(error));
			}
			if (failures.length > 0) throw failures[0];
		},
	};

	/** The process that opened it ended before everybody knew, or there was no way to show it. */
	async function showLate(found: Case): Promise<void> {
		if (isUnderWay(found.jobId)) return;
		const job = await ledger.find(found.jobId);
		if (job?.state === 'held' && clock.now() < job.reply.until) await delivery.hold(job);
		await show(found, job);
	}

	async function showNow(found: Case, job: Job | undefined): Promise<void> {
		if (found.card) await delivery.redraw(found, job);
		else await show(found, job);
	}

	async function show(found: Case, job: Job | undefined): Promise<void> {
		const card = await delivery.card(found, job);
		if (!card) return;
		const { written } = await write(
			() => caseOf(found.number, found.guildId),
			(newest, _, now) => ({ next: step.note(newest, { card }, now), together: { audit: [] } }),
		);
		// Somebody may have decided or reported meanwhile, or before: then a card that was found may still show what was there first.
		if (written.revision > 2) await delivery.redraw(written, job);
	}

	/** False when somebody was faster: a moderator may be deciding this moment. */
	async function end(
		{ number, guildId }: Case,
		state: 'expired' | 'withdrawn',
		next: (job: Job, now: number) => Job,
	): Promise<boolean> {
		try {
			await decide(
				() => caseOf(number, guildId),
				(found, job, now) => ({
					next: step.endWithout(found, state, now),
					together: {
						audit: [entry(found, state === 'withdrawn' ? found.userId : null, state, now)],
						...(job?.state === 'held' ? { job: next(job, now) } : {}),
					},
				}),
			);
			return true;
		} catch (error) {
			if (error instanceof CaseClosed || error instanceof Refused) return false;
			throw error;
		}
	}
}

/** Its words and pictures are gone, so there is nothing left to draw. */
function refuseIfEmptied({ emptied }: Case): void {
	if (emptied) throw new Refused({ code: 'jobGone' });
}

const hourMs = 60 * 60_000;

/** Nobody is kept waiting by a report, so it stands as long as its words may be kept. */
const patienceMs = ({ kind }: Case, { decideWithinHours, retentionDays }: Settings['moderation']): number =>
	kind === 'report' ? retentionDays * 24 * hourMs : decideWithinHours * hourMs;

/** No server lets a case expire sooner. */
const leastMs = hourMs;

const entry = (found: Case, by: string | null, action: AuditAction, at: number, why = ''): AuditEntry => {
	return { guildId: found.guildId, at, by, action, case: found.number, about: found.userId, why };
};
