import { type Kysely, sql } from 'kysely';
import type { Job } from '../core/job.ts';
import type { PrivacyBook } from '../core/moderation/books.ts';
import { type Case, undoMs } from '../core/moderation/case.ts';
import { emptyBatches } from './batch-book.ts';
import type { Database } from './database.ts';
import { distinct } from './distinct.ts';
import {
	emptyJobRow,
	emptyLog,
	emptyOne,
	emptyReportsIn,
	isAppealed,
	isInQuestion,
	isOver,
	unlessBusy,
} from './emptying.ts';
import { forgetStars } from './gallery-book.ts';
import { jobsOf } from './jobs-of.ts';
import { exportMember } from './member-export.ts';
import { forgetPersonas } from './persona-book.ts';
import { toJob } from './rows.ts';
import type { JobsTable, Tables } from './schema.ts';

const dayMs = 86_400_000;

// A bound parameter would keep SQLite from the index of the cases that have words.
const no = sql.lit(0);

export function createPrivacyBook(database: Database): PrivacyBook {
	const { db } = database;
	return {
		async emptyCases(now, retentionOf) {
			const cases: Case[] = [];
			for (const guildId of await guildsWithWords(db)) {
				const before = now - (await retentionOf(guildId)) * dayMs;
				for (const number of await casesBefore(db, guildId, before, now - undoMs)) {
					const emptied = await emptyOne(database, { guildId, number }, null, now);
					if (emptied) cases.push(emptied.found);
				}
			}
			return cases;
		},

		async emptyMember(guildId, userId, now) {
			const cases: Case[] = [];
			let ofCases = 0;
			for (const { guild_id, number } of await casesAbout(db, guildId, userId)) {
				const emptied = await emptyOne(database, { guildId: guild_id, number }, userId, now);
				if (!emptied) continue;
				cases.push(emptied.found);
				if (emptied.job) ofCases++;
			}
			for (const { guild_id, case_number } of await reportsBy(db, guildId, userId)) {
				await emptyReportsIn(database, { guildId: guild_id, number: case_number }, userId, now);
			}
			await emptyLog(db, guildId, userId);
			await emptyBatches(db, guildId, userId);
			await forgetStars(db, guildId, userId);
			const { count, underWay } = await emptyJobsOf(db, guildId, userId);
			const personas = guildId === null ? await forgetPersonas(db, { kind: 'member', id: userId }) : 0;
			return { jobs: ofCases + count, cases, personas, underWay };
		},

		exportMember: (userId) => exportMember(db, userId),
	};
}

async function guildsWithWords(db: Kysely<Tables>): Promise<string[]> {
	const { rows } = await sql<{ id: string }>`
		with recursive ${distinct('kept', { table: 'cases', column: 'guild_id', where: sql`emptied = ${no}` })}
		select value as id from kept where value > ''`.execute(db);
	return rows.map(({ id }) => id);
}

/** Opened before then (ms), and not decided so lately that it may still be taken back. */
async function casesBefore(
	db: Kysely<Tables>,
	guildId: string,
	before: number,
	untouchedSince: number,
): Promise<number[]> {
	const rows = await db
		.selectFrom('cases')
		.select('number')
		.where('guild_id', '=', guildId)
		.where('emptied', '=', no)
		.where('opened_at', '<', before)
		.where('changed_at', '<', untouchedSince)
		.orderBy('opened_at')
		.execute();
	return rows.map(({ number }) => number);
}

const casesAbout = (db: Kysely<Tables>, guildId: string | null, userId: string) =>
	db
		.selectFrom('cases')
		.select(['guild_id', 'number', 'job_id'])
		.where('user_id', '=', userId)
		.where('emptied', '=', 0)
		.$if(guildId !== null, (query) => query.where('guild_id', '=', guildId!))
		.execute();

const reportsBy = (db: Kysely<Tables>, guildId: string | null, userId: string) =>
	db
		.selectFrom('case_reports')
		.select(['guild_id', 'case_number'])
		.where('user_id', '=', userId)
		.$if(guildId !== null, (query) => query.where('guild_id', '=', guildId!))
		.execute();

async function emptyJobsOf(
	db: Kysely<Tables>,
	guildId: string | null,
	userId: string,
): Promise<{ count: number; underWay: Job[] }> {
	const underWay: Job[] = [];
	let count = 0;
	for await (const rows of jobsOf(db, userId, guildId)) {
		for (const row of rows) {
			const emptied = await emptyUnlessUnderWay(db, row);
			if (emptied) count++;
			else if (emptied === undefined) underWay.push(toJob(row));
		}
	}
	return { count, underWay };
}

/** False when it was empty before, undefined while it has to stay. */
async function emptyUnlessUnderWay(db: Kysely<Tables>, row: JobsTable): Promise<boolean | undefined> {
	if (!isOver(row)) return undefined;
	return unlessBusy(() =>
		db.transaction().execute(async (transaction) => {
			if ((await isInQuestion(transaction, row.id)) || (await isAppealed(transaction, row.id))) return undefined;
			return emptyJobRow(transaction, row);
		}),
	);
}
