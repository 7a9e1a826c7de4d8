import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import {
	Kysely,
	SqliteAdapter,
	type SqliteDatabase,
	SqliteDriver,
	SqliteIntrospector,
	SqliteQueryCompiler,
	type SqliteStatement,
} from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

/** Another process may hold the file for one short transaction; longer than this (ms) something is wrong. */
const busyTimeout = 10_000;

/** Opens the file at `path`, or `:memory:`; makes its folder where that is missing. Throws when it cannot be written. */
export function openSqlite(path: string): Database {
	// Prompts and interaction tokens are in there: nobody else's to read.
	if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
	const file = new DatabaseSync(path, { timeout: busyTimeout, enableForeignKeyConstraints: true });
	try {
		// A picture is hundreds of pages of the default size, each with its own checksum in the log. Only a new file takes it.
		file.exec('pragma page_size = 16384');
		// FULL: a committed transaction is on disk, not only in the system's cache.
		file.exec('pragma journal_mode = wal; pragma synchronous = full');
	} catch (error) {
		file.close();
		throw error;
	}
	const db = new Kysely<Tables>({
		dialect: {
			createAdapter: () => new TransactionalAdapter(),
			createDriver: () => new CourteousDriver({ database: shim(file) }),
			createIntrospector: (kysely) => new SqliteIntrospector(kysely),
			createQueryCompiler: () => new SqliteQueryCompiler(),
		},
	});
	// Every transaction here begins by taking the only write lock there is.
	return { db, lockSpending: async () => {}, lockServer: async () => {} };
}

/** SQLite does roll back DDL, and as `begin` takes the write lock, two processes cannot run the same migration. */
class TransactionalAdapter extends SqliteAdapter {
	override get supportsTransactionalDdl(): boolean {
		return true;
	}
}

/**
 * node:sqlite answers at once, so a thousand waiting transactions would run as one chain of microtasks while gateway and HTTP starve.
 * A turn of the event loop before each keeps everybody served.
 */
class CourteousDriver extends SqliteDriver {
	override async acquireConnection() {
		await setImmediate();
		return super.acquireConnection();
	}
}

/** Gives Kysely's driver the shape of database it was written for. */
function shim(file: DatabaseSync): SqliteDatabase {
	const statements = new Map<string, SqliteStatement>();
	return {
		close: () => file.close(),
		prepare(text) {
			// A transaction that reads first and writes then would lose its write to another process: take the lock at once.
			const sql = text === 'begin' ? 'begin immediate' : text;
			let statement = statements.get(sql);
			if (!statement) {
				// Lists of different lengths are different statements; the few that matter are soon prepared again.
				if (statements.size >= 200) statements.clear();
				statement = shimStatement(file.prepare(sql));
				statements.set(sql, statement);
			}
			return statement;
		},
	};
}

function shimStatement(statement: StatementSync): SqliteStatement {
	return {
		reader: statement.columns().length > 0,
		all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
		run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
		iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
	};
}
