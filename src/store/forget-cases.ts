import type { Kysely } from 'kysely';
import { ended } from './rows.ts';
import type { Tables } from './schema.ts';

/** Deletes what a server's moderators decided; cases of jobs that are under way stay until those have ended, for without them they never would. */
export async function forgetCases(db: Kysely<Tables>, guildId: string): Promise<void> {
	for (const table of ['strikes', 'pauses', 'words', 'word_lists', 'removed_pictures'] as const) {
		await db.deleteFrom(table).where('guild_id', '=', guildId).execute();
	}
	await db
		.deleteFrom('cases')
		.where('guild_id', '=', guildId)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('jobs')
						.select('jobs.id')
						.whereRef('jobs.id', '=', 'cases.job_id')
						.where('jobs.state', 'not in', ended),
				),
			),
		)
		.execute();
	const kept = db.selectFrom('cases').select('number').where('guild_id', '=', guildId);
	await db
		.deleteFrom('audit')
		.where('guild_id', '=', guildId)
		.where(({ or, eb }) => or([eb('case_number', 'is', null), eb('case_number', 'not in', kept)]))
		.execute();
	await db.deleteFrom('case_reports').where('guild_id', '=', guildId).where('case_number', 'not in', kept).execute();
}
