import { describe, expect, test } from 'vitest';
import type { Place } from '../../src/core/doctor/channels.ts';
import type { Finding } from '../../src/core/doctor/finding.ts';
import { type Examined, examine } from '../../src/core/doctor.ts';
import { defaultSettings, noRoleAllowance, type Settings } from '../../src/core/settings.ts';

const guildId = '934188725630984202';
const now = Date.UTC(2026, 10, 25, 12);
const day = 86_400_000;
const role = '934189010768064548';
const gone = '934190266370285999';

const place = (n: number, lacks: Place['lacks'] = [], isForText = true): Place => ({
	id: `93419026637028556${n}`,
	isForText,
	lacks,
	postsBy: 'send',
});

/** Nothing but what no server may draw is held, so nobody has to decide on anything. */
const quiet: Settings = {
	...defaultSettings,
	moderation: { ...defaultSettings.moderation, preset: 'off', whenDown: 'allow' },
};

/** Such settings with some sections changed. */
const settingsWith = (changes: { [S in keyof Settings]?: Partial<Settings[S]> }): Settings => {
	const settings = structuredClone(quiet);
	for (const [section, fields] of Object.entries(changes)) Object.assign(settings[section as keyof Settings], fields);
	return settings;
};

const fine: Examined = {
	now,
	guildId,
	offer: { model: 'gpt-image-2', models: ['gpt-image-2', 'gpt-image-1.5'] },
	settings: quiet,
	revision: 0,
	spentMicros: 0,
	server: { roleIds: [guildId, role], places: [place(1), place(2)], readsAutoMod: true },
	service: { models: [{ id: 'gpt-image-2' }, { id: 'gpt-image-1.5' }] },
	endpoint: 'answers',
	hasStore: true,
	hasQuota: true,
	queue: { waiting: 0, pausedUntil: 0 },
};

const wrong = (changes: Partial<Examined>): Finding[] =>
	examine({ ...fine, ...changes }).filter(({ level }) => level !== 'ok');
const codes = (changes: Partial<Examined>) => wrong(changes).map(({ level, code }) => `${level} ${code}`);
const under = (settings: Settings, places: readonly Place[] = [place(1), place(2)]) =>
	codes({ settings, server: { roleIds: [guildId, role], places, readsAutoMod: true } });

test('a server where all is well has nothing to put right, and all of it is told', () => {
	expect(examine(fine)).toEqual([
		{ level: 'ok', code: 'service', count: 2 },
		{ level: 'ok', code: 'channels', count: 2 },
		{ level: 'ok', code: 'endpoint' },
		{ level: 'ok', code: 'store' },
		{ level: 'ok', code: 'queue', count: 0 },
	]);
});

test('what does not work comes before what to look at, and that before what is fine', () => {
	const levels = examine({
		...fine,
		service: { models: [{ id: 'gpt-image-2', shutdownDate: '2026-12-01' }] },
		server: { readsAutoMod: true, roleIds: [], places: [place(1, ['embed']), place(2, ['attach'])] },
	}).map(({ level }) => level);
	expect(levels).toEqual(['bad', 'bad', 'warn', 'warn', 'ok', 'ok', 'ok', 'ok']);
});

