import { showable } from '../../core/gallery.ts';
import type { Job } from '../../core/job.ts';
import type { LineageParts } from '../../core/lineage.ts';
import { Refused } from '../../core/refusal.ts';
import type { Studio } from '../../core/studio.ts';
import { jobFor } from '../jobs.ts';
import type { Office } from '../office.ts';
import type { Reply } from '../reply.ts';

/** One member at the gallery, for the time of one interaction. */
export interface Visit {
	reply: Reply;
	studio: Pick<Studio, 'find'>;
	office: Office;
	locale: string;
}

/** What this member may look at here: their own, and what was drawn in public in this server's channels that they can see. */
export function mayLookOf(visit: Visit): (job: Job) => Promise<boolean> {
	const { guildId, userId } = visit.reply.asker;
	return async (job) => {
		const isOwn = job.asker.userId === userId;
		if (guildId === null) return isOwn;
		if (job.asker.guildId !== guildId) return false;
		if (isOwn) return true;
		if (job.request.private) return false;
		return canView(visit, job.asker.channelId);
	};
}

/** Whether the member can see a channel of this server; the one that they are in they do. */
export async function canView({ reply, office }: Visit, channelId: string): Promise<boolean> {
	const { asker, roleIds } = reply;
	const { guildId, userId } = asker;
	if (channelId === asker.channelId) return true;
	return guildId !== null && office.servers.mayView(guildId, channelId, { userId, roleIds });
}

/** The result that an id names. Throws `Refused` for what is none, or none of theirs to see. */
export async function resultFor(visit: Visit, jobId: string): Promise<Job> {
	const job = await jobFor(visit.studio, jobId, visit.reply.asker);
	const [shown] = await showable(visit.office.history.book, [job], mayLookOf(visit));
	if (!shown) throw new Refused({ code: 'jobGone' });
	return shown;
}

export const lineageOf = (visit: Visit): LineageParts => ({
	find: visit.office.findJob,
	book: visit.office.history.book,
	mayLook: mayLookOf(visit),
});

/** Where days turn, and dates are written. */
export async function zoneOf({ reply, office }: Visit): Promise<string> {
	const { guildId } = reply.asker;
	return guildId === null ? 'UTC' : (await office.settings.read(guildId)).settings.look.timeZone;
}
