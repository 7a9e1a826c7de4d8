import type { Job } from './job.ts';
import type { Clock, Ledger, StoredPicture } from './ports.ts';

/** Holds the newest revision of one job and writes each arrow before its effect. */
export interface Track {
	readonly job: Job;
	/** Takes the arrow and resolves when the ledger has it, with the pictures that came with it. Writes of one job keep their order. */
	go(next: (job: Job, now: number) => Job, results?: readonly StoredPicture[]): Promise<Job>;
}

export interface TrackParts {
	ledger: Ledger;
	clock: Clock;
	/** Told of every arrow once it is written. */
	moved: (job: Job) => void;
}

export function follow(first: Job, { ledger, clock, moved }: TrackParts): Track {
	let job = first;
	let written: Promise<unknown> = Promise.resolve();
	return {
		get job() {
			return job;
		},
		go(next, results) {
			const revision = next(job, clock.now());
			job = revision;
			const write = written.then(() => ledger.save(revision, results));
			written = write;
			return write.then(() => {
				moved(revision);
				return revision;
			});
		},
	};
}
