import type { Asker, Crop, Job, ReplyAddress } from './job.ts';
import type { Case, NewCase } from './moderation/case.ts';
import type { Refusal } from './refusal.ts';
import type { Described, ImageRequest, Source } from './request.ts';

/** What the rules need from outside; the adapters in src/ implement these, `app.ts` puts them together. */

export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	sleep(ms: number): Promise<void>;
}

export interface StoredPicture {
	/** `input`: goes to the provider as it is; `result`: what the provider sent, untouched. */
	kind: 'input' | 'result';
	/** Inputs: what it is to the provider. Results: always `image`. */
	role: Source['role'];
	/** Order within its kind, from 0. */
	index: number;
	/** MIME type, from the bytes. */
	type: string;
	bytes: Uint8Array;
}

/** Which sums a decision needs, each since when (milliseconds); what is left out is not added up and comes as 0. */
export interface Wanted {
	/** Money over all servers. */
	operatorSince?: number;
	/** Pictures of the server. */
	serverDaySince?: number;
	/** Pictures and money of the server. */
	serverMonthSince?: number;
	/** Pictures of the member in this server. */
	memberSince?: number;
	/** What the member is having drawn in this server, and when they asked last. */
	member?: boolean;
}

/** Settled and reserved together. Servers and members are only charged for pictures they got; the operator for everything. */
export interface Spent {
	/** Micro-dollars, unknown outcomes included. */
	operatorMicros: number;
	serverDayImages: number;
	serverMonthImages: number;
	serverMonthMicros: number;
	memberImages: number;
	/** Jobs that are waiting or being drawn. */
	memberRunning: number;
	/** When the newest of the jobs that count was asked for, in milliseconds; null for never. */
	memberLastAt: number | null;
}

/** Whose sums: a server and a member in it; a direct message has no server. */
export type Whose = Pick<Asker, 'guildId' | 'userId'>;

/** The job as it is to be written, with the case that is opened beside it, or why it is not. */
export type Decision = { job: Job; opened?: NewCase } | { refusal: Refusal };

export interface Ledger {
	/**
	 * ONE transaction: `decide` sees what is spent and reserved, and the job it settles for is written with its inputs. When this
	 * resolves with a job, that is on disk. Throws `AlreadyAccepted` for a job that is there already.
	 */
	accept(
		job: Job,
		inputs: readonly StoredPicture[],
		wanted: Wanted,
		decide: (spent: Spent) => Decision,
	): Promise<Decision>;
	/** The same sums, outside of any decision: for telling. */
	spent(whose: Whose, wanted: Wanted): Promise<Spent>;
	/**
	 * The member's own job that asks for exactly the same, inputs included, and has not ended yet; else the server's latest one that was
	 * delivered, was asked for since `since` (ms) and is not somebody else's private one.
	 */
	sameAs(job: Job, inputs: readonly StoredPicture[], since: number): Promise<Job | undefined>;
	/** Writes the next revision of a job, with what came with it, in one transaction. Throws `StaleJob` when another write came first. */
	save(job: Job, results?: readonly StoredPicture[], opened?: NewCase): Promise<void>;
	find(id: string): Promise<Job | undefined>;
	/** Jobs that owe their member something (`owesMember`), oldest first. */
	owed(): Promise<Job[]>;
	pictures(id: string, kind: StoredPicture['kind']): Promise<StoredPicture[]>;
	/** Removes a job's pictures of one kind. */
	forget(id: string, kind: StoredPicture['kind']): Promise<void>;
	/**
	 * Removes the bytes of finished jobs that changed before `before` (ms), but for those with a case that is open or can be appealed
	 * against, and what they keep of interaction tokens. Results that are kept nowhere else (`isAtDiscord`) have until `keptBefore`. Says
	 * how many pictures went.
	 */
	sweep(before: number, keptBefore: number): Promise<number>;
	/** The latest drawings' times, for estimates: milliseconds of single calls, newest first. */
	recentTimes(limit: number): Promise<{ model: string; quality: string; tookMs: number }[]>;
}

/** Thrown by `Ledger.accept`: this interaction has become a job already, here or in another process. */
export class AlreadyAccepted extends Error {
	constructor(id: string) {
		super(`job ${id} is already in the ledger`);
		this.name = 'AlreadyAccepted';
	}
}

