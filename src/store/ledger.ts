import { type Kysely, sql, type Transaction } from 'kysely';
import type { Job } from '../core/job.ts';
import { AlreadyAccepted, type Ledger, StaleJob, type StoredPicture } from '../core/ports.ts';
import { insertCaseOfJob } from './case-writes.ts';
import type { Database } from './database.ts';
import { inQuestion } from './emptying.ts';
import { inServer } from './in-server.ts';
import { bodyOf, forgotten, toJob, toPicture, toPictureRow, toRow } from './rows.ts';
import { findSame, samenessOf } from './sameness.ts';
import type { Tables } from './schema.ts';
import { spentBy } from './sums.ts';

export function createLedger(database: Database): Ledger {
	const { db, lockSpending, lockServer } = database;
	return {
		accept: (job, inputs, wanted, decide) =>
			db.transaction().execute(async (transaction) => {
				await lockSpending(transaction);
				// Before anything is decided: another process may have accepted it, and then nobody refuses it as well.
				const there = await transaction.selectFrom('jobs').select('id').where('id', '=', job.id).executeTakeFirst();
				if (there) throw new AlreadyAccepted(job.id);
				const decision = decide(await spentBy(transaction, job.asker, wanted));
				if ('refusal' in decision) return decision;
				const { opened } = decision;
				if (opened) await lockServer(transaction, opened.guildId);
				// The sameness is of what was asked for: a soft landing may have made it cheaper.
				await insert(transaction, decision.job, samenessOf(job, inputs), inputs);
				if (opened) await insertCaseOfJob(transaction, opened, decision.job.changedAt);
				return decision;
			}),

		spent: (whose, wanted) => spentBy(db, whose, wanted),

		sameAs: (job, inputs, since) => findSame(db, job, inputs, since),

		async save(job, results = [], opened) {
			const write = async (transaction: Transaction<Tables>) => {
				await replaceJob(transaction, job);
				await addPictures(transaction, job.id, results);
			};
			if (opened) {
				await inServer(database, opened.guildId, async (transaction) => {
					await write(transaction);
					await insertCaseOfJob(transaction, opened, job.changedAt);
				});
			} else if (results.length > 0) await db.transaction().execute(write);
			// One statement is a transaction of its own, at a third of the round trips.
			else await replaceJob(db, job);
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

		async sweep(before, keptBefore) {
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
				.where(({ or, not, eb, exists, selectFrom }) =>
					or([
						eb('kind', '=', 'input'),
						not(
							exists(
								selectFrom('jobs')
									.select('jobs.id')
									.whereRef('jobs.id', '=', 'job_pictures.job_id')
									.where('jobs.state', '=', 'delivered')
									.where('jobs.changed_at', '>=', keptBefore)
									.where(({ or, eb }) => or([eb('jobs.private', '=', 1), eb('jobs.guild_id', 'is', null)])),
							),
						),
					]),
				)
				// What moderators may still be asked about stays as long as their server keeps it.
				.where(({ not, exists, selectFrom }) =>
					not(
						exists(
							selectFrom('cases')
								.select('cases.number')
								.whereRef('cases.job_id', '=', 'job_pictures.job_id')
								.where('cases.state', 'in', inQuestion)
								.where('cases.emptied', '=', 0),
						),
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
	await db
		.insertInto('jobs')
		.values({ ...toRow(job), sameness })
		.execute();
	await addPictures(db, job.id, inputs);
}

/** Writes the next revision. Throws `StaleJob`. */
export async function replaceJob(db: Kysely<Tables>, job: Job): Promise<void> {
	// What never changes is left out, and with it the work of keeping it in the indexes.
	const {
		id,
		guild_id,
		user_id,
		channel_id,
		created_at,
		model,
		images,
		parent,
		batch,
		persona,
		private: _,
		...row
	} = toRow(job);
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
