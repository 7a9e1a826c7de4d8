import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	cleanPrompt,
	namesIn,
	perspective,
	saysNothing,
	starterPersonas,
	wordForModel,
} from '../../src/core/prompt.ts';

describe('cleaning a prompt', () => {
	test('takes control characters and outer white space, and keeps lines and tabs', () => {
		expect(cleanPrompt('  a\u0000 cat\u001b[31m\n\ton\r\na mat\u007f ')).toBe('a cat[31m\n\ton\r\na mat');
	});

	test('composes what was typed in pieces', () => {
		expect(cleanPrompt('cafe\u0301')).toBe('café');
	});

	test('leaves every other character as the member wrote it', () => {
		const words = '**a** [cat](https://example.org) @everyone שלום 雪 🦊 — “quoted”';
		expect(cleanPrompt(words)).toBe(words);
	});

	test('is done after one time, and never lets a control character through', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.nat({ max: 0x36f }).map((code) => String.fromCodePoint(code)) }), (text) => {
				const clean = cleanPrompt(text);
				expect(cleanPrompt(clean)).toBe(clean);
				// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be gone
				expect(clean).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/);
			}),
		);
	});
});

test('a prompt says something when a letter, digit, sign or symbol of any script is in it', () => {
	for (const text of ['a', '7', '?', '🦊', '雪', 'ש', '  x  ']) expect(saysNothing(text)).toBe(false);
	for (const text of ['', ' \n\t', '\u200b', '\u202e\u202c', '\ufeff', '\u00ad']) expect(saysNothing(text)).toBe(true);
});

describe('personas', () => {
	test('a known name is its perspective, whatever the case', () => {
		expect(perspective('Noir')).toBe(starterPersonas.noir);
	});

	test('several personas have a name each', () => {
		expect(namesIn('botanist + film noir+ ')).toEqual(['botanist', 'film noir']);
	});

	test('several are combined, own words among them', () => {
		expect(perspective('botanist+a bored cat + noir')).toBe(
			`${starterPersonas.botanist}, and a bored cat, and ${starterPersonas.noir}`,
		);
	});

	test('a sentence leaves its full stop out, since the prompt follows', () => {
		const wordsOf = (name: string) => ({ smith: 'A smith. Loves iron.', poet: '一位诗人。' })[name];
		expect(perspective('smith + poet', wordsOf)).toBe('A smith. Loves iron, and 一位诗人');
	});

	test('nothing between the signs is nobody', () => {
		expect(perspective(' + ')).toBe('');
		expect(perspective('+noir+')).toBe(starterPersonas.noir);
	});

	test('a name that every object has is taken as own words', () => {
		expect(perspective('constructor + toString')).toBe('constructor, and toString');
	});
});

describe('the prompt as it is sent', () => {
	const prompt = 'a fox';

	test('is the member’s own words when nothing else is asked', () => {
		expect(wordForModel({ prompt, rewritesPrompts: true })).toBe(prompt);
		expect(wordForModel({ prompt, perspective: '', rewritesPrompts: true })).toBe(prompt);
	});

	test('sees through the persona, and begins with the prefix where the model would rewrite it', () => {
		const asked = { prompt, perspective: 'a mouse', asIs: true };
		expect(wordForModel({ ...asked, rewritesPrompts: false })).toBe('As seen by a mouse: a fox');
		expect(wordForModel({ ...asked, rewritesPrompts: true })).toMatch(
			/^I NEED to test .* AS-IS: As seen by a mouse: a fox$/,
		);
	});
});
