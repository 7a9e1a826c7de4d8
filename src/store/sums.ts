import { type Expression, type Kysely, sql } from 'kysely';
import type { JobState } from '../core/job.ts';
import type { Spent, Wanted, Whose } from '../core/ports.ts';
import type { Tables } from './schema.ts';

const nothing: Spent = {
	operatorMicros: 0,
	serverDayImages: 0,
	serverMonthImages: 0,
	serverMonthMicros: 0,
	memberImages: 0,
	memberRunning: 0,
	memberLastAt: null,
};

/** What waits for a moderator takes nobody's place. */
const running: readonly JobState[] = ['accepted', 'queued', 'sending'];

/** The sums that are wanted and no other, in one statement: while jobs are accepted, each one waits for this answer. */
export async function spentBy(db: Kysely<Tables>, whose: Whose, wanted: Wanted): Promise<Spent> {
	const parts = [...operatorSums(db, wanted), ...serverSums(db, whose, wanted)];
	if (parts.length === 0) return nothing;
	const tables = parts.map((part, n) => sql`${part} as ${sql.ref(`sums_${n}`)}`);
	const { rows } = await sql<Partial<Spent>>`select * from ${sql.join(tables)}`.execute(db);
	return { ...nothing, ...rows[0] };
}

/** What jobs cost, or have reserved while that is not known. */
function operatorSums(db: Kysely<Tables>, { operatorSince }: Wanted): Expression<unknown>[] {
	if (operatorSince === undefined) return [];
	const micros = sum(sql`coalesce(cost_micros, reserved_micros)`);
	return [db.selectFrom('jobs').select(micros.as('operatorMicros')).where('created_at', '>=', operatorSince)];
}

/** Outside of servers only a member's own pictures count. */
function serverSums(db: Kysely<Tables>, { guildId, userId }: Whose, wanted: Wanted): Expression<unknown>[] {
	if (guildId === null) return directSums(db, userId, wanted);
	const { serverDaySince, serverMonthSince, memberSince, member } = wanted;
	const inServer = db.selectFrom('jobs').where('guild_id', '=', guildId);
	const ofMember = inServer.where('user_id', '=', userId);
	const parts: Expression<unknown>[] = [];
	if (serverDaySince !== undefined) {
		parts.push(inServer.select(images.as('serverDayImages')).where('created_at', '>=', serverDaySince));
	}
	if (serverMonthSince !== undefined) {
		const both = [images.as('serverMonthImages'), micros.as('serverMonthMicros')];
		parts.push(inServer.select(both).where('created_at', '>=', serverMonthSince));
	}
	if (memberSince !== undefined) {
		parts.push(ofMember.select(images.as('memberImages')).where('created_at', '>=', memberSince));
	}
	if (member) {
		// Bound parameters would keep SQLite from the index of what is owed, which holds nothing but the few jobs that run.
		const open = ofMember.where('owed', '=', sql.lit(1)).where('state', 'in', running);
		parts.push(open.select(requests.as('memberRunning')));
		parts.push(ofMember.select(({ fn }) => fn.max('created_at').as('memberLastAt')).where('counted_images', '>', 0));
	}
	return parts;
}

function directSums(db: Kysely<Tables>, userId: string, { memberSince }: Wanted): Expression<unknown>[] {
	if (memberSince === undefined) return [];
	const own = db.selectFrom('jobs').where('guild_id', 'is', null).where('user_id', '=', userId);
	return [own.select(images.as('memberImages')).where('created_at', '>=', memberSince)];
}

/** PostgreSQL adds up to a `numeric`, which would come as a string. */
const sum = (of: Expression<unknown>) => sql<number>`cast(coalesce(sum(${of}), 0) as bigint)`;

/** How many rows; PostgreSQL would say it in a string as well. */
export const count = sql<number>`cast(count(*) as bigint)`;

/** A batch is one request, however many jobs it has. */
const requests = sql<number>`cast(count(distinct coalesce(batch, id)) as bigint)`;

/** What counts for servers and members. */
export const images = sum(sql.ref('counted_images'));
export const micros = sum(sql.ref('guild_micros'));
