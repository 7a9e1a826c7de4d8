import type { Job } from '../core/job.ts';
import type { Clock } from '../core/ports.ts';
import { type Api, unlessGone } from './api.ts';
import type { Payload } from './payload.ts';

/** What is between the bot and a job's member. */
export interface Telling {
	/**
	 * In place of the private answer; a public one goes, and its member alone is told. After the token's life by direct message, or where that
	 * is refused with `inPublic` in the channel, if there is something that may be said there. Throws while Discord cannot be reached.
	 */
	tell(job: Job, view: Payload, inPublic?: Payload): Promise<void>;
	/** Takes away what said that the picture would come: `shown`, where this process knows it. */
	clear(job: Job, shown: string | undefined, posted?: string): Promise<void>;
}

export function createTelling({ api, clock }: { api: Api; clock: Clock }): Telling {
	return {
		async tell(job, view, inPublic) {
			if (clock.now() >= job.reply.until) {
				const told = await directly(job, view);
				if (!told && inPublic && !job.reply.private) {
					await unlessGone(() => api.post(job.asker.channelId, nonceOf(job), inPublic));
				}
				return;
			}
			if (job.reply.private) {
				const edited = await unlessGone(() => api.editAnswer(job.reply, view));
				if (edited) return;
			} else {
				// What went wrong is between the bot and the member; the channel is left tidy.
				await unlessGone(() => api.deleteAnswer(job.reply));
			}
			const whispered = await unlessGone(() => api.whisper(job.reply, view));
			if (!whispered) await directly(job, view);
		},

		/** After a restart it has to be looked for. */
		async clear({ asker, reply }, shown, posted) {
			if (reply.private || reply.onlyAnswer) return;
			try {
				const answer = shown ?? (await api.findAnswer(asker.channelId, reply.interactionId));
				if (answer && answer !== posted) await api.deleteMessage(asker.channelId, answer);
			} catch {
				// It is in the way and no more; what it announced is there.
			}
		},
	};

	function directly(job: Job, view: Payload) {
		return unlessGone(async () => api.post(await api.openDm(job.asker.userId), nonceOf(job), view));
	}
}

/** A member can be told several things of a job: each revision has one. Discord takes 25 characters. */
const nonceOf = ({ id, revision }: Job): string => `${id}.${revision}`.slice(-25);
