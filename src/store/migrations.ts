import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { moderation } from './migrations/moderation.ts';
import { servers } from './migrations/servers.ts';
import { studio } from './migrations/studio.ts';

/** Every change of the tables, oldest first by name. A migration that has been released is never edited: write the next one. */
const migrations: Record<string, Migration> = {
	'2026-11-01-jobs': {
		async up(db) {
			await db.schema
				.createTable('jobs')
				.addColumn('id', 'text', (column) => column.primaryKey())
				.addColumn('state', 'text', (column) => column.notNull())
				.addColumn('revision', 'integer', (column) => column.notNull())
				.addColumn('guild_id', 'text')
				.addColumn('user_id', 'text', (column) => column.notNull())
				.addColumn('channel_id', 'text', (column) => column.notNull())
				.addColumn('created_at', 'bigint', (column) => column.notNull())
				.addColumn('changed_at', 'bigint', (column) => column.notNull())
				.addColumn('model', 'text', (column) => column.notNull())
				.addColumn('images', 'integer', (column) => column.notNull())
				.addColumn('reserved_micros', 'bigint', (column) => column.notNull())
				.addColumn('cost_micros', 'bigint')
				.addColumn('owed', 'integer', (column) => column.notNull())
				.addColumn('token', 'text')
				.addColumn('body', 'text', (column) => column.notNull())
				.execute();
			// Carries all that the sum of a day needs, so the budget is answered from the index alone.
			await db.schema
				.createIndex('jobs_spend')
				.on('jobs')
				.columns(['created_at', 'cost_micros', 'reserved_micros'])
				.execute();
			await db.schema.createIndex('jobs_by_guild').on('jobs').columns(['guild_id', 'created_at']).execute();
			await db.schema.createIndex('jobs_by_user').on('jobs').columns(['user_id', 'created_at']).execute();
			await db.schema.createIndex('jobs_by_state').on('jobs').columns(['state', 'changed_at']).execute();
			// Few at any time, and the first thing a start asks for.
			await db.schema
				.createIndex('jobs_owed')
				.on('jobs')
				.column('created_at')
				.where(sql.ref('owed'), '=', sql.lit(1))
				.execute();
			// Only the jobs that still keep a token: a sweep never reads the whole history.
			await db.schema
				.createIndex('jobs_with_token')
				.on('jobs')
				.column('changed_at')
				.where(sql.ref('token'), 'is not', null)
				.execute();

			await db.schema
				.createTable('job_pictures')
				.addColumn('job_id', 'text', (column) => column.notNull().references('jobs.id').onDelete('cascade'))
				.addColumn('kind', 'text', (column) => column.notNull())
				.addColumn('role', 'text', (column) => column.notNull())
				.addColumn('idx', 'integer', (column) => column.notNull())
				.addColumn('type', 'text', (column) => column.notNull())
				// PostgreSQL's name; to SQLite the name of a column's type is a hint, and bytes stay bytes.
				.addColumn('bytes', sql`bytea`, (column) => column.notNull())
				.addPrimaryKeyConstraint('job_pictures_key', ['job_id', 'kind', 'idx'])
				.execute();
		},
	},
	'2026-11-25-servers': servers,
	'2026-11-26-moderation': moderation,
	'2026-11-27-studio': studio,
};

/**
 * Brings the tables up to date, or to where they were after the migration named `last`; safe when several processes do it at once.
 * Throws what the database said.
 */
export async function migrate<Tables>(db: Kysely<Tables>, last?: string): Promise<void> {
	const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
	const { error } = last ? await migrator.migrateTo(last) : await migrator.migrateToLatest();
	if (error) throw error;
}
