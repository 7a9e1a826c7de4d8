import type { Ledger } from '../core/ports.ts';
import type { Database } from './database.ts';
import { createLedger } from './ledger.ts';
import { migrate } from './migrations.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import { StoreUnreachable } from './unreachable.ts';

export { StoreUnreachable };

export interface Store {
	ledger: Ledger;
	/** A cheap query; throws when the database cannot be reached. */
	check(): Promise<void>;
	close(): Promise<void>;
}

/**
 * Opens the database and brings its tables up to date. `sqlite://data/easel.sqlite` (from the working directory), `sqlite:///absolute/path`,
 * `sqlite://:memory:` or `postgresql://…`. Throws `StoreUnreachable`.
 */
export async function openStore(url: string): Promise<Store> {
	let database: Database | undefined;
	try {
		database = open(url);
		await migrate(database.db);
	} catch (error) {
		await database?.db.destroy();
		throw new StoreUnreachable(url, error);
	}
	const { db } = database;
	return {
		ledger: createLedger(database),
		async check() {
			await db.selectFrom('jobs').select('id').limit(1).execute();
		},
		close: () => db.destroy(),
	};
}

function open(url: string): Database {
	// `URL` would take the first folder of a relative path for a host's name, and change its case.
	if (url.startsWith('sqlite://')) return openSqlite(url.slice('sqlite://'.length).replace(/^\/(?=[A-Za-z]:)/, ''));
	if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url);
	throw new Error('neither sqlite:// nor postgresql://');
}
