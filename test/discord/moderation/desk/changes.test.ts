import { describe, expect, test } from 'vitest';
import type { AuditEntry, WordEntry } from '../../../../src/core/moderation/books.ts';
import { presets } from '../../../../src/core/moderation/categories.ts';
import { defaultSettings, type Settings } from '../../../../src/core/settings.ts';
import { SettingsWrong } from '../../../../src/core/settings-change.ts';
import { patchOf, typedTrial, underTrial } from '../../../../src/discord/moderation/desk/trial.ts';
import { addEntry, mostEntries } from '../../../../src/discord/moderation/desk/word-changes.ts';
import type { Visit } from '../../../../src/discord/settings/visit.ts';
import { withSettings, wording } from '../../settings/wordings.ts';

describe('a thousand entries', () => {
	const entry = (n: number) => ({ id: `${n}`, text: `word ${n}` }) as WordEntry;
	/** A moderator at a list that has so many entries. */
	function listWith(count: number) {
		const added: [WordEntry, AuditEntry][] = [];
		const office = {
			words: {
				list: async () => Array.from({ length: count }, (_, n) => entry(n)),
				add: async (...it: [WordEntry, AuditEntry]) => added.push(it) > 0,
			},
			moderation: { checkWord: () => undefined, tryEntry: async () => 0, forgetWords: () => {} },
		};
		return { added, visit: { ...wording, office, userId: '1' } as unknown as Visit };
	}

	test('are the most: the next one is refused in words', async () => {
		const { added, visit } = listWith(mostEntries);
		const said = await addEntry(visit, { text: 'one more', kind: 'word', verdict: 'hold' });
		expect(JSON.stringify(said)).toContain('it holds 1,000 entries');
		expect(said.added).toBeUndefined();
		expect(added).toEqual([]);
	});

	test('can be reached', async () => {
		const { added, visit } = listWith(mostEntries - 1);
		const said = await addEntry(visit, { text: ' one more ', kind: 'word', verdict: 'hold' });
		expect(said.added).toBe(true);
		expect(added[0]?.[0]).toMatchObject({ text: 'one more', kind: 'word', by: '1' });
		expect(added[0]?.[1]).toMatchObject({ action: 'wordAdded', by: '1', why: 'one more', case: null });
	});
});

describe('what is tried', () => {
	const own = withSettings(({ moderation }) => {
		moderation.thresholds = { violence: { hold: 0.5, refuse: null }, hate: { hold: 0.1, refuse: 0.2 } };
	});
	const thresholdsUnder = (settings: Settings) => settings.moderation.thresholds;

	test('is what was typed, to a thousandth', () => {
		expect(typedTrial({})).toEqual({});
		expect(typedTrial({ preset: 'strict' })).toEqual({ preset: 'strict' });
		expect(typedTrial({ category: 'hate', hold: 0.33349, refuse: 1 })).toEqual({
			category: 'hate',
			hold: 0.333,
			refuse: 1,
		});
		expect(typedTrial({ category: 'hate', hold: 0.0001 })).toEqual({ category: 'hate', hold: 0 });
		expect(typedTrial({ hold: 0.5 })).toBe('needsCategory');
		expect(typedTrial({ preset: 'strict', refuse: 0.5 })).toBe('needsCategory');
		expect(typedTrial({ category: 'hate' })).toBe('needsNumbers');
	});

	test('leaves the server’s other numbers, and the number that was not given', () => {
		expect(thresholdsUnder(underTrial({ category: 'violence', refuse: 0.9 }, own))).toEqual({
			...own.moderation.thresholds,
			violence: { hold: 0.5, refuse: 0.9 },
		});
		const strict = presets.strict.sexual;
		expect(thresholdsUnder(underTrial({ preset: 'strict', category: 'sexual', hold: 0 }, defaultSettings))).toEqual({
			sexual: { hold: 0, refuse: strict.refuse },
		});
		expect(patchOf({ preset: 'family' }, own)).toEqual({ 'moderation.preset': 'family' });
		expect(patchOf({}, own)).toEqual({});
	});

	test('is refused where the numbers do not go together', () => {
		expect(() => underTrial({ category: 'hate', hold: 0.9 }, own)).toThrow(SettingsWrong);
	});
});
