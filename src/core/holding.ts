import type { Job } from './job.ts';
import * as arrow from './job.ts';
import { type Delivery, type Ledger, StaleJob } from './ports.ts';
import { Refused } from './refusal.ts';
import type { Track } from './track.ts';

/** What waits for a moderator: it has its place in the ledger and its money is reserved, but nothing of it is bought. */
export interface Holding {
	/** Shows a held job to its member and to the moderators. */
	present(track: Track): Promise<void>;
	/** A moderator lets it on: it goes the rest of the road. The first decision holds; throws `Refused` for a later one. */
	approve(id: string, by: string): Promise<void>;
	/** A moderator does not. Throws `Refused` as `approve` does. */
	reject(id: string, by: string): Promise<void>;
	/** Its member takes it back; false when it is not held. */
	takeBack(id: string): Promise<boolean>;
	/** Ends what has waited since before this (ms). */
	expire(before: number): Promise<void>;
}

export interface HoldingParts {
	ledger: Ledger;
	delivery: Delivery;
	trackOf: (job: Job) => Track;
	/** Nobody else takes the job up meanwhile, and closing waits for it. */
	during: <T>(id: string, work: () => Promise<T>) => Promise<T>;
	travel: (job: Job) => Promise<void>;
	tell: (track: Track) => Promise<void>;
	isUnderWay: (id: string) => boolean;
}

export function createHolding({ ledger, delivery, trackOf, during, travel, tell, isUnderWay }: HoldingParts): Holding {
	/** One decision for each job, whoever makes it and in whichever process: the ledger takes the first. */
	async function decide(id: string, next: (job: Job, now: number) => Job): Promise<Track> {
		for (;;) {
			const job = await ledger.find(id);
			if (job?.state !== 'held') throw tooLate(job);
			const track = trackOf(job);
			try {
				await track.go(next);
				return track;
			} catch (error) {
				// Another decision, and then it is no longer held; or only the note of where its card stands.
				if (!(error instanceof StaleJob)) throw error;
			}
		}
	}

	async function end(id: string, next: (job: Job, now: number) => Job): Promise<void> {
		await during(id, async () => {
			const track = await decide(id, next);
			await delivery.decided(track.job);
			await tell(track);
		});
	}

	return {
		async present(track) {
			const cardId = await delivery.hold(track.job);
			const { hold } = track.job;
			if (!cardId || !hold) return;
			try {
				await track.go((job, now) => arrow.note(job, { hold: { ...hold, cardId } }, now));
			} catch (error) {
				if (!(error instanceof StaleJob)) throw error;
				// Somebody was faster than the note: the card that was just posted is out of date.
				const ended = await ledger.find(track.job.id);
				if (ended?.hold) await delivery.decided({ ...ended, hold: { ...ended.hold, cardId } });
			}
		},
		async approve(id, by) {
			const { job } = await decide(id, (held, now) => arrow.approve(held, by, now));
			void during(id, () => travel(job));
			await delivery.decided(job);
		},
		reject: (id, by) => end(id, (job, now) => arrow.reject(job, by, now)),
		async takeBack(id) {
			const job = await ledger.find(id);
			if (job?.state !== 'held') return false;
			await end(id, arrow.cancel);
			return true;
		},
		async expire(before) {
			for (const job of await ledger.owed()) {
				if (job.state !== 'held' || job.createdAt >= before || isUnderWay(job.id)) continue;
				// A moderator may be deciding this moment.
				await end(job.id, arrow.expire).catch((error: unknown) => {
					if (!(error instanceof Refused)) throw error;
				});
			}
		},
	};
}

const tooLate = (job: Job | undefined): Refused =>
	new Refused(job?.hold?.decidedBy ? { code: 'decided', by: job.hold.decidedBy } : { code: 'tooLate' });
