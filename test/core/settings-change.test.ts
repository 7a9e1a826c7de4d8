import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '../../src/core/settings.ts';
import {
	differences,
	type Patch,
	readSettings,
	revertOf,
	SettingsWrong,
	withPatch,
} from '../../src/core/settings-change.ts';
import { anySettings } from './any-settings.ts';
import { artist, channelId, patron, reviewChannel, roleOf, settingsOf } from './servers.ts';

/** Every path that is different, with the value it has there: what an import is. */
const patchBetween = (before: Settings, after: Settings): Patch =>
	Object.fromEntries(differences(before, after).map(({ path, after: value }) => [path, value]));

describe('a patch', () => {
	test('changes its paths and nothing else', () => {
		const before = settingsOf({ 'limits.memberImagesPerDay': 5, [`roles.${patron}`]: roleOf({ priority: 'high' }) });
		const copy = structuredClone(before);
		const after = withPatch(before, {
			'limits.memberImagesPerDay': 7,
			[`roles.${artist}`]: roleOf({ imagesPerDay: 20 }),
			'channels.only': [channelId],
		});
		expect(after).toEqual({
			...copy,
			limits: { ...copy.limits, memberImagesPerDay: 7 },
			roles: { ...copy.roles, [artist]: roleOf({ imagesPerDay: 20 }) },
			channels: { ...copy.channels, only: [channelId] },
		});
		expect(before).toEqual(copy);
	});

	test('takes a role’s allowance away, and one that was never there', () => {
		const before = settingsOf({ [`roles.${artist}`]: roleOf({ imagesPerDay: 20 }) });
		expect(withPatch(before, { [`roles.${artist}`]: undefined })).toEqual(defaultSettings);
		expect(withPatch(before, { [`roles.${patron}`]: undefined })).toEqual(before);
	});

	test('with one wrong value changes nothing at all', () => {
		const before = settingsOf({ 'limits.memberImagesPerDay': 5 });
		const copy = structuredClone(before);
		expect(() => withPatch(before, { 'limits.memberImagesPerDay': 7, 'limits.jobsAtOnce': 0 })).toThrow(SettingsWrong);
		expect(before).toEqual(copy);
	});

	test('cannot take away what every server has', () => {
		expect(() => withPatch(defaultSettings, { 'limits.memberImagesPerDay': undefined })).toThrow(SettingsWrong);
		expect(defaultSettings.limits.memberImagesPerDay).toBeNull();
	});

	test('may be two values that only go together', () => {
		const patch = { 'budget.landing': 'approval', 'safety.reviewChannel': reviewChannel };
		expect(withPatch(defaultSettings, patch)).toMatchObject({
			budget: { landing: 'approval' },
			safety: { reviewChannel },
		});
		expect(() => withPatch(defaultSettings, { 'budget.landing': 'approval' })).toThrow(SettingsWrong);
	});

	test.each([
		'',
		'.',
		'limits',
		'limits.',
		'.memberImagesPerDay',
		'limits.unheardOf',
		'Limits.memberImagesPerDay',
		'limits.memberImagesPerDay.more',
		`roles.${artist}.imagesPerDay`,
		'roles.moderators',
		'__proto__.polluted',
		'constructor.prototype',
		'toString.name',
		'roles.__proto__',
		'roles.constructor',
		'limits.__proto__',
		'limits.constructor',
		'limits.toString',
	])('of %j is of no path that settings have', (path) => {
		// `{__proto__: …}` as JSON brings it, not as code does.
		const patch = Object.fromEntries([[path, { polluted: 1 }]]);
		expect(() => withPatch(defaultSettings, patch)).toThrow(RangeError);
		expect(() => withPatch(defaultSettings, Object.fromEntries([[path, undefined]]))).toThrow(RangeError);
		expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
		expect(Object.keys(defaultSettings.roles)).toEqual([]);
	});
});

