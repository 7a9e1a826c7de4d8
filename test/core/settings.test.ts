import { describe, expect, test } from 'vitest';
import { knownModels, modelOf } from '../../src/core/catalogue.ts';
import { categories } from '../../src/core/moderation/categories.ts';
import { defaultSettings, largest, qualityNames, type Settings, sectionNames } from '../../src/core/settings.ts';
import { type Mistake, readSettings, SettingsWrong, withPatch } from '../../src/core/settings-change.ts';
import { artist, reviewChannel, roleOf } from './servers.ts';

/** What is wrong with this; an empty list when nothing is. */
function mistakesIn(raw: unknown): readonly Mistake[] {
	try {
		readSettings(raw);
		return [];
	} catch (error) {
		if (error instanceof SettingsWrong) return error.mistakes;
		throw error;
	}
}

/** The defaults with one value put in by force. */
function settingsWith(path: string, value: unknown): unknown {
	const raw = structuredClone(defaultSettings) as unknown as Record<string, unknown>;
	const names = path.split('.');
	const last = names.pop()!;
	const holder = names.reduce((it, name) => it[name] as Record<string, unknown>, raw);
	holder[last] = value;
	return raw;
}

const id = (digits: number) => '9'.repeat(digits);
const ids = (count: number) => Array.from({ length: count }, (_, n) => String(10n ** 17n + BigInt(n)));
const roles = (count: number) => Object.fromEntries(ids(count).map((it) => [it, roleOf({})]));

describe('a number', () => {
	test.each([
		['limits.serverImagesPerDay', 0, 1_000_000],
		['limits.serverImagesPerMonth', 0, 1_000_000],
		['limits.memberImagesPerDay', 0, 1_000_000],
		['limits.jobsAtOnce', 1, 100],
		['limits.cooldownSeconds', 0, 86_400],
		['budget.microsPerMonth', 0, 1_000_000_000_000],
		['models.largestCount', 1, 10],
		['models.largestBatch', 0, 100],
		['look.previews', 0, 3],
		['moderation.decideWithinHours', 1, 720],
		['moderation.retentionDays', 1, 365],
		['moderation.strikeDays', 1, 730],
	])('%s may be %i and %i, and nothing beyond', (path, least, most) => {
		expect(mistakesIn(settingsWith(path, least))).toEqual([]);
		expect(mistakesIn(settingsWith(path, most))).toEqual([]);
		expect(mistakesIn(settingsWith(path, least - 1))).toEqual([{ path, kind: 'small', bound: least }]);
		expect(mistakesIn(settingsWith(path, most + 1))).toEqual([{ path, kind: 'large', bound: most }]);
		expect(mistakesIn(settingsWith(path, -1e300))).toEqual([{ path, kind: 'small', bound: least }]);
		expect(mistakesIn(settingsWith(path, 1e300))).toEqual([{ path, kind: 'large', bound: most }]);
	});

	test.each([
		'limits.serverImagesPerDay',
		'limits.serverImagesPerMonth',
		'limits.memberImagesPerDay',
		'limits.jobsAtOnce',
		'budget.microsPerMonth',
	])('%s may be no limit', (path) => {
		expect(mistakesIn(settingsWith(path, null))).toEqual([]);
	});

	test.each([
		'limits.cooldownSeconds',
		'models.largestCount',
		'models.largestBatch',
		'look.previews',
		'moderation.decideWithinHours',
		'moderation.retentionDays',
		'moderation.strikeDays',
	])('%s is always there', (path) => {
		expect(mistakesIn(settingsWith(path, null))).toEqual([{ path, kind: 'type' }]);
	});

	test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', '', true, [5], {}])('is not %j', (value) => {
		const path = 'limits.memberImagesPerDay';
		expect(mistakesIn(settingsWith(path, value))).toEqual([{ path, kind: 'type' }]);
	});

	test('of a role is bounded as the server’s are', () => {
		const path = `roles.${artist}.imagesPerDay`;
		const withImages = (imagesPerDay: number) => settingsWith('roles', { [artist]: roleOf({ imagesPerDay }) });
		expect(mistakesIn(withImages(0))).toEqual([]);
		expect(mistakesIn(withImages(1_000_000))).toEqual([]);
		expect(mistakesIn(withImages(-1))).toEqual([{ path, kind: 'small', bound: 0 }]);
		expect(mistakesIn(withImages(1_000_001))).toEqual([{ path, kind: 'large', bound: 1_000_000 }]);
	});
});

