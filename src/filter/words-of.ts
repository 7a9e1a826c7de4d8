import { classOf, likeliest, maskOfLeet, maskOfLetter, maskOfLetters } from './leet.ts';
import { isInner, kinds } from './letters.ts';
import type { Units } from './units.ts';

/** Bits of `edge`: a word begins or ends at this unit. */
export const starts = 1;
export const ends = 2;

/** Which units make words, and as which letters each is read. */
export interface Words {
	/** 1 for a unit that belongs to a word. */
	inside: Uint8Array;
	edge: Uint8Array;
	/** Letters from a to z as which the unit is read; 0 for what is only itself. */
	mask: Int32Array;
	/** First unit and the one after the last of each word, one word after the other. */
	spans: number[];
}

const ambiguousI = maskOfLetters('il');

/**
 * Finds the words. A word is a run of letters, digits and signs; where a script without spaces meets another, a word ends. Digits and signs
 * stand for letters only beside letters, so that years and prices stay numbers.
 *
 * @param pictures code points of the emoji that an entry asks for; each is a word of its own, any other lies between words
 */
export function wordsOf(units: Units, pictures: ReadonlySet<number>): Words {
	const words: Words = {
		inside: new Uint8Array(units.length),
		edge: new Uint8Array(units.length),
		mask: new Int32Array(units.length),
		spans: [],
	};
	for (let at = 0; at < units.length; ) {
		const kind = units.kind[at]!;
		if (kind === kinds.picture && pictures.has(units.code[at]!)) {
			take(units, words, at, at + 1, false);
			at++;
			continue;
		}
		if (kind === kinds.gap || kind === kinds.picture) {
			at++;
			continue;
		}
		const start = at;
		const open = units.open[at]!;
		let letters = false;
		let digits = false;
		let plain = true;
		for (; at < units.length && units.open[at] === open; at++) {
			const next = units.kind[at]!;
			if (next === kinds.gap || next === kinds.picture) break;
			if (next === kinds.letter) letters = true;
			else plain = false;
			if (next === kinds.digit) digits = true;
		}
		if (open || plain) take(units, words, start, at, false);
		else if (letters || (!digits && isWordOfSigns(units, start, at))) takeTrimmed(units, words, start, at);
		else takeNumbers(units, words, start, at);
	}
	return words;
}

function take(units: Units, words: Words, start: number, end: number, leet: boolean): void {
	words.spans.push(start, end);
	words.edge[start] = words.edge[start]! | starts;
	words.edge[end - 1] = words.edge[end - 1]! | ends;
	for (let at = start; at < end; at++) {
		words.inside[at] = 1;
		const code = units.code[at]!;
		words.mask[at] = maskOfLetter(code) || (leet ? maskOfLeet(code) : 0);
		if (units.capital[at] && (isSmall(units, at - 1, start, end) || isSmall(units, at + 1, start, end)))
			words.mask[at] = ambiguousI;
	}
}

/** KILL has capitals all around; in kiIl one stands among small letters, and means an l. */
const isSmall = (units: Units, at: number, start: number, end: number) =>
	at >= start && at < end && units.kind[at] === kinds.letter && !units.capital[at] && units.small[at] === 1;

/** Takes a run as one word, without the punctuation at its edges. */
function takeTrimmed(units: Units, words: Words, start: number, end: number): void {
	let first = start;
	let last = end;
	while (first < last && isInner(units.code[first]!)) first++;
	while (first < last && isInner(units.code[last - 1]!)) last--;
	if (first < last) take(units, words, first, last, true);
}

/** @$$ is a word although it has no letter; $$$ is a price, and !!! is a shout. */
function isWordOfSigns(units: Units, start: number, end: number): boolean {
	const codes = units.code.subarray(start, end).filter((code) => !isInner(code));
	return codes.length >= 3 && codes.some((code) => code !== codes[0]);
}

function takeNumbers(units: Units, words: Words, start: number, end: number): void {
	for (let at = start; at < end; at++) {
		if (units.kind[at] !== kinds.digit) continue;
		const first = at;
		while (at < end && units.kind[at] === kinds.digit) at++;
		take(units, words, first, at, false);
	}
}

/** The letter as which a unit is written down when one reading has to do. */
export const writtenAs = (units: Units, words: Words, at: number): number =>
	words.mask[at] ? likeliest(units.code[at]!) : units.code[at]!;

/** What a search sees of a unit: characters that may stand for the same letter are one class. */
export const classAt = (units: Units, words: Words, at: number): number => classOf(words.mask[at]!, units.code[at]!);
