import { kinds } from './letters.ts';
import { compose } from './syllables.ts';
import { append, newUnits, type Units } from './units.ts';
import { type Words, wordsOf, writtenAs } from './words-of.ts';

/** Letters in a row that make a word: b a d. Two are initials. */
const fewest = 3;
/** Characters between two of them: ` - `. */
const widest = 3;

/** Signs that stand alone between spaced letters as one of them. */
const standIns = new Set([...'@$!'].map((sign) => sign.codePointAt(0)!));
const apostrophes = new Set([..."'’ʼ`"].map((sign) => sign.codePointAt(0)!));

interface Single {
	first: number;
	end: number;
	letter: boolean;
}

/** Runs of letters that stand alone. */
function runsOf(units: Units, words: Words): Single[][] {
	const runs: Single[][] = [];
	let run: Single[] = [];
	const finish = () => {
		// Of numbers alone no word is made, and of mostly numbers none that was meant.
		if (run.length >= fewest && run.filter(({ letter }) => letter).length * 3 >= run.length) runs.push(run);
		run = [];
	};
	let next = 0;
	for (let at = 0; at < units.length; ) {
		while (next < words.spans.length && words.spans[next]! < at) next += 2;
		const wordStart = words.spans[next] ?? units.length;
		const single = at < wordStart ? signAt(units, words, at) : wordAt(units, words, next);
		if (at < wordStart && !single) {
			at++;
			continue;
		}
		const end = at < wordStart ? at + 1 : words.spans[next + 1]!;
		const before = run.at(-1);
		if (before && (at - before.end > widest || at === before.end)) finish();
		if (single) run.push(single);
		else finish();
		at = end;
	}
	finish();
	return runs;
}

function signAt(units: Units, words: Words, at: number): Single | undefined {
	const lone = units.kind[at] === kinds.sign && standIns.has(units.code[at]!);
	const beside = (index: number) => index >= 0 && index < units.length && units.kind[index] !== kinds.gap;
	return lone && !words.inside[at] && !beside(at - 1) && !beside(at + 1)
		? { first: at, end: at + 1, letter: false }
		: undefined;
}

/** A word of one letter, if need be a stretched one. The s of "it's" is none. */
function wordAt(units: Units, words: Words, span: number): Single | undefined {
	const first = words.spans[span]!;
	const end = words.spans[span + 1]!;
	if (apostrophes.has(units.code[first - 1] ?? 0) || apostrophes.has(units.code[end] ?? 0)) return undefined;
	const code = writtenAs(units, words, first);
	for (let at = first + 1; at < end; at++) if (writtenAs(units, words, at) !== code) return undefined;
	return { first, end, letter: units.kind.subarray(first, end).includes(kinds.letter) };
}

/**
 * The same text with the letters of spaced-out words moved together; nothing when there are none. When some gaps are unlike most others of
 * their run, they may lie between words, and a second reading leaves them: d-a-m-p s-q-u-i-b.
 */
export function joinings(units: Units, words: Words): Units[] {
	const runs = runsOf(units, words);
	if (runs.length === 0) return [];
	const all = joined(
		units,
		runs.map((run) => ({ run, kept: none })),
	);
	const parted = runs.map((run) => ({ run, kept: oddGaps(units, run) }));
	return parted.some(({ kept }) => kept.size > 0) ? [all, joined(units, parted)] : [all];
}

/** A text in the one reading that has to do where only one can be written down: spaced-out letters together, and its words so. */
export function readTogether(apart: Units, pictures: ReadonlySet<number>): { units: Units; words: Words } {
	const words = wordsOf(apart, pictures);
	const [joint] = joinings(apart, words);
	return joint ? { units: joint, words: wordsOf(joint, pictures) } : { units: apart, words };
}

const none: ReadonlySet<number> = new Set();

function joined(units: Units, runs: readonly { run: readonly Single[]; kept: ReadonlySet<number> }[]): Units {
	const result = newUnits(units.text, units.length);
	let done = 0;
	for (const { run, kept } of runs) {
		for (const [index, { first, end }] of run.entries()) {
			if (index === 0 || kept.has(index)) append(result, units, done, first);
			for (let at = first; at < end; at++) {
				append(result, units, at, at + 1);
				result.loose[result.length - 1] = 1;
				compose(result);
			}
			done = end;
		}
	}
	append(result, units, done, units.length);
	return result;
}

/** Indices of the letters before which stands another gap than before most. */
function oddGaps(units: Units, run: readonly Single[]): Set<number> {
	const gaps = run.map(({ first }, index) => units.code.subarray(index ? run[index - 1]!.end : first, first).join());
	const counts = new Map<string, number>();
	for (const gap of gaps.slice(1)) counts.set(gap, (counts.get(gap) ?? 0) + 1);
	const [[usual] = ['']] = [...counts].sort(([, one], [, other]) => other - one);
	return new Set(Array.from(gaps.keys()).filter((index) => index > 0 && gaps[index] !== usual));
}