describe('channels', () => {
	test('that lack the same are told of together, and nothing is drawn where files may not be attached', () => {
		const places = [
			place(1, ['attach']),
			place(2, ['send']),
			place(3, ['attach']),
			place(4, ['attach', 'send']),
			place(5),
		];
		expect(wrong({ server: { readsAutoMod: true, roleIds: [role], places } })).toEqual([
			{ level: 'bad', code: 'cannotDraw', channels: [place(1).id, place(3).id], permissions: ['attach'] },
			{ level: 'bad', code: 'cannotDraw', channels: [place(4).id], permissions: ['attach', 'send'] },
			{ level: 'warn', code: 'lacks', channels: [place(2).id], permissions: ['send'] },
		]);
	});

	test('to open threads are missed by batches alone, and by nobody where there are none', () => {
		const places = [place(1, ['openThreads']), place(2, ['send', 'openThreads'])];
		expect(under(quiet, places)).toEqual(['warn noThreads', 'warn lacks']);
		expect(under(settingsWith({ models: { largestBatch: 0 } }), places)).toEqual(['warn lacks']);
	});

	test('only matter where drawing is allowed', () => {
		const places = [place(1, ['attach']), place(2), place(3, ['attach'], false)];
		expect(under(settingsWith({ channels: { never: [place(1).id] } }), places)).toEqual([]);
		expect(under(settingsWith({ channels: { only: [place(2).id] } }), places)).toEqual([]);
		expect(under(settingsWith({ channels: { only: [place(3).id] } }), places)).toEqual(['bad cannotDraw']);
	});

	test('that nobody chose and the bot does not see are no mistake', () => {
		const places = [place(1), place(2, ['view', 'attach'])];
		const found = examine({ ...fine, server: { readsAutoMod: true, roleIds: [], places } });
		expect(found).toContainEqual({ level: 'ok', code: 'channels', count: 1 });
		expect(found).toContainEqual({ level: 'ok', code: 'hidden', count: 1 });
		expect(under(quiet, [place(1, ['view'])])).toEqual(['warn lacks']);
		expect(under(settingsWith({ channels: { only: [place(2).id] } }), places)).toEqual(['bad cannotDraw']);
	});

	test('that were deleted are counted; when none is left, drawing is allowed nowhere', () => {
		const only = [gone, place(1).id];
		expect(wrong({ settings: settingsWith({ channels: { only, never: [gone] } }) })).toEqual([
			{ level: 'warn', code: 'onlyGone', count: 1 },
			{ level: 'warn', code: 'neverGone', count: 1 },
		]);
		expect(under(settingsWith({ channels: { only: [gone] } }))).toEqual(['bad nowhere', 'warn onlyGone']);
		expect(under(settingsWith({ channels: { only: [place(1).id], never: [place(1).id] } }))).toEqual(['bad nowhere']);
	});
});

describe('where moderators decide and alerts go', () => {
	const budget = { microsPerMonth: 1_000_000, alertChannel: place(2).id };

	test('must be there, seen and open', () => {
		const settings = settingsWith({ safety: { reviewChannel: place(1).id }, budget });
		expect(under(settings)).toEqual([]);
		expect(under(settings, [place(1, ['attach', 'history']), place(2, ['embed'])])).toEqual([
			'bad cannotDraw',
			'warn lacks',
		]);
		expect(under(settings, [place(1, ['send']), place(2, ['view'])])).toEqual([
			'bad reviewLacks',
			'bad alertLacks',
			'warn lacks',
		]);
		expect(under(settings, [])).toEqual(['bad reviewGone', 'bad alertGone']);
		const thread: Place = { ...place(1, ['threads'], false), postsBy: 'threads' };
		expect(under(settings, [thread, place(2, ['threads'])])).toEqual(['bad reviewLacks', 'warn lacks']);
	});

	test('an alert channel matters less without a budget, and a budget wants one', () => {
		expect(under(settingsWith({ budget: { alertChannel: gone } }))).toEqual(['warn alertGone']);
		expect(under(settingsWith({ budget: { ...budget, alertChannel: null } }))).toEqual(['warn alertNowhere']);
	});

	test('approval without a channel to ask in leaves pictures waiting in vain', () => {
		const approval = { ...budget, landing: 'approval' as const };
		const settings = settingsWith({ safety: { reviewChannel: place(1).id }, budget: approval });
		expect(under(settings)).toEqual([]);
		expect(under(settings, [place(2)])).toEqual(['bad reviewGone', 'bad approvalBlocked']);
		expect(under(settings, [place(1, ['view']), place(2)])).toEqual(['bad reviewLacks', 'bad approvalBlocked']);
		const withoutBudget = settingsWith({ safety: { reviewChannel: gone }, budget: { landing: 'approval' } });
		expect(under(withoutBudget)).toEqual(['bad reviewGone']);
	});
});

