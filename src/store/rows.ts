import { chargeOf, type Job, type JobState, owesMember, type ReplyAddress } from '../core/job.ts';
import type { StoredPicture } from '../core/ports.ts';
import type { JobPicturesTable, JobsTable } from './schema.ts';

type InColumns = 'id' | 'state' | 'revision' | 'createdAt' | 'changedAt' | 'reservedMicros' | 'costMicros';

/** What a job is without the fields that have a column of their own. */
interface Body extends Omit<Job, InColumns | 'asker' | 'reply'> {
	asker: Pick<Job['asker'], 'locale' | 'guildLocale'>;
	reply: Omit<ReplyAddress, 'token'>;
}

/** All of a job's row but what is known only while its pictures are at hand. */
export function toRow(job: Job): Omit<JobsTable, 'sameness'> {
	const { id, state, revision, createdAt, changedAt, reservedMicros, costMicros, asker, reply, ...rest } = job;
	const { userId, guildId, channelId, ...locales } = asker;
	const { token, ...address } = reply;
	const body: Body = { ...rest, asker: locales, reply: address };
	// A finished job needs its token only to tell its member so; when that is no longer possible, it is not kept.
	const tokenIsOver = token === '' || (!owesMember(job) && changedAt > reply.until);
	const charge = chargeOf(job);
	return {
		id,
		state,
		revision,
		guild_id: guildId,
		user_id: userId,
		channel_id: channelId,
		created_at: createdAt,
		changed_at: changedAt,
		model: job.request.model,
		images: job.request.count,
		reserved_micros: reservedMicros,
		cost_micros: costMicros,
		counted_images: charge.images,
		guild_micros: charge.micros,
		parent: job.parent ?? null,
		batch: job.batch?.id ?? null,
		persona: job.request.persona?.toLowerCase() ?? null,
		private: job.request.private ? 1 : 0,
		owed: owesMember(job) ? 1 : 0,
		token: tokenIsOver ? null : token,
		body: JSON.stringify(body),
	};
}

/** The token of a job that gave it up is empty. Throws when the row holds no job. */
export function toJob(row: JobsTable): Job {
	const { asker, reply, ...rest } = bodyOf(row);
	return {
		id: row.id,
		state: row.state as JobState,
		revision: row.revision,
		asker: { userId: row.user_id, guildId: row.guild_id, channelId: row.channel_id, ...asker },
		reply: { token: row.token ?? '', ...reply },
		reservedMicros: row.reserved_micros,
		costMicros: row.cost_micros,
		createdAt: row.created_at,
		changedAt: row.changed_at,
		...rest,
	};
}

/** What is over, whatever is still to be told of it. */
export const ended: readonly JobState[] = ['delivered', 'refused', 'failed', 'unknown', 'cancelled', 'expired'];

/** Stands for every member and channel of a server that was forgotten; sorts before all of Discord's ids. */
export const forgotten = '0';

const emptyBody: Body = {
	asker: { locale: '', guildLocale: '' },
	reply: { applicationId: '', interactionId: '', until: 0, private: false, attachmentLimit: 0 },
	request: {
		action: 'imagine',
		endpoint: 'generations',
		model: '',
		prompt: '',
		sent: '',
		size: { width: 0, height: 0 },
		quality: null,
		style: null,
		background: null,
		format: null,
		persona: null,
		count: 0,
		calls: [],
		inputs: 0,
		fit: 'contain',
		region: null,
		strength: null,
		private: false,
	},
	calls: [],
	told: true,
};

/** What is left of a job of a server that was forgotten, beside its model, its state, its times and its amounts. */
export const emptied = {
	user_id: forgotten,
	channel_id: forgotten,
	sameness: null,
	persona: null,
	owed: 0,
	token: null,
	body: JSON.stringify(emptyBody),
} satisfies Partial<JobsTable>;

export function bodyOf(row: Pick<JobsTable, 'id' | 'body'>): Body {
	const body = JSON.parse(row.body) as Partial<Body> | null;
	if (!body?.asker || !body.reply || !body.request || !Array.isArray(body.calls)) {
		throw new Error(`the ledger's row of job ${row.id} holds no job`);
	}
	return body as Body;
}

export function toPictureRow(jobId: string, picture: StoredPicture): JobPicturesTable {
	const { kind, role, index, type, bytes } = picture;
	return { job_id: jobId, kind, role, idx: index, type, bytes };
}

export function toPicture(row: JobPicturesTable): StoredPicture {
	const { kind, role, idx, type, bytes } = row;
	return { kind: kind as StoredPicture['kind'], role: role as StoredPicture['role'], index: idx, type, bytes };
}
