import { isAtDiscord, type Job } from '../core/job.ts';
import type { Source } from '../core/request.ts';
import type { Api } from './api.ts';

/** The pictures of a job as they are posted where members of its server see them; none of a private one, nor of a message that is gone. */
export async function postedPictures(api: Pick<Api, 'picturesOf'>, job: Job): Promise<Source[]> {
	const { asker, reply } = job;
	if (!reply.messageId || !isAtDiscord(job)) return [];
	return (await api.picturesOf(asker.channelId, reply.messageId)) ?? [];
}
