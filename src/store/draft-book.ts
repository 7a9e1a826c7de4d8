import { randomUUID } from 'node:crypto';
import type { Keyv } from 'keyv';
import type { DraftBook } from '../core/books.ts';

const keptMs = 60 * 60_000;

export function createDraftBook<Prepared>(drafts: Keyv<Prepared>): DraftBook<Prepared> {
	return {
		async put(draft, id = randomUUID()) {
			await drafts.set(id, draft, keptMs);
			return id;
		},
		get: (id) => drafts.get(id),
		async take(id) {
			const draft = await drafts.get(id);
			// Whoever deleted it has it.
			return draft && (await drafts.delete(id)) ? draft : undefined;
		},
	};
}
