import type { Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

/**
 * One transaction under the server's lock: its cases and its audit log are counted without gaps or twins. The lock is always taken
 * before any row, and after that of spending; so nobody waits in a circle.
 */
export const inServer = <T>(
	{ db, lockServer }: Database,
	guildId: string,
	work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> =>
	db.transaction().execute(async (transaction) => {
		await lockServer(transaction, guildId);
		return work(transaction);
	});
