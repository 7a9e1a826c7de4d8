import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './schema.ts';

/** What the two databases have in common for the queries, and the one thing they do differently. */
export interface Database {
	db: Kysely<Tables>;
	/** Until the transaction ends, no other process reads what is spent in order to spend more. */
	lockSpending(transaction: Transaction<Tables>): Promise<void>;
	/** Until the transaction ends, nobody else changes what this server decided. */
	lockServer(transaction: Transaction<Tables>, guildId: string): Promise<void>;
}
