import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';
import { startDatabases } from './databases.ts';

const databases = await startDatabases();
afterAll(databases.remove);

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`Keyv over ${name}`, () => {
		let url: string;
		let store: Store;
		beforeEach(async () => {
			url = await fresh!();
			store = await openStore(url);
		});
		afterEach(() => store.close());

		test('keeps values by key, and the last one written', async () => {
			const cache = store.keyv<unknown>('cache');
			expect(await cache.get('a')).toBeUndefined();
			const value = { text: 'a “fox” \u0000 in the 雪 🦊', list: [1, null, false], empty: '' };
			expect(await cache.set('a', value)).toBe(true);
			expect(await cache.get('a')).toEqual(value);
			expect(await cache.has('a')).toBe(true);
			await cache.set('a', 0);
			expect(await cache.get('a')).toBe(0);
			expect(await cache.delete('a')).toBe(true);
			expect(await cache.delete('a')).toBe(false);
			expect(await cache.has('a')).toBe(false);
		});

		test('takes many at once, in their order', async () => {
			const cache = store.keyv<number>('cache');
			const entries = Array.from({ length: 20 }, (_, n) => ({ key: `key ${n}`, value: n }));
			expect(await cache.setMany(entries)).toEqual(entries.map(() => true));
			expect(await cache.getMany(['key 3', 'none', 'key 1'])).toEqual([3, undefined, 1]);
			expect(await cache.hasMany(['none', 'key 1'])).toEqual([false, true]);
			expect(await cache.deleteMany(['key 3', 'none', 'key 1'])).toEqual([true, false, true]);
			expect(await cache.getMany(['key 3', 'key 2'])).toEqual([undefined, 2]);
			expect(await cache.getMany([])).toEqual([]);
		});

		test('keeps each namespace apart, also where names and keys look alike', async () => {
			const [personas, cache, nested] = [store.keyv('a'), store.keyv('b'), store.keyv('a::b')];
			await Promise.all([personas.set('b::c', 'personas'), cache.set('b::c', 'cache'), nested.set('c', 'nested')]);
			expect([await personas.get('b::c'), await cache.get('b::c'), await nested.get('c')]).toEqual([
				'personas',
				'cache',
				'nested',
			]);
			expect(await personas.get('c')).toBeUndefined();
			await personas.clear();
			expect([await personas.get('b::c'), await cache.get('b::c'), await nested.get('c')]).toEqual([
				undefined,
				'cache',
				'nested',
			]);
			expect(await store.keyv('b').get('b::c')).toBe('cache');
		});

		test('forgets a value when its time is over, and a time of 0 is for ever', async () => {
			const cache = store.keyv('cache');
			await Promise.all([cache.set('short', 1, 40), cache.set('long', 2, 60_000), cache.set('ever', 3, 0)]);
			expect(await cache.getMany(['short', 'long', 'ever'])).toEqual([1, 2, 3]);
			await setTimeout(60);
			expect(await cache.getMany(['short', 'long', 'ever'])).toEqual([undefined, 2, 3]);
			expect(await cache.has('short')).toBe(false);
			await cache.set('short', 4);
			expect(await cache.get('short')).toBe(4);
		});

		test('a sweep removes what has expired, and nothing else', async () => {
			const cache = store.keyv('cache');
			await Promise.all([cache.set('short', 1, 10_000), cache.set('long', 2, 60_000), cache.set('ever', 3)]);
			await store.sweep(Date.now() + 30_000);
			expect(await cache.getMany(['short', 'long', 'ever'])).toEqual([undefined, 2, 3]);
		});

		test.skipIf(name === 'SQLite in memory')('finds it all again when the store is opened again', async () => {
			await store.keyv('cache').set('a', { kept: true });
			const again = await openStore(url);
			expect(await again.keyv('cache').get('a')).toEqual({ kept: true });
			await again.close();
		});

		test('says so when it could not be written', async () => {
			const closed = await openStore(url);
			const cache = closed.keyv('cache');
			await closed.close();
			await expect(cache.set('a', 1)).rejects.toThrow();
		});
	});
}
