import { foldCodePoint, kinds } from './letters.ts';
import { noScript, sharesMarks } from './scripts.ts';
import { compose } from './syllables.ts';

/** A text folded character by character, as columns: a prompt has up to 32,000 of them. */
export interface Units {
	/** The original. */
	text: string;
	length: number;
	/** Code point after folding. */
	code: Int32Array;
	/** Where it stood in the original, in UTF-16 units; accents behind a letter belong to it. */
	from: Int32Array;
	to: Int32Array;
	/** One of `kinds`. */
	kind: Uint8Array;
	/** That of the original character. */
	script: Uint8Array;
	open: Uint8Array;
	/** A capital I. */
	capital: Uint8Array;
	/** A small letter from the start. */
	small: Uint8Array;
	/** One letter of a word that was spaced out. */
	loose: Uint8Array;
}

export function newUnits(text: string, room: number): Units {
	return {
		text,
		length: 0,
		code: new Int32Array(room),
		from: new Int32Array(room),
		to: new Int32Array(room),
		kind: new Uint8Array(room),
		script: new Uint8Array(room),
		open: new Uint8Array(room),
		capital: new Uint8Array(room),
		small: new Uint8Array(room),
		loose: new Uint8Array(room),
	};
}

const columns = ['code', 'from', 'to', 'kind', 'script', 'open', 'capital', 'small', 'loose'] as const;

function grown(units: Units): Units {
	const larger = newUnits(units.text, units.code.length * 2);
	for (const column of columns) larger[column].set(units[column]);
	larger.length = units.length;
	return larger;
}

/** Appends units from `first` up to `end` of another text's. There must be room. */
export function append(units: Units, other: Units, first: number, end: number): void {
	let to = units.length;
	for (let at = first; at < end; at++, to++) {
		units.code[to] = other.code[at]!;
		units.from[to] = other.from[at]!;
		units.to[to] = other.to[at]!;
		units.kind[to] = other.kind[at]!;
		units.script[to] = other.script[at]!;
		units.open[to] = other.open[at]!;
		units.capital[to] = other.capital[at]!;
		units.small[to] = other.small[at]!;
		units.loose[to] = other.loose[at]!;
	}
	units.length = to;
}

/** Folds a text: NFKC, nothing invisible, no accents, look-alikes as what they look like, lower case. */
export function unitsOf(text: string): Units {
	let units = newUnits(text, text.length + 16);
	/** Of the letter before, after folding: marks stay only behind letters of their own script. */
	let scriptBefore = noScript;
	for (let at = 0; at < text.length; ) {
		const codePoint = text.codePointAt(at)!;
		const end = at + (codePoint > 0xffff ? 2 : 1);
		const letters = foldCodePoint(codePoint);
		const last = units.length - 1;
		if (letters.length === 0 && last >= 0 && units.kind[last] !== kinds.gap) units.to[last] = end;
		for (let index = 0; index < letters.length; index++) {
			const letter = letters[index]!;
			const before = units.length - 1;
			if (letter.mark) {
				if (before < 0 || units.kind[before] !== kinds.letter || !sharesMarks(scriptBefore, letter.foldedScript)) {
					if (before >= 0 && units.kind[before] !== kinds.gap) units.to[before] = end;
					continue;
				}
			} else scriptBefore = letter.foldedScript;
			if (units.length === units.code.length) units = grown(units);
			const here = units.length++;
			units.code[here] = letter.code;
			units.from[here] = at;
			units.to[here] = end;
			units.kind[here] = letter.kind;
			units.script[here] = letter.script;
			units.open[here] = letter.open ? 1 : 0;
			units.capital[here] = letter.capital ? 1 : 0;
			units.small[here] = letter.small ? 1 : 0;
			compose(units);
		}
		at = end;
	}
	return units;
}
