import { type Kysely, sql } from 'kysely';
import type { Job } from '../core/job.ts';
import { AlreadyAccepted, type Ledger, StaleJob, type StoredPicture } from '../core/ports.ts';
import type { Database } from './database.ts';
import { bodyOf, forgotten, toJob, toPicture, toPictureRow, toRow } from './rows.ts';
import { findSame, samenessOf } from './sameness.ts';
import type { Tables } from './schema.ts';
import { spentBy } from './sums.ts';

export function createLedger({ db, lockSpending }: Database): Ledger {
	return {
		accept: (job, inputs, wanted, decide) =>
			db.transaction().execute(async (transaction) => {
				await lockSpending(transaction);
				const decision = decide(await spentBy(transaction, job.asker, wanted));
				if ('refusal' in decision) return decision;
				// The sameness is of what was asked for: a soft landing may have made it cheaper.
				await insert(transaction, decision.job, samenessOf(job, inputs), inputs);
				return decision;
			}),

		spent: (whose, wanted) => spentBy(db, whose, wanted),

		sameAs: (job, inputs, since) => findSame(db, job, inputs, since),

		async save(job, results = []) {
			// One statement is a transaction of its own, at a third of the round trips.
			if (results.length === 0) return await replace(db, job);
			await db.transaction().execute(async (transaction) => {
				await replace(transaction, job);
				await addPictures(transaction, job.id, results);
			});
		},

		async find(id) {
			const row = await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
			return row && row.user_id !== forgotten ? toJob(row) : undefined;
		},

		async owed() {
			const rows = await db
				.selectFrom('jobs')
				.selectAll()
				.where('owed', '=', sql.lit(1))
				.orderBy('created_at')
				.orderBy('id')
				.execute();
			return rows.map(toJob);
		},

		async pictures(id, kind) {
			const rows = await db
				.selectFrom('job_pictures')
				.selectAll()
				.where('job_id', '=', id)
				.where('kind', '=', kind)
				.orderBy('idx')
				.execute();
			return rows.map(toPicture);
		},

		async forget(id, kind) {
			await db.deleteFrom('job_pictures').where('job_id', '=', id).where('kind', '=', kind).execute();
		},

		async sweep(before) {
			await db
				.updateTable('jobs')
				.set({ token: null })
				.where('token', 'is not', null)
				.where('changed_at', '<', before)
				.where('owed', '=', 0)
				.execute();
			// From the few pictures to their jobs, not from the whole history of jobs to their pictures.
			const { numDeletedRows } = await db
				.deleteFrom('job_pictures')
				.where(({ exists, selectFrom }) =>
					exists(
						selectFrom('jobs')
							.select('jobs.id')
							.whereRef('jobs.id', '=', 'job_pictures.job_id')
							.where('jobs.changed_at', '<', before)
							.where('jobs.owed', '=', 0),
					),
				)
				.executeTakeFirst();
			return Number(numDeletedRows);
		},

		async recentTimes(limit) {
			const rows = await db
				.selectFrom('jobs')
				.select(['id', 'model', 'body'])
				.where('state', '=', 'delivered')
				.orderBy('changed_at', 'desc')
				.limit(limit)
				.execute();
			return rows.flatMap(timesOf).slice(0, limit);
		},
	};
}

async function insert(db: Kysely<Tables>, job: Job, sameness: string, inputs: readonly StoredPicture[]): Promise<void> {
	const { numInsertedOrUpdatedRows } = await db
		.insertInto('jobs')
		.values({ ...toRow(job), sameness })
		.onConflict((conflict) => conflict.column('id').doNothing())
		.executeTakeFirst();
	if (numInsertedOrUpdatedRows === 0n) throw new AlreadyAccepted(job.id);
	await addPictures(db, job.id, inputs);
}

async function replace(db: Kysely<Tables>, job: Job): Promise<void> {
	// What never changes is left out, and with it the work of keeping it in the indexes.
	const { id, guild_id, user_id, channel_id, created_at, model, images, private: _, ...row } = toRow(job);
	const { numUpdatedRows } = await db
		.updateTable('jobs')
		.set(row)
		.where('id', '=', id)
		.where('revision', '=', job.revision - 1)
		.executeTakeFirst();
	if (numUpdatedRows === 0n) throw new StaleJob(id);
}

async function addPictures(db: Kysely<Tables>, jobId: string, pictures: readonly StoredPicture[]): Promise<void> {
	// One by one: a single statement would hold all their bytes together once more on their way.
	for (const picture of pictures) await db.insertInto('job_pictures').values(toPictureRow(jobId, picture)).execute();
}

function timesOf(row: Pick<Tables['jobs'], 'id' | 'model' | 'body'>) {
	const { calls, request } = bodyOf(row);
	return calls.flatMap(({ state, sentAt, endedAt }) =>
		state === 'made' && sentAt !== undefined && endedAt !== undefined
			? [{ model: row.model, quality: request.quality ?? '', tookMs: endedAt - sentAt }]
			: [],
	);
}
