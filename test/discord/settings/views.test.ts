import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/core/books.ts';
import { categories } from '../../../src/core/moderation/categories.ts';
import { defaultSettings, type Settings } from '../../../src/core/settings.ts';
import { differences } from '../../../src/core/settings-change.ts';
import { payload } from '../../../src/discord/payload.ts';
import { differenceLines } from '../../../src/discord/settings/changes-in-words.ts';
import { forgetModal } from '../../../src/discord/settings/forgetting.ts';
import type { View } from '../../../src/discord/settings/ids.ts';
import { conflictNotice, newsNotice, storedNotice, wrongNotice } from '../../../src/discord/settings/notices.ts';
import { pageNames } from '../../../src/discord/settings/page.ts';
import { formNamed, forms } from '../../../src/discord/settings/pages/index.ts';
import { contentOf } from '../../../src/discord/settings/show.ts';
import { placeOf } from '../../../src/discord/settings/thresholds.ts';
import { formModal } from '../../../src/discord/settings/views/form.ts';
import { historyView } from '../../../src/discord/settings/views/history.ts';
import type { Wording } from '../../../src/discord/settings/wording.ts';
import { spoken } from '../../../src/locales/words.ts';
import { buttonsOf, componentsOf, expectOpenable, expectSendable, expectWorded, textOf } from '../limits.ts';
import { fullest, guildId, kept, noon, withSettings, wording, wordingIn } from './wordings.ts';

const role = '1'.repeat(20);
const views: View[] = [
	{ name: 'overview' },
	...pageNames.map((name) => ({ name })),
	{ name: 'role', arg: role },
	{ name: 'role', arg: guildId },
	...categories.map((category) => ({ name: 'threshold', arg: placeOf(category) }) as const),
	...['1', '2', '3', '4'].map((arg) => ({ name: 'setup', arg }) as const),
	{ name: 'done' },
];

const all = differences(defaultSettings, fullest);
const change = (revision: number, changed = all): Change => ({
	revision,
	at: noon,
	userId: role,
	how: 'import',
	differences: changed,
});
const view = (name: View, settings: Settings, revision?: number, locale = 'en') =>
	payload('panel', contentOf({ view: name, ...kept(settings, revision) }, wordingIn(locale)));

describe.each(spoken)('every view in %s', (language) => {
	const wording = wordingIn(language);
	const settings: [string, Settings][] = [
		['a server that set nothing', defaultSettings],
		['a server that set all it can', fullest],
	];
	test.each(settings)('of %s can be sent', (_, it) => {
		for (const name of views) {
			const shown = view(name, it, undefined, language);
			expectSendable(shown);
			expectWorded(shown);
		}
	});

	test.each(settings)('of %s can be sent with the most that is told above it', (_, it) => {
		const history = Array.from({ length: 10 }, (_, i) => change(i + 1));
		const notices = [
			...storedNotice(
				{ differences: all, revision: 999_999_998, view: { name: 'overview' }, title: 'Stored' },
				wording,
			),
			...newsNotice(history, wording),
		];
		const conflict = conflictNotice({ changes: history, wanted: all, insist: 'settings:insist:x' }, wording);
		const wrong = wrongNotice(
			Array.from({ length: 60 }, () => 'x'.repeat(200)),
			wording,
		);
		for (const name of views) {
			for (const notice of [notices, conflict, wrong]) {
				expectSendable(payload('panel', [...notice, ...contentOf({ view: name, ...kept(it) }, wording)]));
			}
		}
	});

	test('of the history can be sent', () => {
		const entries = Array.from({ length: 6 }, (_, i) => change(999_999_999 - i));
		const page = payload(
			'panel',
			historyView({ view: { name: 'history', arg: '9' }, revision: 999_999_999, entries }, wording),
		);
		expectSendable(page);
		const labels = ['revert', 'revert', 'revert', 'revert', 'revert', 'back', 'newest', 'older'];
		expect(buttonsOf(page)).toEqual(labels.map((name) => wording.t(`settings.button.${name}`)));
		const empty = payload('panel', historyView({ view: { name: 'history' }, revision: 0, entries: [] }, wording));
		expect(textOf(empty)).toContain(wording.t('settings.history.none'));
		expectSendable(empty);
	});

	test('that is a form can be opened', () => {
		for (const form of forms) {
			for (const it of [defaultSettings, fullest]) {
				expectOpenable(formModal(form, { view: { name: 'role', arg: role }, ...kept(it) }, wording));
			}
		}
		expectOpenable(forgetModal({ verb: 'forget', view: { name: 'overview' }, revision: 1, rest: [] }, wording));
	});
});

describe('the overview', () => {
	test('says everything in a line each', () => {
		const settings = withSettings((it) => {
			it.limits = { ...it.limits, memberImagesPerDay: 10, jobsAtOnce: 2, serverImagesPerDay: 500, cooldownSeconds: 30 };
			it.budget = { microsPerMonth: 25_000_000, landing: 'cheaper', alertChannel: role };
			it.channels = { only: [role], never: [] };
			it.look.timeZone = 'Asia/Kolkata';
			it.roles[role] = { imagesPerDay: 20, qualities: null, models: null, priority: 'normal' };
		});
		const text = textOf(view({ name: 'overview' }, settings));
		expect(text).toContain('10 pictures a day each · 2 at once · 30 s between requests · server 500 a day');
		expect(text).toContain(`$25.00 a month · cheaper quality from 80 % · alerts in <#${role}>`);
		expect(text).toContain(`Only in <#${role}>`);
		expect(text).toContain(`1 role: <@&${role}>`);
		expect(text).toContain('Asia/Kolkata (UTC+05:30)');
	});

	test('offers the set-up only while nothing was ever changed', () => {
		expect(buttonsOf(view({ name: 'overview' }, defaultSettings, 0))).toContain('Guide me');
		expect(buttonsOf(view({ name: 'overview' }, defaultSettings, 1))).not.toContain('Guide me');
	});
});

