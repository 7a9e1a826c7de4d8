import type { MemberBook } from '../core/moderation/books.ts';
import { toStrike } from './case-rows.ts';
import { addAudit, putPause } from './case-writes.ts';
import type { Database } from './database.ts';
import { inServer } from './in-server.ts';
import { count } from './sums.ts';

export function createMemberBook(database: Database): MemberBook {
	const { db } = database;

	async function pauseOf({ guildId, userId }: { guildId: string; userId: string }): Promise<number | null> {
		const row = await db
			.selectFrom('pauses')
			.select('until')
			.where('user_id', '=', userId)
			.where('guild_id', '=', guildId)
			.executeTakeFirst();
		return row?.until ?? null;
	}

	return {
		async record(whose, strikesSince) {
			const { cases } = await db
				.selectFrom('cases')
				.select(count.as('cases'))
				.where('guild_id', '=', whose.guildId)
				.where('user_id', '=', whose.userId)
				.where('kind', '!=', 'budget')
				.executeTakeFirstOrThrow();
			const strikes = await db
				.selectFrom('strikes')
				.selectAll()
				.where('user_id', '=', whose.userId)
				.where('guild_id', '=', whose.guildId)
				.where('at', '>=', strikesSince)
				.orderBy('at', 'desc')
				.orderBy('case_number', 'desc')
				.execute();
			return { cases, strikes: strikes.map(toStrike), pausedUntil: await pauseOf(whose) };
		},

		async pausedUntil(whose, now) {
			const until = await pauseOf(whose);
			return until !== null && until > now ? until : null;
		},

		pause: (pause, audit) =>
			inServer(database, pause.guildId, async (transaction) => {
				await putPause(transaction, pause);
				await addAudit(transaction, pause.guildId, [audit]);
			}),

		unpause: ({ guildId, userId }, audit) =>
			inServer(database, guildId, async (transaction) => {
				const { numDeletedRows } = await transaction
					.deleteFrom('pauses')
					.where('user_id', '=', userId)
					.where('guild_id', '=', guildId)
					.executeTakeFirst();
				if (numDeletedRows > 0n) await addAudit(transaction, guildId, [audit]);
			}),
	};
}
