import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/filter/index.ts';

const anyText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: fc.constantFrom(..."aAbI1l!|$@48 .-'\u200b\u0301ｂбߋоㅂㅏ각が゛한ßﬁ🅱🇦①½"), maxLength: 40 }),
);

describe('normalise', () => {
	test.each([
		['full-width', 'ｂａｄ', 'bad'],
		['invisible characters', 'b\u200ba\u00add\ufeff', 'bad'],
		['zalgo', 'b̷̛a̸d̵', 'bad'],
		['accents', 'für Ærø', 'fur aero'],
		['Cyrillic look-alikes', 'bаdgеr', 'badger'],
		['Greek look-alikes', 'τοαd', 'toad'],
		['a mathematical alphabet', '𝓫𝓪𝓭 𝔟𝔞𝔡', 'bad bad'],
		['circles, squares, small capitals', 'ⓑⓐⓓ 🅱🅰🅳 ʙᴀᴅ', 'bad bad bad'],
		['leet', 'b4d $h1p', 'bad ship'],
		['spaced letters', 'b a d', 'bad'],
		['dotted letters', 'so b.a.d', 'so bad'],
		['letters with dashes', 'so b - a - d', 'so bad'],
		['stretched letters', 'baaaad', 'bad'],
		['Korean letter by letter', 'ㅂㅏㅂㅗ', '바보'],
		['sharp s', 'STRAẞE straße', 'strasse strasse'],
	])('reads %s', (_what, text, reading) => {
		expect(normalise(text).text).toBe(reading);
	});

	test.each([
		['numbers', '1000 5 455'],
		['two of a letter', 'book class'],
		['initials', 'j. r. tolkien'],
		['a letter behind an apostrophe', "it's a b"],
		['Japanese voicing', 'か'],
		['Thai vowels', 'สวัสดี'],
		['Devanagari vowels', 'हिन्दी'],
		['Chinese characters like Latin letters', '工人 口'],
	])('leaves %s alone', (_what, text) => {
		expect(normalise(text).text).toBe(text);
	});

	test('tells が from か', () => {
		expect(normalise('が').text).not.toBe(normalise('か').text);
	});

	test('shows where a reading stood', () => {
		const text = 'so  B\u0301\u200bＡd!';
		const { text: reading, original } = normalise(text);
		const at = reading.indexOf('bad');
		const { start, end } = original(at, at + 3);
		expect(text.slice(start, end)).toBe('B\u0301\u200bＡd');
	});

	test('once is as good as twice', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const once = normalise(text).text;
				expect(normalise(once).text).toBe(once);
			}),
			{ numRuns: 3000 },
		);
	});

	test('every part of a reading maps to a part of the text', () => {
		fc.assert(
			fc.property(anyText, fc.nat(), fc.nat(), (text, one, other) => {
				const reading = normalise(text);
				const [from, to] = [one % (reading.text.length + 1), other % (reading.text.length + 1)].sort(
					(a, b) => a - b,
				) as [number, number];
				const { start, end } = reading.original(from, to);
				expect(start).toBeGreaterThanOrEqual(0);
				expect(end).toBeGreaterThanOrEqual(start);
				expect(end).toBeLessThanOrEqual(text.length);
			}),
		);
	});
});
