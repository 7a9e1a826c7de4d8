import type { Job } from '../core/job.ts';
import type { Clock, Delivery } from '../core/ports.ts';
import { type Api, unlessGone } from './api.ts';
import { idOf } from './ids.ts';
import type { Payload } from './payload.ts';
import { cardView, heldView } from './views/held.ts';

export interface ReviewParts {
	api: Api;
	clock: Clock;
	/** Something only the job's member reads. */
	whisper: (job: Job, view: Payload) => Promise<void>;
}

/** What waits for a moderator: its member is told, and a card stands in the server's review channel. */
export function createReview({ api, clock, whisper }: ReviewParts): Pick<Delivery, 'hold' | 'decided'> {
	return {
		async hold(job) {
			if (clock.now() < job.reply.until) {
				const shown = await unlessGone(() => api.editAnswer(job.reply, heldView(job)));
				if (!shown) await whisper(job, heldView(job));
			}
			const { hold } = job;
			if (!hold) return undefined;
			return unlessGone(async () => {
				// After a restart it may stand there already; the nonce is remembered for minutes only.
				const earlier = await api.findPost(hold.channelId, idOf('approve', job.id));
				return earlier ?? api.post(hold.channelId, `held${job.id}`, cardView(job));
			});
		},
		async decided(job) {
			const { hold } = job;
			if (!hold?.cardId) return;
			const { channelId, cardId } = hold;
			// The card is a copy of what the ledger says; whoever presses it again is told.
			await unlessGone(() => api.editPost(channelId, cardId, cardView(job))).catch(() => undefined);
		},
	};
}
