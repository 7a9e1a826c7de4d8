import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowanceOf, offerUnder, qualitiesOf } from '../../src/core/allowance.ts';
import type { RoleAllowance } from '../../src/core/settings.ts';
import type { Patch } from '../../src/core/settings-change.ts';
import { anySettings } from './any-settings.ts';
import { artist, guildId, operator, patron, roleOf, settingsOf } from './servers.ts';

type Roles = Record<string, Partial<RoleAllowance>>;

const rolePatch = (roles: Roles): Patch =>
	Object.fromEntries(Object.entries(roles).map(([id, change]) => [`roles.${id}`, roleOf(change)]));

/** What a member with these roles gets where the roles add this. */
const allowance = (patch: Patch, roles: Roles = {}, roleIds: readonly string[] = Object.keys(roles)) =>
	allowanceOf(settingsOf({ ...patch, ...rolePatch(roles) }), { guildId, roleIds }, operator);

const offer = (patch: Patch, roles: Roles = {}) => {
	const settings = settingsOf({ ...patch, ...rolePatch(roles) });
	return offerUnder(allowanceOf(settings, { guildId, roleIds: Object.keys(roles) }, operator), settings, operator);
};

test('a server that never decided anything gives all that the operator offers', () => {
	expect(allowance({})).toEqual({
		models: { value: operator.models, from: 'operator' },
		qualities: { value: null, from: 'operator' },
		priority: { value: 'normal', from: 'server' },
		memberImagesPerDay: { value: null, from: 'server' },
	});
});

describe('the models', () => {
	const models = (...args: Parameters<typeof allowance>) => allowance(...args).models;

	test('are those of the server that the operator still offers, in the operator’s order', () => {
		const allowed = ['dall-e-3', 'gpt-image-1.5', 'gpt-image-2'];
		expect(models({ 'models.allowed': allowed })).toEqual({ value: ['gpt-image-2', 'dall-e-3'], from: 'server' });
	});

	test('are none when all that the server allows were withdrawn', () => {
		expect(models({ 'models.allowed': ['gpt-image-1.5'] })).toEqual({ value: [], from: 'server' });
	});

	test('that a role names narrow those of the server, and of the operator', () => {
		const patch = { 'models.allowed': ['gpt-image-2', 'dall-e-3'] };
		const roles = { [artist]: { models: ['dall-e-3', 'gpt-image-2.5-flare', 'gpt-image-1.5'] } };
		expect(models(patch, roles)).toEqual({ value: ['dall-e-3'], from: { role: artist } });
		expect(models({}, roles)).toEqual({ value: ['gpt-image-2.5-flare', 'dall-e-3'], from: { role: artist } });
	});

	test('that several roles name hold together, and the longest list is named', () => {
		const roles = { [artist]: { models: ['dall-e-3'] }, [patron]: { models: ['gpt-image-2', 'gpt-image-2.5-flare'] } };
		expect(models({}, roles)).toEqual({ value: operator.models, from: { role: patron } });
	});

	test('are not touched by a role that says nothing of them, nor by one that the member does not have', () => {
		const roles = { [artist]: { imagesPerDay: 5 }, [patron]: { models: ['dall-e-3'] } };
		expect(models({}, roles, [artist])).toEqual({ value: operator.models, from: 'operator' });
		expect(models({}, roles)).toEqual({ value: ['dall-e-3'], from: { role: patron } });
	});
});

describe('the qualities', () => {
	const qualities = (...args: Parameters<typeof allowance>) => allowance(...args).qualities;

	test('are the server’s', () => {
		expect(qualities({ 'models.qualities': ['low', 'medium'] })).toEqual({ value: ['low', 'medium'], from: 'server' });
	});

	test('that roles name hold together, within the server’s', () => {
		const roles = { [artist]: { qualities: ['low', 'high'] }, [patron]: { qualities: ['medium', 'max', 'low'] } };
		const { value, from } = qualities({ 'models.qualities': ['low', 'medium', 'high'] }, roles);
		expect(value?.toSorted()).toEqual(['high', 'low', 'medium']);
		expect(from).toEqual({ role: patron });
		expect(qualities({}, roles).value?.toSorted()).toEqual(['high', 'low', 'max', 'medium']);
	});

	test('may come to none, which is not all', () => {
		const roles = { [artist]: { qualities: ['max'] } };
		expect(qualities({ 'models.qualities': ['low'] }, roles)).toEqual({ value: [], from: { role: artist } });
	});
});

