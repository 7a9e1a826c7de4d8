import { describe, expect, test } from 'vitest';
import { withCommandNames } from '../../src/locales/command-names.ts';
import {
	all,
	duration,
	either,
	fileSize,
	formatLocale,
	knows,
	labelled,
	languageName,
	listing,
	money,
	sentences,
	span,
	spoken,
	wordsFor,
} from '../../src/locales/words.ts';

const MiB = 1024 * 1024;

describe('words', () => {
	test('are those of the language, English where that is not here', () => {
		for (const locale of ['en', 'en-US', 'en-GB', 'xx', '']) expect(wordsFor(locale)('button.again')).toBe('Again');
		expect(formatLocale('xx')).toBe('en');
	});

	test('are in each language by Discord’s code for it, and in English for its neighbours', () => {
		const titles = ['pt-BR', 'zh-CN', 'ko'].map((locale) => wordsFor(locale)('refusal.title'));
		expect(new Set([...titles, 'Not drawn']).size).toBe(4);
		// Discord shows commands in English there, and neither script nor spelling is the same.
		for (const locale of ['zh-TW', 'pt-PT', 'ja', 'es-ES']) {
			expect(wordsFor(locale)('refusal.title')).toBe('Not drawn');
			expect(formatLocale(locale)).toBe('en');
		}
	});

	test('call commands and options as members see them', () => {
		expect(wordsFor('en')('doctor.fix.drawingPaused')).toContain('`/moderation pause`');
		expect(wordsFor('pt-BR')('doctor.fix.drawingPaused')).toContain('`/moderação pausar`');
		expect(wordsFor('pt-BR')('refusal.countOutOfRange', { limit: 10 })).toContain('`quantidade`');
		expect(wordsFor('zh-CN')('moderation.words.none')).toContain('`/审核 词表 添加:`');
	});

	test('leave other code as it is: placeholders, and what a file of settings says', () => {
		const names = { commands: { settings: 'S' }, subcommands: { export: 'E' }, options: { server: 'O', is: 'I' } };
		const import_ = { server: '`server` is `{{found}}`; see `/settings export`' };
		const words = { settings: { import: import_ }, other: '`{{server}}`is`server`, `/settings`, `/else here`, `text`' };
		expect(withCommandNames(words, names)).toEqual({
			settings: { import: { server: '`server` is `{{found}}`; see `/S E`' } },
			other: '`{{server}}`is`O`, `/S`, `/else here`, `text`',
		});
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

	test('count as each language counts', () => {
		const left = (locale: string, count: number) => wordsFor(locale)('waiting.left', { count });
		expect(left('pt-BR', 1)).not.toBe(left('pt-BR', 2).replace('2', '1'));
		for (const count of [0, 1, 2, 1_000_000]) {
			for (const locale of ['pt-BR', 'zh-CN', 'ko']) expect(left(locale, count)).not.toMatch(/left|waiting\./);
		}
		const place = { count: 3, ordinal: true, eta: 'E', price: 'P' };
		for (const locale of ['pt-BR', 'zh-CN', 'ko']) expect(wordsFor(locale)('waiting.place', place)).toMatch(/3.*E.*P/);
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

test('lists, sentences and labels are put together as each language does', () => {
	const names = ['a', 'b', 'c'];
	expect(['en', 'pt-BR', 'zh-CN', 'ko'].map((locale) => listing(names, locale))).toEqual([
		'a, b, c',
		'a, b, c',
		'a、b、c',
		'a, b, c',
	]);
	expect(all(names, 'pt-BR')).toBe('a, b e c');
	expect(either(names, 'zh-CN')).toBe('a、b或c');
	expect(sentences(['A.', 'B.'], 'ko')).toBe('A. B.');
	expect(sentences(['A。', 'B。'], 'zh-CN')).toBe('A。B。');
	expect(labelled('a', 'b', 'pt-BR')).toBe('a: b');
	expect(labelled('a', 'b', 'zh-CN')).toBe('a：b');
});

test('money, sizes and times are written as each language does', () => {
	expect(['pt-BR', 'zh-CN', 'ko'].map((locale) => money(1_234_567_890, locale))).toEqual([
		'US$\u00a01.234,57',
		'US$1,234.57',
		'US$1,234.57',
	]);
	expect(fileSize(14.25 * MiB, 'pt-BR')).toBe('14,3 MB');
	for (const locale of ['pt-BR', 'zh-CN', 'ko']) expect(duration(40_000, locale)).toMatch(/^40/);
});

test('languages are named in their own words', () => {
	expect(spoken.map(languageName)).toEqual(['English', 'português (Brasil)', '简体中文', '한국어']);
});