describe('an id', () => {
	test.each(['budget.alertChannel', 'safety.reviewChannel'])('%s is what Discord gives, or none', (path) => {
		for (const value of [null, id(17), id(20)]) expect(mistakesIn(settingsWith(path, value))).toEqual([]);
		for (const value of [id(16), id(21), '', `${id(17)}\n`, ` ${id(17)}`, '<#934190266370285571>', '１'.repeat(18)]) {
			expect(mistakesIn(settingsWith(path, value))).toEqual([{ path, kind: 'format' }]);
		}
		// JSON's numbers cannot hold one without losing digits.
		expect(mistakesIn(settingsWith(path, Number('934190266370285571')))).toEqual([{ path, kind: 'type' }]);
	});

	test.each(['channels.only', 'channels.never'])('is in %s at most 25 times', (path) => {
		expect(mistakesIn(settingsWith(path, ids(largest.ids)))).toEqual([]);
		expect(mistakesIn(settingsWith(path, ids(26)))).toEqual([{ path, kind: 'large', bound: 25 }]);
		expect(mistakesIn(settingsWith(path, [id(17), 'general']))).toEqual([{ path: `${path}.1`, kind: 'format' }]);
		expect(mistakesIn(settingsWith(path, null))).toEqual([{ path, kind: 'type' }]);
	});

	test('names a role, of which there are forty at most', () => {
		expect(mistakesIn(settingsWith('roles', roles(40)))).toEqual([]);
		expect(mistakesIn(settingsWith('roles', roles(41)))).toEqual([{ path: 'roles', kind: 'format' }]);
		expect(mistakesIn(settingsWith('roles', { '@everyone': roleOf({}) }))).toEqual([
			{ path: 'roles.@everyone', kind: 'format' },
		]);
		expect(mistakesIn(settingsWith('roles', []))).toEqual([{ path: 'roles', kind: 'type' }]);
	});
});

describe('a list of names', () => {
	test('of qualities holds any that some model knows, and at least one', () => {
		const path = 'models.qualities';
		expect(qualityNames).toEqual(['low', 'medium', 'high', 'xhigh', 'max', 'standard', 'hd']);
		for (const model of knownModels)
			expect(qualityNames).toEqual(expect.arrayContaining([...modelOf(model).qualities]));
		expect(mistakesIn(settingsWith(path, qualityNames))).toEqual([]);
		expect(mistakesIn(settingsWith(path, []))).toEqual([{ path, kind: 'small', bound: 1 }]);
		expect(mistakesIn(settingsWith(path, ['low', 'Low']))).toEqual([
			{ path: `${path}.1`, kind: 'choice', legal: qualityNames },
		]);
	});

	test('of shapes holds those with a name', () => {
		const [path, legal] = ['models.shapes', ['square', 'portrait', 'landscape', 'wide', 'tall']];
		expect(mistakesIn(settingsWith(path, legal))).toEqual([]);
		expect(mistakesIn(settingsWith(path, ['round']))).toEqual([{ path: `${path}.0`, kind: 'choice', legal }]);
		expect(mistakesIn(settingsWith(path, []))).toEqual([{ path, kind: 'small', bound: 1 }]);
	});

	test('of models holds names nobody here knows too, up to 25 of 100 characters', () => {
		const path = 'models.allowed';
		const names = (count: number) => Array.from({ length: count }, (_, n) => `local/model-${n}`);
		expect(mistakesIn(settingsWith(path, names(25)))).toEqual([]);
		expect(mistakesIn(settingsWith(path, names(26)))).toEqual([{ path, kind: 'large', bound: 25 }]);
		expect(mistakesIn(settingsWith(path, []))).toEqual([{ path, kind: 'small', bound: 1 }]);
		expect(mistakesIn(settingsWith(path, ['m'.repeat(100)]))).toEqual([]);
		for (const name of ['', 'm'.repeat(101), 'two words', 'új', 'line\n']) {
			expect(mistakesIn(settingsWith(path, [name]))).toEqual([{ path: `${path}.0`, kind: 'format' }]);
		}
	});
});