/** Thrown by `Ledger.save` when the job was changed by somebody else since it was read. */
export class StaleJob extends Error {
	constructor(id: string) {
		super(`job ${id} was changed meanwhile`);
		this.name = 'StaleJob';
	}
}

export interface ProviderCall {
	endpoint: ImageRequest['endpoint'];
	model: string;
	/** What is sent, after personas and prefixes. */
	prompt: string;
	count: number;
	/** `WxH`, or undefined where the endpoint takes none. */
	size?: string;
	quality?: string;
	style?: string;
	background?: string;
	format?: string;
	inputs: readonly StoredPicture[];
	/** Pictures on the way are streamed, at most `count` for each, and shown as they come. */
	previews?: { count: number; show: (frame: Frame) => void };
	/** Of a conversation with the Responses API: the answer that this one goes on from. `inputs` are sent instead where it is gone. */
	previousResponse?: string;
	/** The provider keeps the answer, so that another call can go on from it. */
	keepResponse?: boolean;
	/** Discord's id of the member; the adapter sends only an HMAC of it, and only to models that take one. */
	userId: string;
}

/** A picture as far as it is made. */
export interface Frame {
	bytes: Uint8Array;
	type: string;
}

export interface TokenUsage {
	inputText: number;
	inputImage: number;
	output: number;
}

export type Outcome =
	| {
			kind: 'made';
			pictures: readonly { bytes: Uint8Array; type: string }[];
			revisedPrompt?: string;
			/** By which a later call can go on from this one. */
			responseId?: string;
			/** What a vision model says of the picture, where that was asked. */
			described?: Described;
			usage?: TokenUsage;
	  }
	/** The provider's own filter; it says so before drawing, so nothing is paid as far as anyone can tell. */
	| { kind: 'refused'; categories: readonly string[]; usage?: TokenUsage }
	/** An answer that says clearly that nothing was drawn. `detail` is for the log and never holds a prompt or a secret. */
	| {
			kind: 'rejected';
			reason: 'badInput' | 'modelGone' | 'noCredit' | 'badKey' | 'unverified';
			detail: string;
	  }
	/** Provably not accepted: rate limit, or no connection came to be. `retryAfterMs` as the provider asked, where it did. */
	| { kind: 'notTaken'; reason: 'rateLimit' | 'unreachable'; retryAfterMs?: number; detail: string }
	/** The call ended well but brought nothing to show: no data, a web page, bytes that are no picture. It may be billed. */
	| { kind: 'unusable'; detail: string; usage?: TokenUsage }
	/** Sent, and then nothing certain: reset, timeout, 5xx, cut body. It may be billed; never bought again silently. */
	| { kind: 'unknown'; detail: string };

export interface Provider {
	/**
	 * The paid call, bought at most once: it is sent again only where the provider provably did not take it, because an answer or a file
	 * that it names is gone. Never throws for what the network or the provider does.
	 */
	draw(call: ProviderCall): Promise<Outcome>;
}

export interface Turn {
	id: string;
	guildId: string;
	userId: string;
	/** How much of the quota it takes, and what its fair share is counted in. */
	images: number;
	/** Pictures a round that this member gets inside of their server; 1 is everybody's. */
	weight?: number;
}

/** `again`: the provider provably did not take it: everybody pauses that long (ms) and the turn keeps its place at the head. */
export type Attempt<T> = { value: T } | { again: number };

export interface Queue {
	/** Waits for a fair turn and a slot of the API quota, then runs `work` holding the slot. Resolves null when the turn left the queue before it ran. */
	enter<T>(turn: Turn, work: () => Promise<Attempt<T>>): Promise<T | null>;
	/** True when it was still waiting: it has not run and never will. */
	leave(id: string): boolean;
	/** 1-based place among the waiting in the order they will really be served, and images ahead of it; undefined when not waiting. */
	place(id: string): { place: number; imagesAhead: number } | undefined;
	/** Called (coalesced, at most once per turn of the event loop) when places have changed. */
	onChange(listener: () => void): void;
	stats(): { waiting: number; running: number; pausedUntil: number };
	/** Stops handing out turns; waiting ones resolve null; resolves when running work has ended. */
	close(): Promise<void>;
}

export interface Prepared {
	inputs: readonly StoredPicture[];
	crop?: Crop;
}

export interface Finished {
	name: string;
	bytes: Uint8Array;
	type: string;
	/** `no`: the provider's own bytes; else what had to be done, the last of it: cropped, or brought under Discord's limit. */
	altered: 'no' | 'cropped' | 'reencoded';
	width: number;
	height: number;
}

