import { Keyv, type KeyvStorageAdapter, keyvStorageCapability } from 'keyv';
import type { Database } from './database.ts';

type Methods = 'get' | 'getMany' | 'has' | 'hasMany' | 'set' | 'setMany' | 'delete' | 'deleteMany' | 'clear';

/**
 * Values by key, apart from those of every other namespace. What must not be lost between reading and writing does not belong here: nothing
 * is atomic. With an `error` listener a failed `set` resolves false; without one, as here, it rejects. A time to live of 0 is for ever.
 */
export function openKeyv<Value>(database: Database, namespace: string): Keyv<Value> {
	// One adapter for each: Keyv would give a shared one the namespace of whoever came last.
	const adapter = createAdapter(database, namespace);
	return new Keyv<Value>({ store: { ...adapter, capabilities: keyvStorageCapability(adapter) } });
}

/** Times are the clock's that Keyv itself goes by, not those of the rules. */
function createAdapter({ db }: Database, namespace: string): Pick<KeyvStorageAdapter, Methods> {
	async function read(keys: readonly string[]): Promise<(string | undefined)[]> {
		if (keys.length === 0) return [];
		const rows = await db
			.selectFrom('key_values')
			.select(['key', 'value'])
			.where('namespace', '=', namespace)
			.where('key', 'in', keys)
			.where(({ or, eb }) => or([eb('expires_at', 'is', null), eb('expires_at', '>', Date.now())]))
			.execute();
		const values = new Map(rows.map(({ key, value }) => [key, value]));
		return keys.map((key) => values.get(key));
	}

	async function write(key: string, value: unknown, expires?: number): Promise<boolean> {
		const row = { value: String(value), expires_at: expires ?? null };
		await db
			.insertInto('key_values')
			.values({ namespace, key, ...row })
			.onConflict((conflict) => conflict.columns(['namespace', 'key']).doUpdateSet(row))
			.execute();
		return true;
	}

	async function remove(keys: readonly string[]): Promise<boolean[]> {
		if (keys.length === 0) return [];
		const rows = await db
			.deleteFrom('key_values')
			.where('namespace', '=', namespace)
			.where('key', 'in', keys)
			.returning('key')
			.execute();
		const removed = new Set(rows.map(({ key }) => key));
		return keys.map((key) => removed.has(key));
	}

	return {
		get: async (key) => (await read([key]))[0],
		getMany: read,
		has: async (key) => (await read([key]))[0] !== undefined,
		hasMany: async (keys) => (await read(keys)).map((value) => value !== undefined),
		set: write,
		setMany: (entries) => Promise.all(entries.map(({ key, value, expires }) => write(key, value, expires))),
		delete: async (key) => (await remove([key]))[0] === true,
		deleteMany: remove,
		async clear() {
			await db.deleteFrom('key_values').where('namespace', '=', namespace).execute();
		},
	};
}
