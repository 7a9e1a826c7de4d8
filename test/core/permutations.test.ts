import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choicesIn, escapeChoices, expand } from '../../src/core/permutations.ts';
import { refusalOf } from './refused.ts';

describe('a prompt with choices in braces', () => {
	test('is every one of them, nested ones too, in the order of reading', () => {
		expect(expand('{red, blue} fox in {snow, {dense, light} fog}', 100)).toEqual([
			'red fox in snow',
			'red fox in dense fog',
			'red fox in light fog',
			'blue fox in snow',
			'blue fox in dense fog',
			'blue fox in light fog',
		]);
	});

	test.each([
		[
			'an empty alternative leaves one space',
			'a {, very, very very} old tree',
			['a old tree', 'a very old tree', 'a very very old tree'],
		],
		['at the start and the end', '{, big} fox {, at night}', ['fox', 'fox at night', 'big fox', 'big fox at night']],
		['two of them side by side', 'a {, b} {, c} d', ['a d', 'a c d', 'a b d', 'a b c d']],
		['inside of words nothing is added', 'cat{, s}', ['cat', 'cats']],
		['what comes twice is there once', '{a, b, a}', ['a', 'b']],
		['Chinese commas are commas', '{红，蓝}狐狸，{雪、雾}', ['红狐狸，雪', '红狐狸，雾', '蓝狐狸，雪', '蓝狐狸，雾']],
		['line breaks in braces are spaces', '{a,\n  b}', ['a', 'b']],
	])('%s', (_, text, prompts) => {
		expect(expand(text, 100)).toEqual(prompts);
	});

	test('is one prompt, as it was written, where the braces hold one thing or nothing', () => {
		for (const text of ['a {fox}', 'f() {}', '{{model}} and $t(x)', 'a {{b}} c'])
			expect(expand(text, 1)).toEqual([text]);
		expect(expand('{ {a, b} }', 2)).toEqual(['{ a }', '{ b }']);
	});

	test('takes a backslash for one unless a brace is in it too', () => {
		expect(expand(String.raw`C:\\foxes\, and \n`, 1)).toEqual([String.raw`C:\\foxes\, and \n`]);
		expect(expand(String.raw`a \{red, blue\} fox`, 1)).toEqual(['a {red, blue} fox']);
		expect(expand(String.raw`{a\, b, c} \d \\ \}`, 2)).toEqual([String.raw`a, b \d \ }`, String.raw`c \d \ }`]);
	});

	test('is not made beyond the limit', () => {
		expect(() => expand('{a, b}{a, b}', 3)).toThrow(RangeError);
	});
});

describe('braces that do not fit together', () => {
	test.each([
		['a {red, blue fox', { code: 'braceUnclosed', near: 'a {red, blue fox' }],
		['a red, blue} fox', { code: 'braceUnopened', near: 'a red, blue} fox' }],
		['{{a, b}', { code: 'braceUnclosed', near: '{{a, b}' }],
		['{a, b}}', { code: 'braceUnopened', near: '{a, b}}' }],
		[`${'x'.repeat(100)}{${'y'.repeat(100)}`, { code: 'braceUnclosed', near: `…${'x'.repeat(16)}{${'y'.repeat(15)}…` }],
	])('%s', (text, refusal) => {
		expect(refusalOf(() => choicesIn(text))).toEqual(refusal);
		expect(refusalOf(() => expand(text, 100))).toEqual(refusal);
	});

	test('neither do those that stand too deep in each other', () => {
		expect(choicesIn(`${'{a, '.repeat(12)}b${'}'.repeat(12)}`)).toBe(13n);
		expect(refusalOf(() => choicesIn('{a, '.repeat(13)))).toMatchObject({ code: 'bracesTooDeep', limit: 12 });
	});
});

describe('how many there are', () => {
	test('is known without making any of them, exactly and at once', () => {
		expect(choicesIn('{0,1,2,3,4,5,6,7,8,9}'.repeat(4))).toBe(10_000n);
		expect(choicesIn('{a,b}'.repeat(1200))).toBe(2n ** 1200n);
	});

	test('is one for most prompts', () => {
		expect(choicesIn('a lighthouse, in a storm \\ at night')).toBe(1n);
	});
});

/** A text of braces, and what it must become, each alternative with a name of its own. */
type Tree = string | Tree[][];

const { tree } = fc.letrec<{ tree: Tree; choice: Tree }>((tie) => ({
	tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.constant('x'), tie('choice')),
	choice: fc.array(fc.array(tie('tree'), { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 }),
}));

function written(part: Tree, name = { next: 0 }): string {
	if (typeof part === 'string') return `${part}${name.next++}`;
	return `{${part.map((sequence) => sequence.map((it) => written(it, name)).join('')).join(',')}}`;
}

describe('whatever is written', () => {
	test('makes as many prompts as were reckoned, when no two are the same', () => {
		fc.assert(
			fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), (trees) => {
				const name = { next: 0 };
				const text = trees.map((it) => written(it, name)).join(' ');
				const reckoned = choicesIn(text);
				fc.pre(reckoned <= 2000n);
				const prompts = expand(text, 2000);
				expect(BigInt(prompts.length)).toBe(reckoned);
				// One of each choice and nothing else of it.
				for (const prompt of prompts) expect(prompt).toMatch(/^[x\d ]+$/);
			}),
		);
	});

	test('is one prompt again when it is escaped', () => {
		const signs = fc.constantFrom('{', '}', ',', '\\', 'a', ' ', 'ö', '🦊', '\n');
		fc.assert(
			fc.property(fc.string({ unit: signs, maxLength: 60 }), (text) => {
				expect(choicesIn(escapeChoices(text))).toBe(1n);
				expect(expand(escapeChoices(text), 1)).toEqual([text.trim()]);
			}),
		);
	});

	test('is expanded or refused, and holds nobody up', () => {
		const signs = fc.constantFrom('{', '}', ',', '\\', 'a', ' ');
		fc.assert(
			fc.property(fc.string({ unit: signs, maxLength: 6000, size: 'max' }), (text) => {
				try {
					const reckoned = choicesIn(text);
					if (reckoned <= 100n) expect(BigInt(expand(text, 100).length)).toBeLessThanOrEqual(reckoned);
				} catch (error) {
					expect(error).toMatchObject({ name: 'Refused' });
				}
			}),
			{ numRuns: 50 },
		);
	});
});
