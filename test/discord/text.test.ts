import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { altText, escapeText, escapeWithin, quote, shorten } from '../../src/discord/text.ts';
import { formatting, turning, unescaped } from './markdown.ts';

/** Text as nasty members write it: markdown's own signs, line starts, mentions, links, right-to-left marks and ordinary words. */
const nasty = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				'*',
				'_',
				'~',
				'|',
				'`',
				'[',
				']',
				'(',
				')',
				'<',
				'>',
				'#',
				'@',
				':',
				'\\',
				'-',
				'+',
				'.',
				'1',
				'\n',
				' ',
			),
			fc.constantFrom(
				'](',
				'<@',
				'<@&1>',
				'@everyone',
				'[x](https://a.b)',
				'```',
				'-# ',
				'1. ',
				'> ',
				'>>> ',
				'# ',
				'://',
				'<t:0:R>',
			),
			fc.constantFrom('\u202e', '\u2067', '\u2069', '\u200f', 'שלום', 'مرحبا', '雪', '🦊', 'é', 'a'),
			fc.string({ maxLength: 5 }),
		),
		{ maxLength: 40 },
	)
	.map((parts) => parts.join(''));

describe('escaped text', () => {
	test.each([
		['**bold** _it_ ~~no~~', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~'],
		['[free nitro](https://evil.example)', '\\[free nitro\\]\\(https:\u200b//evil.example\\)'],
		[
			'<@80351110224678912> <@&1> <#2> <:x:3> <t:0:R>',
			'\\<\\@80351110224678912\\> \\<\\@&1\\> \\<\\#2\\> \\<:x:3\\> \\<t:0:R\\>',
		],
		['@everyone and @here', '\\@everyone and \\@here'],
		['# heading', '\\# heading'],
		['-# small', '\\-\\# small'],
		['- one\n  + two\n3. three', '\\- one\n  \\+ two\n3\\. three'],
		['> quote\n>>> all', '\\> quote\n\\>\\>\\> all'],
		['||spoiler|| `code`', '\\|\\|spoiler\\|\\| \\`code\\`'],
		['a \\*cat\\*', 'a \\\\\\*cat\\\\\\*'],
		['half-timbered 3.5 m: 50 % & more!', 'half-timbered 3.5 m: 50 % & more!'],
	])('%s', (text, escaped) => {
		expect(escapeText(text)).toBe(escaped);
	});

	test('keeps right-to-left words to themselves and takes what turns the line around', () => {
		expect(escapeText('a \u202egnp.exe\u202c')).toBe('a gnp.exe');
		expect(escapeText('חתול על הגג')).toBe('\u2068חתול על הגג\u2069');
		expect(escapeText('\u2067a cat\u2069')).toBe('a cat');
	});

	test('never formats, links or mentions, whatever was written', () => {
		fc.assert(
			fc.property(nasty, (text) => {
				const escaped = escapeText(text);
				expect(formatting(escaped)).toBeUndefined();
				expect(unescaped(escaped)).not.toMatch(/\[[^\]]*\]\(|<@|@everyone|@here/);
				expect(escaped).not.toMatch(turning);
			}),
			{ numRuns: 1000 },
		);
	});

	test('is shown as it was written, but for the marks that were taken', () => {
		fc.assert(
			fc.property(nasty, (text) => {
				const shown = escapeText(text)
					.replace(/\\([^\p{L}\p{N}\s])/gu, '$1')
					.replace(/[\u200b\u2068\u2069]/g, '');
				expect(shown).toBe(text.replace(/[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, ''));
			}),
		);
	});

	test('fits what it may have as it is sent, and says when it was cut', () => {
		expect(escapeWithin('*'.repeat(6000), 100)).toMatch(/^(\\\*){40,50}…$/);
		expect(escapeWithin('a cat', 100)).toBe('a cat');
		fc.assert(
			fc.property(nasty, fc.integer({ min: 10, max: 200 }), (text, limit) => {
				expect(escapeWithin(text, limit).length).toBeLessThanOrEqual(limit);
			}),
		);
	});
});

describe('a quote', () => {
	test('marks every line', () => {
		expect(quote('two\r\nlines\n\n- here', 100)).toBe('> two\n> lines\n> \n> \\- here');
	});

	test('isolates right-to-left text line by line', () => {
		expect(quote('שלום\nhello', 100)).toBe('> \u2068שלום\u2069\n> hello');
	});

	test('lets no line out and stays within its limit', () => {
		fc.assert(
			fc.property(nasty, fc.integer({ min: 20, max: 300 }), (text, limit) => {
				const quoted = quote(text, limit);
				expect(quoted.length).toBeLessThanOrEqual(limit);
				for (const line of quoted.split('\n')) {
					expect(line.slice(0, 2)).toBe('> ');
					expect(formatting(line.slice(2))).toBeUndefined();
				}
			}),
		);
		expect(quote('\n'.repeat(6000), 1200).length).toBeLessThanOrEqual(1200);
	});
});

describe('shortening', () => {
	test('leaves what fits, and says what did not', () => {
		expect(shorten('a cat', 5)).toBe('a cat');
		expect(shorten('a cat!', 5)).toBe('a ca…');
	});

	test('never cuts inside a character', () => {
		const family = '👨‍👩‍👧‍👦';
		expect(shorten(`ab${family}${family}`, 2 + family.length + 1)).toBe(`ab${family}…`);
		expect(shorten(`ab${family}cd`, 6)).toBe('ab…');
		expect(shorten('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
	});

	test('keeps to the limit, and what it keeps is the beginning', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
				const short = shorten(text, limit);
				expect(short.length).toBeLessThanOrEqual(limit);
				if (short !== text) expect(text.startsWith(short.slice(0, -1)) && short.endsWith('…')).toBe(true);
			}),
		);
	});
});

test('alt text is one line of at most 1024 characters, unescaped', () => {
	expect(altText(' two\n\tlines \u202ehere ')).toBe('two lines here');
	expect(altText('[a](b)')).toBe('[a](b)');
	expect(altText('x'.repeat(6000))).toHaveLength(1024);
});
