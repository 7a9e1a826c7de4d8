import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { type Before, countOldJobs } from './count-old-jobs.ts';

/** What servers decide and use: sums of each server and member from indexes alone, settings with history, alerts, key-values. */
export const servers: Migration = {
	async up(db: Kysely<unknown>) {
		// One at a time: SQLite adds no two columns at once.
		await db.schema
			.alterTable('jobs')
			.addColumn('counted_images', 'integer', (column) => column.notNull().defaultTo(0))
			.execute();
		await db.schema
			.alterTable('jobs')
			.addColumn('guild_micros', 'bigint', (column) => column.notNull().defaultTo(0))
			.execute();
		await db.schema
			.alterTable('jobs')
			.addColumn('private', 'integer', (column) => column.notNull().defaultTo(0))
			.execute();
		await db.schema.alterTable('jobs').addColumn('sameness', 'text').execute();
		// Before the indexes, which are made faster in one go.
		await countOldJobs(db as Kysely<Before>);
		await indexJobs(db);
		await createBooks(db);
	},
};

async function indexJobs({ schema }: Kysely<unknown>): Promise<void> {
	await schema.dropIndex('jobs_by_guild').execute();
	await schema.dropIndex('jobs_by_user').execute();
	// Each carries what is added up, so that a sum never reads the jobs themselves.
	const counted = ['created_at', 'counted_images', 'guild_micros'];
	await schema
		.createIndex('jobs_by_guild')
		.on('jobs')
		.columns(['guild_id', ...counted])
		.execute();
	await schema
		.createIndex('jobs_by_member')
		.on('jobs')
		.columns(['guild_id', 'user_id', ...counted])
		.execute();
	await schema
		.createIndex('jobs_by_model')
		.on('jobs')
		.columns(['guild_id', 'model', ...counted])
		.execute();
	await schema
		.createIndex('jobs_running')
		.on('jobs')
		.columns(['guild_id', 'user_id', 'state'])
		.where(sql.ref('owed'), '=', sql.lit(1))
		.execute();
	await schema
		.createIndex('jobs_refused')
		.on('jobs')
		.columns(['guild_id', 'created_at'])
		.where(sql.ref('state'), '=', sql.lit('refused'))
		.execute();
	await schema
		.createIndex('jobs_same')
		.on('jobs')
		.columns(['guild_id', 'sameness', 'created_at'])
		.where(sql.ref('sameness'), 'is not', null)
		.execute();
}

async function createBooks({ schema }: Kysely<unknown>): Promise<void> {
	await schema
		.createTable('settings')
		.addColumn('guild_id', 'text', (column) => column.primaryKey())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('body', 'text', (column) => column.notNull())
		.addColumn('changed_at', 'bigint', (column) => column.notNull())
		.execute();
	await schema
		.createTable('settings_changes')
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addColumn('user_id', 'text', (column) => column.notNull())
		.addColumn('how', 'text', (column) => column.notNull())
		.addColumn('differences', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('settings_changes_key', ['guild_id', 'revision'])
		.execute();
	await schema
		.createTable('stops')
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addColumn('user_id', 'text', (column) => column.notNull())
		.addColumn('code', 'text', (column) => column.notNull())
		.execute();
	await schema.createIndex('stops_by_guild').on('stops').columns(['guild_id', 'at', 'code']).execute();
	await schema.createIndex('stops_by_time').on('stops').column('at').execute();
	await schema
		.createTable('budget_alerts')
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('month', 'text', (column) => column.notNull())
		.addColumn('percent', 'integer', (column) => column.notNull())
		.addColumn('spent', 'bigint', (column) => column.notNull())
		.addColumn('budget', 'bigint', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addColumn('told', 'integer', (column) => column.notNull())
		// With the budget: one that an admin raised can be reached anew.
		.addPrimaryKeyConstraint('budget_alerts_key', ['guild_id', 'month', 'percent', 'budget'])
		.execute();
	await schema
		.createTable('guilds')
		.addColumn('guild_id', 'text', (column) => column.primaryKey())
		.addColumn('greeted_at', 'bigint')
		.addColumn('left_at', 'bigint')
		.execute();
	await schema
		.createTable('key_values')
		.addColumn('namespace', 'text', (column) => column.notNull())
		.addColumn('key', 'text', (column) => column.notNull())
		.addColumn('value', 'text', (column) => column.notNull())
		.addColumn('expires_at', 'bigint')
		.addPrimaryKeyConstraint('key_values_key', ['namespace', 'key'])
		.execute();
	await schema.createIndex('key_values_expiry').on('key_values').column('expires_at').execute();
}
