import { expect, test } from 'vitest';
import type { PromptLine } from '../../../src/core/moderation/books.ts';
import { type Scores, thresholdsFor } from '../../../src/core/moderation/categories.ts';
import { dryRun } from '../../../src/core/moderation/dry-run.ts';

const line = (jobId: string, scores?: Scores, at = 1000): PromptLine => ({
	jobId,
	userId: '7',
	at,
	prompt: `the words of ${jobId}`,
	private: jobId === 'c',
	...(scores ? { scores } : {}),
});
const standard = thresholdsFor('standard', {}, {});

test('a dry run counts what would have been held and refused, and shows the highest scores first', () => {
	const lines = [
		line('a', { hate: 0.7 }),
		line('b', { hate: 0.3 }),
		line('c', { sexual: 0.96, hate: 0.97, violence: 0.99 }),
		line('d'),
		line('e', {}),
		line('f', { hate: 0.7 }, 2000),
	];
	const { examples, ...counts } = dryRun(lines, standard);
	expect(counts).toEqual({ prompts: 6, scored: 5, held: 2, refused: 1 });
	const common = { userId: '7', at: 1000, private: false };
	expect(examples).toEqual([
		// Violence alone would only be held.
		{
			...common,
			jobId: 'c',
			prompt: 'the words of c',
			private: true,
			verdict: 'refused',
			category: 'hate',
			score: 0.97,
		},
		{ ...common, jobId: 'f', at: 2000, prompt: 'the words of f', verdict: 'held', category: 'hate', score: 0.7 },
		{ ...common, jobId: 'a', prompt: 'the words of a', verdict: 'held', category: 'hate', score: 0.7 },
	]);
});

test('a dry run over nothing, or with everything off, stops nothing', () => {
	expect(dryRun([], standard)).toEqual({ prompts: 0, scored: 0, held: 0, refused: 0, examples: [] });
	const off = thresholdsFor('off', {}, {});
	expect(dryRun([line('a', { hate: 1 })], off)).toMatchObject({ prompts: 1, scored: 1, held: 0, refused: 0 });
});

test('a dry run of thousands counts all of them, and lists two hundred', () => {
	const lines = Array.from({ length: 5000 }, (_, at) => line(String(at), { hate: 0.6 + at / 100_000 }));
	const { held, examples } = dryRun(lines, standard);
	expect(held).toBe(5000);
	expect(examples).toHaveLength(200);
	expect(examples[0]?.jobId).toBe('4999');
});
