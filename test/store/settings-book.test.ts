import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ChangeRequest, SettingsConflict } from '../../src/core/books.ts';
import { defaultSettings, noRoleAllowance } from '../../src/core/settings.ts';
import { SettingsWrong } from '../../src/core/settings-change.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { startDatabases } from './databases.ts';
import { noon } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const admin = { guildId: '22', userId: '11', how: 'panel', at: noon } as const;
const role = (n: number) => String(900_000_000_000_000_000n + BigInt(n));
const change = (patch: ChangeRequest['patch'], more: Partial<ChangeRequest> = {}): ChangeRequest => ({
	...admin,
	patch,
	...more,
});
const failure = (work: Promise<unknown>) =>
	work.then(
		() => undefined,
		(error: unknown) => error,
	);

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`the settings book in ${name}`, () => {
		let url: string;
		let store: Store;
		beforeEach(async () => {
			url = await fresh!();
			store = await openStore(url);
		});
		afterEach(() => store.close());

		test('a server that never changed anything has the defaults', async () => {
			expect(await store.settings.read('22')).toEqual({ settings: defaultSettings, revision: 0 });
			expect(await store.settings.history('22', { limit: 10 })).toEqual([]);
			expect(await store.settings.entry('22', 1)).toBeUndefined();
		});

		test('what is read may be changed without changing the defaults', async () => {
			const { settings } = await store.settings.read('22');
			settings.channels.never.push(role(1));
			expect((await store.settings.read('22')).settings.channels.never).toEqual([]);
		});

		test('a change is read again, stands in the history and counts as a revision', async () => {
			const allowance = { ...noRoleAllowance, imagesPerDay: 9 };
			const first = await store.settings.change(
				change({ 'limits.memberImagesPerDay': 5, [`roles.${role(1)}`]: allowance }),
			);
			const wanted = {
				...defaultSettings,
				limits: { ...defaultSettings.limits, memberImagesPerDay: 5 },
				roles: { [role(1)]: allowance },
			};
			const differences = [
				{ path: 'limits.memberImagesPerDay', before: null, after: 5 },
				{ path: `roles.${role(1)}`, after: allowance },
			];
			expect(first).toEqual({ settings: wanted, revision: 1, differences });
			expect(await store.settings.read('22')).toEqual({ settings: wanted, revision: 1 });
			expect(await store.settings.read('23')).toEqual({ settings: defaultSettings, revision: 0 });

			const taken = change({ [`roles.${role(1)}`]: undefined }, { userId: '12', how: 'command', at: noon + 1 });
			const second = await store.settings.change(taken);
			expect(second).toMatchObject({ revision: 2, settings: { roles: {} } });
			expect(await store.settings.entry('22', 1)).toEqual({
				revision: 1,
				at: noon,
				userId: '11',
				how: 'panel',
				differences,
			});
			expect(await store.settings.history('22', { limit: 10 })).toEqual([
				{
					revision: 2,
					at: noon + 1,
					userId: '12',
					how: 'command',
					differences: [{ path: `roles.${role(1)}`, before: allowance }],
				},
				{ revision: 1, at: noon, userId: '11', how: 'panel', differences },
			]);
		});

		test('the history comes in pages, newest first', async () => {
			for (let n = 1; n <= 5; n++) await store.settings.change(change({ 'limits.cooldownSeconds': n }));
			const page = async (limit: number, before?: number) =>
				(await store.settings.history('22', { limit, ...(before === undefined ? {} : { before }) })).map(
					({ revision }) => revision,
				);
			expect(await page(2)).toEqual([5, 4]);
			expect(await page(2, 4)).toEqual([3, 2]);
			expect(await page(2, 2)).toEqual([1]);
			expect(await page(2, 1)).toEqual([]);
		});

		test('a patch that changes nothing writes nothing', async () => {
			const same = await store.settings.change(change({ 'limits.cooldownSeconds': 0 }));
			expect(same).toEqual({ settings: defaultSettings, revision: 0, differences: [] });
			await store.settings.change(change({ 'limits.cooldownSeconds': 5 }));
			const again = await store.settings.change(change({ 'limits.cooldownSeconds': 5 }));
			expect(again).toMatchObject({ revision: 1, differences: [] });
			expect(await store.settings.history('22', { limit: 10 })).toHaveLength(1);
		});

		test('what cannot be is refused, and nothing of the patch is written', async () => {
			const wrong = change({ 'limits.cooldownSeconds': 5, 'limits.jobsAtOnce': 0, 'look.timeZone': 'Nowhere' });
			expect(await failure(store.settings.change(wrong))).toBeInstanceOf(SettingsWrong);
			expect(await store.settings.read('22')).toEqual({ settings: defaultSettings, revision: 0 });
		});

		test('what others changed meanwhile on the same path is not overwritten', async () => {
			await store.settings.change(change({ 'limits.cooldownSeconds': 5, 'safety.spoilers': true }, { userId: '12' }));
			await store.settings.change(change({ 'limits.cooldownSeconds': 6 }, { userId: '13', at: noon + 1 }));
			const late = change({ 'limits.cooldownSeconds': 7, 'look.showPrice': false }, { seen: 0 });
			const conflict = await failure(store.settings.change(late));
			expect(conflict).toBeInstanceOf(SettingsConflict);
			const path = 'limits.cooldownSeconds';
			expect(conflict).toMatchObject({
				now: await store.settings.read('22'),
				changes: [
					{ revision: 1, userId: '12', differences: [{ path, before: 0, after: 5 }] },
					{ revision: 2, userId: '13', differences: [{ path, before: 5, after: 6 }] },
				],
			});
			expect(await store.settings.read('22')).toMatchObject({ revision: 2, settings: { look: { showPrice: true } } });
			// Whoever has seen all of it, or none of it but knows what they type, may.
			expect(await store.settings.change({ ...late, seen: 2 })).toMatchObject({ revision: 3 });
			expect(await store.settings.change(change({ 'limits.cooldownSeconds': 8 }))).toMatchObject({ revision: 4 });
		});

		test('what others changed elsewhere is kept', async () => {
			await store.settings.change(change({ 'limits.cooldownSeconds': 5, [`roles.${role(1)}`]: noRoleAllowance }));
			const merged = await store.settings.change(
				change({ 'safety.spoilers': true, [`roles.${role(2)}`]: noRoleAllowance }, { seen: 0 }),
			);
			expect(merged).toMatchObject({
				revision: 2,
				settings: {
					limits: { cooldownSeconds: 5 },
					safety: { spoilers: true },
					roles: { [role(1)]: noRoleAllowance, [role(2)]: noRoleAllowance },
				},
			});
		});

		test.skipIf(name === 'SQLite in memory')('fifty changes at once from two connections are all kept', async () => {
			const other = await openStore(url);
			const paths = Array.from({ length: 25 }, (_, n) => `roles.${role(n)}`);
			const changes = paths.flatMap((path, n) => [
				store.settings.change(change({ [path]: noRoleAllowance }, { seen: 0 })),
				other.settings.change(change({ 'limits.cooldownSeconds': n + 1 })),
			]);
			const revisions = (await Promise.all(changes)).map(({ revision }) => revision);
			expect(revisions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
			const { settings } = await store.settings.read('22');
			expect(Object.keys(settings.roles)).toHaveLength(25);
			expect(await other.settings.history('22', { limit: 100 })).toHaveLength(50);
			await other.close();
		});

		test.skipIf(name === 'SQLite in memory')(
			'of two first changes of the same thing exactly one comes through',
			async () => {
				const other = await openStore(url);
				const answers = await Promise.allSettled(
					[store, other, store, other].map(({ settings }, n) =>
						settings.change(change({ 'limits.cooldownSeconds': n + 1 }, { seen: 0 })),
					),
				);
				expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
				const reasons = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
				for (const reason of reasons) expect(reason).toBeInstanceOf(SettingsConflict);
				expect(await store.settings.history('22', { limit: 10 })).toHaveLength(1);
				await other.close();
			},
		);
	});
}

test('a file may hold the settings of many servers', async () => {
	const store = await openStore(`sqlite://${join(databases.folder, 'many.sqlite')}`);
	const guilds = Array.from({ length: 20 }, (_, n) => `2${n}`);
	await Promise.all(
		guilds.map((guildId, n) => store.settings.change(change({ 'limits.cooldownSeconds': n + 1 }, { guildId }))),
	);
	const read = await Promise.all(guilds.map((guildId) => store.settings.read(guildId)));
	expect(read.map(({ settings }) => settings.limits.cooldownSeconds)).toEqual(guilds.map((_, n) => n + 1));
	await store.close();
});
