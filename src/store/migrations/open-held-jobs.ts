import type { Kysely } from 'kysely';

/** What this step reads and writes, as it is at this point of the history. */
export interface WithHeldJobs {
	jobs: {
		id: string;
		state: string;
		guild_id: string | null;
		user_id: string;
		changed_at: number;
		body: string;
	};
	cases: {
		guild_id: string;
		number: number;
		revision: number;
		kind: string;
		state: string;
		user_id: string;
		job_id: string;
		opened_at: number;
		changed_at: number;
		claimed_by: null;
		decided_at: null;
		appealed: number;
		due: number;
		emptied: number;
		body: string;
	};
	audit: {
		guild_id: string;
		n: number;
		at: number;
		by_user: null;
		action: string;
		case_number: number;
		about_user: string;
		why: string;
	};
}

interface OldBody {
	hold?: { percent?: number };
}

/** Jobs that waited for approval before there were cases: without one nobody could decide on them, and they would wait for ever. */
export async function openHeldJobs(db: Kysely<WithHeldJobs>): Promise<void> {
	const rows = await db
		.selectFrom('jobs')
		.select(['id', 'guild_id', 'user_id', 'changed_at', 'body'])
		.where('state', '=', 'held')
		.where('guild_id', 'is not', null)
		.orderBy('changed_at')
		.orderBy('id')
		.execute();
	const counts = new Map<string, number>();
	for (const { id, guild_id: guildId, user_id: userId, changed_at: at, body } of rows) {
		if (guildId === null) continue;
		const number = (counts.get(guildId) ?? 0) + 1;
		counts.set(guildId, number);
		const { hold } = JSON.parse(body) as OldBody;
		const trigger = { source: 'budget', verdict: 'held', percent: hold?.percent ?? 100, subject: { on: 'prompt' } };
		const opened = {
			guild_id: guildId,
			number,
			revision: 1,
			kind: 'budget',
			state: 'open',
			user_id: userId,
			job_id: id,
		};
		// It gets a new card: the controls of the old one mean nothing any more.
		const rest = { claimed_by: null, decided_at: null, appealed: 0, due: 1, emptied: 0 };
		await db
			.insertInto('cases')
			.values({
				...opened,
				...rest,
				opened_at: at,
				changed_at: at,
				body: JSON.stringify({ triggers: [trigger], reports: [] }),
			})
			.execute();
		await db
			.insertInto('audit')
			.values({
				guild_id: guildId,
				n: number,
				at,
				by_user: null,
				action: 'opened',
				case_number: number,
				about_user: userId,
				why: '""',
			})
			.execute();
	}
}