describe('the differences', () => {
	test('come in the order of the sections, with what was there before and after', () => {
		const before = settingsOf({ [`roles.${patron}`]: roleOf({ priority: 'high' }) });
		const after = settingsOf({
			[`roles.${artist}`]: roleOf({ imagesPerDay: 3 }),
			'look.timeZone': 'Asia/Kolkata',
			'limits.jobsAtOnce': 2,
			'models.shapes': ['wide'],
		});
		expect(differences(before, after)).toEqual([
			{ path: 'models.shapes', before: null, after: ['wide'] },
			{ path: 'limits.jobsAtOnce', before: null, after: 2 },
			{ path: `roles.${patron}`, before: roleOf({ priority: 'high' }), after: undefined },
			{ path: `roles.${artist}`, before: undefined, after: roleOf({ imagesPerDay: 3 }) },
			{ path: 'look.timeZone', before: 'UTC', after: 'Asia/Kolkata' },
		]);
	});

	test('tell no limit from a limit of nothing', () => {
		expect(differences(defaultSettings, settingsOf({ 'limits.memberImagesPerDay': 0 }))).toEqual([
			{ path: 'limits.memberImagesPerDay', before: null, after: 0 },
		]);
	});

	test('are none between lists that hold the same', () => {
		const before = settingsOf({ 'channels.never': [channelId, reviewChannel], 'models.qualities': ['low', 'high'] });
		const after = settingsOf({
			'channels.never': [reviewChannel, channelId, reviewChannel],
			'models.qualities': ['high', 'low'],
		});
		expect(differences(before, after)).toEqual([]);
		expect(
			differences(before, settingsOf({ 'channels.never': [channelId], 'models.qualities': ['low'] })),
		).toHaveLength(2);
	});

	test('are none between a role’s lists that hold the same', () => {
		const withQualities = (...qualities: string[]) => settingsOf({ [`roles.${artist}`]: roleOf({ qualities }) });
		expect(differences(withQualities('low', 'high'), withQualities('high', 'low'))).toEqual([]);
		expect(differences(withQualities('low', 'high'), withQualities('high', 'max'))).toHaveLength(1);
	});

	test('are none between thresholds that say the same in another order', () => {
		const [sexual, hate] = [
			{ hold: 0.1, refuse: 0.2 },
			{ refuse: null, hold: 0.3 },
		];
		const before = settingsOf({ 'moderation.thresholds': { sexual, hate } });
		const after = settingsOf({ 'moderation.thresholds': { hate: { hold: 0.3, refuse: null }, sexual } });
		expect(differences(before, after)).toEqual([]);
		const other = settingsOf({ 'moderation.thresholds': { hate: sexual, sexual: hate } });
		expect(differences(before, other)).toHaveLength(1);
	});

	test('between any two settings are exactly what has to be put in', () => {
		fc.assert(
			fc.property(anySettings, anySettings, (before, after) => {
				const reached = withPatch(before, patchBetween(before, after));
				expect(differences(reached, after)).toEqual([]);
				expect(differences(before, before)).toEqual([]);
			}),
		);
	});
});

describe('a revert', () => {
	test('of any change gives back what was there, to the letter', () => {
		fc.assert(
			fc.property(anySettings, anySettings, (before, after) => {
				// Lists in another order are no change, so the change leaves them as they are.
				const changed = withPatch(before, patchBetween(before, after));
				expect(withPatch(changed, revertOf(differences(before, changed)))).toEqual(before);
			}),
		);
	});

	test('works as well when the change comes back from JSON', () => {
		fc.assert(
			fc.property(anySettings, anySettings, (before, after) => {
				const changed = withPatch(before, patchBetween(before, after));
				const stored = JSON.parse(JSON.stringify(differences(before, changed)));
				expect(withPatch(changed, revertOf(stored))).toEqual(before);
			}),
		);
	});

	test('takes back only its own paths', () => {
		const first = settingsOf({ 'limits.jobsAtOnce': 2 });
		const second = withPatch(first, { 'limits.cooldownSeconds': 60 });
		const reverted = withPatch(second, revertOf(differences(defaultSettings, first)));
		expect(reverted).toEqual(settingsOf({ 'limits.cooldownSeconds': 60 }));
	});
});

test('any settings survive a way through JSON, in any order of their lists', () => {
	fc.assert(
		fc.property(anySettings, (settings) => {
			const text = JSON.stringify(settings, (_, it) => (Array.isArray(it) ? it.toReversed() : it));
			expect(differences(readSettings(JSON.parse(text)), settings)).toEqual([]);
		}),
	);
});
