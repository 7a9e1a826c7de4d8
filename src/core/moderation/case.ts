import type { Scores } from './categories.ts';
import type { Trigger } from './judgement.ts';

/**
 * A case: something that a person of the server decides on, or may look at. It outlives the words and pictures it is about; those are
 * deleted after the server's retention.
 */
export interface Case {
	guildId: string;
	/** Counts from 1 in each server: `#17` is how people speak of it. */
	number: number;
	/** Counts the writes; one that does not follow its predecessor is refused by the store. */
	revision: number;
	kind: CaseKind;
	state: CaseState;
	/** Whose request or picture it is. */
	userId: string;
	jobId: string;
	/** Milliseconds since the epoch. */
	openedAt: number;
	changedAt: number;
	triggers: readonly Trigger[];
	/** All that the endpoint said, and the model that said it, as it named itself. */
	scores?: Scores;
	model?: string;
	/** Who reported the picture, and with which words, oldest first. */
	reports: readonly { userId: string; at: number; text: string }[];
	claimedBy?: string;
	decision?: CaseDecision;
	appeal?: Appeal;
	/** Where its card stands. */
	card?: { channelId: string; messageId: string };
	/** Its words and pictures are gone: retention, or its member's wish. */
	emptied?: boolean;
}

/**
 * `prompt`: what was asked for, its input pictures included. `result`: what came of it. `provider`: the provider's own filter said no, so
 * there is nothing to decide and no hurry. `report`: a posted picture. `budget`: only its price is in question.
 */
export const caseKinds = ['prompt', 'result', 'provider', 'report', 'budget'] as const;
export type CaseKind = (typeof caseKinds)[number];

export const caseStates = [
	'open',
	'approved',
	'refused',
	'expired',
	'withdrawn',
	'kept',
	'removed',
	'spoilered',
] as const;
export type CaseState = (typeof caseStates)[number];

/** What a moderator decides; of a report what becomes of the post. */
export const verbs = ['approve', 'refuse', 'keep', 'remove', 'spoiler'] as const;
export type Verb = (typeof verbs)[number];

export interface CaseDecision {
	verb: Verb;
	by: string;
	at: number;
	/** In the moderator's words; the member reads it. */
	reason?: string;
	/** The words it was approved with, where those were changed. */
	changedTo?: string;
	/** The member was warned: a strike that fades. */
	warned?: boolean;
}

export interface Appeal {
	text: string;
	at: number;
	answer?: { by: string; at: number; text: string; granted: boolean };
}

/** Milliseconds in which a decision can be taken back. */
export const undoMs = 5 * 60_000;

const ends: Record<Verb, CaseState> = {
	approve: 'approved',
	refuse: 'refused',
	keep: 'kept',
	remove: 'removed',
	spoiler: 'spoilered',
};

const verbsOf: Record<CaseKind, readonly Verb[]> = {
	prompt: ['approve', 'refuse'],
	result: ['approve', 'refuse'],
	provider: [],
	report: ['keep', 'remove', 'spoiler'],
	budget: ['approve', 'refuse'],
};

/** What can still be decided on this case. */
export const openVerbs = ({ kind, state }: Case): readonly Verb[] => (state === 'open' ? verbsOf[kind] : []);

/** What is known of a case before it has its number. */
export interface NewCase extends Pick<Case, 'guildId' | 'kind' | 'userId' | 'jobId' | 'triggers' | 'scores' | 'model'> {
	/** A refusal is decided by a rule from the first; nobody has to do anything unless it is appealed. */
	state?: 'open' | 'refused';
	reports?: Case['reports'];
}

export const openCase = ({ state = 'open', reports = [], ...rest }: NewCase, number: number, now: number): Case => ({
	...rest,
	number,
	state,
	reports,
	revision: 1,
	openedAt: now,
	changedAt: now,
});

/** Thrown for what cannot be done to a case as it stands: others were faster, or time is over. */
export class CaseClosed extends Error {
	readonly found: Case;

	constructor(found: Case) {
		super(`case ${found.number} is ${found.state}`);
		this.name = 'CaseClosed';
		this.found = found;
	}
}

const next = (found: Case, now: number, change: Partial<Case>): Case => ({
	...found,
	...change,
	revision: found.revision + 1,
	changedAt: now,
});

/** Throws `CaseClosed` when somebody decided before. */
export function decide(found: Case, decision: Omit<CaseDecision, 'at'>, now: number): Case {
	if (!openVerbs(found).includes(decision.verb)) throw new CaseClosed(found);
	return next(found, now, { state: ends[decision.verb], decision: { ...decision, at: now } });
}

/** Whoever decided, or another moderator, takes it back within five minutes. Throws `CaseClosed` after that. */
export function undo(found: Case, now: number): Case {
	if (!canUndo(found, now)) throw new CaseClosed(found);
	const { decision: _, ...rest } = found;
	return next(rest, now, { state: 'open' });
}

/** What its member has appealed against gets an answer instead. */
export const canUndo = ({ state, decision, appeal: appealed }: Case, now: number): boolean =>
	state !== 'open' && decision !== undefined && appealed === undefined && now - decision.at < undoMs;

/** The first claim holds; claiming one's own again gives it back. Throws `CaseClosed` for one that is decided or somebody else's. */
export function claim(found: Case, by: string, now: number): Case {
	if (found.state !== 'open' || (found.claimedBy && found.claimedBy !== by)) throw new CaseClosed(found);
	if (found.claimedBy !== by) return next(found, now, { claimedBy: by });
	const { claimedBy: _, ...rest } = found;
	return next(rest, now, {});
}

/** Ends without a decision: time is over, or the member took it back. Throws `CaseClosed` when it has ended already. */
export function endWithout(found: Case, state: 'expired' | 'withdrawn', now: number): Case {
	if (found.state !== 'open') throw new CaseClosed(found);
	return next(found, now, { state });
}

/**
 * Once, while there are words to look at again. What nobody in the server refused, nobody there can grant: the provider's own filter is
 * not theirs to switch off.
 */
export const canAppeal = ({ kind, state, appeal: appealed, emptied }: Case): boolean =>
	state === 'refused' && kind !== 'provider' && appealed === undefined && !emptied;

/** One appeal for each refusal. Throws `CaseClosed` when there is nothing to appeal against. */
export function appeal(found: Case, text: string, now: number): Case {
	if (!canAppeal(found)) throw new CaseClosed(found);
	return next(found, now, { appeal: { text, at: now } });
}

/** Throws `CaseClosed` when there is no appeal, or it was answered. */
export function answerAppeal(found: Case, answer: Omit<NonNullable<Appeal['answer']>, 'at'>, now: number): Case {
	if (!found.appeal || found.appeal.answer) throw new CaseClosed(found);
	return next(found, now, { appeal: { ...found.appeal, answer: { ...answer, at: now } } });
}

/** The same picture reported again is the same case. */
export function report(found: Case, by: Case['reports'][number], now: number): Case {
	// The case has words again, which will have to go in their time.
	const { emptied: _, ...filled } = found;
	const reports = [...found.reports, by];
	if (found.state !== 'kept' && found.state !== 'expired') return next(filled, now, { reports });
	// It waits for a decision again; the earlier one stays in the audit log.
	const { decision: __, ...waiting } = filled;
	return next(waiting, now, { reports, state: 'open' });
}

/** A note that is no decision: where its card stands, that its words are gone. */
export const note = (
	found: Case,
	change: Pick<Partial<Case>, 'card' | 'emptied' | 'reports' | 'appeal'>,
	now: number,
): Case => next(found, now, change);
