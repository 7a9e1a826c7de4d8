import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkWord, createWordFilter, normalise } from '../../src/filter/index.ts';
import { listed } from './evasions.ts';
import { entryOf, filterOf, found } from './lists.ts';

describe('words', () => {
	test.each([
		'assistance',
		'class',
		'pegboard',
		'Scunthorpe',
		'Essex',
		'grape',
		'c l a s s',
		'Middlesex',
		'as',
		'aass',
	])('are not found inside of %s', async (text) => {
		expect(await found(text, 'ass', 'pegb', 'cunt', 'sex', 'rape')).toEqual([]);
	});

	test.each([
		['between punctuation', 'oh, "badger"!', 'badger'],
		['with a number behind', 'badger99', 'badger'],
		['beside another word with a sign', 'x@badger', 'badger'],
		['before a genitive', "the badger's den", 'badger'],
		['in a Chinese sentence', '我的badger很好', 'badger'],
		['before a Korean particle', 'badger는', 'badger'],
		['of signs alone', 'what an @$$!', '@$$', 'ass'],
		['with an I for an l', 'kiIIjoy', 'kiIIjoy', 'killjoy'],
		['with a 1 for both', 'k111joy', 'k111joy', 'killjoy'],
		['behind an article, spaced', 'a s e x', 's e x', 'sex'],
		['in a spaced sentence', 'y-o-u b-a-d-g-e-r', 'b-a-d-g-e-r'],
	])('are found %s', async (_where, text, part, word = 'badger') => {
		expect(await found(text, word)).toEqual([part]);
	});

	test('of more than one word are found however they are parted', async () => {
		expect(await found('a lazy - BONES, lazy\nb0nes, l a z y  b o n e s; lazybones', 'lazy bones')).toEqual([
			'lazy - BONES',
			'lazy\nb0nes',
			'l a z y  b o n e s',
		]);
	});

	test('of scripts without spaces, and Korean ones, are found inside of a text', async () => {
		expect(await found('他是坏人吗', '坏人')).toEqual(['坏人']);
		expect(await found('너는 바보야', '바보')).toEqual(['바보']);
		expect(await found('คนเลวมาก', 'เลว')).toEqual(['เลว']);
		expect(await found('バカです ﾊﾞｶ', 'バカ')).toEqual(['バカ', 'ﾊﾞｶ']);
		expect(await found('ハカです', 'バカ')).toEqual([]);
	});

	test('of another script that only look like the entry are left alone among words of that script', async () => {
		expect(await found('он открыл рот', 'pot')).toEqual([]);
		expect(await found('a pot of tea', 'рот')).toEqual([]);
		expect(await found('рот', 'pot')).toEqual(['рот']);
		expect(await found('он открыл pоt', 'pot')).toEqual(['pоt']);
	});

	test('may be numbers, emoji, and letters with signs behind', async () => {
		expect(await found('1488 14888 88', '1488')).toEqual(['1488']);
		expect(await found('so🍆nice', '🍆')).toEqual(['🍆']);
		expect(await found('I like C++, not C', 'c++')).toEqual(['C']);
	});

	test('open at an edge where they have a star', async () => {
		const text = 'catch wildcat location cat';
		expect(await found(text, 'cat*')).toEqual(['cat', 'cat']);
		expect(await found(text, '*cat')).toEqual(['cat', 'cat']);
		expect(await found(text, '*cat*')).toHaveLength(4);
		expect(await found('pilot', '*lot')).toEqual(['lot']);
	});

	test('can be checked before they are listed', () => {
		expect(['badger', '坏', 'c++', 'a*'].map(checkWord)).toEqual(Array.from({ length: 4 }, () => ({ ok: true })));
		expect(checkWord(' *** ')).toEqual({ ok: false, reason: 'empty' });
		expect(checkWord('\u200b')).toEqual({ ok: false, reason: 'empty' });
		expect(checkWord('a')).toEqual({ ok: false, reason: 'tooShort' });
		expect(checkWord('x'.repeat(101))).toEqual({ ok: false, reason: 'tooLong' });
	});

	test('embedded between letters are never found', async () => {
		const filter = filterOf(...listed);
		const letters = fc.string({ unit: fc.constantFrom(...'qwvzjhf'), minLength: 1, maxLength: 5 });
		await fc.assert(
			fc.asyncProperty(letters, fc.constantFrom(...listed), letters, async (before, word, after) => {
				expect(await filter.check(`a ${before}${word}${after} b`)).toEqual([]);
			}),
		);
	});

	test('are told with the place in the text that reads like the entry', async () => {
		const filter = filterOf(...listed);
		const noise = fc.string({ unit: fc.constantFrom('\u200b', '\u0301', ''), maxLength: 2 });
		await fc.assert(
			fc.asyncProperty(fc.string({ maxLength: 12 }), fc.constantFrom(...listed), noise, async (before, word, dirt) => {
				const text = `${before} \n ${[...word].join(dirt)}`;
				const hit = (await filter.check(text)).find(({ entryId }) => entryId === word);
				expect(hit).toMatchObject({ end: text.length });
				expect(text.slice(hit!.start, hit!.end)).toBe(hit!.found);
				expect(normalise(hit!.found).text).toBe(normalise(word).text);
			}),
		);
	});
});

describe('an allow list', () => {
	const allowing = (text: string, ...allowed: readonly string[]) =>
		createWordFilter([entryOf('ass'), ...allowed.map((it) => entryOf(it, 'allow'))]).check(text);

	test('shields what it covers, and nothing beside it', async () => {
		const hits = await allowing('the ass of Balaam, an ass', 'ass of Balaam');
		expect(hits).toEqual([{ entryId: 'ass', verdict: 'hold', found: 'ass', start: 22, end: 25 }]);
	});

	test('covers the whole word where it has a star', async () => {
		const filter = createWordFilter([entryOf('*ana*'), entryOf('bana*', 'allow')]);
		expect(await filter.check('banana')).toEqual([]);
		expect(await filter.check('ananas')).not.toEqual([]);
	});

	test('shields only what its own scope found', async () => {
		const filter = createWordFilter([
			{ ...entryOf('badger'), scope: 'operator' },
			{ ...entryOf('badger', 'allow'), scope: 'server' },
		]);
		expect(await filter.check('badger')).toHaveLength(1);
	});

	test('never adds a hit', async () => {
		const word = fc.constantFrom('ass', 'ass of', 'an ass', '*a*', 'x', 'b a', 'sex*');
		await fc.assert(
			fc.asyncProperty(fc.array(word, { maxLength: 8 }), word, async (parts, allowed) => {
				const text = parts.join(' ').replaceAll('*', '');
				const list = [entryOf('ass'), entryOf('*a*'), entryOf('sex')];
				const without = await createWordFilter(list).check(text);
				const hits = await createWordFilter([...list, entryOf(allowed, 'allow')]).check(text);
				expect(without).toEqual(expect.arrayContaining(hits));
			}),
		);
	});
});

test('a filter explains what it found, how it read it, and what was allowed', async () => {
	const filter = createWordFilter([{ ...entryOf('badger'), verdict: 'refuse' }, entryOf('honey badger', 'allow')]);
	expect(await filter.explain('Ｂadgеr, honey badger')).toEqual([
		{ entryId: 'badger', verdict: 'refuse', entry: 'badger', read: 'badger', found: 'Ｂadgеr', start: 0, end: 6 },
		{
			entryId: 'badger',
			verdict: 'refuse',
			entry: 'badger',
			read: 'badger',
			found: 'badger',
			start: 14,
			end: 20,
			shieldedBy: 'allow:honey badger',
		},
	]);
});
