import { batchLimit } from './catalogue.ts';
import { type Asker, chargeOf, type Job, type Look, type Problem } from './job.ts';
import { reservationFor } from './outcome.ts';
import { choicesIn, expand } from './permutations.ts';
import type { Personas } from './personas.ts';
import { type Refusal, Refused } from './refusal.ts';
import { type Asked, type ImageRequest, type Offer, type Options, parseImagine, type Source } from './request.ts';

/** Many pictures that are asked for together: a list of prompts, each of which can hold choices (permutations.ts). */

/** From here on nobody needs to know how many there are. */
export const countedTo = 1_000_000_000_000_000;
/** Characters of one line; no model reads a longer prompt. */
const longestLine = 32_000;

/** What a batch will ask for, all of it legal and priced. JSON: it is kept until its member says yes. */
export interface BatchPlan {
	/** What all of them have in common. */
	request: Omit<ImageRequest, 'prompt' | 'sent'>;
	prompts: readonly BatchPrompt[];
	sources: readonly Source[];
	/** Over all of them. */
	pictures: number;
	micros: number;
}

export type BatchPrompt = Pick<ImageRequest, 'prompt' | 'sent'>;

/** The prompts of a list, one a line. Empty lines and lines that begin with `#` are passed over. */
export const linesOf = (text: string): string[] =>
	text
		.split(/\r\n|[\n\r\u2028\u2029]/)
		.map((line) => line.trim())
		.filter((line) => line !== '' && !line.startsWith('#'));

/** Reckons before it makes anything. Throws `Refused` where a line, an option or the whole is nothing that can be drawn here. `limit` in pictures. */
export function planBatch(
	lines: readonly string[],
	options: Options,
	{ offer, personas, limit }: { offer: Offer; personas: Personas; limit: number },
): BatchPlan {
	if (limit === 0) throw new Refused({ code: 'batchesOff' });
	if (options.private === true) throw new Refused({ code: 'batchPrivate' });
	for (const { length } of lines.filter((line) => line.length > longestLine)) {
		throw new Refused({ code: 'promptTooLong', length, limit: longestLine, model: offer.model });
	}
	const most = Math.min(limit, batchLimit);
	const each = BigInt(Math.max(1, Math.trunc(Number(options.count ?? 1)) || 1));
	const pictures = lines.reduce((sum, line) => sum + choicesIn(line), 0n) * each;
	if (pictures > most) {
		throw new Refused({ code: 'batchTooMany', pictures: Math.min(Number(pictures), countedTo), limit: most });
	}
	const prompts = [...new Set(lines.flatMap((line) => expand(line, most)))];
	const asked = prompts.map((prompt) => parseImagine({ ...options, prompt }, offer, personas));
	const [first] = asked;
	if (!first) throw new Refused({ code: 'batchEmpty' });
	const { prompt: _, sent: __, ...request } = first.request;
	return {
		request,
		prompts: asked.map(({ request: { prompt, sent } }) => ({ prompt, sent })),
		sources: first.sources,
		pictures: asked.length * request.count,
		micros: asked.reduce((sum, it) => sum + reservationFor(it.request, it.request.inputs), 0),
	};
}

/** Why no further job of a batch is accepted. */
export type Stopped =
	/** Somebody pressed Stop: what waits is taken back as well. */
	| { by: 'member' }
	/** Its member had its words deleted. */
	| { by: 'privacy' }
	/** A rule: what was accepted before goes on. */
	| { by: 'rule'; refusal: Refusal };

/** A batch that was said yes to. JSON, as the store keeps it. */
export interface Batch {
	/** The interaction that started it. */
	id: string;
	/** Milliseconds since the epoch. */
	at: number;
	/** Its channel is the one that it was asked for in. */
	asker: Asker;
	roleIds: readonly string[];
	place: { canAttach: boolean; canThread: boolean; parentId?: string };
	applicationId: string;
	attachmentLimit: number;
	/** How its server showed results when it began. */
	look: Look;
	request: BatchPlan['request'];
	/** The first prompt, to call the whole by, where it may be read by everybody; goes with the others. */
	name?: string;
	/** Emptied when all of them are jobs, which have the words then, and when no more of them will be. */
	prompts: readonly BatchPrompt[];
	sources: readonly Source[];
	/** How many prompts, pictures and micro-dollars there were at first. */
	total: { jobs: number; pictures: number; micros: number };
	/** Where its message is and where its pictures come; absent before it is posted. */
	shown?: { channelId: string; messageId: string; resultsIn: string };
	/** All of its jobs are accepted, or as many as will be. */
	isAccepted: boolean;
	stopped?: Stopped;
	/** Its message may still have to change. */
	isOpen: boolean;
}

