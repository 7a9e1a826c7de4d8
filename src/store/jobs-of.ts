import { type Kysely, sql } from 'kysely';
import { forgotten } from './rows.ts';
import type { JobsTable, Tables } from './schema.ts';

/** Jobs that are read without a pause. */
const page = 200;

/** All jobs of a member, in one server or (null) anywhere, oldest first and in pages: a whole history in one go would keep everybody waiting. */
export async function* jobsOf(
	db: Kysely<Tables>,
	userId: string,
	guildId: string | null = null,
): AsyncGenerator<JobsTable[]> {
	let last: JobsTable | undefined;
	for (;;) {
		const after = last;
		const rows = await db
			.selectFrom('jobs')
			.selectAll()
			.where('user_id', '=', userId)
			.where('user_id', '>', sql.lit(forgotten))
			.$if(guildId !== null, (query) => query.where('guild_id', '=', guildId!))
			.$if(after !== undefined, (query) =>
				query
					.where('created_at', '>=', after!.created_at)
					.where(({ or, eb }) => or([eb('created_at', '>', after!.created_at), eb('id', '>', after!.id)])),
			)
			.orderBy('created_at')
			.orderBy('id')
			.limit(page)
			.execute();
		yield rows;
		if (rows.length < page) return;
		last = rows.at(-1);
	}
}
