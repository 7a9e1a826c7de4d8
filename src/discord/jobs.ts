import type { Asker, Job } from '../core/job.ts';
import { Refused } from '../core/refusal.ts';
import { isSharedAs } from '../core/sharing.ts';
import type { Studio } from '../core/studio.ts';

type Whoever = Pick<Asker, 'guildId' | 'userId'> & {
	/** The message they saw it in: a private one may have been shared by it. */
	seenIn?: string | undefined;
};

/** The job that an id names, for whoever uses it there. Throws `Refused` for what is none of theirs to see. */
export async function jobFor({ find }: Pick<Studio, 'find'>, jobId: string, who: Whoever): Promise<Job> {
	const job = await find(jobId);
	// An id from another server, or of a private job of somebody else, is as good as none.
	if (!job || !isAtHome(job, who)) throw new Refused({ code: 'jobGone' });
	const isShown = !job.request.private || isSharedAs(job, who.seenIn);
	if (!isShown && job.asker.userId !== who.userId) throw new Refused({ code: 'notYours' });
	return job;
}

/** In the server it was asked for; or, wherever no server's rules hold, by whoever asked. */
const isAtHome = ({ asker }: Job, { guildId, userId }: Whoever): boolean =>
	guildId === null ? asker.userId === userId : asker.guildId === guildId;
