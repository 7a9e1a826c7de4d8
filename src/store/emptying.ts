import type { Kysely } from 'kysely';
import { StaleCase } from '../core/moderation/books.ts';
import type { Case, CaseState } from '../core/moderation/case.ts';
import { emptyCase, emptyJob, emptyReports } from '../core/moderation/emptying.ts';
import { StaleJob } from '../core/ports.ts';
import { toCase } from './case-rows.ts';
import { addAudit, replaceCase } from './case-writes.ts';
import type { Database } from './database.ts';
import { inServer } from './in-server.ts';
import { ended, forgotten, toJob, toRow } from './rows.ts';
import type { JobsTable, Tables } from './schema.ts';

const noWords = JSON.stringify('');

export interface CaseId {
	guildId: string;
	number: number;
}

export const inQuestion: readonly CaseState[] = ['open', 'refused'];

/** What was emptied: a case, and with it its job or not. */
export interface EmptiedCase {
	found: Case;
	job: boolean;
}

/**
 * The words of one case, of its lines in the log and of its job go, in one transaction. Undefined, and nothing was done, while it waits
 * for a decision, its job is under way, or somebody else is writing; or when it is empty already. `by`: whose wish it is; null for time.
 */
export const emptyOne = (
	database: Database,
	id: CaseId,
	by: string | null,
	now: number,
): Promise<EmptiedCase | undefined> =>
	unlessBusy(() =>
		inServer(database, id.guildId, async (db) => {
			const row = await ofId(db, id).selectAll().executeTakeFirst();
			if (!row || row.state === 'open' || row.emptied === 1) return undefined;
			// A member's own words against a refusal are not taken from them while nobody has read them.
			if (by !== null && row.appealed === 1) return undefined;
			const found = toCase(row);
			const jobRow = await db.selectFrom('jobs').selectAll().where('id', '=', found.jobId).executeTakeFirst();
			if (jobRow && !isOver(jobRow)) return undefined;
			const empty = emptyCase(found, now);
			await replaceCase(db, empty);
			await db
				.updateTable('audit')
				.set({ why: noWords })
				.where('guild_id', '=', id.guildId)
				.where('case_number', '=', id.number)
				.execute();
			const { guildId, number, userId: about } = found;
			await addAudit(db, guildId, [{ guildId, at: now, by, action: 'emptied', case: number, about, why: '' }]);
			const job = jobRow !== undefined && !(await isInQuestion(db, jobRow.id)) && (await emptyJobRow(db, jobRow));
			return { found: empty, job };
		}),
	);

/** What this member wrote when they reported in the case of another. */
export const emptyReportsIn = (database: Database, id: CaseId, userId: string, now: number): Promise<void> =>
	unlessBusy(() =>
		inServer(database, id.guildId, async (db) => {
			const row = await ofId(db, id).selectAll().executeTakeFirst();
			const found = row && toCase(row);
			if (!found?.reports.some((report) => report.userId === userId && report.text !== '')) return;
			await replaceCase(db, emptyReports(found, userId, now));
		}),
	);

export const isOver = ({ state }: Pick<JobsTable, 'state'>): boolean => ended.some((it) => it === state);

/** A case about it is open, or can be appealed against, and has its words: what is decided there may need the job's. */
export async function isInQuestion(db: Kysely<Tables>, jobId: string): Promise<boolean> {
	const row = await db
		.selectFrom('cases')
		.select('number')
		.where('job_id', '=', jobId)
		.where('state', 'in', inQuestion)
		.where('emptied', '=', 0)
		.executeTakeFirst();
	return row !== undefined;
}

/** Its member waits for the answer to an appeal. */
export async function isAppealed(db: Kysely<Tables>, jobId: string): Promise<boolean> {
	const row = await db
		.selectFrom('cases')
		.select('number')
		.where('job_id', '=', jobId)
		.where('appealed', '=', 1)
		.where('emptied', '=', 0)
		.executeTakeFirst();
	return row !== undefined;
}

/** The words and pictures of a job that is over. False when they were gone before. Throws `StaleJob`. */
export async function emptyJobRow(db: Kysely<Tables>, row: JobsTable): Promise<boolean> {
	if (row.user_id === forgotten) return false;
	const job = toJob(row);
	if (job.emptied) return false;
	const { revision, token, body } = toRow(emptyJob(job));
	const { numUpdatedRows } = await db
		.updateTable('jobs')
		.set({ revision, token, body, sameness: null, persona: null })
		.where('id', '=', row.id)
		.where('revision', '=', row.revision)
		.executeTakeFirst();
	if (numUpdatedRows === 0n) throw new StaleJob(row.id);
	await db.deleteFrom('job_pictures').where('job_id', '=', row.id).execute();
	await db.deleteFrom('stars').where('job_id', '=', row.id).execute();
	return true;
}

/** Lines of the log with this member's words, or words about them, that belong to no case with words of its own any more. */
export async function emptyLog(db: Kysely<Tables>, guildId: string | null, userId: string): Promise<void> {
	const lines = db
		.updateTable('audit')
		.set({ why: noWords })
		.$if(guildId !== null, (query) => query.where('guild_id', '=', guildId!));
	await lines
		.where('about_user', '=', userId)
		.where(({ or, eb, not, exists, selectFrom }) =>
			or([
				eb('case_number', 'is', null),
				not(
					exists(
						selectFrom('cases')
							.select('cases.number')
							.whereRef('cases.guild_id', '=', 'audit.guild_id')
							.whereRef('cases.number', '=', 'audit.case_number')
							.where('cases.emptied', '=', 0),
					),
				),
			]),
		)
		.execute();
	await lines.where('by_user', '=', userId).where('action', 'in', ['reported', 'appealed']).execute();
}

const ofId = (db: Kysely<Tables>, { guildId, number }: CaseId) =>
	db.selectFrom('cases').where('guild_id', '=', guildId).where('number', '=', number);

/** Undefined when somebody else was writing the same at that moment. */
export async function unlessBusy<T>(work: () => Promise<T>): Promise<T | undefined> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof StaleCase || error instanceof StaleJob) return undefined;
		throw error;
	}
}
