import type { Kysely } from 'kysely';
import type { UsageBook, UsageLine } from '../core/books.ts';
import type { Period } from '../core/calendar.ts';
import type { Database } from './database.ts';
import { bodyOf } from './rows.ts';
import type { Tables } from './schema.ts';
import { images, micros } from './sums.ts';
import { refusedByDay, stopsByCode, topMembers, usedByDay } from './usage-report.ts';

/** Jobs that are read without a pause. */
const page = 1_000;

export function createUsageBook({ db }: Database): UsageBook {
	return {
		async report(guildId, days, most) {
			const [first, last] = [days[0], days.at(-1)];
			if (!first || !last) return { total: { images: 0, micros: 0 }, days: [], refused: [], stopped: [], members: [] };
			const period = { start: first.start, end: last.end };
			const used = await usedByDay(db, guildId, days);
			return {
				total: {
					images: used.reduce((sum, day) => sum + day.images, 0),
					micros: used.reduce((sum, day) => sum + day.micros, 0),
				},
				days: used,
				refused: await refusedByDay(db, guildId, days),
				stopped: await stopsByCode(db, guildId, period),
				members: await topMembers(db, guildId, period, most),
			};
		},

		async member({ guildId, userId }, since) {
			return await db
				.selectFrom('jobs')
				.select([images.as('images'), micros.as('micros')])
				.where('guild_id', '=', guildId)
				.where('user_id', '=', userId)
				.where('created_at', '>=', since)
				.executeTakeFirstOrThrow();
		},

		async lines(guildId, period, limit) {
			const lines: UsageLine[] = [];
			// In pages: SQLite works in this process, and a year's jobs in one go would keep everybody waiting.
			for (;;) {
				const size = Math.min(page, limit - lines.length);
				const next = await linesAfter(db, guildId, period, lines.at(-1), size);
				lines.push(...next);
				if (next.length < page) return lines;
			}
		},

		async stopped({ guildId, userId, code, at }) {
			await db.insertInto('stops').values({ guild_id: guildId, at, user_id: userId, code }).execute();
		},
	};
}

async function linesAfter(
	db: Kysely<Tables>,
	guildId: string,
	{ start, end }: Period,
	last: UsageLine | undefined,
	limit: number,
): Promise<UsageLine[]> {
	const rows = await db
		.selectFrom('jobs')
		.selectAll()
		.where('guild_id', '=', guildId)
		.where('created_at', '>=', last?.at ?? start)
		.where('created_at', '<', end)
		.$if(last !== undefined, (query) =>
			query.where(({ or, eb }) => or([eb('created_at', '>', last!.at), eb('id', '>', last!.id)])),
		)
		.orderBy('created_at')
		.orderBy('id')
		.limit(limit)
		.execute();
	return rows.map((row) => ({
		id: row.id,
		at: row.created_at,
		userId: row.user_id,
		channelId: row.channel_id,
		model: row.model,
		quality: bodyOf(row).request.quality ?? '',
		state: row.state,
		asked: row.images,
		images: row.counted_images,
		micros: row.guild_micros,
	}));
}
