/** Patterns that stop a backtracking engine, blow up an automaton, or are large when they are written out. */
export const evilPatterns: readonly string[] = [
	'(a+)+$',
	'^(a*)*b',
	'(a|a)*b',
	'(x+x+)+y',
	'a{1000}',
	'(a{1,30}){1,30}b',
	'(?:a?){999}b',
	'((a{100}){100}){100}',
	'(?:\\pL\\pN\\pS\\pP\\pM\\pZ\\pC\\pL\\pN\\pS\\pP\\pM\\pZ\\pC){1000}',
	'.*.*.*.*.*.*.*.*=.*',
	'(\\p{L}+\\p{N}*)+\\p{Han}',
	'(\\P{L}|\\p{L}){1,200}q',
	'(\\b\\w+\\b\\s*)+!',
	'(a|b)*a(a|b){20}c',
	'[ab]*a[ab]{120}[cd]',
	`(${Array.from({ length: 40 }, (_, index) => `aa${index}`).join('|')})+z`,
	'((((((((((a*)*)*)*)*)*)*)*)*)*)*b',
	'(|a|b|ab|ba)*(|a|b|ab|ba)*(|a|b|ab|ba)*c',
	'(.?){70}(.?){70}x',
	'(?:\\w{1,20}\\s?){1,6}stop',
];

/** 32,000 characters, as a prompt may have, of the sort that such patterns dislike. */
export function evilTexts(): readonly string[] {
	const length = 32_000;
	let state = 7;
	const bit = () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return state >>> 31;
	};
	return [
		'a'.repeat(length),
		`${Array.from({ length: length - 3 }, () => 'ab'[bit()]).join('')}=y,`,
		'the quick brown fox jumps over the lazy dog, x1 = '.repeat(length / 50),
		`${'Größe мир 世界 straße x1 '.repeat(length / 25)}`.slice(0, length),
	];
}
