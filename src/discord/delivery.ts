import type { Job } from '../core/job.ts';
import type { Clock, Delivery, Finished } from '../core/ports.ts';
import { type Api, unlessGone } from './api.ts';
import { idOf } from './ids.ts';
import type { Payload } from './payload.ts';
import type { Progress } from './progress.ts';
import { endingView } from './views/notice.ts';
import { resultView } from './views/result.ts';

/** Brings what the road made to the member: in the answer while its token lives, after that by the bot, and a private one never in public. */
export function createDelivery({ api, clock, progress }: { api: Api; clock: Clock; progress: Progress }): Delivery {
	return {
		waiting: (job, waiting) => progress.show(job, waiting),

		async deliver(job, pictures, begin) {
			const shown = await progress.end(job.id);
			// A job whose post was begun had no answer to edit any more.
			if (!job.postingAt && clock.now() < job.reply.until) {
				const edited = await unlessGone(() => api.editAnswer(job.reply, resultView(job, pictures), pictures));
				if (edited) return { messageId: edited };
			}
			const posted = await post(job, pictures, begin);
			// What said that the picture would come has nothing more to say.
			if (shown && posted !== 'kept' && !job.reply.private)
				await api.deleteMessage(job.asker.channelId, shown).catch(() => {});
			return posted;
		},

		async tell(job) {
			await progress.end(job.id);
			await tellEnding(job);
		},
	};

	/** A repeat is caught twice: by Discord through the nonce for a few minutes, and after a restart by looking for the earlier post. */
	async function post(job: Job, pictures: readonly Finished[], begin: () => Promise<unknown>) {
		const view = resultView(job, pictures, { mention: true });
		if (!job.postingAt) await begin();
		const channels = job.reply.private ? [] : [() => Promise.resolve(job.asker.channelId)];
		for (const channel of [...channels, () => api.openDm(job.asker.userId)]) {
			const posted = await unlessGone(async () => {
				const channelId = await channel();
				const earlier = job.postingAt ? await api.findPost(channelId, idOf('more', job.id)) : undefined;
				return earlier ?? api.post(channelId, job.id, view, pictures);
			});
			if (posted) return { messageId: posted };
		}
		return 'kept' as const;
	}

	async function tellEnding(job: Job) {
		const view = endingView(job);
		if (clock.now() >= job.reply.until) {
			await unlessGone(async () => api.post(await api.openDm(job.asker.userId), job.id, view));
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
		if (!whispered) await unlessGone(async () => api.post(await api.openDm(job.asker.userId), job.id, view));
	}
}
