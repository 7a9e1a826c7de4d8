import type { Job } from '../core/job.ts';
import type { Finished, Ledger, Pictures } from '../core/ports.ts';
import { Refused } from '../core/refusal.ts';
import { readResultAddress, type Source } from '../core/request.ts';
import type { Api } from './api.ts';
import type { Download } from './downloads.ts';
import { postedPictures } from './posted.ts';

/** The pictures of earlier jobs, wherever they are: kept here, or fetched anew through their message, since Discord's addresses expire. */
export interface Results {
	/** As they were shown, in their order. Empty when they are gone, as when their message was deleted, and before they were shown. */
	of(job: Job): Promise<Finished[]>;
	/** One of them. Throws `Refused` when it is gone. */
	one(job: Job, picture: number): Promise<Finished>;
	/** Brings what a source names: an attachment, or the result of an earlier job. Throws `Refused`. */
	download: Download;
}

export interface ResultsParts {
	api: Pick<Api, 'picturesOf'>;
	download: Download;
	ledger: Pick<Ledger, 'find' | 'pictures'>;
	finish: Pictures['finish'];
}

export function createResults({ api, download, ledger, finish }: ResultsParts): Results {
	/** A function for each picture, so that nothing is fetched that nobody asked for. */
	async function each(job: Job): Promise<(() => Promise<Finished | undefined>)[]> {
		// What is in doubt, or waits to be collected, nobody has seen yet.
		if (job.state !== 'delivered') return [];
		const kept = await ledger.pictures(job.id, 'result');
		if (kept.length > 0) {
			const finished = await finish(kept, job.crop, Number.POSITIVE_INFINITY);
			return finished.map((it) => async () => it);
		}
		return (await postedPictures(api, job)).map((source, index) => () => fetchPosted(source, index));
	}

	async function of(job: Job): Promise<Finished[]> {
		const pictures = await Promise.all((await each(job)).map((fetch) => fetch()));
		return pictures.filter((it) => it !== undefined);
	}

	async function fetchPosted(source: Source, index: number): Promise<Finished | undefined> {
		try {
			const bytes = await download(source);
			const [finished] = await finish(
				[{ kind: 'result', role: 'image', index, type: '', bytes }],
				undefined,
				Number.POSITIVE_INFINITY,
			);
			return finished && { ...finished, name: finished.name.replace('-1.', `-${index + 1}.`) };
		} catch (error) {
			if (error instanceof Refused) return undefined;
			throw error;
		}
	}

	async function one(job: Job, picture: number): Promise<Finished> {
		const found = await (await each(job))[picture]?.();
		if (!found) throw new Refused({ code: 'resultUnseen' });
		return found;
	}

	return {
		of,
		one,
		async download(source, limit) {
			const step = readResultAddress(source.url);
			if (!step) return download(source, limit);
			const job = await ledger.find(step.jobId);
			if (!job) throw new Refused({ code: 'resultUnseen' });
			return (await one(job, step.picture)).bytes;
		},
	};
}