describe('moderation', () => {
	const places = [place(1), place(2)];

	test('that may hold something wants a channel to show it in', () => {
		expect(codes({ settings: defaultSettings })).toEqual(['warn reviewNowhere']);
		expect(under(settingsWith({ moderation: { preset: 'relaxed' } }))).toEqual(['warn reviewNowhere']);
		expect(under(settingsWith({ moderation: { whenDown: 'hold' } }))).toEqual(['warn reviewNowhere']);
		const own = (hold: number | null) => settingsWith({ moderation: { thresholds: { hate: { hold, refuse: 0.9 } } } });
		expect(under(own(0.5))).toEqual(['warn reviewNowhere']);
		expect(under(own(null))).toEqual([]);
		expect(
			codes({ settings: { ...defaultSettings, safety: { ...quiet.safety, reviewChannel: place(1).id } } }),
		).toEqual([]);
	});

	test('that gets no answer does what the server decided, and only what stops everybody is bad', () => {
		const down = (whenDown: 'hold' | 'allow' | 'refuse') =>
			codes({
				endpoint: 'down',
				settings: settingsWith({ moderation: { whenDown }, safety: { reviewChannel: place(1).id } }),
			});
		expect(down('hold')).toEqual(['warn endpointDownHold']);
		expect(down('allow')).toEqual(['warn endpointDownAllow']);
		expect(down('refuse')).toEqual(['bad endpointDownRefuse']);
	});

	test('of words alone is told where the provider has no endpoint, unless nobody wants it', () => {
		expect(codes({ endpoint: 'absent' })).toEqual([]);
		expect(codes({ endpoint: 'absent', settings: defaultSettings })).toEqual([
			'warn reviewNowhere',
			'warn endpointAbsent',
		]);
		expect(examine({ ...fine, endpoint: 'absent' })).not.toContainEqual({ level: 'ok', code: 'endpoint' });
	});

	test('without AutoMod’s words is told where they were to be read, and is no mistake', () => {
		const unread = { level: 'ok', code: 'autoModUnread' };
		const found = (autoMod: boolean, readsAutoMod: boolean) =>
			examine({
				...fine,
				settings: settingsWith({ moderation: { autoMod } }),
				server: { roleIds: [role], places, readsAutoMod },
			});
		expect(found(true, false)).toContainEqual(unread);
		expect(found(true, true)).not.toContainEqual(unread);
		expect(found(false, false)).not.toContainEqual(unread);
		expect(examine({ ...fine, server: undefined })).not.toContainEqual(unread);
	});

	test('can have paused everything', () => {
		expect(under(settingsWith({ moderation: { paused: true } }))).toEqual(['warn drawingPaused']);
	});
});

describe('models', () => {
	const ending = (shutdownDate: string) =>
		wrong({ service: { models: [{ id: 'gpt-image-2' }, { id: 'gpt-image-1.5', shutdownDate }] } });

	test.each([
		[-1, 'bad modelsEnded'],
		[0, 'bad modelsEnded'],
		[1, 'warn modelsEnding'],
		[59, 'warn modelsEnding'],
		[60, 'warn modelsEnding'],
		[61, undefined],
	])('with an end in %i days: %s', (days, told) => {
		const at = Date.UTC(2026, 10, 25) + days * day;
		const noon = { ...fine, now: Date.UTC(2026, 10, 25) };
		const service = {
			models: [{ id: 'gpt-image-2' }, { id: 'gpt-image-1.5', shutdownDate: new Date(at).toISOString().slice(0, 10) }],
		};
		const [finding] = examine({ ...noon, service }).filter(({ level }) => level !== 'ok');
		expect(finding && `${finding.level} ${finding.code}`).toBe(told);
		if (finding) expect(finding).toMatchObject({ models: ['gpt-image-1.5'], at });
	});

	test('with an end that is no date are fine', () => {
		expect(ending('soon')).toEqual([]);
		expect(ending('')).toEqual([]);
	});

	test('that end on the same day are told of together, those on others apart, the first ones first', () => {
		const offer = { model: 'a', models: ['a', 'b', 'c'] };
		const models = [
			{ id: 'a', shutdownDate: '2026-12-24' },
			{ id: 'b', shutdownDate: '2026-12-01' },
			{ id: 'c', shutdownDate: '2026-12-24' },
		];
		expect(wrong({ offer, service: { models } })).toEqual([
			{ level: 'warn', code: 'modelsEnding', models: ['b'], at: Date.UTC(2026, 11, 1) },
			{ level: 'warn', code: 'modelsEnding', models: ['a', 'c'], at: Date.UTC(2026, 11, 24) },
		]);
	});

	test('that are not there are told only where they may be used', () => {
		const service = { models: [{ id: 'gpt-image-2' }] };
		expect(wrong({ service })).toEqual([{ level: 'bad', code: 'modelsGone', models: ['gpt-image-1.5'] }]);
		expect(codes({ service, settings: settingsWith({ models: { allowed: ['gpt-image-2'] } }) })).toEqual([]);
	});

	test.each([
		['badKey', 'bad serviceBadKey'],
		['unverified', 'bad serviceUnverified'],
		['noCredit', 'bad serviceNoCredit'],
		['unreachable', 'bad serviceUnreachable'],
		['broken', 'bad serviceBroken'],
		['busy', 'warn serviceBusy'],
		['noList', undefined],
	] as const)('cannot be asked for: %s', (trouble, told) => {
		expect(codes({ service: { trouble } })).toEqual(told ? [told] : []);
	});

	test('in the settings that the operator withdrew are named once, with the roles that name them', () => {
		const settings = settingsWith({
			models: { allowed: ['gpt-image-2', 'dall-e-3'], preferred: 'dall-e-3' },
			roles: { [role]: { ...noRoleAllowance, models: ['gpt-image-2', 'dall-e-2'] } },
		});
		expect(wrong({ settings })).toEqual([
			{ level: 'warn', code: 'withdrawn', models: ['dall-e-3', 'dall-e-2'], roles: [role] },
		]);
	});
});

