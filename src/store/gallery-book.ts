import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Cursor, GalleryBook, GalleryQuery, Reported, Towards, Trait } from '../core/gallery.ts';
import type { Database } from './database.ts';
import { forgotten, toJob } from './rows.ts';
import type { Tables } from './schema.ts';

type Jobs<Output> = SelectQueryBuilder<Tables, 'jobs', Output>;

export function createGalleryBook({ db }: Database): GalleryBook {
	return {
		async read(query, { from, towards, limit }) {
			const direction = towards === 'older' ? 'desc' : 'asc';
			const rows = await narrowed(inScope(db, query).selectAll('jobs'), query)
				.$if(from !== undefined, (jobs) => beyond(jobs, from!, towards))
				.orderBy('created_at', direction)
				.orderBy('id', direction)
				.limit(limit)
				.execute();
			return rows.map(toJob);
		},

		async traits(query, latest) {
			const recent = inScope(db, { ...query, starred: false })
				.select(['model', 'persona', 'channel_id'])
				.orderBy('created_at', 'desc')
				.limit(latest)
				.as('recent');
			const rows = await db.selectFrom(recent).selectAll().distinct().execute();
			return rows.map(({ model, persona, channel_id }): Trait => ({ model, persona, channelId: channel_id }));
		},

		async waiting({ userId, guildId }) {
			const rows = await db
				.selectFrom('jobs')
				.selectAll()
				// Nothing stays in this state but what waits.
				.where('state', '=', 'made')
				.where('user_id', '=', userId)
				.$if(guildId !== null, (jobs) => jobs.where('guild_id', '=', guildId!))
				.orderBy('created_at', 'desc')
				.execute();
			return rows.map(toJob).filter(({ keptAt }) => keptAt);
		},

		async children(parents, limit) {
			if (parents.length === 0) return [];
			const rows = await db
				.selectFrom('jobs')
				.selectAll()
				.where('parent', 'in', parents)
				.where('user_id', '!=', forgotten)
				.orderBy('created_at')
				.limit(limit)
				.execute();
			return rows.map(toJob);
		},

		async reported(jobIds) {
			if (jobIds.length === 0) return new Map();
			const rows = await db
				.selectFrom('cases')
				.select(['job_id', 'state'])
				.where('job_id', 'in', jobIds)
				.where('kind', '=', 'report')
				.where('state', 'in', ['removed', 'spoilered'])
				.execute();
			return new Map(rows.map(({ job_id, state }) => [job_id, state as Reported]));
		},

		async star(userId, jobId, at) {
			await db
				.insertInto('stars')
				.values({ user_id: userId, job_id: jobId, at })
				.onConflict((conflict) => conflict.columns(['user_id', 'job_id']).doNothing())
				.execute();
		},

		async unstar(userId, jobId) {
			await db.deleteFrom('stars').where('user_id', '=', userId).where('job_id', '=', jobId).execute();
		},

		async starred(userId, jobIds) {
			if (jobIds.length === 0) return new Set();
			const rows = await db
				.selectFrom('stars')
				.select('job_id')
				.where('user_id', '=', userId)
				.where('job_id', 'in', jobIds)
				.execute();
			return new Set(rows.map(({ job_id }) => job_id));
		},
	};
}

/** Delivered results of the scope, along the index that begins with it. */
function inScope(db: Kysely<Tables>, query: Pick<GalleryQuery, 'scope' | 'guildId' | 'viewer' | 'starred'>) {
	const { scope, guildId, viewer, starred } = query;
	const jobs = db
		.selectFrom('jobs')
		.where('state', '=', 'delivered')
		.$if(starred, (all) =>
			all.where('id', 'in', (stars) => stars.selectFrom('stars').select('job_id').where('user_id', '=', viewer)),
		);
	if (scope === 'server') return jobs.where('guild_id', '=', guildId).where('private', '=', 0);
	// The condition of the index of members.
	if (guildId === null) return jobs.where('user_id', '=', viewer).where('user_id', '>', sql.lit(forgotten));
	const here = jobs.where('guild_id', '=', guildId);
	return starred
		? here.where(({ or, eb }) => or([eb('user_id', '=', viewer), eb('private', '=', 0)]))
		: here.where('user_id', '=', viewer);
}

const narrowed = <Output>(jobs: Jobs<Output>, { model, persona, since }: GalleryQuery): Jobs<Output> =>
	jobs
		.$if(model !== undefined, (all) => all.where('model', '=', model!))
		.$if(persona !== undefined, (all) =>
			all.where('persona', 'is not', null).where(sql<boolean>`${names} like ${patternOf(persona!)} escape '!'`),
		)
		.$if(since !== undefined, (all) => all.where('created_at', '>=', since!)) as Jobs<Output>;

/** `botanist + noir` as `+botanist+noir+`. */
const names = sql`'+' || replace(persona, ' ', '') || '+'`;

function patternOf(persona: string): string {
	const name = persona.toLowerCase().replaceAll(' ', '');
	return `%+${name.replace(/[!%_]/g, '!$&')}+%`;
}

/** The condition on the time alone lets the index be entered in the right place. */
const beyond = <Output>(jobs: Jobs<Output>, { at, id }: Cursor, towards: Towards): Jobs<Output> =>
	towards === 'older'
		? jobs.where('created_at', '<=', at).where(({ or, eb }) => or([eb('created_at', '<', at), eb('id', '<', id)]))
		: jobs.where('created_at', '>=', at).where(({ or, eb }) => or([eb('created_at', '>', at), eb('id', '>', id)]));

/** The stars that a member gave, in one server or (null) anywhere. */
export async function forgetStars(db: Kysely<Tables>, guildId: string | null, userId: string): Promise<void> {
	await db
		.deleteFrom('stars')
		.where('user_id', '=', userId)
		.$if(guildId !== null, (stars) => stars.where(isIn(guildId!)))
		.execute();
}

/** Everybody's stars in a server. */
export async function forgetStarsIn(db: Kysely<Tables>, guildId: string): Promise<void> {
	await db.deleteFrom('stars').where(isIn(guildId)).execute();
}

const isIn = (guildId: string) =>
	sql<boolean>`exists (select 1 from jobs where jobs.id = stars.job_id and jobs.guild_id = ${guildId})`;
