/** Letters are told apart by script for three reasons: look-alikes, scripts without spaces, and marks that are letters. */
const names = [
	'Latin',
	'Greek',
	'Cyrillic',
	'Armenian',
	'Hebrew',
	'Arabic',
	'Devanagari',
	'Georgian',
	'Cherokee',
	'Han',
	'Hiragana',
	'Katakana',
	'Hangul',
	'Thai',
	'Lao',
	'Khmer',
	'Myanmar',
	'Tibetan',
] as const;

/** Number of the script of a character that belongs to none of those named here. */
export const noScript: number = names.length;
export const latin = names.indexOf('Latin');

const kana: ReadonlySet<string> = new Set(['Hiragana', 'Katakana']);
/** Both kana share ー and the marks that voice them. */
const tests = names.map((name) => new RegExp(`^\\p{Script${kana.has(name) ? '_Extensions' : ''}=${name}}`, 'u'));

/** The script of a character, as a number below 32. */
export function scriptOf(character: string): number {
	if (character <= '\x7f') return /^[a-z]/i.test(character) ? latin : noScript;
	const at = tests.findIndex((test) => test.test(character));
	return at < 0 ? noScript : at;
}

/** Chinese, Japanese, Thai and their like put no spaces between words; Korean appends its particles. Their words are found inside of a text. */
const open = new Set(
	(['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan'] as const).map((name) =>
		names.indexOf(name),
	),
);
export const isOpen = (script: number): boolean => open.has(script);

/** A look-alike table would tear these apart: ㅣ is a vowel and no l, 工 no capital I. */
const closedToLookalikes = new Set(
	(['Han', 'Hiragana', 'Katakana', 'Hangul'] as const).map((name) => names.indexOf(name)),
);
export const hasLookalikes = (script: number): boolean => !closedToLookalikes.has(script);

/** Whether a mark of one script is written on letters of another. */
export const sharesMarks = (script: number, other: number): boolean =>
	script === other || (kana.has(names[script] ?? '') && kana.has(names[other] ?? ''));

/**
 * Marks that only decorate: accents, points and what zalgo is made of. Elsewhere a mark is a vowel or, in Japanese, tells が from か.
 */
export const isDecoration = (character: string): boolean =>
	/^(?=\p{M})[\p{Script=Inherited}\p{Script=Common}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/u.test(
		character,
	) && !/^[\u3099\u309a]/.test(character);
