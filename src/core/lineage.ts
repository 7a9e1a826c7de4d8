import { type GalleryBook, showable } from './gallery.ts';
import type { Job } from './job.ts';

/** What a result was made from, and what was made from it. */

export interface LineageParts {
	find: (id: string) => Promise<Job | undefined>;
	book: Pick<GalleryBook, 'children' | 'reported'>;
	/** Whether whoever asks may look at it. */
	mayLook: (job: Job) => Promise<boolean>;
}

export interface Step {
	job: Job;
	/** The nearest step before it that is shown. */
	parent: string | null;
}

/** Steps that one picture shows. */
export const mostSteps = 24;
/** Of a history that goes on and on, so much is looked at. */
const mostBefore = 100;
const mostAfter = 400;

/** The nearest result before this one that came with pictures and that may be seen: a failed try in between is passed over. */
export async function madeFrom(job: Job, parts: LineageParts): Promise<Job | undefined> {
	for (const before of await ancestors(job, parts)) {
		const [shown] = await showable(parts.book, [before], parts.mayLook);
		if (shown) return shown;
	}
	return undefined;
}

/** Nearest first, as far as they are kept and may be seen. */
async function ancestors(job: Job, { find, mayLook }: LineageParts): Promise<Job[]> {
	const found: Job[] = [];
	const known = new Set([job.id]);
	let { parent } = job;
	while (parent && !known.has(parent) && found.length < mostBefore) {
		known.add(parent);
		const before = await find(parent);
		if (!before || !(await mayLook(before))) break;
		found.push(before);
		parent = before.parent;
	}
	return found;
}

/** All steps around a result, it among them: the way to it, what came of it, and what else came of what it came from. Parents first. */
export async function familyOf(job: Job, parts: LineageParts): Promise<Step[]> {
	const before = await ancestors(job, parts);
	const all = new Map([job, ...before].map((it) => [it.id, it]));
	let level = [...all.keys()];
	while (level.length > 0 && all.size < mostAfter) {
		const children = await parts.book.children(level, mostAfter);
		const may = await Promise.all(children.map(parts.mayLook));
		const next = children.filter(({ id }, i) => may[i] && !all.has(id));
		for (const it of next) all.set(it.id, it);
		level = next.map(({ id }) => id);
	}
	const results = await showable(parts.book, [...all.values()], async () => true);
	const shown = choose(results, job, all);
	return [...shown.values()]
		.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
		.map((it) => ({ job: it, parent: lineOf(it, all).find((id) => shown.has(id)) ?? null }));
}

/** The one that was asked about, what led to it, what came of it, and then what stands beside it. */
function choose(results: readonly Job[], job: Job, all: ReadonlyMap<string, Job>): Map<string, Job> {
	const before = lineOf(job, all);
	const rank = (it: Job) => {
		if (it.id === job.id) return 0;
		if (before.includes(it.id)) return 1;
		return lineOf(it, all).includes(job.id) ? 2 : 3;
	};
	const others = results.filter(({ id }) => id !== job.id);
	const nearestFirst = [job, ...others.toSorted((a, b) => rank(a) - rank(b))];
	return new Map(nearestFirst.slice(0, mostSteps).map((it) => [it.id, it]));
}

/** Its ancestors' ids among these, nearest first. */
function lineOf(job: Job, all: ReadonlyMap<string, Job>): string[] {
	const line: string[] = [];
	for (let { parent } = job; parent && !line.includes(parent); parent = all.get(parent)?.parent) line.push(parent);
	return line;
}
