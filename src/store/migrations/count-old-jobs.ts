import type { Kysely } from 'kysely';

/** The jobs as they are at this point of the history; whatever becomes of the columns later, these are the ones that are filled here. */
export interface Before {
	jobs: {
		id: string;
		state: string;
		images: number;
		reserved_micros: number;
		cost_micros: number | null;
		body: string;
		counted_images: number;
		guild_micros: number;
		private: number;
	};
}

interface OldBody {
	request?: { private?: boolean };
	calls?: readonly { state: string; images: number; costMicros?: number }[];
}

const broughtNothing = ['failed', 'refused', 'unknown', 'cancelled'];
const batch = 1_000;

/** What counts against the limits, for jobs from before it was counted. A copy of the rule as it was then: it must not change with the rule. */
export async function countOldJobs(db: Kysely<Before>): Promise<void> {
	// Right for nearly all: what is open counts as reserved, and of what is over most brought all that was asked for.
	await db
		.updateTable('jobs')
		.set(({ ref, fn }) => ({
			counted_images: ref('images'),
			guild_micros: fn.coalesce('cost_micros', 'reserved_micros'),
		}))
		.where('state', 'not in', broughtNothing)
		.execute();
	// The others are found by what their calls brought. In steps: bodies are long, and neither database reads theirs alike.
	let last = '';
	for (;;) {
		const rows = await db
			.selectFrom('jobs')
			.select(['id', 'state', 'cost_micros', 'counted_images', 'guild_micros', 'body'])
			.where('id', '>', last)
			.orderBy('id')
			.limit(batch)
			.execute();
		for (const { id, body, ...row } of rows) {
			const { calls = [], request } = JSON.parse(body) as OldBody;
			const made = calls.filter(({ state }) => state === 'made');
			const isSettled = row.cost_micros !== null && !broughtNothing.includes(row.state);
			const counted = isSettled ? made.reduce((sum, { images }) => sum + images, 0) : row.counted_images;
			const micros = isSettled ? made.reduce((sum, call) => sum + (call.costMicros ?? 0), 0) : row.guild_micros;
			const isPrivate = request?.private ? 1 : 0;
			if (counted === row.counted_images && micros === row.guild_micros && isPrivate === 0) continue;
			await db
				.updateTable('jobs')
				.set({ counted_images: counted, guild_micros: micros, private: isPrivate })
				.where('id', '=', id)
				.execute();
		}
		if (rows.length < batch) return;
		last = rows.at(-1)!.id;
	}
}
