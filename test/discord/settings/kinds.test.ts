import { describe, expect, test } from 'vitest';
import { isTimeZone } from '../../../src/core/calendar.ts';
import { offsetOf, wellSpread, zone } from '../../../src/discord/settings/kinds/zones.ts';
import { fieldNamed } from '../../../src/discord/settings/pages/index.ts';
import { spoken, wordsFor } from '../../../src/locales/words.ts';
import { noon, wording, wordingIn } from './wordings.ts';

const field = (id: string) => fieldNamed(id)!;
const parse = (id: string, text: string, locale = 'en') => field(id).kind.parse!(text, wordingIn(locale));

describe('a number that is typed', () => {
	test.each([
		['10', 10],
		[' 10 ', 10],
		['0', 0],
		['1000000', 1_000_000],
		['007', 7],
		['none', null],
		['None', null],
		['', null],
	])('%j is %j', (text, value) => {
		expect(parse('limits.memberImagesPerDay', text)).toBe(value);
	});

	test.each([
		'-5',
		'+5',
		'1.5',
		'1,000',
		'1 000',
		'1e3',
		'0x10',
		'ten',
		'∞',
		'NaN',
		'١٠',
		'1000001',
		'99999999999999999999',
	])('%j cannot be', (text) => {
		expect(parse('limits.memberImagesPerDay', text)).toBeUndefined();
	});

	test('has the bounds of its own setting', () => {
		expect(parse('limits.jobsAtOnce', '0')).toBeUndefined();
		expect(parse('limits.jobsAtOnce', '101')).toBeUndefined();
		expect(parse('limits.cooldownSeconds', '86401')).toBeUndefined();
		expect(parse('limits.cooldownSeconds', 'none')).toBe(0);
		expect(parse('models.largestCount', '11')).toBeUndefined();
		expect(parse('models.largestCount', 'none')).toBeUndefined();
		expect(parse('models.largestCount', '')).toBeUndefined();
	});
});

describe('money that is typed', () => {
	test.each([
		['25', 25_000_000],
		['2.50', 2_500_000],
		['$25', 25_000_000],
		['$ 0.005', 5000],
		['25$', 25_000_000],
		['0', 0],
		['1000000', 1_000_000_000_000],
		['none', null],
		['', null],
	])('%j is %j micro-dollars', (text, micros) => {
		expect(parse('budget.microsPerMonth', text)).toBe(micros);
	});

	test.each(['-1', '2,50', '€25', '1000000.01', '2.', '.5', 'lots', '1e3', '0.0000001', '--', '$'])(
		'%j cannot be',
		(text) => {
			expect(parse('budget.microsPerMonth', text)).toBeUndefined();
		},
	);

	test.each<[string, string, number | null | undefined]>([
		['pt-BR', '2,50', 2_500_000],
		['pt-BR', '2.50', 2_500_000],
		['pt-BR', '0,005', 5000],
		// A thousand to whoever writes a comma before cents.
		['pt-BR', '1.000', undefined],
		['pt-BR', '1.000,50', undefined],
		['pt-BR', 'None', null],
		['pt-BR', wordsFor('pt-BR')('settings.none').toUpperCase(), null],
		['zh-CN', '２５．５０', 25_500_000],
		['zh-CN', '＄25', 25_000_000],
		['zh-CN', '2,50', undefined],
		['zh-CN', ` ${wordsFor('zh-CN')('settings.none')} `, null],
		['ko', wordsFor('ko')('settings.none'), null],
		['ko', 'none', null],
		['en', wordsFor('ko')('settings.none'), undefined],
	])('in %s %j is %j micro-dollars', (locale, text, micros) => {
		expect(parse('budget.microsPerMonth', text, locale)).toBe(micros);
	});

	test.each(spoken)('is filled in as it would be typed in %s, to the last digit', (locale) => {
		const { typed, parse: read } = field('budget.microsPerMonth').kind;
		for (const micros of [0, 5, 5000, 2_500_000, 1_005_000, 25_000_000, 1_234_567, 999_999_999_999]) {
			expect(read!(typed!(micros), wordingIn(locale))).toBe(micros);
		}
		expect([2_500_000, 25_000_000, 5000, null].map((it) => typed!(it))).toEqual(['2.50', '25', '0.005', '']);
	});
});

