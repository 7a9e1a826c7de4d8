import type { Units } from './units.ts';

/** Unicode's composition of Hangul, chapter 3.12 of the standard. */
const firstConsonant = 0x1100;
const firstVowel = 0x1161;
const beforeFirstFinal = 0x11a7;
const lastFinal = 0x11c2;
const firstSyllable = 0xac00;
const consonants = 19;
const vowels = 21;
const finals = 28;

/** Makes one of the last two units if they are parts of a Korean syllable: ㅂ and ㅏ, or 바 and a final consonant. */
export function compose(units: Units): void {
	const last = units.length - 1;
	const code = units.code[last]!;
	if (last < 1 || code < firstVowel || code > lastFinal) return;
	const composed = syllable(units.code[last - 1]!, code);
	if (composed === undefined) return;
	units.code[last - 1] = composed;
	units.to[last - 1] = units.to[last]!;
	units.length--;
}

function syllable(before: number, code: number): number | undefined {
	const consonant = before - firstConsonant;
	const vowel = code - firstVowel;
	if (consonant >= 0 && consonant < consonants && vowel >= 0 && vowel < vowels)
		return firstSyllable + (consonant * vowels + vowel) * finals;
	const open = before - firstSyllable;
	const final = code - beforeFirstFinal;
	const takesFinal = open >= 0 && open < consonants * vowels * finals && open % finals === 0;
	return takesFinal && final > 0 && final < finals ? before + final : undefined;
}
