import { describe, expect, test } from 'vitest';
import { checkPattern, createWordFilter } from '../../src/filter/index.ts';
import { patternOf } from '../../src/filter/pattern.ts';
import { breathing, searchPattern, stepsPerBreath } from '../../src/filter/pattern-search.ts';
import { estimatedSize } from '../../src/filter/pattern-size.ts';
import { evilPatterns, evilTexts } from './evil-patterns.ts';
import { entryOf } from './lists.ts';

const patternFilter = (...patterns: readonly string[]) =>
	createWordFilter(patterns.map((it) => entryOf(it, 'pattern')));
const found = async (text: string, ...patterns: readonly string[]) =>
	(await patternFilter(...patterns).check(text)).map((hit) => hit.found);

describe('checkPattern', () => {
	test.each([
		['syntax', '('],
		['syntax', 'a**'],
		['syntax', '(?=look)ahead'],
		['syntax', '(back)\\1'],
		['tooLong', 'a'.repeat(201)],
		['tooComplex', 'a{1000}'],
		['tooComplex', '((a{100}){100}){100}'],
		['tooComplex', '(?:\\pL\\pN){500}'],
		['matchesEverything', ''],
		['matchesEverything', 'x*'],
		['matchesEverything', '.'],
		['matchesEverything', '[aeiou]'],
		['matchesEverything', '\\s\\w'],
		['matchesEverything', 'м|а'],
	])('gives %s as the reason for %s', (reason, text) => {
		expect(checkPattern(text)).toEqual({ ok: false, reason });
	});

	test.each([
		'\\bbadgers?\\b',
		'b[a4]dg(er|3r)',
		'\\d{3}-\\d{3}-\\d{4}',
		'(?i)straße',
		'\\p{Cherokee}',
		'^!',
		'a{1,60}b',
	])('accepts %s', (text) => {
		expect(checkPattern(text)).toEqual({ ok: true });
	});

	test.each([
		'a{300}',
		'(ab{2}c){3}',
		'[a-z\\]{9}]{5}',
		'\\{{4}',
		'\\x{41}{7}',
		'\\Qa{9}\\E',
		'(?:a|b{10}){10}',
		'(a{2,}){5}',
	])('estimates no less than the size of %s, and knows what a brace is', (text) => {
		const pattern = patternOf(text);
		expect(pattern).not.toBe('syntax');
		const size = typeof pattern === 'string' ? 300 : pattern.size;
		expect(estimatedSize(text) + 4).toBeGreaterThanOrEqual(size - 2);
		expect(estimatedSize(text)).toBeLessThan(400);
	});
});

describe('patterns', () => {
	test('see the text as it was written and as it reads, and tell each place once', async () => {
		expect(await found('BADGER b4dger ｂаdger', 'badgers?')).toEqual(['BADGER', 'b4dger', 'ｂаdger']);
		expect(await found('4 + 4', '\\d \\+ \\d')).toEqual(['4 + 4']);
	});

	test('that cannot be used find nothing and stop nothing', async () => {
		expect(await found('a badger', '(', 'x'.repeat(5000), 'badger')).toEqual(['badger']);
	});

	test('are shielded by an allow list', async () => {
		const filter = createWordFilter([entryOf('badg\\w+', 'pattern'), entryOf('badgering', 'allow')]);
		expect((await filter.check('badgering a badger')).map(({ start }) => start)).toEqual([12]);
	});

	test('find in a long text what they would find in the whole of it', async () => {
		const breath = breathing(async () => {});
		// More than 150 instructions, so that a window has 2,500 characters or less.
		const large = '(?:[a-y]x){50}|\\bbad(?:ger){1,40}\\b|^start|end$';
		const pattern = patternOf(large);
		if (typeof pattern === 'string') throw new Error(pattern);
		expect(pattern.size).toBeGreaterThan(150);
		for (const at of [0, 1, 399, 1800, 1875, 1880, 2000, 2400, 2490, 2499, 2500, 2501, 3000]) {
			const filler = '😀 '.repeat(2000);
			const text = `${filler.slice(0, at)} badgerger ${filler} xbadger start end x`;
			const places = await searchPattern(pattern, text, breath);
			expect(places.map(({ start, end }) => text.slice(start, end))).toEqual(['badgerger']);
		}
	});

	test('never work longer than a slice, however evil they are', async () => {
		for (const text of evilTexts()) {
			for (const evil of evilPatterns) {
				const pattern = patternOf(evil);
				if (typeof pattern === 'string') continue;
				const slices: number[] = [0];
				await searchPattern(pattern, text, {
					async before(steps) {
						expect(steps).toBeLessThanOrEqual(stepsPerBreath + 2 * pattern.size + 80);
						slices.push(steps);
					},
				});
				expect(slices.length).toBeGreaterThan(1);
			}
		}
	});

	test('let the event loop go on between slices', async () => {
		let pauses = 0;
		const entries = evilPatterns.map((it) => entryOf(it, 'pattern'));
		const filter = createWordFilter(entries, {
			pause: async () => {
				pauses++;
			},
		});
		const [text = ''] = evilTexts();
		await filter.check(text);
		expect(pauses).toBeGreaterThan(evilPatterns.length);
	});
});