describe('lists with nothing in common', () => {
	const ofRole = (allowance: Partial<Settings['roles'][string]>) => ({ [role]: { ...noRoleAllowance, ...allowance } });

	test.each([
		['models that are all withdrawn', { allowed: ['dall-e-3'] }],
		['a quality the model does not know', { allowed: ['gpt-image-2'], qualities: ['hd'] }],
		['a shape the model does not know', { allowed: ['dall-e-2'], shapes: ['wide' as const] }],
	])('leave members nothing: %s', (_, models) => {
		const offer = { model: 'gpt-image-2', models: ['gpt-image-2', 'dall-e-2'] };
		const service = { models: [{ id: 'gpt-image-2' }, { id: 'dall-e-2' }] };
		const found = codes({ offer, service, settings: settingsWith({ models, roles: ofRole({}) }) });
		expect(found).toContain('bad nothingForMembers');
	});

	test('leave a role nothing, and only a role that is still there', () => {
		const settings = settingsWith({ models: { qualities: ['low'] }, roles: ofRole({ qualities: ['high'] }) });
		expect(wrong({ settings })).toEqual([{ level: 'bad', code: 'nothingForRoles', roles: [role] }]);
		expect(codes({ settings, server: { readsAutoMod: true, roleIds: [], places: [place(1)] } })).toEqual([
			'warn rolesGone',
		]);
	});

	test('are not told of each role when members have nothing at all', () => {
		const settings = settingsWith({ models: { allowed: ['dall-e-3'] }, roles: ofRole({ qualities: ['low'] }) });
		expect(codes({ settings })).toEqual(['bad nothingForMembers', 'warn withdrawn']);
	});
});

test('caps of the server below what each member may have are told', () => {
	const limits = { memberImagesPerDay: 20, serverImagesPerDay: 19, serverImagesPerMonth: 20 };
	expect(wrong({ settings: settingsWith({ limits }) })).toEqual([
		{ level: 'warn', code: 'dayBelowMember', limit: 19, member: 20 },
	]);
	expect(codes({ settings: settingsWith({ limits: { ...limits, serverImagesPerMonth: 0 } }) })).toHaveLength(2);
	expect(codes({ settings: settingsWith({ limits: { serverImagesPerDay: 1 } }) })).toEqual([]);
});

test.each([
	[790_000, undefined],
	[800_000, 'warn budgetNear'],
	[999_999, 'warn budgetNear'],
	[1_000_000, 'bad budgetUsed'],
])('a budget of which %i of a million are used: %s', (spentMicros, told) => {
	const settings = settingsWith({
		budget: { microsPerMonth: 1_000_000, alertChannel: place(1).id },
		look: { timeZone: 'Asia/Kolkata' },
	});
	const found = wrong({ settings, spentMicros });
	expect(found.map(({ level, code }) => `${level} ${code}`)).toEqual(told ? [told] : []);
	if (told === 'bad budgetUsed') expect(found).toMatchObject([{ resetsAt: Date.UTC(2026, 10, 30, 18, 30) }]);
});

test('what could not be read is a finding, and the rest is examined all the same', () => {
	expect(codes({ server: undefined })).toEqual(['warn serverUnread']);
	expect(codes({ settings: undefined, spentMicros: undefined, hasStore: false })).toEqual(['bad storeSilent']);
	expect(codes({ hasStore: false })).toEqual(['bad storeSilent']);
	expect(codes({ hasQuota: false })).toEqual(['bad quotaSilent']);
	expect(codes({ queue: { waiting: 3, pausedUntil: now + 1 } })).toEqual(['warn paused']);
	expect(codes({ queue: { waiting: 3, pausedUntil: now } })).toEqual([]);
});