export interface Pictures {
	/** Downloads the request's sources, checks them and brings them into the form the model takes. Throws `Refused`. */
	prepare(request: ImageRequest, sources: readonly Source[]): Promise<Prepared>;
	/** What is posted: cropped back to the input's shape where that was padded, and within `limit` bytes each. */
	finish(results: readonly StoredPicture[], crop: Crop | undefined, limit: number): Promise<Finished[]>;
	/** A picture on its way as it is shown: small, and cropped as the result will be. Throws for what is no picture. */
	frame(bytes: Uint8Array, crop: Crop | undefined): Promise<Frame>;
}

export interface Waiting {
	place: number;
	/** Milliseconds until the picture is expected, as far as recent jobs tell. */
	etaMs: number;
	priceMicros: number;
	/** Pictures the member has left today, this one taken off; absent where nobody counts them. */
	left?: number;
}

/** What is told of a member's limits beside how a job ended; absent where nobody counts their pictures. */
export interface Standing {
	/** Pictures left today. */
	left?: number;
}

export interface Delivery {
	/** Shows where a waiting job stands; coalesced and paced, never throws. `undefined`: it is being drawn now. */
	waiting(job: Job, waiting: Waiting | undefined): void;
	/** Shows what there is of a call's picture; the newest only, paced, never throws. */
	preview(job: Job, call: number, frame: Frame): void;
	/**
	 * Brings the pictures to the member: by editing the answer, after its token's life by a message of the bot (public) or a direct
	 * message (private). Resolves with the message's id, or `kept` when no way was open and the member must collect it. `begin` is awaited before the bot posts
	 * itself, so that the attempt is on disk.
	 */
	deliver(
		job: Job,
		pictures: readonly Finished[],
		standing: Standing,
		begin: () => Promise<void>,
	): Promise<{ messageId: string } | 'kept'>;
	/** Tells the member how a job ended without a picture. Throws while Discord cannot be reached. */
	tell(job: Job, standing: Standing): Promise<void>;
	/** Tells the member that a held job waits, and what happens next. */
	hold(job: Job): Promise<void>;
	/** Posts a case's card in the review channel, or finds it there. Resolves with where it stands; undefined when there is no way to show it. */
	card(shown: Case, job: Job | undefined): Promise<Case['card']>;
	/** The card says how the case stands now. Never throws: what was decided holds without it. */
	redraw(shown: Case, job: Job | undefined): Promise<void>;
	/** Takes a posted result away, or covers it with spoilers; false when it is gone already. */
	takeDown(job: Job): Promise<boolean>;
	/** `isCovered`: false takes them off again. */
	cover(job: Job, isCovered?: boolean): Promise<boolean>;
	/** The addresses of an earlier job's pictures, fresh, where they are still posted and this member may see them. */
	seek(job: Job, asking: Asking): Promise<readonly Source[] | undefined>;
	/** Posts the pictures of an earlier job as the answer. Throws `Refused` when they are gone. */
	showAgain(job: Job, asking: Asking): Promise<void>;
}

/** Who asks and where the answer goes: everything the road knows of an interaction. */
export interface Asking {
	asker: Asker;
	reply: ReplyAddress;
	/** What the app may do in this channel, from the interaction's payload. */
	place: {
		canAttach: boolean;
		/** It may open a thread here and speak in it. */
		canThread?: boolean;
		/** The channel that this thread belongs to. */
		parentId?: string;
	};
	/** The member's roles in the server, without @everyone. */
	roleIds: readonly string[];
}

/** Thrown by the road: exactly this was drawn in the server lately. The member is offered it, free, beside drawing it again. */
export class DrawnBefore extends Error {
	readonly earlier: Job;
	readonly pictures: readonly Source[];
	/** The request that was not accepted. */
	readonly asked: Job;

	constructor(earlier: Job, pictures: readonly Source[], asked: Job) {
		super(`drawn before as job ${earlier.id}`);
		this.name = 'DrawnBefore';
		this.earlier = earlier;
		this.pictures = pictures;
		this.asked = asked;
	}
}

export interface Log {
	info(fields: Record<string, unknown>, message: string): void;
	warn(fields: Record<string, unknown>, message: string): void;
	/** Returns the short reference under which the entry can be found. */
	error(error: unknown, fields: Record<string, unknown>, message: string): string;
}
