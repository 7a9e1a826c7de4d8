import type { Kysely } from 'kysely';

/** The jobs as they are at this point of the history. */
export interface WithParents {
	jobs: { id: string; parent: string | null; persona: string | null; body: string };
}

interface OldBody {
	parent?: string;
	request?: { persona?: string | null };
}

const batch = 1_000;

/** Where a job came from, and by whose eyes it was seen, stood in its body alone. */
export async function nameParents(db: Kysely<WithParents>): Promise<void> {
	let last = '';
	for (;;) {
		const rows = await db
			.selectFrom('jobs')
			.select(['id', 'body'])
			.where('id', '>', last)
			.orderBy('id')
			.limit(batch)
			.execute();
		for (const { id, body } of rows) {
			const { parent, request } = JSON.parse(body) as OldBody;
			const persona = request?.persona?.toLowerCase() ?? null;
			if (!parent && !persona) continue;
			await db
				.updateTable('jobs')
				.set({ parent: parent ?? null, persona })
				.where('id', '=', id)
				.execute();
		}
		if (rows.length < batch) return;
		last = rows.at(-1)!.id;
	}
}