/** A batch in the store. */
export interface BatchBook {
	/** False when it is there already. */
	open(batch: Batch): Promise<boolean>;
	find(id: string): Promise<Batch | undefined>;
	/** Reads, changes and writes as one step. Undefined when it is not there any more. */
	change(id: string, next: (batch: Batch) => Batch): Promise<Batch | undefined>;
	/** Nothing came of it. */
	drop(id: string): Promise<void>;
	/** Every batch whose message may still have to change, oldest first. */
	allOpen(): Promise<Batch[]>;
	/** Its jobs, as they are now. */
	jobs(id: string): Promise<Job[]>;
}

export const jobIdOf = (batchId: string, n: number): string => `${batchId}b${n}`;

/** No further job comes, and the words are the jobs' from now on. */
export const concluded = ({ name: _, ...batch }: Batch, stopped?: Stopped): Batch => ({
	...batch,
	...(stopped ? { stopped } : {}),
	prompts: [],
	sources: [],
	isAccepted: true,
});

export const requestOf = ({ request, sources }: Batch, prompt: BatchPrompt): Asked => ({
	request: { ...request, ...prompt },
	sources,
});

/** Where a batch stands; pictures, but for `held`, which are requests. */
export interface BatchProgress {
	total: number;
	done: number;
	/** Those that came to nothing, whatever the reason. */
	failed: number;
	/** Taken back, or never asked for because it was stopped. */
	cancelled: number;
	/** Not there yet, and still coming. */
	left: number;
	/** Of those left, requests that moderators have to decide about. */
	held: number;
	/** Charged so far, and what it will come to as far as anyone can tell. */
	micros: number;
	expectedMicros: number;
	/** Why pictures failed, most often first. */
	reasons: readonly { code: Problem['code']; count: number }[];
	/** Nothing of it will change any more. */
	isOver: boolean;
}

/** Counted anew from what is in the ledger each time, so that it cannot drift. */
export function progressOf(batch: Batch, jobs: readonly Job[]): BatchProgress {
	const standings = jobs.map(standingOf);
	const sum = (of: (it: Standing) => number) => standings.reduce((total, it) => total + of(it), 0);
	const unasked = batch.total.pictures - jobs.length * batch.request.count;
	const unaskedMicros = batch.total.micros - sum(({ job }) => job.reservedMicros);
	const isComing = !batch.isAccepted;
	const left = sum((it) => it.left) + (isComing ? unasked : 0);
	const micros = sum((it) => it.micros);
	return {
		total: batch.total.pictures,
		done: sum((it) => it.done),
		failed: sum((it) => it.failed),
		cancelled: sum((it) => it.cancelled) + (isComing ? 0 : Math.max(0, unasked)),
		left,
		held: jobs.filter(({ state }) => state === 'held').length,
		micros,
		expectedMicros: micros + sum((it) => it.leftMicros) + (isComing ? Math.max(0, unaskedMicros) : 0),
		reasons: reasonsIn(standings),
		isOver: batch.isAccepted && left === 0,
	};
}

interface Standing {
	job: Job;
	done: number;
	failed: number;
	cancelled: number;
	left: number;
	micros: number;
	leftMicros: number;
}

function standingOf(job: Job): Standing {
	const { count } = job.request;
	const none = { job, done: 0, failed: 0, cancelled: 0, left: 0, micros: 0, leftMicros: 0 };
	switch (job.state) {
		case 'delivered': {
			const { images, micros } = chargeOf(job);
			return { ...none, done: images, failed: Math.max(0, count - images), micros };
		}
		case 'cancelled':
			return { ...none, cancelled: count };
		case 'refused':
		case 'failed':
		case 'unknown':
		case 'expired':
			return { ...none, failed: count };
		default:
			// Made, and nowhere to bring it: nobody is there to collect it.
			if (job.keptAt) return { ...none, failed: count };
			return { ...none, left: count, leftMicros: job.reservedMicros };
	}
}

function reasonsIn(standings: readonly Standing[]): BatchProgress['reasons'] {
	const counts = new Map<Problem['code'], number>();
	for (const { job, failed } of standings) {
		const code = (job.problem ?? job.calls.find(({ problem }) => problem)?.problem)?.code;
		if (failed > 0 && code) counts.set(code, (counts.get(code) ?? 0) + failed);
	}
	return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
}