describe('a category', () => {
	const hate = { name: 'threshold', arg: placeOf('hate') } as const;
	const settings = withSettings((it) => {
		it.moderation.thresholds = { hate: { hold: 0.7, refuse: null } };
	});
	const seen = (it: Settings, floor: Wording['floor'] = {}, name: View = hate) =>
		payload('panel', contentOf({ view: name, ...kept(it) }, { ...wording, floor }));

	test('tells its scores beside those of the preset, and lets go of its own', () => {
		expect(textOf(seen(settings))).toContain(
			'Your own numbers. The preset Standard has: held from 0.6, refused from 0.95.',
		);
		expect(buttonsOf(seen(settings))).toEqual(['Change', 'Back', 'As the preset has it']);
		expect(textOf(seen(defaultSettings))).toContain('That is as the preset Standard has it.');
		expect(buttonsOf(seen(defaultSettings))).toEqual(['Change', 'Back']);
	});

	test('tells what holds where the operator’s floor is stricter, and on the page of moderation too', () => {
		const floor = { hate: { hold: null, refuse: 0.8 } };
		expect(textOf(seen(settings, floor))).toContain('What holds here: **held from 0.7, refused from 0.8**.');
		expect(textOf(seen(settings))).not.toContain('What holds here');
		const page = seen(settings, floor, { name: 'moderation' });
		expect(textOf(page)).toContain('- Hate: held from 0.7, refused from 0.8');
	});

	test('whose form is opened is named by it', () => {
		const form = formNamed('threshold')!;
		const stand = { view: hate, ...kept(settings) };
		expect(formModal(form, stand, wording).title).toBe('Scores · Hate');
		expectOpenable(formModal(form, stand, wording));
	});
});

test('a preset that is changed keeps a server’s own scores, and both are told', () => {
	const before = withSettings((it) => {
		it.moderation.thresholds = { sexual: { hold: 0.5, refuse: null }, hate: { hold: null, refuse: null } };
	});
	const after = structuredClone(before);
	after.moderation.preset = 'family';
	after.moderation.thresholds = { sexual: { hold: 0.5, refuse: 0.9 }, violence: { hold: 0.1, refuse: null } };
	expect(differenceLines(differences(before, after), wording)).toEqual([
		'Strictness: Standard → **Family**',
		'Hate: never held or refused → **as the preset has it**',
		'Sexual: held from 0.5, never refused → **held from 0.5, refused from 0.9**',
		'Violence: as the preset has it → **held from 0.1, never refused**',
	]);
});

describe('a model that the operator has withdrawn', () => {
	const settings = withSettings((it) => {
		it.models.allowed = ['gpt-image-2', 'dall-e-3'];
		it.models.preferred = 'dall-e-3';
	});

	test('stays chosen, is marked, and can be taken out', () => {
		const selects = componentsOf(view({ name: 'models' }, settings)).filter((it) => it.options !== undefined);
		const allowed = selects[0]!.options as { value: string; default: boolean; description?: string }[];
		expect(
			allowed
				.filter((it) => it.default)
				.map(({ value }) => value)
				.sort(),
		).toEqual(['dall-e-3', 'gpt-image-2']);
		expect(allowed.find(({ value }) => value === 'dall-e-3')?.description).toBe('no longer offered');
		expect(allowed.at(-1)?.value).toBe('dall-e-3');
	});

	test('counts for nothing in the overview', () => {
		expect(textOf(view({ name: 'overview' }, settings))).toContain('1 of 5 models · gpt-image-2 unless named');
	});
});

describe('names that an import brought', () => {
	test('format nothing, and a language that nobody speaks breaks nothing', () => {
		const settings = withSettings((it) => {
			it.models.allowed = ['**bold**', '<@1>', '`code`'];
			it.models.preferred = '<@&2>';
			it.look.language = 'xx';
			it.roles[role] = { imagesPerDay: null, qualities: null, models: ['__x__'], priority: 'normal' };
		});
		const lines = differenceLines(differences(defaultSettings, settings), wording).join('\n');
		expect(lines).toContain('\\*\\*bold\\*\\* (no longer offered), \\<\\@1\\>');
		expect(lines).toContain('\\_\\_x\\_\\_');
		for (const name of views) expectSendable(view(name, settings));
	});
});

describe('@everyone', () => {
	test('is called so, since it has no mention of its own', () => {
		const settings = withSettings((it) => {
			it.roles[guildId] = { imagesPerDay: 3, qualities: null, models: null, priority: 'normal' };
		});
		expect(textOf(view({ name: 'roles' }, settings))).toContain('- @everyone: 3 pictures a day');
	});
});
