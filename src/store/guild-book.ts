import { setImmediate } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { GuildBook } from '../core/books.ts';
import type { Database } from './database.ts';
import { distinct } from './distinct.ts';
import { forgetCases } from './forget-cases.ts';
import { forgetStarsIn } from './gallery-book.ts';
import { inServer } from './in-server.ts';
import { forgetPersonas } from './persona-book.ts';
import { emptied, ended, forgotten } from './rows.ts';
import type { Tables } from './schema.ts';

/** Jobs that are emptied without a pause. */
const batch = 1_000;

export function createGuildBook(database: Database): GuildBook {
	const { db } = database;
	return {
		async greet(guildId, at) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('guilds')
				.values({ guild_id: guildId, greeted_at: at, left_at: null })
				.onConflict((conflict) =>
					conflict
						.column('guild_id')
						.doUpdateSet({ greeted_at: at, left_at: null })
						.where('guilds.greeted_at', 'is', null),
				)
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},

		async all() {
			const { rows } = await sql<{ id: string }>`
				with recursive ${distinct('drawing', { table: 'jobs', column: 'guild_id', where: sql`user_id > ${forgotten}` })},
					${distinct('stopped', { table: 'stops', column: 'guild_id' })},
					${distinct('audited', { table: 'audit', column: 'guild_id' })}
				select value as id from drawing where value > ''
				union select value from stopped where value > ''
				union select value from audited where value > ''
				union select guild_id from guilds
				union select guild_id from settings
				union select owner_id from personas where owner = 'server'
				order by id`.execute(db);
			return rows.map(({ id }) => id);
		},

		absent: (guildIds, at) =>
			db.transaction().execute(async (transaction) => {
				const left = await transaction
					.selectFrom('guilds')
					.select('guild_id')
					.where('left_at', 'is not', null)
					.execute();
				const absent = new Set(guildIds);
				const back = left.map(({ guild_id }) => guild_id).filter((id) => !absent.has(id));
				for (const id of back) {
					await transaction.updateTable('guilds').set({ left_at: null }).where('guild_id', '=', id).execute();
				}
				for (const id of absent) await noteAbsence(transaction, id, at);
			}),

		async leftBefore(before) {
			const rows = await db.selectFrom('guilds').select('guild_id').where('left_at', '<', before).execute();
			return rows.map(({ guild_id }) => guild_id);
		},

		forget: (guildId) =>
			inServer(database, guildId, async (transaction) => {
				for (const table of ['settings', 'settings_changes', 'stops', 'budget_alerts', 'batches'] as const) {
					await transaction.deleteFrom(table).where('guild_id', '=', guildId).execute();
				}
				await forgetCases(transaction, guildId);
				await forgetPersonas(transaction, { kind: 'server', id: guildId });
				await forgetStarsIn(transaction, guildId);
				const count = await emptyJobs(transaction, guildId);
				// While jobs are under way the server stays noted, and comes up again when they have ended.
				const rest = transaction
					.selectFrom('jobs')
					.select('id')
					.where('guild_id', '=', guildId)
					.where('user_id', '>', forgotten);
				await transaction
					.deleteFrom('guilds')
					.where('guild_id', '=', guildId)
					.where(({ not, exists }) => not(exists(rest)))
					.execute();
				return count;
			}),
	};
}

/** Of a server that was left before, the first time stays. */
async function noteAbsence(db: Kysely<Tables>, guildId: string, at: number): Promise<void> {
	await db
		.insertInto('guilds')
		.values({ guild_id: guildId, greeted_at: null, left_at: at })
		.onConflict((conflict) =>
			conflict.column('guild_id').doUpdateSet({ left_at: at }).where('guilds.left_at', 'is', null),
		)
		.execute();
}

async function emptyJobs(db: Kysely<Tables>, guildId: string): Promise<number> {
	await db
		.deleteFrom('job_pictures')
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('jobs')
					.select('jobs.id')
					.whereRef('jobs.id', '=', 'job_pictures.job_id')
					.where('jobs.guild_id', '=', guildId)
					.where('jobs.state', 'in', ended),
			),
		)
		.execute();
	let count = 0;
	for (;;) {
		const some = db
			.selectFrom('jobs')
			.select('id')
			.where('guild_id', '=', guildId)
			.where('user_id', '>', forgotten)
			.where('state', 'in', ended)
			.limit(batch);
		const { numUpdatedRows } = await db
			.updateTable('jobs')
			// A revision of their own: whoever still holds such a job cannot write it back.
			.set(({ eb }) => ({ ...emptied, revision: eb('revision', '+', 1) }))
			.where('id', 'in', some)
			.executeTakeFirst();
		count += Number(numUpdatedRows);
		if (numUpdatedRows < batch) return count;
		// SQLite works in this process: a server's years of jobs in one go would keep everybody waiting.
		await setImmediate();
	}
}
