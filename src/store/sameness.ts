import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Job, JobState } from '../core/job.ts';
import type { StoredPicture } from '../core/ports.ts';
import { bodyOf, toJob } from './rows.ts';
import type { Tables } from './schema.ts';

/** SHA-256 in hex of all that makes a request what it is: the same for two that ask for exactly the same, whoever may see the results. */
export function samenessOf({ request }: Job, inputs: readonly StoredPicture[]): string {
	// How it is drawn, and who may see it, makes no other picture.
	const { private: _, previews: __, calls: ___, ...asked } = request;
	const pictures = inputs.toSorted((a, b) => a.index - b.index).map(({ bytes }) => digest(bytes));
	return digest(JSON.stringify([asked, pictures], sorted));
}

const digest = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex');

/** For `JSON.stringify`: the same fields make the same text, in whatever order they were set. */
function sorted(_: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const unfinished: readonly JobState[] = ['accepted', 'held', 'queued', 'sending', 'made'];

/** The member's own job that asks for the same and goes on; else the latest that was delivered since then (ms) and that they may see. */
export async function findSame(
	db: Kysely<Tables>,
	job: Job,
	inputs: readonly StoredPicture[],
	since: number,
): Promise<Job | undefined> {
	const { guildId, userId } = job.asker;
	const same = db
		.selectFrom('jobs')
		.selectAll()
		.where('guild_id', guildId === null ? 'is' : '=', guildId)
		.where('sameness', '=', samenessOf(job, inputs))
		.where('id', '!=', job.id)
		.orderBy('created_at', 'desc');
	const own = same.where('user_id', '=', userId);

	const open = await own
		.where('private', '=', job.request.private ? 1 : 0)
		.where('state', 'in', unfinished)
		.execute();
	const twin = open.find((row) => bodyOf(row).parent === job.parent);
	if (twin) return toJob(twin);

	// What all may see in a server, only one may see in a direct message.
	const visible =
		guildId === null ? own : same.where(({ or, eb }) => or([eb('private', '=', 0), eb('user_id', '=', userId)]));
	const earlier = await visible
		.where('state', '=', 'delivered')
		.where('created_at', '>=', since)
		.limit(1)
		.executeTakeFirst();
	return earlier && toJob(earlier);
}
