import {
	type Batch,
	type BatchBook,
	type BatchPlan,
	type BatchProgress,
	concluded,
	jobIdOf,
	progressOf,
	requestOf,
} from './batch.ts';
import { type BatchBeginning, type BeginningParts, createBeginning } from './batch-beginning.ts';
import type { Job } from './job.ts';
import { createPaced } from './paced.ts';
import { AlreadyAccepted, type Asking, type Log, type Pictures } from './ports.ts';
import { Refused } from './refusal.ts';
import type { Studio } from './studio.ts';

/**
 * Batches on the one road: their jobs are accepted one after the other, and one message shows how far they are. Everything that is known
 * of a batch is in the store, so a restart goes on where the last process was.
 */
export interface Batching extends Omit<BatchBeginning, 'batchFor'> {
	/** Resolves when its message is there; its jobs are accepted from then on. Throws `Refused`, and `AlreadyAccepted` for one that was begun before. */
	start(plan: BatchPlan, asking: Asking): Promise<Batch>;
	find(id: string): Promise<Batch | undefined>;
	/** Accepts no more of it and takes back what waits. Throws `Refused` when it is over. */
	stop(id: string): Promise<void>;
	/** A job went on; those of batches change a message. */
	moved(job: Job): void;
	/** Takes up every open batch that is `mine`: accepts what is missing, and brings its message up to date. */
	resume(mine: (batch: Batch) => boolean): Promise<void>;
	/** Resolves when nothing of a batch is being written any more. */
	close(): Promise<void>;
}

/** Where people see a batch. */
export interface BatchStage {
	/** Posts its message and opens its thread, or finds those of an earlier process. Undefined where the bot may not post. */
	open(batch: Batch): Promise<Batch['shown']>;
	/** Throws while Discord cannot be reached; a message that is gone is no trouble. */
	show(batch: Batch, progress: BatchProgress): Promise<void>;
}

export interface BatchingParts extends BeginningParts {
	book: BatchBook;
	studio: Pick<Studio, 'draw' | 'cancel'>;
	stage: BatchStage;
	prepare: Pictures['prepare'];
	log: Log;
}

