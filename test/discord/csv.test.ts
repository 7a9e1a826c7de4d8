import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cell } from '../../src/discord/csv.ts';
import { parseCsv } from './usage/parse-csv.ts';

describe('a cell', () => {
	test.each([
		['plain', 'plain'],
		['', ''],
		['a,b', '"a,b"'],
		['say "hi"', '"say ""hi"""'],
		['two\nlines', '"two\nlines"'],
		['two\rlines', '"two\rlines"'],
		['=1+1', "'=1+1"],
		['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
		['+1', "'+1"],
		['-1', "'-1"],
		['@SUM(A1)', "'@SUM(A1)"],
		[' =1', "' =1"],
		['\t=1', "'\t=1"],
		['\r=1', '"\'\r=1"'],
		['＝1', "'＝1"],
		['a=1', 'a=1'],
		['gpt-image-2', 'gpt-image-2'],
	])('of %j is %j', (text, expected) => {
		expect(cell(text)).toBe(expected);
	});

	test('can never be taken for a formula', () => {
		const start = fc.constantFrom(
			'=',
			'+',
			'-',
			'@',
			'\t',
			'\r',
			'\n',
			' ',
			'＝',
			'＋',
			'－',
			'＠',
			"'",
			'"',
			'\u0000',
			'\u00a0',
		);
		const nasty = fc
			.tuple(fc.array(start, { maxLength: 4 }), fc.string())
			.map(([starts, rest]) => starts.join('') + rest);
		fc.assert(
			fc.property(nasty, (text) => {
				const [[shown = ''] = []] = parseCsv(`${cell(text)}\r\n`);
				expect(shown.trimStart().replace(/^\p{Cc}+/u, '')).not.toMatch(/^[=+\-@＝＋－＠]/);
				expect(shown).not.toMatch(/^[\t\r\n]/);
			}),
		);
	});
});
