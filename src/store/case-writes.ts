import type { Kysely } from 'kysely';
import { type AuditEntry, type Pause, StaleCase } from '../core/moderation/books.ts';
import { type Case, type NewCase, openCase } from '../core/moderation/case.ts';
import { toAuditRow, toCase, toCaseRow, toPauseRow } from './case-rows.ts';
import type { Tables } from './schema.ts';

/** Parts of transactions that hold the server's lock (`inServer`). */

/** Opens the server's next case, with its audit lines; where a job has one of this kind already, that one stays as it is, and nothing is written. */
export async function insertCase(
	db: Kysely<Tables>,
	opened: NewCase,
	at: number,
	audit: readonly AuditEntry[],
): Promise<Case> {
	const earlier = await db
		.selectFrom('cases')
		.selectAll()
		.where('job_id', '=', opened.jobId)
		.where('kind', '=', opened.kind)
		.executeTakeFirst();
	if (earlier) return toCase(earlier);
	const last = await db
		.selectFrom('cases')
		.select('number')
		.where('guild_id', '=', opened.guildId)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	const found = openCase(opened, (last?.number ?? 0) + 1, at);
	await db.insertInto('cases').values(toCaseRow(found)).execute();
	await noteReports(db, found);
	const lines = audit.map((entry): AuditEntry => ({ ...entry, case: entry.case ?? found.number }));
	await addAudit(db, found.guildId, lines);
	return found;
}

/** The case beside a job, which nobody opened by hand. */
export const insertCaseOfJob = (db: Kysely<Tables>, opened: NewCase, at: number): Promise<Case> => {
	const { guildId, userId } = opened;
	return insertCase(db, opened, at, [{ guildId, at, by: null, action: 'opened', case: null, about: userId, why: '' }]);
};

/** Throws `StaleCase`. */
export async function replaceCase(db: Kysely<Tables>, next: Case): Promise<void> {
	const { guild_id, number, kind, user_id, job_id, opened_at, ...row } = toCaseRow(next);
	const { numUpdatedRows } = await db
		.updateTable('cases')
		.set(row)
		.where('guild_id', '=', guild_id)
		.where('number', '=', number)
		.where('revision', '=', next.revision - 1)
		.executeTakeFirst();
	if (numUpdatedRows === 0n) throw new StaleCase(number);
	await noteReports(db, next);
}

async function noteReports(db: Kysely<Tables>, { guildId, number, reports }: Case): Promise<void> {
	for (const userId of new Set(reports.map((report) => report.userId))) {
		await db
			.insertInto('case_reports')
			.values({ guild_id: guildId, case_number: number, user_id: userId })
			.onConflict((conflict) => conflict.columns(['user_id', 'guild_id', 'case_number']).doNothing())
			.execute();
	}
}

export async function addAudit(db: Kysely<Tables>, guildId: string, entries: readonly AuditEntry[]): Promise<void> {
	if (entries.length === 0) return;
	const last = await db
		.selectFrom('audit')
		.select('n')
		.where('guild_id', '=', guildId)
		.orderBy('n', 'desc')
		.limit(1)
		.executeTakeFirst();
	const rows = entries.map((entry, index) => toAuditRow(entry, (last?.n ?? 0) + 1 + index));
	await db.insertInto('audit').values(rows).execute();
}

/** In place of an earlier one. */
export async function putPause(db: Kysely<Tables>, pause: Pause): Promise<void> {
	const row = toPauseRow(pause);
	await db
		.insertInto('pauses')
		.values(row)
		.onConflict((conflict) => conflict.columns(['user_id', 'guild_id']).doUpdateSet(row))
		.execute();
}
