import type { Kysely } from 'kysely';
import type { PromptBook } from '../core/moderation/books.ts';
import type { Database } from './database.ts';
import { bodyOf, forgotten } from './rows.ts';
import type { JobsTable, Tables } from './schema.ts';

const most = 5_000;
/** Jobs that are read without a pause. */
const page = 500;

export function createPromptBook({ db }: Database): PromptBook {
	return {
		async recent(guildId, since, limit) {
			const lines: Awaited<ReturnType<PromptBook['recent']>> = [];
			let last: JobsTable | undefined;
			// In pages: SQLite works in this process, and a week's bodies in one go would keep everybody waiting.
			for (;;) {
				const rows = await jobsBefore(db, guildId, since, last);
				lines.push(...rows.flatMap(lineOf));
				last = rows.at(-1);
				if (rows.length < page || lines.length >= Math.min(limit, most)) return lines.slice(0, Math.min(limit, most));
			}
		},
	};
}

function jobsBefore(
	db: Kysely<Tables>,
	guildId: string,
	since: number,
	last: JobsTable | undefined,
): Promise<JobsTable[]> {
	return db
		.selectFrom('jobs')
		.selectAll()
		.where('guild_id', '=', guildId)
		.where('created_at', '>=', since)
		.$if(last !== undefined, (query) =>
			query
				.where('created_at', '<=', last!.created_at)
				.where(({ or, eb }) => or([eb('created_at', '<', last!.created_at), eb('id', '<', last!.id)])),
		)
		.orderBy('created_at', 'desc')
		.orderBy('id', 'desc')
		.limit(page)
		.execute();
}

function lineOf(row: JobsTable) {
	const { request, scores, emptied } = bodyOf(row);
	if (emptied || row.user_id === forgotten) return [];
	const { prompt, private: isPrivate } = request;
	const line = { jobId: row.id, userId: row.user_id, at: row.created_at, prompt, private: isPrivate };
	return [{ ...line, ...(scores ? { scores } : {}) }];
}