describe('a choice', () => {
	test.each([
		['budget.landing', ['stop', 'cheaper', 'approval']],
		[`roles.${artist}.priority`, ['normal', 'high']],
		['moderation.preset', ['off', 'relaxed', 'standard', 'strict', 'family']],
		['moderation.whenDown', ['hold', 'allow', 'refuse']],
		['moderation.results', ['hold', 'spoiler', 'show']],
	])('%s is one of a few', (path, legal) => {
		const raw = (value: unknown) => {
			if (!path.startsWith('roles.')) return settingsWith(path, value);
			return settingsWith('roles', { [artist]: { ...roleOf({}), priority: value } });
		};
		for (const wrong of ['', 'Stop', 'HIGH', 1, null]) {
			expect(mistakesIn(raw(wrong))).toEqual([{ path, kind: 'choice', legal }]);
		}
		expect(mistakesIn(raw(undefined))).toEqual([{ path, kind: 'missing' }]);
	});

	test('of a time zone is a name that the runtime knows', () => {
		for (const zone of ['Asia/Kolkata', 'utc', 'America/St_Johns']) {
			expect(mistakesIn(settingsWith('look.timeZone', zone))).toEqual([]);
		}
		for (const zone of ['', '+05:30', 'Mars/Olympus', 'BST', 'x'.repeat(10_000)]) {
			expect(mistakesIn(settingsWith('look.timeZone', zone))).toEqual([{ path: 'look.timeZone', kind: 'format' }]);
		}
	});

	test('of a language is as Discord names them, or none', () => {
		for (const language of [null, 'en', 'zh-CN', 'es-419']) {
			expect(mistakesIn(settingsWith('look.language', language))).toEqual([]);
		}
		for (const language of ['', 'EN', 'english', 'en-', 'en_GB', 'en-gb', 'en\n', `en-GB${'x'.repeat(9)}`]) {
			expect(mistakesIn(settingsWith('look.language', language))).toEqual([{ path: 'look.language', kind: 'format' }]);
		}
	});

	test.each([
		'safety.privateResults',
		'safety.spoilers',
		'look.showPrice',
		'look.offerEarlier',
		'look.starterPersonas',
		'moderation.autoMod',
		'moderation.paused',
	])('%s is yes or no and nothing like it', (path) => {
		for (const value of [true, false]) expect(mistakesIn(settingsWith(path, value))).toEqual([]);
		for (const value of [0, 1, 'yes', null]) {
			expect(mistakesIn(settingsWith(path, value))).toEqual([{ path, kind: 'type' }]);
		}
	});

	test('of asking for approval needs somebody to be asked', () => {
		const raw = (channel: string | null): Settings => ({
			...defaultSettings,
			budget: { ...defaultSettings.budget, landing: 'approval' },
			safety: { ...defaultSettings.safety, reviewChannel: channel },
		});
		expect(mistakesIn(raw(null))).toEqual([{ path: 'budget.landing', kind: 'approvalNeedsReview' }]);
		expect(mistakesIn(raw(reviewChannel))).toEqual([]);
		const patch = { 'safety.reviewChannel': null };
		expect(() => withPatch(raw(reviewChannel), patch)).toThrow(SettingsWrong);
	});
});

describe('a threshold', () => {
	const path = 'moderation.thresholds';
	const one = (category: string, value: unknown) => settingsWith(path, { [category]: value });

	test('is from 0 to 1 for each thing that can happen, or never', () => {
		for (const category of categories) {
			for (const value of [
				{ hold: 0, refuse: 1 },
				{ hold: 0.5, refuse: 0.5 },
				{ hold: null, refuse: 0.2 },
				{ hold: 0.9, refuse: null },
				{ hold: null, refuse: null },
			]) {
				expect(mistakesIn(one(category, value))).toEqual([]);
			}
		}
		expect(mistakesIn(settingsWith(path, {}))).toEqual([]);
	});

	test('is named with what is wrong with it', () => {
		const at = `${path}.sexual/minors`;
		const wrong = (value: unknown) => mistakesIn(one('sexual/minors', value));
		expect(wrong({ hold: -0.1, refuse: 1.1 })).toEqual([
			{ path: `${at}.hold`, kind: 'small', bound: 0 },
			{ path: `${at}.refuse`, kind: 'large', bound: 1 },
		]);
		expect(wrong({ hold: '0.5', refuse: null })).toEqual([{ path: `${at}.hold`, kind: 'type' }]);
		expect(wrong({ hold: 0.5 })).toEqual([{ path: `${at}.refuse`, kind: 'missing' }]);
		expect(wrong({ hold: 0.5, refuse: null, warn: 0.1 })).toEqual([{ path: `${at}.warn`, kind: 'unknown' }]);
		expect(wrong(0.5)).toEqual([{ path: at, kind: 'type' }]);
		expect(mistakesIn(settingsWith(path, null))).toEqual([{ path, kind: 'type' }]);
		expect(mistakesIn(one('swearing', { hold: 0.5, refuse: null }))).toEqual([
			{ path: `${path}.swearing`, kind: 'unknown' },
		]);
	});

	test('never holds from a higher score than it refuses from', () => {
		expect(mistakesIn(one('hate', { hold: 0.51, refuse: 0.5 }))).toEqual([
			{ path: `${path}.hate`, kind: 'holdAboveRefuse' },
		]);
	});
});

