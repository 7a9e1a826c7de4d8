import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { openHeldJobs, type WithHeldJobs } from './open-held-jobs.ts';

/** What servers' moderators decide: cases with their audit log, strikes, pauses, words, removed pictures. */
export const moderation: Migration = {
	async up(db: Kysely<unknown>) {
		await createCases(db);
		await createAudit(db);
		await createMembers(db);
		await createFilters(db);
		// All that is kept of a member, in whichever server. With a condition that only that query states: SQLite, which has no statistics,
		// would weigh the other indexes of jobs anew for queries that were decided otherwise.
		await db.schema
			.createIndex('jobs_by_user')
			.on('jobs')
			.columns(['user_id', 'created_at'])
			.where(sql.ref('user_id'), '>', sql.lit('0'))
			.execute();
		await db.schema.createIndex('stops_by_user').on('stops').columns(['user_id', 'at']).execute();
		await db.schema.createIndex('settings_changes_by_user').on('settings_changes').columns(['user_id', 'at']).execute();
		await openHeldJobs(db as Kysely<WithHeldJobs>);
	},
};

async function createCases({ schema }: Kysely<unknown>): Promise<void> {
	await schema
		.createTable('cases')
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('number', 'integer', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('user_id', 'text', (column) => column.notNull())
		.addColumn('job_id', 'text', (column) => column.notNull())
		.addColumn('opened_at', 'bigint', (column) => column.notNull())
		.addColumn('changed_at', 'bigint', (column) => column.notNull())
		.addColumn('claimed_by', 'text')
		.addColumn('decided_at', 'bigint')
		.addColumn('appealed', 'integer', (column) => column.notNull())
		.addColumn('due', 'integer', (column) => column.notNull())
		.addColumn('emptied', 'integer', (column) => column.notNull())
		.addColumn('body', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('cases_key', ['guild_id', 'number'])
		.execute();
	// What a crash does twice is one case.
	await schema.createIndex('cases_by_job').on('cases').columns(['job_id', 'kind']).unique().execute();
	await schema.createIndex('cases_by_user').on('cases').columns(['user_id', 'guild_id', 'number']).execute();
	await schema
		.createIndex('cases_decided')
		.on('cases')
		.columns(['guild_id', 'decided_at', 'opened_at'])
		.where(sql.ref('decided_at'), 'is not', null)
		.execute();
	const isOpen = () => [sql.ref('state'), '=', sql.lit('open')] as const;
	await schema
		.createIndex('cases_open')
		.on('cases')
		.columns(['guild_id', 'opened_at', 'number'])
		.where(...isOpen())
		.execute();
	await schema
		.createIndex('cases_waiting')
		.on('cases')
		.columns(['opened_at'])
		.where(...isOpen())
		.execute();
	await schema
		.createIndex('cases_appealed')
		.on('cases')
		.columns(['guild_id', 'number'])
		.where(sql.ref('appealed'), '=', sql.lit(1))
		.execute();
	await schema
		.createIndex('cases_due')
		.on('cases')
		.columns(['opened_at'])
		.where(sql.ref('due'), '=', sql.lit(1))
		.execute();
	await schema
		.createIndex('cases_with_words')
		.on('cases')
		.columns(['guild_id', 'opened_at', 'number'])
		.where(sql.ref('emptied'), '=', sql.lit(0))
		.execute();
	await schema
		.createTable('case_reports')
		.addColumn('user_id', 'text', (column) => column.notNull())
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('case_number', 'integer', (column) => column.notNull())
		.addPrimaryKeyConstraint('case_reports_key', ['user_id', 'guild_id', 'case_number'])
		.execute();
	await schema.createIndex('case_reports_by_guild').on('case_reports').columns(['guild_id', 'case_number']).execute();
}

async function createAudit({ schema }: Kysely<unknown>): Promise<void> {
	await schema
		.createTable('audit')
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('n', 'integer', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addColumn('by_user', 'text')
		.addColumn('action', 'text', (column) => column.notNull())
		.addColumn('case_number', 'integer')
		.addColumn('about_user', 'text')
		.addColumn('why', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('audit_key', ['guild_id', 'n'])
		.execute();
	await schema.createIndex('audit_by_case').on('audit').columns(['guild_id', 'case_number', 'n']).execute();
	await schema.createIndex('audit_by_time').on('audit').columns(['guild_id', 'at', 'n']).execute();
	await schema.createIndex('audit_about').on('audit').columns(['about_user', 'guild_id', 'n']).execute();
	await schema.createIndex('audit_by').on('audit').columns(['by_user', 'action', 'guild_id']).execute();
}

async function createMembers({ schema }: Kysely<unknown>): Promise<void> {
	await schema
		.createTable('strikes')
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('case_number', 'integer', (column) => column.notNull())
		.addColumn('user_id', 'text', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addColumn('by_user', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('strikes_key', ['guild_id', 'case_number'])
		.execute();
	await schema.createIndex('strikes_by_member').on('strikes').columns(['user_id', 'guild_id', 'at']).execute();
	await schema
		.createTable('pauses')
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('user_id', 'text', (column) => column.notNull())
		.addColumn('until', 'bigint', (column) => column.notNull())
		.addColumn('by_user', 'text', (column) => column.notNull())
		.addColumn('case_number', 'integer')
		.addPrimaryKeyConstraint('pauses_key', ['user_id', 'guild_id'])
		.execute();
	await schema.createIndex('pauses_by_guild').on('pauses').column('guild_id').execute();
}

async function createFilters({ schema }: Kysely<unknown>): Promise<void> {
	await schema
		.createTable('words')
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('id', 'text', (column) => column.notNull())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('text', 'text', (column) => column.notNull())
		.addColumn('verdict', 'text', (column) => column.notNull())
		.addColumn('by_user', 'text', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		.addPrimaryKeyConstraint('words_key', ['guild_id', 'id'])
		.execute();
	await schema
		.createTable('word_lists')
		.addColumn('guild_id', 'text', (column) => column.primaryKey())
		.addColumn('version', 'bigint', (column) => column.notNull())
		.execute();
	await schema
		.createTable('removed_pictures')
		.addColumn('guild_id', 'text', (column) => column.notNull())
		.addColumn('hash', 'text', (column) => column.notNull())
		.addColumn('case_number', 'integer', (column) => column.notNull())
		.addColumn('at', 'bigint', (column) => column.notNull())
		// All that a comparison needs, so that it is read from the index alone.
		.addPrimaryKeyConstraint('removed_pictures_key', ['guild_id', 'hash', 'case_number'])
		.execute();
}
