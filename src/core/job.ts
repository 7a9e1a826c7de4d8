import type { Scores } from './moderation/categories.ts';
import { countedAs, type Described, type ImageRequest } from './request.ts';

/**
 * The states of a job and the arrows between them. Every arrow is a pure function from a job to the next one; the store writes
 * the result in one transaction before the arrow's effect happens, so after a crash the ledger tells what was true.
 */
export type JobState =
	| 'accepted'
	| 'held'
	| 'queued'
	| 'sending'
	| 'made'
	| 'delivered'
	| 'refused'
	| 'failed'
	| 'unknown'
	| 'cancelled'
	| 'expired';

const arrows: Record<JobState, readonly JobState[]> = {
	accepted: ['held', 'queued', 'cancelled', 'failed', 'refused'],
	// To `made` where what waits is a picture that is drawn already.
	held: ['queued', 'made', 'refused', 'cancelled', 'expired'],
	// Back to `held` when a moderator takes an approval back in time.
	queued: ['sending', 'cancelled', 'failed', 'held'],
	// Back to `queued` only when the provider provably did not take the call.
	sending: ['sending', 'queued', 'made', 'refused', 'failed', 'unknown'],
	// `failed` when what was made turns out to be no picture that can be shown.
	made: ['delivered', 'failed', 'expired', 'held', 'refused'],
	delivered: [],
	// A moderator takes a refusal back, or grants an appeal.
	refused: ['held', 'queued', 'made'],
	failed: [],
	unknown: [],
	cancelled: [],
	expired: [],
};

export interface Asker {
	userId: string;
	/** Null in a direct message. */
	guildId: string | null;
	channelId: string;
	/** Discord's locale codes of the member and of the server. */
	locale: string;
	guildLocale: string;
}

/** Where the answer goes, kept in the ledger so that another process can give it after a crash. */
export interface ReplyAddress {
	applicationId: string;
	/** Also the job's id. */
	interactionId: string;
	/** An interaction token: a secret for 15 minutes; never logged. */
	token: string;
	/** Milliseconds since the epoch after which the token no longer works. */
	until: number;
	private: boolean;
	/** Bytes a single attachment may have here. */
	attachmentLimit: number;
	/** The bot can post nothing there by itself: what comes too late for the answer waits to be collected. */
	onlyAnswer?: boolean;
	/** The message that is the answer, where it is a follow-up. */
	answerId?: string;
	/** The message that holds the result. */
	messageId?: string;
}

/** One paid call. A job has one, or one for each picture where the model draws a single picture a call. */
export interface Call {
	n: number;
	images: number;
	state: 'waiting' | 'sent' | 'made' | 'refused' | 'failed' | 'unknown';
	sentAt?: number;
	endedAt?: number;
	/** How often the provider did not take it. */
	notTaken: number;
	/** When it was not taken for the first time. */
	notTakenSince?: number;
	/** Micro-dollars: the provider's usage, else the price table; the reserved estimate while the outcome is unknown. */
	costMicros?: number;
	revisedPrompt?: string;
	/** The provider's name for its answer, from which a later job can go on. */
	responseId?: string;
	described?: Described;
	problem?: Problem;
}

/** Why a call brought no picture. Words: `problem.<code>` in the locale files. */
export interface Problem {
	code:
		| 'moderation'
		| 'badInput'
		| 'modelGone'
		| 'noCredit'
		| 'badKey'
		| 'unverified'
		| 'unreachable'
		| 'busy'
		| 'unusable'
		| 'lost'
		/** A moderator did not approve it. */
		| 'notApproved'
		/** This server's rules, or the operator's, refuse it. */
		| 'filtered'
		/** Nobody could check it, and this server wants nothing unchecked. */
		| 'unchecked'
		| 'internal';
	/** Moderation categories as the provider or the endpoint named them. */
	categories?: readonly string[];
	/** Words of the prompt that this server does not draw. */
	found?: readonly string[];
	/** In a moderator's words. */
	reason?: string;
	/** A short reference that is in the log too. */
	reference?: string;
}

