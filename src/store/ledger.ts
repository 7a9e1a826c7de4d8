import { type Kysely, sql } from 'kysely';
import type { Job } from '../core/job.ts';
import { AlreadyAccepted, type Ledger, type Spent, StaleJob, type StoredPicture } from '../core/ports.ts';
import type { Database } from './database.ts';
import { bodyOf, toJob, toPicture, toPictureRow, toRow } from './rows.ts';
import type { Tables } from './schema.ts';

export function createLedger({ db, lockSpending }: Database): Ledger {
	return {
		accept: (job, inputs, dayStart, decide) =>
			db.transaction().execute(async (transaction) => {
				await lockSpending(transaction);
				const refusal = decide(await spentSince(transaction, dayStart));
				if (refusal) return refusal;
				const { numInsertedOrUpdatedRows } = await transaction
					.insertInto('jobs')
					.values(toRow(job))
					.onConflict((conflict) => conflict.column('id').doNothing())
					.executeTakeFirst();
				if (numInsertedOrUpdatedRows === 0n) throw new AlreadyAccepted(job.id);
				await addPictures(transaction, job.id, inputs);
				return undefined;
			}),

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
			return row && toJob(row);
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

/** What the jobs since then cost, or have reserved while that is not known. */
async function spentSince(db: Kysely<Tables>, dayStart: number): Promise<Spent> {
	const { micros } = await db
		.selectFrom('jobs')
		.select(sql<number>`cast(coalesce(sum(coalesce(cost_micros, reserved_micros)), 0) as bigint)`.as('micros'))
		.where('created_at', '>=', dayStart)
		.executeTakeFirstOrThrow();
	return { todayMicros: micros };
}

async function replace(db: Kysely<Tables>, job: Job): Promise<void> {
	const { id, created_at, ...row } = toRow(job);
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
