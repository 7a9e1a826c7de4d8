import { expect, test } from 'vitest';
import { createWordFilter, fromAutoMod } from '../../src/filter/index.ts';

const ruleOf = (trigger_metadata: Parameters<typeof fromAutoMod>[0]['trigger_metadata']) =>
	fromAutoMod({ id: '7', trigger_metadata });
const hits = async (text: string, keyword_filter: string[]) =>
	(await createWordFilter(ruleOf({ keyword_filter }).entries).check(text)).length;

/** https://docs.discord.com/developers/resources/auto-moderation, keyword matching strategies. */
test.each([
	['cat*', ['catch', 'Catapult', 'CAttLE'], ['wildcat', 'location']],
	['the mat*', ['the matrix'], ['breathe mattress', 'mat']],
	['*cat', ['wildcat', 'copyCat'], ['catch', 'location']],
	['*the mat', ['breathe mat'], ['the matrix']],
	['*cat*', ['location', 'eduCation', 'cat'], ['ca t', 'act']],
	['*the mat*', ['breathe matter'], ['the rmat']],
	['cat', ['cat', 'a Cat!'], ['cats', 'location']],
	['the mat', ['the mat'], ['the matrix', 'breathe mat']],
	['i like c++', ['I like C++ most'], ['i like c', 'i like c#']],
])('the keyword %s means what it means at Discord', async (keyword, matching, others) => {
	for (const text of matching) expect(await hits(text, [keyword]), text).toBe(1);
	for (const text of others) expect(await hits(text, [keyword]), text).toBe(0);
});

test('what cannot be used of a rule is reported, and the rest is used', () => {
	const { entries, skipped } = ruleOf({
		keyword_filter: ['badger', '**'],
		regex_patterns: ['(b|c)adger', '(?x) a b', '[a-z&&[^aeiou]]', '.*', '(?=a)', 'a{999}', `(?:${'x'.repeat(250)})`],
		allow_list: ['honey badger*'],
	});
	expect(entries.map(({ id, kind, text, scope }) => [id, kind, text, scope])).toEqual([
		['automod:7:word:0', 'word', 'badger', 'automod:7'],
		['automod:7:pattern:0', 'pattern', '(b|c)adger', 'automod:7'],
		['automod:7:pattern:6', 'pattern', `(?:${'x'.repeat(250)})`, 'automod:7'],
		['automod:7:allow:0', 'allow', 'honey badger*', 'automod:7'],
	]);
	expect(skipped).toEqual([
		{ text: '**', reason: 'empty' },
		{ text: '(?x) a b', reason: 'syntax' },
		{ text: '[a-z&&[^aeiou]]', reason: 'syntax' },
		{ text: '.*', reason: 'matchesEverything' },
		{ text: '(?=a)', reason: 'syntax' },
		{ text: 'a{999}', reason: 'tooComplex' },
	]);
});
