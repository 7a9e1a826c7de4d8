import { fileLimit } from '../../core/files.ts';
import type { Job } from '../../core/job.ts';
import { madeFrom } from '../../core/lineage.ts';
import type { Finished } from '../../core/ports.ts';
import { Refused } from '../../core/refusal.ts';
import { goneView, shownView } from './show-view.ts';
import { lineageOf, resultFor, type Visit } from './visit.ts';

/** Shows one result privately, with all that can be done with it, as the answer to come. Throws `Refused`. */
export async function showResult(visit: Visit, jobId: string): Promise<void> {
	await showJob(visit, await resultFor(visit, jobId));
}

export async function showJob(visit: Visit, job: Job): Promise<void> {
	const { reply, office, locale } = visit;
	const { book, hasInputs } = office.history;
	const pictures = await picturesOf(visit, job);
	if (pictures.length === 0) {
		const canDraw = job.request.inputs === 0 || (await hasInputs(job));
		await reply.show(goneView(job, { locale, canDraw }));
		return;
	}
	const [starred, reported] = await Promise.all([book.starred(reply.asker.userId, [job.id]), book.reported([job.id])]);
	const shown = {
		job,
		pictures,
		asking: reply,
		locale,
		parent: await madeFrom(job, lineageOf(visit)),
		isStarred: starred.has(job.id),
		isCovered: reported.get(job.id) === 'spoilered',
	};
	await reply.show(shownView(shown), pictures);
}

/** As they can be posted in an answer; nothing where they are gone. */
export async function picturesOf({ reply, office }: Visit, job: Job, limit?: number): Promise<Finished[]> {
	const found = await office.history.results.of(job).catch((error: unknown) => {
		if (error instanceof Refused) return [];
		throw error;
	});
	if (found.length === 0) return [];
	return office.history.fit(found, fileLimit(limit ?? reply.reply.attachmentLimit, found.length));
}
