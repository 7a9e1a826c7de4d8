import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { defaultSettings, largest, noRoleAllowance } from '../../src/core/settings.ts';
import { openStore } from '../../src/store/index.ts';
import { keptSettings } from '../../src/store/kept-settings.ts';
import { startDatabases } from './databases.ts';
import { noon } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const kept = (settings: unknown) => keptSettings(JSON.stringify(settings));
const role = (n: number) => String(900_000_000_000_000_000n + BigInt(n));

describe('settings that an older or a newer version has written', () => {
	test('are read as they are when they are right', () => {
		const settings = {
			...defaultSettings,
			limits: { ...defaultSettings.limits, memberImagesPerDay: 5 },
			roles: { [role(1)]: { ...noRoleAllowance, models: ['gpt-image-2'] } },
			budget: { microsPerMonth: 1, landing: 'approval', alertChannel: role(2) },
			safety: { ...defaultSettings.safety, reviewChannel: role(3) },
		};
		expect(kept(settings)).toEqual(settings);
	});

	test('get the defaults for what is missing, unknown or wrong, field by field', () => {
		const { look: _, ...withoutLook } = defaultSettings;
		const stored = {
			...withoutLook,
			limits: { memberImagesPerDay: 5, jobsAtOnce: 'many', cooldownSeconds: -1, moonPhase: 'full' },
			safety: null,
			weather: { rain: true },
			channels: { only: [role(1)], never: ['general'] },
		};
		expect(kept(stored)).toEqual({
			...defaultSettings,
			limits: { ...defaultSettings.limits, memberImagesPerDay: 5 },
			channels: { only: [role(1)], never: [] },
		});
	});

	test('keep each role, and of each role what is right', () => {
		const roles = {
			[role(1)]: { imagesPerDay: 3 },
			[role(2)]: { ...noRoleAllowance, imagesPerDay: -3, qualities: ['low'], aura: 'golden' },
			moderators: noRoleAllowance,
			[role(3)]: 'everything',
		};
		expect(kept({ ...defaultSettings, roles }).roles).toEqual({
			[role(1)]: { ...noRoleAllowance, imagesPerDay: 3 },
			[role(2)]: { ...noRoleAllowance, qualities: ['low'] },
			[role(3)]: noRoleAllowance,
		});
	});

	test('keep no more roles than there may be', () => {
		const roles = Object.fromEntries(Array.from({ length: largest.roles + 5 }, (_, n) => [role(n), noRoleAllowance]));
		expect(Object.keys(kept({ roles }).roles)).toHaveLength(largest.roles);
	});

	test('do not keep a soft landing that asks moderators where there is no place to ask them', () => {
		const stored = { ...defaultSettings, budget: { microsPerMonth: 5, landing: 'approval', alertChannel: null } };
		expect(kept({ ...stored, safety: { ...defaultSettings.safety, reviewChannel: '#mods' } })).toEqual({
			...defaultSettings,
			budget: { microsPerMonth: 5, landing: 'stop', alertChannel: null },
		});
	});

	test.each(['', 'no JSON', 'null', '[]', '5', '"text"', '{"limits":[],"roles":[1]}'])(
		'are the defaults where the body is %j',
		(body) => {
			expect(keptSettings(body)).toEqual(defaultSettings);
		},
	);

	test('can be read from the database and changed there', async () => {
		const file = join(databases.folder, 'kept.sqlite');
		const store = await openStore(`sqlite://${file}`);
		const request = { guildId: '22', userId: '11', how: 'panel', at: noon } as const;
		await store.settings.change({ ...request, patch: { 'limits.cooldownSeconds': 5 } });
		const raw = new DatabaseSync(file);
		raw
			.prepare('update settings set body = ?')
			.run('{"limits":{"cooldownSeconds":5,"gone":1},"look":{"timeZone":"Mars"}}');
		raw.close();
		const read = await store.settings.read('22');
		expect(read).toMatchObject({
			revision: 1,
			settings: { limits: { cooldownSeconds: 5 }, look: { timeZone: 'UTC' } },
		});
		const changed = await store.settings.change({ ...request, patch: { 'safety.spoilers': true }, seen: 1 });
		expect(changed).toMatchObject({
			revision: 2,
			settings: { limits: { cooldownSeconds: 5 }, safety: { spoilers: true } },
		});
		await store.close();
	});
});
