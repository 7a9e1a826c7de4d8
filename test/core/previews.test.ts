import { expect, test } from 'vitest';
import { withPreviews } from '../../src/core/previews.ts';
import { requestOf } from './jobs.ts';

/** How many pictures on the way a request gets, and in how many calls it is drawn for that. */
const streamed = (change: Parameters<typeof requestOf>[0], wished = 2) => {
	const { previews, calls } = withPreviews(requestOf(change), wished);
	return { previews, calls };
};

test('streaming is asked for as often as the server wishes, and not at all where it wishes for none', () => {
	for (const wished of [1, 2, 3]) expect(streamed({}, wished)).toEqual({ previews: wished, calls: [1] });
	expect(streamed({}, 0)).toEqual({ previews: undefined, calls: [1] });
});

test('several pictures from words alone are drawn one a call, so that each can be told from the others', () => {
	expect(streamed({ count: 3, calls: [3] })).toEqual({ previews: 2, calls: [1, 1, 1] });
	// Without previews they stay together, which is one turn in line less.
	expect(streamed({ count: 3, calls: [3] }, 0).calls).toEqual([3]);
});

test('several pictures from a picture stay one call and are drawn unseen: the picture would be paid three times', () => {
	expect(streamed({ endpoint: 'edits', count: 3, calls: [3], inputs: 1 })).toEqual({ previews: undefined, calls: [3] });
	expect(streamed({ endpoint: 'edits', inputs: 1 })).toEqual({ previews: 2, calls: [1] });
});

test('the Responses API draws one a call anyway, and each is seen', () => {
	expect(streamed({ endpoint: 'responses', count: 2, calls: [1, 1] })).toEqual({ previews: 2, calls: [1, 1] });
});

test.each([
	['a variation of an endpoint that has none', { endpoint: 'variations', model: 'dall-e-2' }],
	['a description, which is no picture', { endpoint: 'describe', model: 'gpt-5-mini', count: 0, calls: [0] }],
	['dall-e-3', { model: 'dall-e-3' }],
	['a model that nobody knows', { model: 'my-own-diffusion' }],
] as const)('%s is not streamed', (_, change) => {
	expect(streamed({ ...change, calls: 'calls' in change ? [0] : [1] }).previews).toBeUndefined();
});

test('what an earlier request had of them counts no more: the settings of today hold', () => {
	expect(streamed({ previews: 3 }, 0).previews).toBeUndefined();
	expect(streamed({ previews: 3 }, 1).previews).toBe(1);
	expect(streamed({ previews: 3, model: 'dall-e-3' }, 2).previews).toBeUndefined();
});
