import { describe, expect, test } from 'vitest';
import { duration, either, fileSize, formatLocale, knows, money, span, wordsFor } from '../../src/locales/words.ts';

const MiB = 1024 * 1024;

describe('words', () => {
	test('are those of the language, English where that is not here', () => {
		for (const locale of ['en', 'en-US', 'en-GB', 'xx', '']) expect(wordsFor(locale)('button.again')).toBe('Again');
		expect(formatLocale('xx')).toBe('en');
	});

	test('take values as they are: nothing in them is a key, a value or HTML', () => {
		const name = '<b>$t(button.again) {{limit}} & “more”</b>';
		expect(wordsFor('en')('refusal.pictureDamaged', { name })).toBe(
			`The file ${name} is damaged or cut off. Please attach it again.`,
		);
	});

	test('count as English counts', () => {
		const t = wordsFor('en');
		expect(t('original.here', { count: 1 })).toMatch(/^The original file,/);
		expect(t('original.here', { count: 2 })).toMatch(/^The original files,/);
		expect(t('waiting.place', { count: 2, ordinal: true, eta: 'soon', price: 'free' })).toBe(
			'**2nd in line** · soon · free',
		);
	});

	test('are known or not', () => {
		expect(knows('button.again')).toBe(true);
		expect(knows('button.explode')).toBe(false);
	});
});

test.each([
	[0, '$0.00'],
	[1, '$0.00'],
	[5880, '$0.0059'],
	[9999, '$0.01'],
	[10_000, '$0.01'],
	[40_000, '$0.04'],
	[53_070, '$0.05'],
	[1_234_567_890, '$1,234.57'],
])('%i micro-dollars are %s', (micros, text) => {
	expect(money(micros, 'en-US')).toBe(text);
});

test.each([
	[0, '1 s'],
	[400, '1 s'],
	[1499, '1 s'],
	[40_000, '40 s'],
	[99_000, '99 s'],
	[100_000, '2 min'],
	[3_600_000, '60 min'],
])('%i ms are %s', (ms, text) => {
	expect(duration(ms, 'en-US')).toBe(text);
});

test.each([
	[20_000, '20 s'],
	[12 * 60_000, '12 min'],
	[89 * 60_000, '89 min'],
	[90 * 60_000, '2 h'],
	[47.4 * 3_600_000, '47 h'],
	[48 * 3_600_000, '2 days'],
	[30 * 24 * 3_600_000, '30 days'],
])('%i ms that people took are %s', (ms, text) => {
	expect(span(ms, 'en-US')).toBe(text);
});

test('bytes are megabytes with one digit', () => {
	expect(fileSize(10 * MiB, 'en')).toBe('10 MB');
	expect(fileSize(14.25 * MiB, 'en')).toBe('14.3 MB');
});

test('a list is a choice', () => {
	expect(either(['a'], 'en')).toBe('a');
	expect(either(['a', 'b'], 'en')).toBe('a or b');
	expect(either(['a', 'b', 'c'], 'en')).toBe('a, b, or c');
});
