import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categories, presets, thresholdsFor } from '../../../src/core/moderation/categories.ts';
import { highest, judgementOf, judgeScores, type Trigger, verdictOf } from '../../../src/core/moderation/judgement.ts';

const subject = { on: 'input', index: 2 } as const;
const thresholds = thresholdsFor(
	'off',
	{ hate: { hold: 0.6, refuse: 0.95 }, violence: { hold: 0.8, refuse: null } },
	{},
);
const judged = (scores: Parameters<typeof judgeScores>[0]) =>
	judgeScores(scores, thresholds, subject).map((it) => it.source === 'endpoint' && [it.category, it.verdict, it.score]);

describe('a score', () => {
	test.each([
		[0, []],
		[0.599, []],
		[0.6, [['hate', 'held', 0.6]]],
		[0.949, [['hate', 'held', 0.949]]],
		[0.95, [['hate', 'refused', 0.95]]],
		[1, [['hate', 'refused', 1]]],
	])('of %f is judged by the threshold it reaches, the strictest one', (score, expected) => {
		expect(judged({ hate: score })).toEqual(expected);
	});

	test('is never refused where that is never', () => {
		expect(judged({ violence: 1 })).toEqual([['violence', 'held', 1]]);
		expect(judged({ sexual: 1, illicit: 1 })).toEqual([]);
	});

	test('that nobody gave is none', () => {
		expect(judged({})).toEqual([]);
	});

	test('is refused where only that is set, and held by nothing', () => {
		const only = thresholdsFor('off', { hate: { hold: null, refuse: 0.5 } }, {});
		const verdicts = [0.49, 0.5].map((hate) => verdictOf(judgeScores({ hate }, only, subject)));
		expect(verdicts).toEqual(['allowed', 'refused']);
	});

	test('stands with its subject, each category by itself', () => {
		const all = judgeScores({ hate: 0.7, violence: 0.9, 'sexual/minors': 0.2 }, thresholds, subject);
		expect(all).toEqual([
			{ source: 'endpoint', verdict: 'held', category: 'hate', score: 0.7, subject },
			{ source: 'endpoint', verdict: 'held', category: 'sexual/minors', score: 0.2, subject },
			{ source: 'endpoint', verdict: 'held', category: 'violence', score: 0.9, subject },
		]);
	});
});

describe('the verdict', () => {
	const of = (...verdicts: Trigger['verdict'][]) => verdictOf(verdicts.map((verdict) => ({ verdict })));

	test('is the strictest of all, wherever that stands', () => {
		expect(of()).toBe('allowed');
		expect(of('held', 'held')).toBe('held');
		expect(of('refused', 'held')).toBe('refused');
		expect(of('held', 'refused', 'held')).toBe('refused');
	});

	test('comes with its reasons, and with a model only where one was asked', () => {
		const triggers: Trigger[] = [
			{ source: 'words', verdict: 'held', entry: '7', found: 'pegs', subject: { on: 'prompt' } },
		];
		expect(judgementOf(triggers, { hate: 0.1 }, 'omni-moderation-latest')).toEqual({
			verdict: 'held',
			triggers,
			scores: { hate: 0.1 },
			model: 'omni-moderation-latest',
		});
		expect(judgementOf([], {})).toEqual({ verdict: 'allowed', triggers: [], scores: {} });
	});
});

describe('the highest scores', () => {
	test('are those of every category over all that was looked at, to three digits', () => {
		const all = [{ hate: 0.1234, sexual: 0.9 }, { hate: 0.4567 }, { violence: 0.00051 }];
		expect(highest(all)).toEqual({ hate: 0.457, sexual: 0.9, violence: 0.001 });
	});

	test('leave out what is nothing', () => {
		expect(highest([])).toEqual({});
		expect(highest([{ hate: 0.0004, sexual: 0 }])).toEqual({});
	});

	test('of one look judge as that look did, but for the fourth digit', () => {
		const score = fc.integer({ min: 0, max: 1000 }).map((it) => it / 1000);
		fc.assert(
			fc.property(fc.dictionary(fc.constantFrom(...categories), score, { noNullPrototype: true }), (scores) => {
				for (const preset of Object.values(presets)) {
					const [once, again] = [scores, highest([scores])].map((it) => judgeScores(it, preset, subject));
					expect(again).toEqual(once);
				}
			}),
		);
	});
});
