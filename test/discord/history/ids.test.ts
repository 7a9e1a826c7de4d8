import { describe, expect, test } from 'vitest';
import { scopes } from '../../../src/core/gallery.ts';
import {
	fresh,
	goesOnInPublic,
	nameHash,
	readResultId,
	readViewId,
	resultId,
	spans,
	type View,
	verbs,
	viewId,
	viewVerbs,
} from '../../../src/discord/history/ids.ts';

const jobId = '1444812345678901234';
const partsOf = (id: string) => id.split(':').slice(1);

describe('the id of a page', () => {
	test.each(viewVerbs)('for %s says all that a press has to know, within Discord’s limit', (verb) => {
		for (const scope of scopes) {
			for (const span of spans) {
				const view: View = {
					scope,
					starred: span === 'today',
					span,
					model: nameHash('gpt-image-2'.repeat(20)),
					persona: nameHash('a tired clown'),
					at: { from: { at: Date.UTC(2026, 10, 21), id: jobId }, towards: scope === 'mine' ? 'older' : 'newer' },
				};
				const id = viewId(verb, view);
				expect(id.length).toBeLessThanOrEqual(100);
				expect(readViewId(partsOf(id))).toEqual({ verb, view });
				expect(readViewId(partsOf(viewId(verb, fresh(scope))))).toEqual({ verb, view: fresh(scope) });
			}
		}
	});

	test.each([
		'page',
		'page:mine:0:any:::',
		'page:everybody:0:any:::',
		'page:mine:2:any:::',
		'page:mine:0:year:::',
		'page:mine:0:any:zz::',
		"page:mine:0:any::' or 1=1:",
		'page:mine:0:any:::-zzzzzzzzzzzzzz.1444812345678901234',
		'page:mine:0:any:::-abc',
		'page:mine:0:any:::*abc.1444812345678901234',
		'page:mine:0:any:::-abc.../../etc',
		'page:mine:0:any::::more',
		'drop:mine:0:any:::',
	])('%s is none unless it is whole', (text) => {
		const read = readViewId(text.split(':'));
		expect(read === undefined).toBe(text !== 'page:mine:0:any:::');
	});
});

describe('the id of what is done with a result', () => {
	test.each(verbs)('%s is read as it was written', (verb) => {
		const token = verb === 'post' ? '1444812345678901235' : undefined;
		const id = resultId(verb, jobId, token);
		expect(id.length).toBeLessThanOrEqual(100);
		expect(readResultId(partsOf(id))).toEqual({ verb, jobId, token });
	});

	test.each(['', 'star', 'star:x', `star:${jobId}:more`, `post:${jobId}`, `steal:${jobId}`, 'dm:../1234567890'])(
		'%s is none',
		(text) => {
			expect(readResultId(text.split(':'))).toBeUndefined();
		},
	);
});

test('only a public result in the gallery goes on in public', () => {
	expect(goesOnInPublic([`again:${jobId}`, `gallery:star:${jobId}`])).toBe(true);
	expect(goesOnInPublic([`again-private:${jobId}`, `gallery:star:${jobId}`])).toBe(false);
	expect(goesOnInPublic([`again:${jobId}`, `more:${jobId}`])).toBe(false);
});
