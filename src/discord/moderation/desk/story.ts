import type { Job } from '../../../core/job.ts';
import { Refused } from '../../../core/refusal.ts';
import type { Visit } from '../../settings/visit.ts';
import { staleView } from '../../views/notice.ts';
import { factsOf } from '../cards.ts';
import { readOpenId } from './ids.ts';
import { storyLines } from './story-lines.ts';
import { storyView } from './story-view.ts';

/** Ancestors of a job that are told of. */
const mostAncestors = 10;
/** Lines of the audit log; a case has a handful. */
const mostLines = 500;

/** A case with everything that is known of it, and what can be done to it. Throws `Refused` where there is no such case in this server. */
export async function showStory(visit: Visit, { number, page }: { number: number; page: number }): Promise<void> {
	const { office, reply, guildId } = visit;
	const shown = await office.cases.find(guildId, number);
	if (!shown) throw new Refused({ code: 'caseGone' });
	const { settings } = await office.settings.read(guildId);
	const job = await office.findJob(shown.jobId);
	const facts = await factsOf(shown, job, settings, { ...office, floor: office.moderation.floor });
	const audit = await office.audit.list(guildId, { limit: mostLines, case: number });
	const ancestors = await ancestorsOf(job, visit);
	const lines = storyLines({ shown, ancestors, audit: audit.toReversed() }, visit);
	const files = page === 0 ? await office.casePictures(shown, job) : [];
	const view = storyView({ facts: { ...facts, locale: visit.locale, pictures: files }, lines, page }, visit);
	await reply.show(
		view,
		files.map(({ file }) => file),
	);
}

/** What it was made from, the nearest first: always of the same server, for a button reaches no other. */
async function ancestorsOf(job: Job | undefined, { office, guildId }: Visit): Promise<Job[]> {
	const found: Job[] = [];
	for (let id = job?.parent; id !== undefined && found.length < mostAncestors; ) {
		const parent = await office.findJob(id);
		if (parent?.asker.guildId !== guildId) break;
		found.push(parent);
		id = parent.parent;
	}
	return found;
}

export async function pressOpen(visit: Visit, rest: readonly string[]): Promise<void> {
	const id = readOpenId(rest);
	if (!id) return visit.reply.instead(staleView(visit.locale));
	await visit.reply.noted();
	await showStory(visit, id);
}