/** How a generated picture relates to the provider's file when it was cut back to the input's shape. Pixels in the square. */
export interface Crop {
	side: number;
	content: { left: number; top: number; width: number; height: number };
	original: { width: number; height: number };
}

/** The picture limits that held when a job was accepted; what is left of them is told with it. Null is no limit. */
export interface Quota {
	timeZone: string;
	memberDay: number | null;
	serverDay: number | null;
	serverMonth: number | null;
}

/** A job's place in its batch, from 0. */
export interface BatchPlace {
	id: string;
	n: number;
}

export interface Job {
	id: string;
	state: JobState;
	/** Counts the writes; a write that does not follow its predecessor is refused by the store. */
	revision: number;
	asker: Asker;
	reply: ReplyAddress;
	request: ImageRequest;
	calls: readonly Call[];
	/** Micro-dollars reserved at acceptance for the whole job. */
	reservedMicros: number;
	/** Micro-dollars on the operator's account once settled. */
	costMicros: number | null;
	createdAt: number;
	changedAt: number;
	/** The job this one was made from (Again, Vary, Edit, Run again). */
	parent?: string;
	/** Which of the parent's pictures, from 0. */
	parentPicture?: number;
	/** One of many that were asked for together. */
	batch?: BatchPlace;
	crop?: Crop;
	problem?: Problem;
	/** What was posted are not the provider's own bytes, so those are kept for a while. */
	altered?: boolean;
	/** Set before the bot posts the result itself: no answer is edited any more, and an earlier post is looked for first. */
	postingAt?: number | null;
	/** Set when the result could not be brought to the member and waits for them to collect it. */
	keptAt?: number | null;
	/** Where its member showed it to others, though it is private. */
	shared?: readonly { channelId: string; messageId: string }[];
	/** The member knows how it ended without a picture. */
	told?: boolean;
	/** Absent where nobody counts the member's pictures. */
	quota?: Quota;
	/** Pictures the member had left when this one was accepted, this one taken off. */
	left?: number;
	/** Turns a round: more than 1 by a role's allowance. */
	weight?: number;
	/** The quality that was asked for, where the server's soft landing lowered it. */
	loweredFrom?: string;
	hold?: Hold;
	/** A moderator let it on: its pictures are not held again. */
	cleared?: boolean;
	/** The member's own words, where a moderator approved it with others. */
	asked?: Pick<ImageRequest, 'prompt' | 'sent'>;
	/** What the moderation endpoint said of it, and which model that was: for trying other thresholds. */
	scores?: Scores;
	/** How the server shows its results. */
	look?: Look;
	/** Its words and pictures are gone: the server's retention, or its member's wish. It cannot be drawn again. */
	emptied?: boolean;
}

/** Why a job waits for a moderator; the case beside it says the rest. `result`: its pictures are drawn, and in doubt. */
export interface Hold {
	reason: 'prompt' | 'result' | 'budget';
}

/** What a server's settings say of how its results look, taken down at acceptance. */
export interface Look {
	spoiler?: boolean;
	hidePrice?: boolean;
	/** Of public messages, where it is not the one that Discord says of the server. */
	language?: string;
}

export class IllegalArrow extends Error {
	constructor(from: JobState, to: JobState) {
		super(`a job cannot go from ${from} to ${to}`);
		this.name = 'IllegalArrow';
	}
}

function go(job: Job, state: JobState, now: number, change: Partial<Job> = {}): Job {
	if (!arrows[job.state].includes(state)) throw new IllegalArrow(job.state, state);
	return { ...job, ...change, state, revision: job.revision + 1, changedAt: now };
}

function withCall(job: Job, n: number, change: Partial<Call>): readonly Call[] {
	return job.calls.map((call) => (call.n === n ? { ...call, ...change } : call));
}

