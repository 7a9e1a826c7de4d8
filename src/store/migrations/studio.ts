import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { nameParents, type WithParents } from './name-parents.ts';

/** What members come back for: where a picture came from, batches, personas, stars. */
export const studio: Migration = {
	async up(db: Kysely<unknown>) {
		// One at a time: SQLite adds no two columns at once.
		for (const column of ['parent', 'batch', 'persona']) {
			await db.schema.alterTable('jobs').addColumn(column, 'text').execute();
		}
		await nameParents(db as Kysely<WithParents>);
		// Most jobs have neither.
		for (const column of ['parent', 'batch']) {
			await db.schema
				.createIndex(`jobs_by_${column}`)
				.on('jobs')
				.columns([column, 'created_at'])
				.where(sql.ref(column), 'is not', null)
				.execute();
		}
		// A persona is looked for among the few public results that have one.
		await db.schema
			.createIndex('jobs_by_persona')
			.on('jobs')
			.columns(['guild_id', 'private', 'created_at', 'persona'])
			.where(sql.ref('persona'), 'is not', null)
			.execute();
		await createBooks(db);
	},
};

async function createBooks({ schema }: Kysely<unknown>): Promise<void> {
	await schema
		.createTable('personas')
		// A member's id, or a server's.
		.addColumn('owner', 'text', (column) => column.notNull())
		.addColumn('owner_id', 'text', (column) => column.notNull())
		// As it is looked up.
		.addColumn('key', 'text', (column) => column.notNull())
		.addColumn('by_user', 'text', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addColumn('body', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('personas_key', ['owner_id', 'owner', 'key'])
		.execute();
	await schema.createIndex('personas_by_user').on('personas').column('by_user').execute();
	await schema
		.createTable('stars')
		.addColumn('user_id', 'text', (column) => column.notNull())
		.addColumn('job_id', 'text', (column) => column.notNull().references('jobs.id').onDelete('cascade'))
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('stars_key', ['user_id', 'job_id'])
		.execute();
	await schema.createIndex('stars_by_job').on('stars').column('job_id').execute();
	await schema
		.createTable('batches')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('guild_id', 'text')
		.addColumn('user_id', 'text', (column) => column.notNull())
		// 1 while its message may still have to change, else 0.
		.addColumn('open', 'integer', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addColumn('body', 'text', (column) => column.notNull())
		.execute();
	await schema.createIndex('batches_open').on('batches').column('at').where(sql.ref('open'), '=', sql.lit(1)).execute();
	await schema.createIndex('batches_by_user').on('batches').columns(['user_id', 'at']).execute();
	await schema.createIndex('batches_by_guild').on('batches').column('guild_id').execute();
}
