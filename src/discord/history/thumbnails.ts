import { createGate } from '../../core/gate.ts';
import type { Job } from '../../core/job.ts';
import type { Clock, Finished } from '../../core/ports.ts';
import { unlessLate } from '../../core/unless-late.ts';

/** Small pictures of results, the first of each. */
export interface Thumbnails {
	/** In the order of the jobs; null for what is gone, or could not be had in time. Never throws. */
	of(jobs: readonly Job[]): Promise<(Uint8Array | null)[]>;
}

export interface ThumbnailParts {
	/** One of the pictures of a result. Throws where it is gone. */
	one: (job: Job, picture: number) => Promise<Finished>;
	/** Undefined for what is no picture. */
	shrink: (picture: Finished) => Promise<Uint8Array | undefined>;
	clock: Clock;
}

/** Fetched at once, over all who look. */
const slots = 4;
/** What takes longer is there when somebody turns back. */
const patienceMs = 8_000;
/** Bytes. A small picture has some 20 KB. */
const roomBytes = 16 * 1024 * 1024;
/** What was deleted at Discord is forgotten here soon after. */
const keptMs = 10 * 60_000;

/** Remembers what it has fetched, so that turning back is quick. Who may see a result is asked before. */
export function createThumbnails({ one, shrink, clock }: ThumbnailParts): Thumbnails {
	const kept = new Map<string, { bytes: Uint8Array; at: number }>();
	const coming = new Map<string, Promise<Uint8Array | undefined>>();
	const inTurn = createGate(slots);
	let size = 0;

	function recall(id: string): Uint8Array | undefined {
		const known = kept.get(id);
		if (!known) return undefined;
		drop(id);
		if (clock.now() - known.at >= keptMs) return undefined;
		// Whoever was asked for last goes last.
		put(id, known);
		return known.bytes;
	}

	function put(id: string, entry: { bytes: Uint8Array; at: number }) {
		drop(id);
		kept.set(id, entry);
		size += entry.bytes.byteLength;
		while (size > roomBytes) drop(kept.keys().next().value!);
	}

	function drop(id: string) {
		size -= kept.get(id)?.bytes.byteLength ?? 0;
		kept.delete(id);
	}

	async function fetchOne(job: Job): Promise<Uint8Array | undefined> {
		const bytes = await inTurn(async () => shrink(await one(job, 0)));
		if (bytes) put(job.id, { bytes, at: clock.now() });
		return bytes;
	}

	/** Several who look at once ask Discord once. */
	function fetchOnce(job: Job): Promise<Uint8Array | undefined> {
		const begun = coming.get(job.id) ?? fetchOne(job).finally(() => coming.delete(job.id));
		coming.set(job.id, begun);
		return begun;
	}

	return {
		async of(jobs) {
			const late = clock.sleep(patienceMs);
			const asked = jobs.map(async (job) => recall(job.id) ?? (await unlessLate(fetchOnce(job), late)) ?? null);
			return Promise.all(asked);
		},
	};
}