describe('settings from outside', () => {
	test('are named with every mistake at once', () => {
		const raw = {
			version: 1,
			models: { ...defaultSettings.models, qualities: ['low', 'ultra'], largestCount: 0, colour: 'red' },
			limits: { ...defaultSettings.limits, memberImagesPerDay: '10', jobsAtOnce: undefined },
			budget: { microsPerMonth: -5, landing: 'approval', alertChannel: 'general' },
			channels: { only: [], never: 'all' },
			roles: { [artist]: { imagesPerDay: 2.5, models: [], priority: 'low', boss: true }, moderators: roleOf({}) },
			safety: { ...defaultSettings.safety, reviewChannel: null },
		};
		const expected: Mistake[] = [
			{ path: 'budget.alertChannel', kind: 'format' },
			{ path: 'budget.landing', kind: 'approvalNeedsReview' },
			{ path: 'budget.microsPerMonth', kind: 'small', bound: 0 },
			{ path: 'channels.never', kind: 'type' },
			{ path: 'limits.jobsAtOnce', kind: 'missing' },
			{ path: 'limits.memberImagesPerDay', kind: 'type' },
			{ path: 'look', kind: 'missing' },
			{ path: 'models.colour', kind: 'unknown' },
			{ path: 'models.largestCount', kind: 'small', bound: 1 },
			{ path: 'models.qualities.1', kind: 'choice', legal: qualityNames },
			{ path: 'moderation', kind: 'missing' },
			{ path: `roles.${artist}.boss`, kind: 'unknown' },
			{ path: `roles.${artist}.imagesPerDay`, kind: 'type' },
			{ path: `roles.${artist}.models`, kind: 'small', bound: 1 },
			{ path: `roles.${artist}.priority`, kind: 'choice', legal: ['normal', 'high'] },
			{ path: `roles.${artist}.qualities`, kind: 'missing' },
			{ path: 'roles.moderators', kind: 'format' },
			{ path: 'version', kind: 'unknown' },
		];
		expect(mistakesIn(raw).toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(expected);
	});

	test.each(sectionNames.filter((name) => name !== 'roles'))('have no other fields in %s than these', (section) => {
		const raw = settingsWith(section, { ...defaultSettings[section], colour: 'red' });
		expect(mistakesIn(raw)).toEqual([{ path: `${section}.colour`, kind: 'unknown' }]);
	});

	test.each([null, [], 'settings', 7])('are an object, not %j', (raw) => {
		expect(mistakesIn(raw)).toEqual([{ path: '', kind: 'type' }]);
	});

	test('that are empty miss every section', () => {
		expect(mistakesIn({})).toEqual(Object.keys(defaultSettings).map((path) => ({ path, kind: 'missing' })));
		expect(mistakesIn(undefined)).toEqual([{ path: '', kind: 'missing' }]);
	});

	test('bring nothing in by a prototype', () => {
		const text = JSON.stringify(defaultSettings);
		const raw = JSON.parse(text.replace('{', '{"__proto__":{"polluted":1},"constructor":1,'));
		expect(mistakesIn(raw)).toEqual([
			{ path: '__proto__', kind: 'unknown' },
			{ path: 'constructor', kind: 'unknown' },
		]);
		const inRoles = JSON.parse(text.replace('"roles":{', '"roles":{"__proto__":{"polluted":1}'));
		expect(Object.getPrototypeOf(readSettings(inRoles).roles)).toBe(Object.prototype);
	});

	test('are read as they were written', () => {
		expect(readSettings(JSON.parse(JSON.stringify(defaultSettings)))).toEqual(defaultSettings);
	});
});
