import { type Kysely, sql } from 'kysely';
import type { CaseBook, CaseFilter, ResponseTimes } from '../core/moderation/books.ts';
import { toCase, toStrikeRow } from './case-rows.ts';
import { addAudit, insertCase, putPause, replaceCase } from './case-writes.ts';
import type { Database } from './database.ts';
import { inServer } from './in-server.ts';
import { replaceJob } from './ledger.ts';
import type { Tables } from './schema.ts';
import { count } from './sums.ts';

// Bound parameters would keep SQLite from the indexes of the few cases that wait.
const open = sql.lit('open');
const yes = sql.lit(1);

export function createCaseBook(database: Database): CaseBook {
	const { db } = database;
	return {
		open: (opened, at, audit) =>
			inServer(database, opened.guildId, (transaction) => insertCase(transaction, opened, at, audit)),

		async find(guildId, number) {
			const row = await db
				.selectFrom('cases')
				.selectAll()
				.where('guild_id', '=', guildId)
				.where('number', '=', number)
				.executeTakeFirst();
			return row && toCase(row);
		},

		async ofJob(jobId, kind) {
			const row = await db
				.selectFrom('cases')
				.selectAll()
				.where('job_id', '=', jobId)
				.$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
				.orderBy('number', 'desc')
				.limit(1)
				.executeTakeFirst();
			return row && toCase(row);
		},

		async list(filter) {
			const { total } = await matching(db, filter).select(count.as('total')).executeTakeFirstOrThrow();
			const rows = await matching(db, filter)
				.selectAll()
				// Along the index of what waits, which is the shortest.
				.$if(filter.show === 'open', (query) => query.orderBy('opened_at'))
				.orderBy('number', filter.show === 'all' ? 'desc' : 'asc')
				.limit(filter.limit)
				.offset(filter.offset ?? 0)
				.execute();
			return { cases: rows.map(toCase), total };
		},

		save: (next, { audit, job, strike, pause, forgiven }) =>
			inServer(database, next.guildId, async (transaction) => {
				await replaceCase(transaction, next);
				if (job) await replaceJob(transaction, job);
				if (forgiven || strike) {
					const ofCase = transaction.deleteFrom('strikes').where('guild_id', '=', next.guildId);
					await ofCase.where('case_number', '=', next.number).execute();
				}
				if (strike) await transaction.insertInto('strikes').values(toStrikeRow(strike)).execute();
				if (pause) await putPause(transaction, pause);
				await addAudit(transaction, next.guildId, audit);
			}),

		async responseTimes(guildId, since) {
			const waiting = await db
				.selectFrom('cases')
				.select(({ fn }) => [count.as('count'), fn.min('opened_at').as('oldest')])
				.where('guild_id', '=', guildId)
				.where('state', '=', open)
				.executeTakeFirstOrThrow();
			const appeals = await db
				.selectFrom('cases')
				.select(count.as('count'))
				.where('guild_id', '=', guildId)
				.where('appealed', '=', yes)
				.executeTakeFirstOrThrow();
			return {
				waiting: waiting.count,
				appeals: appeals.count,
				oldestOpenedAt: waiting.oldest,
				...(await decidedSince(db, guildId, since)),
			};
		},

		async openedBefore(before) {
			const rows = await db
				.selectFrom('cases')
				.selectAll()
				.where('state', '=', open)
				.where('opened_at', '<', before)
				.orderBy('opened_at')
				.execute();
			return rows.map(toCase);
		},

		async unshown() {
			const rows = await db.selectFrom('cases').selectAll().where('due', '=', yes).orderBy('opened_at').execute();
			return rows.map(toCase);
		},
	};
}

function matching(db: Kysely<Tables>, { guildId, show, kind, userId, claimedBy }: CaseFilter) {
	return db
		.selectFrom('cases')
		.where('guild_id', '=', guildId)
		.$if(show === 'open', (query) => query.where('state', '=', open))
		.$if(show === 'appeals', (query) => query.where('appealed', '=', yes))
		.$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
		.$if(userId !== undefined, (query) => query.where('user_id', '=', userId!))
		.$if(typeof claimedBy === 'string', (query) => query.where('claimed_by', '=', claimedBy!))
		.$if(claimedBy === null, (query) => query.where('claimed_by', 'is', null));
}

async function decidedSince(
	db: Kysely<Tables>,
	guildId: string,
	since: number,
): Promise<Pick<ResponseTimes, 'decided' | 'medianMs' | 'slowestMs'>> {
	const rows = await db
		.selectFrom('cases')
		.select(['opened_at', 'decided_at'])
		.where('guild_id', '=', guildId)
		.where('decided_at', 'is not', null)
		.where('decided_at', '>=', since)
		.execute();
	const times = rows.map(({ opened_at, decided_at }) => decided_at! - opened_at).sort((a, b) => a - b);
	const [low, high] = [times[Math.ceil(times.length / 2) - 1], times[Math.floor(times.length / 2)]];
	return {
		decided: times.length,
		medianMs: low === undefined || high === undefined ? null : Math.round((low + high) / 2),
		slowestMs: times.at(-1) ?? null,
	};
}
