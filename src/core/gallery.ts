import type { Job } from './job.ts';

/** What was drawn before, found again: pages of it, and what members marked with a star. */

/** A place between results: all are in the order in which they were asked for. */
export interface Cursor {
	/** Milliseconds since the epoch. */
	at: number;
	id: string;
}

export type Towards = 'older' | 'newer';

export const scopes = ['mine', 'server'] as const;
export type Scope = (typeof scopes)[number];

export interface GalleryQuery {
	/**
	 * `mine`: the viewer's own, private ones included; with `starred` whatever they marked and everybody may see. `server`: what everybody may
	 * see there.
	 */
	scope: Scope;
	/** Null: wherever the viewer drew; there `server` finds nothing. */
	guildId: string | null;
	viewer: string;
	/** Only what the viewer has marked. */
	starred: boolean;
	model?: string;
	/** One name; a result with several personas is found by each of them. */
	persona?: string;
	/** Milliseconds since the epoch. */
	since?: number;
}

/** What can be asked for by name. */
export interface Trait {
	model: string;
	/** In lower case, as it was asked for. */
	persona: string | null;
	channelId: string;
}

/** What moderators made of a reported result. */
export type Reported = 'removed' | 'spoilered';

export interface GalleryBook {
	/** Delivered results from this place on, nearest first; those whose words and pictures are gone are among them. */
	read(query: GalleryQuery, how: { from?: Cursor; towards: Towards; limit: number }): Promise<Job[]>;
	/** Models and personas of the latest results, each once. */
	traits(query: Pick<GalleryQuery, 'scope' | 'guildId' | 'viewer'>, latest: number): Promise<Trait[]>;
	/** The member's results that wait to be collected, in one server or (null) anywhere; newest first. */
	waiting(whose: { userId: string; guildId: string | null }): Promise<Job[]>;
	/** Jobs that were made from these, in whatever state, oldest first. */
	children(parents: readonly string[], limit: number): Promise<Job[]>;
	/** Of these, those that a moderator decided on after a report. */
	reported(jobIds: readonly string[]): Promise<ReadonlyMap<string, Reported>>;
	star(userId: string, jobId: string, at: number): Promise<void>;
	unstar(userId: string, jobId: string): Promise<void>;
	/** Those of these that the member has marked. */
	starred(userId: string, jobIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** As many as one picture shows. */
export const perPage = 12;

export interface Page {
	/** Newest first. */
	jobs: readonly Job[];
	/** Where the pages before and after begin, if there is anything. */
	newer?: Cursor;
	older?: Cursor;
}

/** Results that may be shown, nearest first, and at most so many. */
export type Reader = (towards: Towards, limit: number, from?: Cursor) => Promise<Job[]>;

/** Rows that are looked through at once, and for one page at most: where a member may see little, they need not wait for all of it. */
const chunk = 48;
const mostChunks = 25;

/** Reads on until enough of what is there may be shown. */
export function readerOf(
	book: Pick<GalleryBook, 'read' | 'reported'>,
	query: GalleryQuery,
	mayLook: (job: Job) => Promise<boolean>,
): Reader {
	return async (towards, limit, from) => {
		const found: Job[] = [];
		let last = from;
		for (let n = 0; n < mostChunks && found.length < limit; n++) {
			const jobs = await book.read(query, { towards, limit: chunk, ...(last ? { from: last } : {}) });
			found.push(...(await showable(book, jobs, mayLook)));
			if (jobs.length < chunk) break;
			last = cursorOf(jobs.at(-1)!);
		}
		return found.slice(0, limit);
	};
}

/** Those of these that still have something to show and that no moderator removed, in their order. */
export async function showable(
	book: Pick<GalleryBook, 'reported'>,
	jobs: readonly Job[],
	mayLook: (job: Job) => Promise<boolean>,
): Promise<Job[]> {
	const drawn = jobs.filter(isResult);
	const reported = await book.reported(drawn.map(({ id }) => id));
	const may = await Promise.all(drawn.map((job) => reported.get(job.id) !== 'removed' && mayLook(job)));
	return drawn.filter((_, i) => may[i]);
}

/** Whether one of these is not for everybody's eyes: its member or a moderator covered it. */
export const isAnyCovered = (jobs: readonly Job[], reported: ReadonlyMap<string, Reported>): boolean =>
	jobs.some(({ id, look }) => look?.spoiler || reported.get(id) === 'spoilered');

/** It came, as pictures, and its words are not gone. */
const isResult = ({ state, emptied, request }: Job): boolean =>
	state === 'delivered' && !emptied && request.action !== 'describe';

const cursorOf = ({ createdAt, id }: Job): Cursor => ({ at: createdAt, id });

/** The page that begins here. Beyond the end it is the last one, and before the beginning the first. */
export async function pageOf(read: Reader, at?: { from: Cursor; towards: Towards }): Promise<Page> {
	if (at?.towards === 'newer') return newerPage(read, at.from);
	const found = await read('older', perPage + 1, at?.from);
	// What was here is gone meanwhile.
	if (found.length === 0 && at) return newerPage(read, at.from);
	return between(read, found.slice(0, perPage), { older: found.length > perPage, ...(at ? {} : { newer: false }) });
}

async function newerPage(read: Reader, from: Cursor): Promise<Page> {
	const found = await read('newer', perPage + 1, from);
	// The first page is a full one.
	if (found.length <= perPage) return pageOf(read);
	return between(read, found.slice(0, perPage).reverse(), { newer: true });
}

/** What is not known of what comes before and after is looked up. */
async function between(read: Reader, jobs: readonly Job[], known: Partial<Record<Towards, boolean>>): Promise<Page> {
	const [first, last] = [jobs[0], jobs.at(-1)];
	if (!first || !last) return { jobs };
	const isThere = async (towards: Towards, job: Job) =>
		known[towards] ?? (await read(towards, 1, cursorOf(job))).length > 0;
	return {
		jobs,
		...((await isThere('newer', first)) ? { newer: cursorOf(first) } : {}),
		...((await isThere('older', last)) ? { older: cursorOf(last) } : {}),
	};
}