describe('names that are typed', () => {
	test('are found in any case, once each, and none is all', () => {
		expect(parse('models.allowed', 'GPT-image-2, gpt-image-2.5-flare,gpt-image-2,')).toEqual([
			'gpt-image-2',
			'gpt-image-2.5-flare',
		]);
		expect(parse('models.shapes', 'none')).toBeNull();
		expect(parse('models.preferred', 'GPT-IMAGE-2')).toBe('gpt-image-2');
	});

	test('are separated by the commas of Chinese too', () => {
		expect(parse('models.qualities', 'low，medium、high', 'zh-CN')).toEqual(['low', 'medium', 'high']);
		expect(parse('models.shapes', wordsFor('zh-CN')('settings.none'), 'zh-CN')).toBeNull();
	});

	test.each([
		['models.allowed', 'dall-e-3'],
		['models.allowed', 'gpt-image-2 gpt-image-2.5-flare'],
		['models.allowed', ','],
		['models.qualities', 'standard'],
		['models.shapes', 'round'],
		['models.preferred', 'gpt-image-2, gpt-image-2.5-flare'],
	])('%s cannot be %j', (id, text) => {
		expect(parse(id, text)).toBeUndefined();
	});

	test('are completed at the end of a list', () => {
		const offered = ['gpt-image-2', 'dall-e-3'];
		const suggest = (text: string) => field('models.allowed').kind.suggest!(text, offered).map(({ value }) => value);
		expect(suggest('')).toEqual(offered);
		expect(suggest('dall')).toEqual(['dall-e-3']);
		expect(suggest('dall-e-3, ')).toEqual(['dall-e-3, gpt-image-2']);
		expect(suggest('x')).toEqual([]);
	});
});

describe('a score that is typed', () => {
	test.each([
		['0', 0],
		['1', 1],
		['1.00', 1],
		['0.6', 0.6],
		['.95', 0.95],
		[' 0.125 ', 0.125],
		['none', null],
		['', null],
	])('%j is %j', (text, value) => {
		expect(parse('threshold.hold', text)).toBe(value);
	});

	test('has a comma where that is how it is written', () => {
		expect(parse('threshold.hold', '0,6', 'pt-BR')).toBe(0.6);
		expect(parse('threshold.hold', '0.125', 'pt-BR')).toBe(0.125);
	});

	test.each(['1.01', '-0.1', '0,5', '50 %', '5', '1e-3', '0.', '.', 'NaN', '٠.٥', `0.${'1'.repeat(21)}`])(
		'%j cannot be',
		(text) => {
			expect(parse('threshold.refuse', text)).toBeUndefined();
		},
	);

	test('is filled in as it would be typed, whatever a file brought', () => {
		const { typed, parse: read } = field('threshold.hold').kind;
		for (const score of [0, 1, 0.6, 0.123456789, 1e-7, 0.1 + 0.2, null]) {
			expect(read!(typed!(score), wording)).toBe(score);
		}
	});
});

describe('time zones', () => {
	test('are offered with the offset of the day, half hours too', () => {
		expect(wellSpread.every(isTimeZone)).toBe(true);
		expect(offsetOf('UTC', noon)).toBe('UTC');
		expect(offsetOf('Asia/Kolkata', noon)).toBe('UTC+05:30');
		expect(offsetOf('Europe/Berlin', noon)).toBe('UTC+01:00');
		expect(offsetOf('Europe/Berlin', Date.UTC(2026, 6, 1))).toBe('UTC+02:00');
		expect(offsetOf('America/New_York', noon)).toBe('UTC-05:00');
	});

	test('are typed in any spelling that names one', () => {
		expect(
			['asia/kolkata', 'Asia/Calcutta', 'america/new york', 'utc', 'Asia/Kathmandu'].map((it) =>
				zone.parse!(it, wording),
			),
		).toEqual(['Asia/Kolkata', 'Asia/Kolkata', 'America/New_York', 'UTC', expect.stringMatching(/^Asia\/Kat/)]);
		for (const text of ['', 'none', 'Mars/Base', '+05:30', 'IST', 'Berlin'])
			expect(zone.parse!(text, wording)).toBeUndefined();
	});

	test('are suggested by any part of their name', () => {
		expect(zone.suggest!('kolk', [])).toEqual([{ name: 'Asia/Kolkata · UTC+05:30', value: 'Asia/Kolkata' }]);
		expect(zone.suggest!('new y', []).map(({ value }) => value)).toEqual(['America/New_York']);
		expect(zone.suggest!('', []).length).toBe(25);
	});

	test('fill a select of at most 25, the present one among them', () => {
		const select = zone.select!('Asia/Kathmandu', wording);
		expect('options' in select && select.options).toHaveLength(25);
		expect('options' in select && select.options.filter((it) => it.default).map(({ value }) => value)).toEqual([
			'Asia/Kathmandu',
		]);
	});
});
