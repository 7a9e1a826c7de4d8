import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { UsageReport } from '../core/books.ts';
import type { Period } from '../core/calendar.ts';
import { distinct } from './distinct.ts';
import { forgotten } from './rows.ts';
import type { Tables } from './schema.ts';
import { images, micros } from './sums.ts';

/**
 * What a report counts. Every figure is a stretch of an index that is added up: joined and grouped instead, the same jobs would be sorted
 * first, which takes several times as long.
 */

export async function usedByDay(
	db: Kysely<Tables>,
	guildId: string,
	days: readonly Period[],
): Promise<UsageReport['days']> {
	const jobs = sql`jobs where guild_id = ${guildId} and model = models.value and created_at >= starts and created_at < ends`;
	const { rows } = await sql<UsageReport['days'][number]>`
		with recursive ${daysTable(days)}, ${distinct('models', { table: 'jobs', column: 'model', where: sql`guild_id = ${guildId}` })}
		select day, models.value as model, (select ${images} from ${jobs}) as images, (select ${micros} from ${jobs}) as micros
		from models cross join days
		where models.value > ''
		order by day, models.value`.execute(db);
	return rows.filter((row) => row.images > 0 || row.micros > 0);
}

/** Refused by a filter or a moderator, and stopped by a rule. */
export async function refusedByDay(
	db: Kysely<Tables>,
	guildId: string,
	days: readonly Period[],
): Promise<UsageReport['refused']> {
	const { rows } = await sql<UsageReport['refused'][number]>`
		with ${daysTable(days)}
		select
			day,
			(select count(*) from jobs
				where guild_id = ${guildId} and state = ${sql.lit('refused')} and created_at >= starts and created_at < ends)
			+ (select count(*) from stops where guild_id = ${guildId} and at >= starts and at < ends) as count
		from days
		order by day`.execute(db);
	return rows.filter(({ count }) => count > 0);
}

export async function topMembers(
	db: Kysely<Tables>,
	guildId: string,
	{ start, end }: Period,
	most: number,
): Promise<UsageReport['members']> {
	const ofMember = (id: RawBuilder<unknown>) =>
		sql`jobs where guild_id = ${guildId} and user_id = ${id} and created_at >= ${start} and created_at < ${end}`;
	// Only who is at the top is asked for their money.
	const { rows } = await sql<UsageReport['members'][number]>`
		with recursive ${distinct('members', { table: 'jobs', column: 'user_id', where: sql`guild_id = ${guildId}` }, forgotten)}, top as (
			select value as id, (select ${images} from ${ofMember(sql`members.value`)}) as images
			from members
			where value > ${forgotten}
			order by images desc, id
			limit ${most}
		)
		select id as "userId", images, (select ${micros} from ${ofMember(sql`top.id`)}) as micros
		from top
		order by images desc, id`.execute(db);
	return rows.filter((row) => row.images > 0);
}

/** The rules that stopped somebody, most often first. */
export function stopsByCode(
	db: Kysely<Tables>,
	guildId: string,
	{ start, end }: Period,
): Promise<UsageReport['stopped'][number][]> {
	const count = sql<number>`count(*)`;
	return db
		.selectFrom('stops')
		.select(['code', count.as('count')])
		.where('guild_id', '=', guildId)
		.where('at', '>=', start)
		.where('at', '<', end)
		.groupBy('code')
		.orderBy(count, 'desc')
		.orderBy('code')
		.execute();
}

/** PostgreSQL takes bare parameters in a list of values for text. */
function daysTable(days: readonly Period[]): RawBuilder<unknown> {
	const bigint = (value: number) => sql`cast(${value} as bigint)`;
	const rows = days.map(({ start, end }, day) => sql`(${bigint(day)}, ${bigint(start)}, ${bigint(end)})`);
	return sql`days(day, starts, ends) as (values ${sql.join(rows)})`;
}
