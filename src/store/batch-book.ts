import { type Kysely, sql } from 'kysely';
import { type Batch, type BatchBook, concluded } from '../core/batch.ts';
import type { MemberData } from '../core/moderation/books.ts';
import type { Database } from './database.ts';
import { toJob } from './rows.ts';
import type { Tables } from './schema.ts';
import type { BatchesTable } from './studio-schema.ts';

type InColumns = 'id' | 'at' | 'isOpen';

export function createBatchBook({ db }: Database): BatchBook {
	return {
		async open(batch) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('batches')
				.values(toRow(batch))
				.onConflict((conflict) => conflict.column('id').doNothing())
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},

		async find(id) {
			const row = await rowOf(db, id);
			return row && toBatch(row);
		},

		change: (id, next) => change(db, id, next),

		async drop(id) {
			await db.deleteFrom('batches').where('id', '=', id).execute();
		},

		async allOpen() {
			const rows = await db
				.selectFrom('batches')
				.selectAll()
				.where('open', '=', sql.lit(1))
				.orderBy('at')
				.orderBy('id')
				.execute();
			return rows.map(toBatch);
		},

		async jobs(id) {
			const rows = await db
				.selectFrom('jobs')
				.selectAll()
				.where('batch', '=', id)
				.orderBy('created_at')
				.orderBy('id')
				.execute();
			return rows.map(toJob);
		},
	};
}

/** Whoever was faster is read anew. */
async function change(db: Kysely<Tables>, id: string, next: (batch: Batch) => Batch): Promise<Batch | undefined> {
	for (;;) {
		const row = await rowOf(db, id);
		if (!row) return undefined;
		const batch = next(toBatch(row));
		const { open, body } = toRow(batch);
		const { numUpdatedRows } = await db
			.updateTable('batches')
			.set({ open, body })
			.where('id', '=', id)
			.where('open', '=', row.open)
			.where('body', '=', row.body)
			.executeTakeFirst();
		if (numUpdatedRows > 0n) return batch;
	}
}

/** Those that are over go, with all that was said of them; of an open one no further job is accepted, and its jobs have the words. */
export async function emptyBatches(db: Kysely<Tables>, guildId: string | null, userId: string): Promise<void> {
	await db
		.deleteFrom('batches')
		.where('user_id', '=', userId)
		.where('open', '=', 0)
		.$if(guildId !== null, (query) => query.where('guild_id', '=', guildId!))
		.execute();
	for (const { id, guildId: of } of await batchesOf(db, userId)) {
		if (guildId !== null && of !== guildId) continue;
		await change(db, id, (it) => (it.isAccepted ? it : concluded(it, { by: 'privacy' })));
	}
}

/** All of a member's, oldest first, as they may have them. */
export async function batchesOf(db: Kysely<Tables>, userId: string): Promise<MemberData['batches'][number][]> {
	const rows = await db
		.selectFrom('batches')
		.selectAll()
		.where('user_id', '=', userId)
		.orderBy('at')
		.orderBy('id')
		.execute();
	return rows.map(toBatch).map(({ id, at, asker, request, prompts, total, isOpen }) => {
		return { id, at, guildId: asker.guildId, channelId: asker.channelId, request, prompts, total, isOpen };
	});
}

const rowOf = (db: Kysely<Tables>, id: string) =>
	db.selectFrom('batches').selectAll().where('id', '=', id).executeTakeFirst();

function toRow({ id, at, isOpen, ...rest }: Batch): BatchesTable {
	const { guildId, userId } = rest.asker;
	return { id, guild_id: guildId, user_id: userId, open: isOpen ? 1 : 0, at, body: JSON.stringify(rest) };
}

function toBatch({ id, at, open, body }: BatchesTable): Batch {
	return { ...(JSON.parse(body) as Omit<Batch, InColumns>), id, at, isOpen: open === 1 };
}
