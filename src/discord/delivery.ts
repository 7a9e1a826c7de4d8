import type { Job } from '../core/job.ts';
import type { Clock, Delivery, Finished, Standing } from '../core/ports.ts';
import { unlessGone } from './api.ts';
import { createEarlier, type EarlierParts } from './earlier.ts';
import { idOf } from './ids.ts';
import type { Payload } from './payload.ts';
import type { Progress } from './progress.ts';
import { createReview } from './review.ts';
import { endingView } from './views/notice.ts';
import { resultView } from './views/result.ts';

export interface DeliveryParts extends EarlierParts {
	clock: Clock;
	progress: Progress;
}

/** Brings what the road made to the member: in the answer while its token lives, after that by the bot, and a private one never in public. */
export function createDelivery(parts: DeliveryParts): Delivery {
	const { api, clock, progress } = parts;
	return {
		...createReview({ api, clock, whisper: whisperOrDm }),
		...createEarlier(parts),

		waiting: (job, waiting) => progress.show(job, waiting),

		async deliver(job, pictures, standing, begin) {
			const shown = await progress.end(job.id);
			// A job whose post was begun had no answer to edit any more.
			if (!job.postingAt && clock.now() < job.reply.until) {
				const view = resultView(job, pictures, standing);
				const edited = await unlessGone(() => api.editAnswer(job.reply, view, pictures));
				if (edited) return { messageId: edited };
			}
			const posted = await post(job, pictures, standing, begin);
			if (posted !== 'kept') await takeDown(job, shown, posted.messageId);
			return posted;
		},

		async tell(job, standing) {
			const shown = await progress.end(job.id);
			await tellEnding(job, endingView(job, standing));
			if (clock.now() >= job.reply.until) await takeDown(job, shown);
		},
	};

	/** What said that the picture would come has nothing more to say. After a restart it has to be looked for. */
	async function takeDown({ asker, reply }: Job, shown: string | undefined, posted?: string) {
		if (reply.private) return;
		try {
			const answer = shown ?? (await api.findAnswer(asker.channelId, reply.interactionId));
			if (answer && answer !== posted) await api.deleteMessage(asker.channelId, answer);
		} catch {
			// It is in the way and no more; what it announced is there.
		}
	}

	/**
	 * A repeat is caught twice: by Discord through the nonce for a few minutes, and by looking for what an earlier process brought, be it a
	 * post or the answer itself; a private answer nobody can look for.
	 */
	async function post(job: Job, pictures: readonly Finished[], standing: Standing, begin: () => Promise<unknown>) {
		const view = resultView(job, pictures, { ...standing, mention: true });
		if (!job.postingAt) await begin();
		const channels = job.reply.private ? [] : [() => Promise.resolve(job.asker.channelId)];
		for (const channel of [...channels, () => api.openDm(job.asker.userId)]) {
			const posted = await unlessGone(async () => {
				const channelId = await channel();
				const isFirst = job.reply.private && !job.postingAt;
				const earlier = isFirst ? undefined : await api.findPost(channelId, idOf('more', job.id));
				return earlier ?? api.post(channelId, job.id, view, pictures);
			});
			if (posted) return { messageId: posted };
		}
		return 'kept' as const;
	}

	async function tellEnding(job: Job, view: Payload) {
		if (clock.now() >= job.reply.until) {
			const told = await directly(job, view);
			// Better said where the waiting was shown than not at all.
			if (!told && !job.reply.private) await unlessGone(() => api.post(job.asker.channelId, job.id, view));
			return;
		}
		if (job.reply.private) {
			const edited = await unlessGone(() => api.editAnswer(job.reply, view));
			if (edited) return;
		} else {
			// What went wrong is between the bot and the member; the channel is left tidy.
			await unlessGone(() => api.deleteAnswer(job.reply));
		}
		await whisperOrDm(job, view);
	}

	async function whisperOrDm(job: Job, view: Payload) {
		const whispered = await unlessGone(() => api.whisper(job.reply, view));
		if (!whispered) await directly(job, view);
	}

	function directly(job: Job, view: Payload) {
		return unlessGone(async () => api.post(await api.openDm(job.asker.userId), job.id, view));
	}
}