const costOfCalls = (job: Job): number => job.calls.reduce((sum, call) => sum + (call.costMicros ?? 0), 0);

export interface NewJob extends Pick<Job, 'id' | 'asker' | 'reply' | 'request' | 'reservedMicros'> {
	parent?: string;
	parentPicture?: number;
	batch?: BatchPlace;
	crop?: Crop;
	quota?: Quota;
	weight?: number;
	look?: Look;
	scores?: Scores;
}

export function accept({ id, asker, reply, request, reservedMicros, ...rest }: NewJob, now: number): Job {
	return {
		...rest,
		id,
		state: 'accepted',
		revision: 1,
		asker,
		reply,
		request,
		calls: request.calls.map((images, n) => ({ n, images, state: 'waiting', notTaken: 0 })),
		reservedMicros,
		costMicros: null,
		createdAt: now,
		changedAt: now,
	};
}

export const queue = (job: Job, now: number): Job => go(job, 'queued', now);

/** It waits for a moderator: nothing of it is bought yet, or all of it is. */
export function holdFor(job: Job, hold: Hold, now: number): Job {
	if (job.state !== 'accepted' && job.state !== 'made') throw new IllegalArrow(job.state, 'held');
	return go(job, 'held', now, { hold });
}

/** A rule of the server said no, or a moderator. What it may have cost stays on the operator's account. */
export const refuse = (job: Job, problem: Problem, now: number): Job =>
	go(job, 'refused', now, { problem, costMicros: costOfCalls(job), told: false });

/**
 * A moderator let it on: to its place in the line, or to its member where it is drawn already. `request`: with other words. Only what
 * waits, or was refused before it was sent: nothing is bought a second time, and the provider's own filter is not ours to lift.
 */
export function approve(job: Job, now: number, request: ImageRequest = job.request): Job {
	const state = isDrawn(job) ? 'made' : 'queued';
	const isUnsent = job.calls.every((call) => call.state === 'waiting');
	const mayGo = job.state === 'held' || job.state === 'refused';
	if (!mayGo || (state === 'queued' && !isUnsent)) throw new IllegalArrow(job.state, state);
	const { prompt, sent } = job.request;
	const asked = request.prompt === prompt ? {} : { asked: job.asked ?? { prompt, sent } };
	return go(withoutEnd(job), state, now, { cleared: true, request, ...asked });
}

/** A moderator takes a decision back: it waits again, in its member's own words. */
export function holdAgain(job: Job, now: number): Job {
	if (job.state !== 'queued' && job.state !== 'refused') throw new IllegalArrow(job.state, 'held');
	const { asked, ...rest } = withoutEnd(job);
	return go({ ...rest, request: { ...job.request, ...asked } }, 'held', now, { cleared: false });
}

const isDrawn = ({ calls }: Job): boolean => calls.some(({ state }) => state === 'made');

/** As if it had not ended. */
function withoutEnd(job: Job): Job {
	const { problem: _, ...rest } = job;
	return { ...rest, told: false, costMicros: isDrawn(job) ? job.costMicros : null };
}

/** Nothing is under way; what its pictures cost that were drawn and held back stays. */
export const cancel = (job: Job, now: number): Job => go(job, 'cancelled', now, { costMicros: costOfCalls(job) });

export const expire = (job: Job, now: number): Job => go(job, 'expired', now, { costMicros: job.costMicros ?? 0 });

/** Before the paid call: from here on, a crash leaves this call unknown. */
export function send(job: Job, n: number, now: number): Job {
	return go(job, 'sending', now, { calls: withCall(job, n, { state: 'sent', sentAt: now }) });
}

/** The provider provably did not take the call: it waits again, at the place it had. */
export function putBack(job: Job, n: number, now: number): Job {
	const { notTaken, notTakenSince = now } = job.calls[n]!;
	const calls = withCall(job, n, { state: 'waiting', notTaken: notTaken + 1, notTakenSince });
	const others = calls.some((call) => call.state !== 'waiting');
	return go(job, others ? 'sending' : 'queued', now, { calls });
}