describe('the pictures a day', () => {
	const images = (...args: Parameters<typeof allowance>) => allowance(...args).memberImagesPerDay;
	const patch = { 'limits.memberImagesPerDay': 5 };

	test('are the server’s default for everybody', () => {
		expect(images(patch, { [artist]: {} })).toEqual({ value: 5, from: 'server' });
	});

	test('are as many as the most generous of the member’s roles gives', () => {
		const roles = { [artist]: { imagesPerDay: 20 }, [patron]: { imagesPerDay: 50 } };
		expect(images(patch, roles)).toEqual({ value: 50, from: { role: patron } });
		expect(images(patch, roles, [artist])).toEqual({ value: 20, from: { role: artist } });
		expect(images(patch, roles, [])).toEqual({ value: 5, from: 'server' });
	});

	test('are never fewer by a role, nor does one that gives as many get the credit', () => {
		expect(images(patch, { [artist]: { imagesPerDay: 4 } })).toEqual({ value: 5, from: 'server' });
		expect(images(patch, { [artist]: { imagesPerDay: 5 } })).toEqual({ value: 5, from: 'server' });
		expect(images(patch, { [artist]: { imagesPerDay: 6 } })).toEqual({ value: 6, from: { role: artist } });
	});

	test('without a limit are not limited by any role', () => {
		expect(images({}, { [artist]: { imagesPerDay: 20 } })).toEqual({ value: null, from: 'server' });
	});

	test('may be none but for those with a role', () => {
		const none = { 'limits.memberImagesPerDay': 0 };
		expect(images(none)).toEqual({ value: 0, from: 'server' });
		expect(images(none, { [artist]: { imagesPerDay: 1 } })).toEqual({ value: 1, from: { role: artist } });
	});
});

test('what the role of everybody adds holds for members without any other', () => {
	const everybody = { imagesPerDay: 9, qualities: ['low'], models: ['dall-e-3'], priority: 'high' } as const;
	const roles = { [guildId]: { ...everybody, qualities: ['low'], models: ['dall-e-3'] } };
	const from = { role: guildId };
	expect(allowance({ 'limits.memberImagesPerDay': 5 }, roles, [])).toEqual({
		models: { value: ['dall-e-3'], from },
		qualities: { value: ['low'], from },
		priority: { value: 'high', from },
		memberImagesPerDay: { value: 9, from },
	});
});

test('one role with a high priority is enough', () => {
	const roles: Roles = { [artist]: {}, [patron]: { priority: 'high' } };
	expect(allowance({}, roles).priority).toEqual({ value: 'high', from: { role: patron } });
	expect(allowance({}, roles, [artist]).priority).toEqual({ value: 'normal', from: 'server' });
});

describe('what is offered', () => {
	test('is drawn with the model the server prefers, else the operator’s, else the first that is allowed', () => {
		expect(offer({ 'models.preferred': 'dall-e-3' })).toMatchObject({ model: 'dall-e-3' });
		expect(offer({})).toMatchObject({ model: 'gpt-image-2.5-flare' });
		const allowed = { 'models.allowed': ['dall-e-3', 'gpt-image-2'] };
		expect(offer(allowed)).toMatchObject({ model: 'gpt-image-2' });
		expect(offer({ ...allowed, 'models.preferred': 'dall-e-3' })).toMatchObject({ model: 'dall-e-3' });
	});

	test('is not drawn with a preferred model that was withdrawn, or that the member may not use', () => {
		expect(offer({ 'models.preferred': 'gpt-image-1.5' })).toMatchObject({ model: 'gpt-image-2.5-flare' });
		const roles = { [artist]: { models: ['gpt-image-2'] } };
		expect(offer({ 'models.preferred': 'dall-e-3' }, roles)).toMatchObject({ model: 'gpt-image-2' });
	});

	test('holds the models and qualities of the member', () => {
		const roles = { [artist]: { models: ['gpt-image-2'], qualities: ['low'] } };
		expect(offer({}, roles)).toEqual({ model: 'gpt-image-2', models: ['gpt-image-2'], qualities: ['low'] });
	});

	test('is nothing where no model is left', () => {
		expect(offer({ 'models.allowed': ['gpt-image-1.5'] })).toBeUndefined();
		expect(offer({ 'models.allowed': ['dall-e-3'] }, { [artist]: { models: ['gpt-image-2'] } })).toBeUndefined();
	});
});

test('the qualities of a model come cheap ones first, whatever order they are allowed in', () => {
	expect(qualitiesOf('gpt-image-2', ['max', 'high', 'low'])).toEqual(['low', 'high']);
	expect(qualitiesOf('gpt-image-2', null)).toEqual(['low', 'medium', 'high']);
	expect(qualitiesOf('gpt-image-2', undefined)).toEqual(['low', 'medium', 'high']);
	expect(qualitiesOf('gpt-image-2', [])).toEqual([]);
	expect(qualitiesOf('local/model', ['low'])).toEqual([]);
});

test('whatever the roles and settings are, nothing is wider than the server and the operator allow', () => {
	const anyRoleIds = fc.subarray([artist, patron, '934189010768064599']);
	fc.assert(
		fc.property(anySettings, anyRoleIds, (settings, roleIds) => {
			const got = allowanceOf(settings, { guildId, roleIds }, operator);
			const { allowed, qualities } = settings.models;
			for (const id of got.models.value) {
				expect(operator.models).toContain(id);
				if (allowed) expect(allowed).toContain(id);
			}
			if (qualities) expect(qualities).toEqual(expect.arrayContaining([...(got.qualities.value ?? ['all'])]));

			const own = [guildId, ...roleIds].flatMap((id) => settings.roles[id] ?? []);
			const { memberImagesPerDay } = settings.limits;
			const most = Math.max(memberImagesPerDay ?? 0, ...own.map(({ imagesPerDay }) => imagesPerDay ?? 0));
			expect(got.memberImagesPerDay.value).toBe(memberImagesPerDay === null ? null : most);

			const under = offerUnder(got, settings, operator);
			expect(under?.models ?? []).toEqual(got.models.value);
			if (under) expect(under.models).toContain(under.model);
		}),
	);
});