export function createBatching(parts: BatchingParts): Batching {
	const { book, studio, stage, prepare, clock, log } = parts;
	const { batchFor, ...beginning } = createBeginning(parts);
	const accepting = new Set<string>();
	const working = new Set<Promise<unknown>>();
	const changed = createPaced({
		clock,
		isClosing: () => closing,
		show: (id) => during(refresh(id)),
		failed: (error, id) => log.error(error, { batch: id }, 'a batch could not be shown yet'),
	});
	let closing = false;

	function during<T>(work: Promise<T>): Promise<T> {
		const done = work.finally(() => working.delete(done));
		working.add(done);
		return done;
	}

	/** What goes wrong is taken up again, by `resume` at the latest. */
	function inBackground(id: string, work: () => Promise<unknown>): void {
		void during(work()).catch((error: unknown) => log.error(error, { batch: id }, 'a batch could not go on'));
	}

	function takeUp(id: string): void {
		if (accepting.has(id)) return;
		accepting.add(id);
		inBackground(id, () => acceptAll(id).finally(() => accepting.delete(id)));
	}

	/** All that is missing, in its order. The jobs' ids are made of the batch's, so none is accepted twice. */
	async function acceptAll(id: string): Promise<void> {
		const batch = await placed(id);
		if (!batch?.shown || batch.isAccepted) return changed(id);
		const known = new Set((await book.jobs(id)).map((job) => job.id));
		const missing = [...batch.prompts.entries()].filter(([n]) => !known.has(jobIdOf(id, n)));
		try {
			const { request, sources } = batch;
			const prepared = sources.length > 0 ? await prepare({ ...request, ...batch.prompts[0]! }, sources) : undefined;
			for (const [n, prompt] of missing) {
				// It may have been stopped meanwhile, here or elsewhere.
				if (closing || (await book.find(id))?.isAccepted !== false) return changed(id);
				const from = { batch: { id, n }, prepared: prepared ?? { inputs: [] } };
				await studio.draw(requestOf(batch, prompt), askingOf(batch, n), from).catch(unlessThere);
				changed(id);
			}
			await book.change(id, (it) => concluded(it));
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			const { refusal } = error;
			// The next start goes on.
			if (refusal.code === 'closing') return;
			await book.change(id, (it) => concluded(it, it.stopped ?? { by: 'rule', refusal }));
		}
		changed(id);
	}

	/** With its message. A batch that can be shown nowhere is none. */
	async function placed(id: string): Promise<Batch | undefined> {
		const batch = await book.find(id);
		if (!batch || batch.shown) return batch;
		const shown = await stage.open(batch);
		if (shown) return book.change(id, (it) => ({ ...it, shown }));
		await book.drop(id);
		return undefined;
	}

	async function refresh(id: string): Promise<void> {
		const batch = await book.find(id);
		if (!batch?.shown) return;
		const jobs = await book.jobs(id);
		if (batch.stopped?.by === 'member') await takeBack(jobs);
		const progress = progressOf(batch, jobs);
		await stage.show(batch, progress);
		// A moderator can take a refusal back after everything was over.
		const isOpen = !progress.isOver;
		if (batch.isOpen !== isOpen) await book.change(id, (it) => ({ ...it, isOpen }));
	}

	/** What is being drawn already comes. */
	async function takeBack(jobs: readonly Job[]): Promise<void> {
		const waiting = jobs.filter(
			({ state, calls }) =>
				state === 'accepted' ||
				state === 'held' ||
				state === 'queued' ||
				(state === 'sending' && calls.some(isWaiting)),
		);
		for (const { id } of waiting) {
			await studio.cancel(id).catch((error: unknown) => {
				if (!(error instanceof Refused)) throw error;
			});
		}
	}

	return {
		...beginning,

		async start(plan, asking) {
			if (closing) throw new Refused({ code: 'closing' });
			const batch = await batchFor(plan, asking);
			if (!(await book.open(batch))) throw new AlreadyAccepted(batch.id);
			const begun = await placed(batch.id).catch(async (error: unknown) => {
				// Its member is told that nothing came of it, so nothing may.
				await book.drop(batch.id);
				throw error;
			});
			if (!begun) throw new Refused({ code: 'batchNowhere' });
			takeUp(batch.id);
			return begun;
		},

		find: (id) => book.find(id),

		async stop(id) {
			const batch = await book.find(id);
			if (!batch) throw new Refused({ code: 'jobGone' });
			if (!batch.isOpen) throw new Refused({ code: 'tooLate' });
			await book.change(id, (it) => concluded(it, { by: 'member' }));
			changed(id);
		},

		moved({ batch }) {
			if (batch) changed(batch.id);
		},

		async resume(mine) {
			for (const { id } of (await book.allOpen()).filter(mine)) takeUp(id);
		},

		async close() {
			closing = true;
			while (working.size > 0) await Promise.allSettled(working);
		},
	};
}

const isWaiting = ({ state }: Job['calls'][number]): boolean => state === 'waiting';

/** Accepted by an earlier process, whose last words did not come through. */
function unlessThere(error: unknown): void {
	if (!(error instanceof AlreadyAccepted)) throw error;
}

/** As if its member asked in the thread, and nobody had an interaction to answer: the bot posts what comes of it. */
function askingOf({ id, asker, roleIds, place, applicationId, attachmentLimit, shown }: Batch, n: number): Asking {
	const channelId = shown?.resultsIn ?? asker.channelId;
	const parentId = place.parentId ?? (channelId === asker.channelId ? undefined : asker.channelId);
	return {
		asker: { ...asker, channelId },
		reply: { applicationId, interactionId: jobIdOf(id, n), token: '', until: 0, private: false, attachmentLimit },
		place: { canAttach: place.canAttach, ...(parentId ? { parentId } : {}) },
		roleIds,
	};
}
