import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

/** Milliseconds: for a connection, be it a new one or the turn of one in the pool. */
const connectionTimeout = 15_000;
/** Milliseconds after which the server gives up on a process that vanished in the middle of a transaction, and frees its locks. */
const idleInTransactionTimeout = 30_000;
/** Any constants: they name the lock under which jobs are accepted, and the kind of locks of which each server has one. */
const spendingLock = 0x45_61_73_65;
const serverLocks = 0x45_61_73_66;

/** Does not connect yet: the first query does, and throws when that fails. */
export function openPostgres(url: string): Database {
	const pool = new pg.Pool({
		connectionString: url,
		connectionTimeoutMillis: connectionTimeout,
		idle_in_transaction_session_timeout: idleInTransactionTimeout,
		keepAlive: true,
		types: { getTypeParser },
	});
	// A connection that breaks, resting or between two statements, is replaced by the pool, and the next query tells whether the server
	// is gone; without a listener, its error would end the process.
	pool.on('error', () => {});
	pool.on('connect', (client) => client.on('error', () => {}));
	const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
	return {
		db,
		async lockSpending(transaction) {
			await sql`select pg_advisory_xact_lock(${sql.lit(spendingLock)})`.execute(transaction);
		},
		async lockServer(transaction, guildId) {
			// Two servers that happen to share a number wait for each other for a moment, and no more.
			await sql`select pg_advisory_xact_lock(${sql.lit(serverLocks)}, hashtext(${guildId}))`.execute(transaction);
		},
	};
}

/** int8 comes as a string by default; no time in ms and no sum of micro-dollars here outgrows a safe integer. */
function getTypeParser(...[type, format]: Parameters<typeof pg.types.getTypeParser>) {
	return type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format);
}
