import { kinds } from './letters.ts';
import { readTogether } from './spaced-out.ts';
import { type Units, unitsOf } from './units.ts';
import { type Words, writtenAs } from './words-of.ts';

/** A text as the filter reads it, and the way back. */
export interface Normalised {
	text: string;
	/** Where a part of the normalised text stood in the original; all positions are UTF-16 units. */
	original(start: number, end: number): { start: number; end: number };
}

/** As often in a row as nobody writes a letter who means one or two. */
export const stretchedFrom = 3;

const noPictures: ReadonlySet<number> = new Set();

/**
 * A text in the form in which look-alikes meet: NFKC, without invisible characters and accents, look-alikes (UTS #39) as the letters they
 * resemble, in lower case, digits and signs inside of words as letters, stretched letters once, spaced-out letters together.
 * Normalising twice is normalising once.
 */
export function normalise(text: string): Normalised {
	const { units, words } = readTogether(unitsOf(text), noPictures);
	return written(units, words);
}

function written(units: Units, words: Words): Normalised {
	const parts: string[] = [];
	const from: number[] = [];
	const to: number[] = [];
	for (let at = 0; at < units.length; ) {
		const code = words.inside[at] ? writtenAs(units, words, at) : units.code[at]!;
		let end = at + 1;
		if (words.inside[at])
			while (end < units.length && words.inside[end] && writtenAs(units, words, end) === code) end++;
		// A number is no stretched letter.
		const times = end - at >= stretchedFrom && (words.mask[at] || units.kind[at] === kinds.letter) ? 1 : end - at;
		for (let time = 0; time < times; time++) {
			const character = String.fromCodePoint(code);
			parts.push(character);
			const last = times === 1 ? end - 1 : at + time;
			for (let unit = 0; unit < character.length; unit++) {
				from.push(units.from[at + time]!);
				to.push(units.to[last]!);
			}
		}
		at = end;
	}
	const length = units.text.length;
	return {
		text: parts.join(''),
		original: (start, end) => ({
			start: from[start] ?? length,
			end: end > start ? to[end - 1]! : (from[start] ?? length),
		}),
	};
}
