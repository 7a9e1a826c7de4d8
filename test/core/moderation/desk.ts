import { expect } from 'vitest';
import type { Kept } from '../../../src/core/books.ts';
import { createHolding, type Holding, type HoldingParts } from '../../../src/core/holding.ts';
import type { Job } from '../../../src/core/job.ts';
import * as arrow from '../../../src/core/job.ts';
import { type AuditEntry, type CaseBook, StaleCase, type Strike } from '../../../src/core/moderation/books.ts';
import { type Case, CaseClosed, type CaseKind, openCase } from '../../../src/core/moderation/case.ts';
import { judgementOf, type Trigger } from '../../../src/core/moderation/judgement.ts';
import type { Delivery, Ledger } from '../../../src/core/ports.ts';
import { StaleJob } from '../../../src/core/ports.ts';
import { type Refusal, Refused } from '../../../src/core/refusal.ts';
import { follow } from '../../../src/core/track.ts';
import { jobOf, noon } from '../jobs.ts';
import { createSetClock, guildId, settingsOf } from '../servers.ts';

/** Everything around what waits for a moderator: books in memory that write by revision, and a Discord that only notes. */
export interface Desk {
	holding: Holding;
	clock: ReturnType<typeof createSetClock>;
	cases: Map<number, Case>;
	jobs: Map<string, Job>;
	audit: AuditEntry[];
	strikes: Strike[];
	/** What became of a job after a decision, and how its card was drawn anew. */
	travelled: Job[];
	redrawn: Case[];
	/** What members were told, and the cards that were posted. */
	held: Job[];
	posted: Case[];
	/** Hours to decide, by the server. */
	hours: Map<string, number>;
	/** Jobs that wait in this process's line, and those it is working on. */
	line: Set<string>;
	underWay: Set<string>;
	/** Discord's answer to a card. */
	post: (shown: Case) => Promise<Case['card']>;
	/** Puts a case and its job in, as another process would have written them. */
	put(job: Job, kind?: CaseKind, change?: Partial<Case>): Case;
}

/** `inTurn`: what every question to the books goes through, so that a test can choose who comes first. */
export function createDesk(inTurn: <T>(ask: () => T) => Promise<T> = async (ask) => ask()): Desk {
	const desk: Desk = {
		clock: createSetClock(),
		cases: new Map(),
		jobs: new Map(),
		audit: [],
		strikes: [],
		travelled: [],
		redrawn: [],
		held: [],
		posted: [],
		hours: new Map(),
		line: new Set(),
		underWay: new Set(),
		post: async ({ number }) => ({ channelId: '1', messageId: String(number) }),
		put(job, kind = job.hold?.reason ?? 'prompt', change = {}) {
			const triggers: Trigger[] = [];
			const opened = { guildId, kind, userId: job.asker.userId, jobId: job.id, triggers };
			const found = { ...openCase(opened, desk.cases.size + 1, noon), ...change };
			desk.cases.set(found.number, found);
			desk.jobs.set(job.id, job);
			return found;
		},
		holding: undefined as unknown as Holding,
	};

	const all = () => [...desk.cases.values()];
	const cases: Partial<CaseBook> = {
		find: (server, number) =>
			inTurn(() => {
				const found = desk.cases.get(number);
				return found?.guildId === server ? found : undefined;
			}),
		ofJob: (jobId, kind) =>
			inTurn(() => all().findLast((it) => it.jobId === jobId && (kind === undefined || it.kind === kind))),
		save: (next, { audit, job, strike, forgiven }) =>
			inTurn(() => {
				if (desk.cases.get(next.number)?.revision !== next.revision - 1) throw new StaleCase(next.number);
				if (job && desk.jobs.get(job.id)?.revision !== job.revision - 1) throw new StaleJob(job.id);
				desk.cases.set(next.number, next);
				if (job) desk.jobs.set(job.id, job);
				if (forgiven) desk.strikes = desk.strikes.filter((it) => it.case !== next.number);
				if (strike) desk.strikes.push(strike);
				desk.audit.push(...audit);
			}),
		openedBefore: (before) => inTurn(() => all().filter((it) => it.state === 'open' && it.openedAt < before)),
		unshown: () => inTurn(() => all().filter((it) => it.state === 'open' && !it.card)),
	};
	const delivery: Partial<Delivery> = {
		hold: async (job) => void desk.held.push(job),
		async card(shown) {
			const card = await desk.post(shown);
			if (card) desk.posted.push(shown);
			return card;
		},
		redraw: async (shown) => void desk.redrawn.push(shown),
	};
	const parts: HoldingParts = {
		clock: desk.clock,
		ledger: { find: (id) => inTurn(() => desk.jobs.get(id)) } as Partial<Ledger> as Ledger,
		cases: cases as CaseBook,
		settings: { read: async (server) => keptOf(desk.hours.get(server) ?? 24) },
		delivery: delivery as Delivery,
		// The operator of these tests refuses nothing but the word "never".
		moderator: {
			judgeRequest: async ({ prompt }) => judgementOf(/never/.test(prompt) ? [never] : [], {}),
			isFinal: (triggers) => triggers.some((it) => it.source === 'operator'),
		},
		during: (_, work) => work(),
		travel: async (job) => void desk.travelled.push(job),
		leaveLine: ({ id }) => desk.line.delete(id),
		isUnderWay: (id) => desk.underWay.has(id),
	};
	desk.holding = createHolding(parts);
	return desk;
}

export const never: Trigger = {
	source: 'operator',
	entry: 'operator:1',
	found: 'never',
	verdict: 'refused',
	subject: { on: 'prompt' },
};

const keptOf = (hours: number): Kept => ({
	settings: settingsOf({ 'moderation.decideWithinHours': hours }),
	revision: 1,
});

/** The job as the road holds it. */
export function trackOn({ jobs, clock }: Desk, id: string) {
	const ledger = { save: async (job: Job) => void jobs.set(job.id, job), find: async () => jobs.get(id) };
	return follow(jobs.get(id)!, { ledger: ledger as Partial<Ledger> as Ledger, clock, moved: () => {} });
}

/** Two moderators of the server. */
export const [ada, max] = [
	{ guildId, by: '298855170346352641' },
	{ guildId, by: '298855170346352642' },
];
export const member = jobOf().asker.userId;

export const held = (change: Partial<Job> = {}): Job => ({
	...arrow.holdFor(jobOf(), { reason: 'prompt' }, noon),
	...change,
});

/** Drawn, and held back because of what was drawn. */
export function withheld(): Job {
	const sent = arrow.send(arrow.queue(jobOf({}, { id: 'drawn' }), noon), 0, noon);
	const settled = arrow.settleCall(sent, 0, { state: 'made', costMicros: 10 }, noon);
	return arrow.holdFor(arrow.conclude(settled, noon), { reason: 'result' }, noon);
}

/** The case as whoever came too late is told of it. */
export async function closed(work: Promise<unknown>): Promise<Case> {
	const error = await errorOf(work);
	if (!(error instanceof CaseClosed)) throw error;
	return error.found;
}

export async function refusal(work: Promise<unknown>): Promise<Refusal> {
	const error = await errorOf(work);
	if (!(error instanceof Refused)) throw error;
	return error.refusal;
}

const errorOf = (work: Promise<unknown>): Promise<unknown> =>
	work.then(
		(got) => expect.fail(`nothing was thrown: ${JSON.stringify(got)}`),
		(error: unknown) => error,
	);
