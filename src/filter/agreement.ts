import type { Form, Run } from './form.ts';
import { stretchedFrom } from './normalise.ts';
import { type Stream, space } from './stream.ts';

/** Units of a text in which an entry was read: the first, and the one after the last. */
export interface Found {
	first: number;
	end: number;
}

/** Of a long run in which an entry may begin anywhere, so many beginnings are tried. */
const beginnings = 8;

/**
 * Whether the keys from `from` to `to`, which meet a form's by class, meet it letter by letter: as many as it has of each, or a stretched run
 * of at least three. Undefined when they do not.
 */
export function agree(
	form: Form,
	stream: Stream,
	from: number,
	to: number,
	open: { start: boolean; end: boolean },
): Found | undefined {
	const first = stream.first[from]!;
	const lastStart = open.start ? stream.end[from]! - 1 : first;
	for (let at = lastStart; at >= Math.max(first, lastStart - beginnings); at--) {
		const end = read(form, stream, from, to, at, open);
		if (end !== undefined) return { first: at, end };
	}
	return undefined;
}

/** How many of a run are told apart: beyond, more is the same. */
const limitOf = ({ count, stretches }: Run) => (stretches ? Math.max(count, stretchedFrom) : count);

/** Follows all readings at once: one state for each run of the form and count of its letters so far. */
function read(
	form: Form,
	stream: Stream,
	from: number,
	to: number,
	begin: number,
	open: { start: boolean; end: boolean },
): number | undefined {
	const { runs } = form;
	const offset: number[] = [];
	let size = 0;
	for (const run of runs) {
		offset.push(size - 1);
		size += limitOf(run);
	}
	let states = new Uint8Array(size);
	let next = new Uint8Array(size);
	let begun = false;

	const meets = ({ mask, code }: Run, unitMask: number, unitCode: number) =>
		(mask & unitMask) !== 0 || code === unitCode;
	const enough = (index: number, count: number) => {
		const run = runs[index]!;
		if (count === run.count) return true;
		if (count < run.count) return false;
		const atOpenEdge = (index === 0 && open.start) || (index === runs.length - 1 && open.end);
		return atOpenEdge || (run.stretches && count >= stretchedFrom);
	};
	const step = (mask: number, code: number) => {
		next.fill(0);
		if (!begun && meets(runs[0]!, mask, code)) next[0] = 1;
		for (let index = 0; begun && index < runs.length; index++) {
			const run = runs[index]!;
			const limit = limitOf(run);
			for (let count = 1; count <= limit; count++) {
				if (!states[offset[index]! + count]) continue;
				if ((count < limit || run.stretches) && meets(run, mask, code))
					next[offset[index]! + Math.min(count + 1, limit)] = 1;
				const following = runs[index + 1];
				if (following && enough(index, count) && meets(following, mask, code)) next[offset[index + 1]! + 1] = 1;
			}
		}
		begun = true;
		[states, next] = [next, states];
	};
	const done = () => {
		const last = runs.length - 1;
		for (let count = 1; count <= limitOf(runs[last]!); count++)
			if (states[offset[last]! + count] && enough(last, count)) return true;
		return false;
	};

	for (let at = from; at <= to; at++) {
		if (stream.key[at] === space) {
			step(0, space);
			continue;
		}
		for (let unit = at === from ? begin : stream.first[at]!; unit < stream.end[at]!; unit++) {
			step(stream.words.mask[unit]!, stream.units.code[unit]!);
			if (at === to && open.end && done()) return unit + 1;
		}
	}
	return done() ? stream.end[to]! : undefined;
}