/** What came back for one call; the job concludes when none is left. */
export function settleCall(job: Job, n: number, settled: Pick<Call, 'state'> & Partial<Call>, now: number): Job {
	return go(job, 'sending', now, { calls: withCall(job, n, { ...settled, endedAt: now }) });
}

/** A crash caught these calls between sending and the answer: nobody knows, and nobody buys them again silently. */
export function loseSentCalls(job: Job, now: number): Job {
	const share = Math.ceil(job.reservedMicros / job.calls.length);
	const calls = job.calls.map(
		(call): Call =>
			call.state === 'sent'
				? { ...call, state: 'unknown', endedAt: now, costMicros: share, problem: { code: 'lost' } }
				: call,
	);
	return go(job, 'sending', now, { calls });
}

/** All calls are settled: any picture makes the job `made`; else what a person should hear first decides. */
export function conclude(job: Job, now: number): Job {
	const costMicros = costOfCalls(job);
	const first = (state: Call['state']) => job.calls.find((call) => call.state === state);
	if (first('made')) return go(job, 'made', now, { costMicros });
	const call = first('unknown') ?? first('refused') ?? first('failed') ?? job.calls[0]!;
	const state = call.state === 'unknown' || call.state === 'refused' ? call.state : 'failed';
	return go(job, state, now, { costMicros, problem: call.problem ?? { code: 'internal' } });
}

/** Something broke before the paid call, or what came of it cannot be shown; what it cost stays. */
export const fail = (job: Job, problem: Problem, now: number): Job =>
	go(job, 'failed', now, { problem, costMicros: costOfCalls(job) });

export const deliver = (job: Job, now: number, { messageId, altered }: { messageId: string; altered: boolean }): Job =>
	go(job, 'delivered', now, { reply: { ...job.reply, messageId }, altered });

/** A note on the job that is no arrow: where its message is, that a post was begun, that the result waits to be collected. */
export function note(
	job: Job,
	change: Pick<Partial<Job>, 'reply' | 'postingAt' | 'keptAt' | 'told' | 'look' | 'scores' | 'cleared' | 'shared'>,
	now: number,
): Job {
	return { ...job, ...change, revision: job.revision + 1, changedAt: now };
}

/** Something is still to be done for the member: the job goes on, or its end is to be told. A restart takes these up. */
export const owesMember = ({ state, told }: Job): boolean => state !== 'delivered' && !told;

/**
 * Its message can be read again whenever its pictures are asked for. Of all others, private ones and those outside of servers, the bot itself
 * has to keep the bytes.
 */
export const isAtDiscord = ({ request, asker }: Pick<Job, 'request' | 'asker'>): boolean =>
	!request.private && asker.guildId !== null;

/** Concluded, and without a picture for its member: what it reserved is theirs again. */
const broughtNothing: readonly JobState[] = ['failed', 'refused', 'unknown', 'cancelled'];

/**
 * What counts against a member's and a server's limits: everything that was asked for until it is known what came of it, then the
 * pictures that came. Whatever else was billed stays on the operator's account alone. Money in micro-dollars.
 */
export function chargeOf(job: Job): { images: number; micros: number } {
	const { state, calls, request, reservedMicros, costMicros, hold, cleared } = job;
	// Drawn, doubted, and never shown to its member.
	const isWithheld = state === 'expired' && hold?.reason === 'result' && !cleared;
	if (broughtNothing.includes(state) || isWithheld) return { images: 0, micros: 0 };
	if (costMicros === null) return { images: countedAs(request), micros: reservedMicros };
	const made = calls.filter((call) => call.state === 'made');
	const sum = (of: (call: Call) => number) => made.reduce((total, call) => total + of(call), 0);
	const count = sum(({ images }) => images);
	return { images: countedAs({ ...request, count }), micros: sum((call) => call.costMicros ?? 0) };
}
