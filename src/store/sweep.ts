import type { Database } from './database.ts';

/** Milliseconds: three months of reports, and the one that has just ended. */
const stopsKept = 100 * 86_400_000;
/** Longer than a moderator can come back to one of their jobs. */
const batchesKept = 40 * 86_400_000;

/** Removes the requests that were stopped more than 100 days before `now` (ms), batches that are long over, and values of Keyv that have expired. */
export async function sweep({ db }: Database, now: number): Promise<void> {
	await db
		.deleteFrom('stops')
		.where('at', '<', now - stopsKept)
		.execute();
	await db
		.deleteFrom('batches')
		.where('open', '=', 0)
		.where('at', '<', now - batchesKept)
		.execute();
	await db.deleteFrom('key_values').where('expires_at', '<=', now).execute();
}
