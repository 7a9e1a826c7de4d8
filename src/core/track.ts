import type { Job } from './job.ts';
import type { NewCase } from './moderation/case.ts';
import { type Clock, type Ledger, StaleJob, type StoredPicture } from './ports.ts';

/** Holds the newest revision of one job and writes each arrow before its effect. */
export interface Track {
	readonly job: Job;
	/** Takes the arrow and resolves when the ledger has it, with the pictures that came with it and the case it opens. Writes of one job keep their order. */
	go(next: (job: Job, now: number) => Job, results?: readonly StoredPicture[], opened?: NewCase): Promise<Job>;
}

export interface TrackParts {
	ledger: Ledger;
	clock: Clock;
	/** Told of every arrow once it is written, with the job as it was before. */
	moved: (job: Job, before: Job) => void;
}

/** Pauses between tries to write what has happened: a database that is restarted must not cost a picture that is paid for. */
const pausesMs = [200, 1000, 5000];

export function follow(first: Job, { ledger, clock, moved }: TrackParts): Track {
	let job = first;
	let written: Promise<unknown> = Promise.resolve();
	return {
		get job() {
			return job;
		},
		go(next, results, opened) {
			const before = job;
			const revision = next(job, clock.now());
			job = revision;
			const write = written.then(() => save(revision, results, opened));
			written = write;
			return write.then(() => {
				moved(revision, before);
				return revision;
			});
		},
	};

	async function save(revision: Job, results?: readonly StoredPicture[], opened?: NewCase): Promise<void> {
		for (const pauseMs of pausesMs) {
			try {
				return await ledger.save(revision, results, opened);
			} catch (error) {
				if (error instanceof StaleJob) throw error;
				await clock.sleep(pauseMs);
				// The answer may be all that was lost.
				if (await isWritten(revision)) return;
			}
		}
		return ledger.save(revision, results, opened);
	}

	/** False as well while the ledger cannot be asked. */
	async function isWritten({ id, revision, changedAt }: Job): Promise<boolean> {
		const found = await ledger.find(id).catch(() => undefined);
		return found?.revision === revision && found.changedAt === changedAt;
	}
}
