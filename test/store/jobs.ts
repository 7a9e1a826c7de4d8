import { randomUUID } from 'node:crypto';
import {
	type Asker,
	accept,
	conclude,
	deliver,
	type Job,
	type NewJob,
	queue,
	send,
	settleCall,
} from '../../src/core/job.ts';
import type { Decision, Spent, StoredPicture, Wanted } from '../../src/core/ports.ts';
import type { ImageRequest } from '../../src/core/request.ts';

export const day = Date.UTC(2026, 10, 5);
export const noon = day + 12 * 3_600_000;
/** Discord's rule. */
const tokenLife = 15 * 60_000;

export const asker: Asker = { userId: '11', guildId: '22', channelId: '33', locale: 'pt-BR', guildLocale: 'en-US' };

/** A job's fields; what of its asker and its request is given replaces only that. */
export type JobChange = Partial<Omit<NewJob, 'asker' | 'request'>> & {
	asker?: Partial<Asker>;
	request?: Partial<ImageRequest>;
};

/** An accepted job as the road makes it. */
export function newJob({ asker: who, request: what, ...change }: JobChange = {}, now = noon): Job {
	const asked: NewJob = {
		id: randomUUID(),
		asker: { ...asker, ...who },
		reply: {
			applicationId: '44',
			interactionId: '45',
			token: 'a secret',
			until: now + tokenLife,
			private: false,
			attachmentLimit: 10_000_000,
		},
		request: {
			action: 'imagine',
			endpoint: 'generations',
			model: 'gpt-image-2',
			prompt: 'a “fox” \u0000 in the 雪 🦊',
			sent: 'a “fox” \u0000 in the 雪 🦊',
			size: { width: 1024, height: 1024 },
			quality: 'low',
			style: null,
			background: null,
			format: null,
			persona: null,
			inputs: 0,
			count: 1,
			calls: [1],
			fit: 'contain',
			region: null,
			strength: null,
			private: false,
			...what,
		},
		reservedMicros: 40_000,
	};
	return accept({ ...asked, ...change }, now);
}

/** The revisions that bring an accepted job to its picture and to its member. */
export function drawn(job: Job, costMicros: number, now: number, tookMs = 8_000): Job[] {
	const queued = queue(job, now);
	const sending = send(queued, 0, now);
	const settled = settleCall(sending, 0, { state: 'made', costMicros, revisedPrompt: 'a red fox' }, now + tookMs);
	const made = conclude(settled, now + tookMs);
	return [queued, sending, settled, made, deliver(made, now + tookMs, { messageId: '55', altered: false })];
}

export function picture(kind: StoredPicture['kind'], bytes: Uint8Array, index = 0): StoredPicture {
	return { kind, role: 'image', index, type: 'image/png', bytes };
}

/** Accepts the job whatever is spent. */
export const agree = (job: Job) => (): Decision => ({ job });

/** What a decision may look at, since the beginning of the day of `noon`. */
export const everything = {
	operatorSince: day,
	serverDaySince: day,
	serverMonthSince: Date.UTC(2026, 10, 1),
	memberSince: day,
	member: true,
} as const satisfies Wanted;

/** Objects as the operator's daily budget does. */
export function within(budgetMicros: number, job: Job) {
	return ({ operatorMicros }: Spent): Decision =>
		operatorMicros + job.reservedMicros > budgetMicros
			? { refusal: { code: 'operatorBudget', resetsAt: day } }
			: { job };
}

/** Objects as a server's budget and the limit for each of its members do. */
export function withinServer(budgetMicros: number, memberImages: number, job: Job) {
	return (spent: Spent): Decision =>
		spent.serverMonthMicros + job.reservedMicros > budgetMicros || spent.memberImages + job.request.count > memberImages
			? { refusal: { code: 'closing' } }
			: { job };
}
