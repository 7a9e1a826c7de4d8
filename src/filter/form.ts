import { kindOf, kinds } from './letters.ts';
import { isOpen, scriptOf } from './scripts.ts';
import { readTogether } from './spaced-out.ts';
import { space, streamOf } from './stream.ts';
import { type Units, unitsOf } from './units.ts';
import { type Words, writtenAs } from './words-of.ts';

/** A letter of an entry and how many of it stand in a row. */
export interface Run {
	code: number;
	mask: number;
	count: number;
	/** May be stretched: letters, and not digits. */
	stretches: boolean;
}

/** A word or phrase in the form in which it is looked for. */
export interface Form {
	/** For the automaton; empty when nothing of the entry can be read. */
	key: Int32Array;
	runs: readonly Run[];
	/** The match need not begin, or end, at the edge of a word. */
	openStart: boolean;
	openEnd: boolean;
	/** How many letters it has. */
	letters: number;
	/** Scripts in which it was written, one bit each. */
	scripts: number;
	/** What must follow literally: the `++` of `c++`. */
	after: string;
	/** How it reads. */
	text: string;
}

/** Longest word or phrase, in characters; Discord's AutoMod takes 60. */
export const longestWord = 100;

export type WordCheck = { ok: true } | { ok: false; reason: 'empty' | 'tooShort' | 'tooLong' };

/** Whether a word or phrase can be looked for. One letter alone would be found in every second prompt. */
export function checkWord(text: string): WordCheck {
	if (text.length > longestWord) return { ok: false, reason: 'tooLong' };
	const form = formOf(text);
	if (form.key.length === 0) return { ok: false, reason: 'empty' };
	const single = form.letters === 1 && !form.after && !form.openStart && !form.openEnd;
	return single ? { ok: false, reason: 'tooShort' } : { ok: true };
}

/** The emoji of a text: found only when an entry has them. */
export function picturesOf(text: string): number[] {
	if (!/[^\s\p{L}\p{M}\p{N}\p{P}]/u.test(text)) return [];
	const units = unitsOf(text);
	return Array.from({ length: units.length }, (_, at) => at)
		.filter((at) => units.kind[at] === kinds.picture)
		.map((at) => units.code[at]!);
}

export function formOf(entry: string): Form {
	const trimmed = entry.trim();
	const startStar = trimmed.startsWith('*');
	const endStar = trimmed.endsWith('*');
	const text = trimmed.replace(/^\*+|\*+$/g, '');
	// A capital I in a list means an i.
	const { units, words } = readTogether(unitsOf(text.toLowerCase()), new Set(picturesOf(text)));
	const { key, first, end, length } = streamOf(units, words);
	const runs: Run[] = [];
	let scripts = 0;
	const add = (code: number, mask: number, stretches: boolean) => {
		const last = runs.at(-1);
		if (last && last.mask === mask && (mask !== 0 || last.code === code)) last.count++;
		else runs.push({ code, mask, count: 1, stretches });
	};
	for (let at = 0; at < length; at++) {
		if (key[at] === space) {
			add(space, 0, false);
			continue;
		}
		for (let unit = first[at]!; unit < end[at]!; unit++) {
			add(units.code[unit]!, words.mask[unit]!, units.kind[unit] === kinds.letter);
			scripts |= 1 << units.script[unit]!;
		}
	}
	const edge = (run: Run | undefined) => run !== undefined && isOpenCode(run.code);
	return {
		key: key.slice(0, length),
		runs,
		openStart: startStar || edge(runs[0]),
		openEnd: endStar || edge(runs.at(-1)),
		letters: runs.reduce((sum, { code, count }) => (code === space ? sum : sum + count), 0),
		scripts,
		after: /[+#^=<>~]+$/.exec(text)?.[0] ?? '',
		text: readingOf(units, words),
	};
}

const isOpenCode = (code: number) => {
	const character = String.fromCodePoint(code);
	return isOpen(scriptOf(character)) || kindOf(character) === kinds.picture;
};

function readingOf(units: Units, words: Words): string {
	let text = '';
	for (let span = 0; span < words.spans.length; span += 2) {
		const first = words.spans[span]!;
		if (span > 0 && words.spans[span - 1]! < first) text += ' ';
		for (let at = first; at < words.spans[span + 1]!; at++) text += String.fromCodePoint(writtenAs(units, words, at));
	}
	return text;
}
