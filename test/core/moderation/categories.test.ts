import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	type Category,
	categories,
	type PresetName,
	presetNames,
	presets,
	type Scores,
	type Threshold,
	type Thresholds,
	thresholdsFor,
} from '../../../src/core/moderation/categories.ts';
import { judgeScores, verdictOf, verdicts } from '../../../src/core/moderation/judgement.ts';
import { anyThreshold } from '../any-settings.ts';

/** Never comes after every score. */
const from = (score: number | null) => score ?? Number.POSITIVE_INFINITY;
const isAtMost = (one: Threshold, other: Threshold) =>
	from(one.hold) <= from(other.hold) && from(one.refuse) <= from(other.refuse);

const anyScores: fc.Arbitrary<Scores> = fc.dictionary(
	fc.constantFrom(...categories),
	fc.integer({ min: 0, max: 1000 }).map((it) => it / 1000),
	{ noNullPrototype: true },
);
const anyOwn = fc.dictionary(fc.constantFrom(...categories), anyThreshold, { noNullPrototype: true });
const anyPreset = fc.constantFrom(...presetNames);

const strictness = (scores: Scores, thresholds: Thresholds) =>
	verdicts.indexOf(verdictOf(judgeScores(scores, thresholds, { on: 'prompt' })));

describe('the presets', () => {
	const pairs = presetNames.slice(1).map((stricter, n) => [presetNames[n]!, stricter] as const);

	test.each(pairs)('%s lets through whatever %s does, in every category', (looser, stricter) => {
		for (const category of categories) {
			const isStricter = isAtMost(presets[stricter][category], presets[looser][category]);
			expect([category, isStricter]).toEqual([category, true]);
		}
		expect(presets[stricter]).not.toEqual(presets[looser]);
	});

	test('judge nothing more mildly the stricter they are, whatever the scores', () => {
		fc.assert(
			fc.property(anyScores, (scores) => {
				const judged = presetNames.map((name) => strictness(scores, presets[name]));
				expect(judged).toEqual(judged.toSorted((a, b) => a - b));
			}),
		);
	});

	test.each(presetNames)('%s has sensible numbers for every category', (name) => {
		expect(Object.keys(presets[name]).toSorted()).toEqual(categories.toSorted());
		for (const { hold, refuse } of Object.values(presets[name])) {
			for (const score of [hold, refuse]) expect(score === null || (score > 0 && score < 1)).toBe(true);
			if (refuse !== null) expect(hold).toBeLessThan(refuse);
		}
	});

	test('off stops nothing but what no server may draw', () => {
		const stopped = categories.filter((name) => presets.off[name].hold !== null || presets.off[name].refuse !== null);
		expect(stopped).toEqual(['sexual/minors']);
	});
});

describe('what holds', () => {
	test('is the preset where a server has no numbers of its own', () => {
		for (const name of presetNames) expect(thresholdsFor(name, {}, {})).toEqual(presets[name]);
	});

	test('is a server’s own number, looser or stricter, category by category', () => {
		const own = { hate: { hold: null, refuse: null }, violence: { hold: 0.01, refuse: 0.02 } };
		expect(thresholdsFor('strict', own, {})).toEqual({ ...presets.strict, ...own });
	});

	test('is never looser than the operator’s floor, and no stricter because of it', () => {
		fc.assert(
			fc.property(anyPreset, anyOwn, anyOwn, (preset, own, floor) => {
				const free = thresholdsFor(preset, own, {});
				const held = thresholdsFor(preset, own, floor);
				for (const category of categories) {
					const bound = floor[category] ?? { hold: null, refuse: null };
					const lowest = (of: keyof Threshold) => Math.min(from(free[category][of]), from(bound[of]));
					expect([from(held[category].hold), from(held[category].refuse)]).toEqual([lowest('hold'), lowest('refuse')]);
				}
			}),
		);
	});

	test('of a floor takes each half by itself', () => {
		const floor = { hate: { hold: null, refuse: 0.7 }, sexual: { hold: 0.3, refuse: null } };
		const held = thresholdsFor('relaxed', {}, floor);
		expect(held.hate).toEqual({ hold: 0.85, refuse: 0.7 });
		expect(held.sexual).toEqual({ hold: 0.3, refuse: null });
	});

	test('for minors is loosened by nobody, and may be made stricter by anybody', () => {
		const minors = (preset: PresetName, own?: Threshold, floor?: Threshold) => {
			const only = (threshold?: Threshold): Partial<Record<Category, Threshold>> =>
				threshold ? { 'sexual/minors': threshold } : {};
			return thresholdsFor(preset, only(own), only(floor))['sexual/minors'];
		};
		const never = { hold: null, refuse: null };
		for (const preset of presetNames) {
			expect(minors(preset)).toEqual({ hold: 0.1, refuse: 0.4 });
			expect(minors(preset, never, never)).toEqual({ hold: 0.1, refuse: 0.4 });
			expect(minors(preset, { hold: 0.9, refuse: 0.95 })).toEqual({ hold: 0.1, refuse: 0.4 });
			expect(minors(preset, { hold: 0.05, refuse: null })).toEqual({ hold: 0.05, refuse: 0.4 });
			expect(minors(preset, undefined, { hold: 0, refuse: 0.01 })).toEqual({ hold: 0, refuse: 0.01 });
		}
	});
});
