import { isAnyCovered } from '../../core/gallery.ts';
import type { Job } from '../../core/job.ts';
import { familyOf, madeFrom, type Step } from '../../core/lineage.ts';
import type { TreeNode } from '../../core/sheets.ts';
import { compareView, treeView, withoutParentView } from './lineage-view.ts';
import { picturesOf, showJob } from './show.ts';
import { lineageOf, resultFor, type Visit, zoneOf } from './visit.ts';
import { type Dating, shortDate, titleOf } from './wording.ts';

/** To what it was made from. Throws `Refused`. */
export async function goBack(visit: Visit, jobId: string): Promise<void> {
	const parent = await madeFrom(await resultFor(visit, jobId), lineageOf(visit));
	if (!parent) return void (await visit.reply.show(withoutParentView(visit.locale)));
	await showJob(visit, parent);
}

/** Discord shows more side by side too small. */
const mostCompared = 4;

/** The picture it was made from, and what became of it, side by side. Throws `Refused`. */
export async function compare(visit: Visit, jobId: string): Promise<void> {
	const { reply, office, locale } = visit;
	const job = await resultFor(visit, jobId);
	const parent = await madeFrom(job, lineageOf(visit));
	if (!parent) return void (await reply.show(withoutParentView(locale)));
	const dating = await datingOf(visit);
	const [before, after] = await Promise.all([picturesOf(visit, parent), picturesOf(visit, job)]);
	// Where a failed try lies in between, nobody chose one.
	const chosen = job.parent === parent.id ? (job.parentPicture ?? 0) : 0;
	const tiles = [
		tileOf(parent, before[chosen]?.bytes ?? null, dating),
		...(after.length > 0 ? after : [undefined])
			.slice(0, mostCompared - 1)
			.map((picture) => tileOf(job, picture?.bytes ?? null, dating)),
	];
	const isCovered = await areCovered(visit, [parent, job]);
	const view = compareView({ job, parent, isCovered, locale });
	await reply.show(view, [
		{ name: view.attachments[0]!.filename, type: 'image/png', bytes: await office.history.sheets.compare(tiles) },
	]);
}

/** How results came from one another, as a tree. Throws `Refused`. */
export async function showHistory(visit: Visit, jobId: string): Promise<void> {
	const { reply, office } = visit;
	const job = await resultFor(visit, jobId);
	const steps = await familyOf(job, lineageOf(visit));
	const dating = await datingOf(visit);
	const jobs = steps.map((step) => step.job);
	const [pictures, starred, isCovered] = await Promise.all([
		office.history.thumbnails.of(jobs),
		office.history.book.starred(
			reply.asker.userId,
			jobs.map(({ id }) => id),
		),
		areCovered(visit, jobs),
	]);
	const nodes = steps.map(
		({ job: it, parent }: Step, i): TreeNode => ({
			...tileOf(it, pictures[i] ?? null, dating),
			id: it.id,
			parent,
			badge: String(i + 1),
			...(it.id === job.id ? { isHere: true } : {}),
			...(starred.has(it.id) ? { isStarred: true } : {}),
		}),
	);
	const view = treeView({ job, steps, isCovered, dating });
	await reply.show(view, [
		{ name: view.attachments[0]!.filename, type: 'image/png', bytes: await office.history.sheets.tree(nodes) },
	]);
}

const tileOf = (job: Job, bytes: Uint8Array | null, dating: Dating) => ({
	bytes,
	label: titleOf(job, dating.locale),
	note: shortDate(job.createdAt, dating),
});

async function datingOf(visit: Visit): Promise<Dating> {
	return { locale: visit.locale, timeZone: await zoneOf(visit), now: visit.office.clock.now() };
}

async function areCovered({ office }: Visit, jobs: readonly Job[]): Promise<boolean> {
	const reported = await office.history.book.reported(jobs.map(({ id }) => id));
	return isAnyCovered(jobs, reported);
}
