import type { Kysely } from 'kysely';
import type { WordBook, WordEntry } from '../core/moderation/books.ts';
import { addAudit } from './case-writes.ts';
import type { Database } from './database.ts';
import { inServer } from './in-server.ts';
import type { WordsTable } from './moderation-schema.ts';
import type { Tables } from './schema.ts';

export function createWordBook(database: Database): WordBook {
	const { db } = database;
	return {
		async list(guildId) {
			const rows = await db
				.selectFrom('words')
				.selectAll()
				.where('guild_id', '=', guildId)
				.orderBy('at')
				.orderBy('id')
				.execute();
			return rows.map(toEntry);
		},

		add: (entry, audit) =>
			inServer(database, entry.guildId, async (transaction) => {
				const { guildId, kind, id, at } = entry;
				const text = JSON.stringify(entry.text);
				const same = await transaction
					.selectFrom('words')
					.select('id')
					.where('guild_id', '=', guildId)
					.where(({ or, and }) => or([and({ kind, text }), and({ id })]))
					.executeTakeFirst();
				if (same) return false;
				const row = { guild_id: guildId, id, kind, text, verdict: entry.verdict, by_user: entry.by, at };
				await transaction.insertInto('words').values(row).execute();
				await changed(transaction, guildId, at);
				await addAudit(transaction, guildId, [audit]);
				return true;
			}),

		remove: (guildId, id, audit) =>
			inServer(database, guildId, async (transaction) => {
				const { numDeletedRows } = await transaction
					.deleteFrom('words')
					.where('guild_id', '=', guildId)
					.where('id', '=', id)
					.executeTakeFirst();
				if (numDeletedRows === 0n) return false;
				await changed(transaction, guildId, audit.at);
				await addAudit(transaction, guildId, [audit]);
				return true;
			}),

		version: (guildId) => versionOf(db, guildId),
	};
}

/** Not below the time (ms): a server that was forgotten and comes back must not get a number that stood for other words. */
async function changed(db: Kysely<Tables>, guildId: string, at: number): Promise<void> {
	const version = Math.max((await versionOf(db, guildId)) + 1, at);
	await db
		.insertInto('word_lists')
		.values({ guild_id: guildId, version })
		.onConflict((conflict) => conflict.column('guild_id').doUpdateSet({ version }))
		.execute();
}

async function versionOf(db: Kysely<Tables>, guildId: string): Promise<number> {
	const row = await db.selectFrom('word_lists').select('version').where('guild_id', '=', guildId).executeTakeFirst();
	return row?.version ?? 0;
}

const toEntry = ({ guild_id, id, kind, text, verdict, by_user, at }: WordsTable): WordEntry => ({
	guildId: guild_id,
	id,
	kind: kind as WordEntry['kind'],
	text: JSON.parse(text) as string,
	verdict: verdict as WordEntry['verdict'],
	by: by_user,
	at,
});
