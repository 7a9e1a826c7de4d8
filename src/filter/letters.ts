import { lookalikeOf } from './lookalikes.ts';
import { hasLookalikes, isDecoration, isOpen, scriptOf } from './scripts.ts';

/** What a folded character is to a word. Numbers, since there is one for each character of a prompt. */
export const kinds = {
	/** Space and punctuation: what lies between words. */
	gap: 0,
	letter: 1,
	digit: 2,
	/** `@`, `$`, `!` and others that are written for letters. */
	sign: 3,
	/** An emoji or dingbat: a gap, unless an entry asks for it. */
	picture: 4,
} as const;

/** A character after folding: itself in its simplest form, or what it looks like. */
export interface Letter {
	code: number;
	kind: number;
	/** That of the original, by which a Cyrillic word is known for one. */
	script: number;
	foldedScript: number;
	/** Written without spaces. */
	open: boolean;
	/** A capital I, which may be meant for an l. */
	capital: boolean;
	/** Written as a small letter. */
	small: boolean;
	/** A mark is dropped behind letters of another script. */
	mark: boolean;
}

/** Signs read as letters; those of the second group only inside of a word, since at its edge they are punctuation. */
const signs = new Set([...'@$€£¢§!|+¡'].map((sign) => sign.codePointAt(0)!));
const innerSigns = new Set([...'!|+¡'].map((sign) => sign.codePointAt(0)!));
export const isInner = (code: number): boolean => innerSigns.has(code);

const invisible = /^[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u;
const control = /^(?!\s)\p{Cc}/u;
const blank = '\u2800';

export function kindOf(character: string): number {
	if (signs.has(character.codePointAt(0)!)) return kinds.sign;
	if (/^[\p{L}\p{M}]/u.test(character)) return kinds.letter;
	if (/^\p{N}/u.test(character)) return kinds.digit;
	return character > '\x7f' && /^[\p{Extended_Pictographic}\p{So}]/u.test(character) ? kinds.picture : kinds.gap;
}

const hangul = /^[가-힣]/;

function simplest(character: string): string {
	if (hangul.test(character)) return character;
	// Upper case first: ß and ſ meet ss and s, ς meets σ.
	return character.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
}

/** Folds until nothing changes, so that folding what was folded is folding it once. */
function settle(character: string, depth = 0): string {
	if (invisible.test(character) || control.test(character) || isDecoration(character)) return '';
	if (character === blank) return ' ';
	// Half of a surrogate pair: it must not meet another half when what lies between them is dropped.
	if (/^\p{Cs}/u.test(character)) return '\ufffd';
	const simple = simplest(character);
	if (simple === character || depth > 4) {
		const lookalike = hasLookalikes(scriptOf(character)) ? lookalikeOf(character) : undefined;
		return lookalike ?? character;
	}
	return [...simple].map((part) => settle(part, depth + 1)).join('');
}

function lettersOf(character: string): readonly Letter[] {
	const compatible = [...character.normalize('NFKC')];
	const script = scriptOf(compatible[0] ?? character);
	const capital = compatible.length === 1 && compatible[0] === 'I';
	return [...settle(character)].map((folded) => {
		const foldedScript = scriptOf(folded);
		return {
			code: folded.codePointAt(0)!,
			kind: kindOf(folded),
			script,
			foldedScript,
			open: isOpen(foldedScript),
			capital,
			small: compatible[0] !== compatible[0]?.toUpperCase(),
			mark: /^\p{M}/u.test(folded),
		};
	});
}

/** Code points that are asked for most stand in an array, which is quicker than a map. */
const near: (readonly Letter[] | undefined)[] = new Array(0x3000).fill(undefined);
const far = new Map<number, readonly Letter[]>();

/** What a code point is folded to: nothing for what cannot be seen and for accents, several letters for some. Remembered, since a table is asked. */
export function foldCodePoint(codePoint: number): readonly Letter[] {
	const before = codePoint < near.length ? near[codePoint] : far.get(codePoint);
	if (before) return before;
	const letters = lettersOf(String.fromCodePoint(codePoint));
	if (codePoint < near.length) near[codePoint] = letters;
	else far.set(codePoint, letters);
	return letters;
}
