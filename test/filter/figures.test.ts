import { describe, expect, test } from 'vitest';
import { evasions, listed } from './evasions.ts';
import { harmless } from './harmless.ts';
import { filterOf } from './lists.ts';

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

describe('the word filter', () => {
	test('catches at least 98 % of 500 evasions, each as the word that was meant', async () => {
		const filter = filterOf(...listed);
		const missed: string[] = [];
		for (const { word, how, text } of evasions(500, 20_261)) {
			const hits = await filter.check(text);
			if (!hits.some(({ entryId }) => entryId === word)) missed.push(`${how.join(' and ')}: ${text}`);
		}
		console.log(`evasions caught: ${percent(1 - missed.length / 500)} of 500`);
		expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(10);
	});

	test('finds nothing in at least 99 % of 5,000 harmless sentences in 16 languages', async () => {
		// Beside the list of the evasions, words of which others are made, and such as look like words of other scripts.
		const others = [
			'cunt',
			'rape',
			'cock',
			'tit',
			'anal',
			'pegb',
			'pot',
			'hoc',
			'tov',
			'坏人',
			'坏蛋',
			'바보',
			'дурак',
		];
		const filter = filterOf(...listed, ...others);
		const wrong: string[] = [];
		const sentences = harmless(5000, 20_262);
		for (const { language, text } of sentences) {
			const hits = await filter.check(text);
			if (hits.length > 0) wrong.push(`${language}: ${text} (${hits.map(({ entryId }) => entryId)})`);
		}
		console.log(`harmless sentences held: ${percent(wrong.length / sentences.length)} of ${sentences.length}`);
		expect(new Set(sentences.map(({ language }) => language)).size).toBe(16);
		expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(50);
	});
});
