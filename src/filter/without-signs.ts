import { kinds } from './letters.ts';
import { append, newUnits, type Units } from './units.ts';

/**
 * Words that have signs in them or digits at an edge, with those as gaps, or undefined when there are none: what is a letter in b@dger parts
 * two words in grumpkin@badger, and badger99 is a badger with a number.
 *
 * @param spans as `wordsOf` finds them
 */
export function withoutSigns(units: Units, spans: readonly number[]): Units | undefined {
	const found: number[] = [];
	for (let span = 0; span < spans.length; span += 2)
		if (hasSigns(units, spans[span]!, spans[span + 1]!)) found.push(spans[span]!, spans[span + 1]!);
	if (found.length === 0) return undefined;
	const plain = newUnits(units.text, units.length + found.length * 2);
	for (let span = 0; span < found.length; span += 2) {
		const start = plain.length;
		append(plain, units, found[span]!, found[span + 1]!);
		const end = plain.length;
		for (let at = start; at < end; at++) if (plain.kind[at] === kinds.sign) plain.kind[at] = kinds.gap;
		for (let at = start; plain.kind[at] === kinds.digit; at++) plain.kind[at] = kinds.gap;
		for (let at = end - 1; at >= start && plain.kind[at] === kinds.digit; at--) plain.kind[at] = kinds.gap;
		fence(plain);
	}
	return plain;
}

function hasSigns(units: Units, first: number, end: number): boolean {
	let letters = false;
	let sign = units.kind[first] === kinds.digit || units.kind[end - 1] === kinds.digit;
	for (let at = first; at < end; at++) {
		if (units.kind[at] === kinds.letter) letters = true;
		else if (units.kind[at] === kinds.sign) sign = true;
	}
	return letters && sign;
}

/** A word that is in no list, so that no phrase is found across words that only stand side by side here. */
function fence(units: Units): void {
	const at = units.length;
	units.kind.set([kinds.gap, kinds.letter, kinds.gap], at);
	units.length += 3;
}
