import type { SettingsBook } from '../core/books.ts';
import type { Job } from '../core/job.ts';
import type { CaseBook } from '../core/moderation/books.ts';
import type { Case } from '../core/moderation/case.ts';
import type { Delivery, Finished } from '../core/ports.ts';
import { unlessGone } from './api.ts';
import { createEarlier, type EarlierParts } from './earlier.ts';
import { idOf } from './ids.ts';
import type { Memory } from './memory.ts';
import { createAlarm } from './moderation/alarm.ts';
import { type CardParts, createCards, dayMs, hourMs } from './moderation/cards.ts';
import { createFirstPrivate } from './moderation/first-private.ts';
import { createPosts } from './moderation/posts.ts';
import type { Progress } from './progress.ts';
import { createTelling } from './telling.ts';
import { describedView } from './views/described.ts';
import { type Held, heldView } from './views/held.ts';
import { endingView } from './views/notice.ts';
import { type ResultOptions, resultView } from './views/result.ts';

export interface DeliveryParts extends EarlierParts, Omit<CardParts, 'alarm'> {
	progress: Progress;
	cases: Pick<CaseBook, 'find' | 'ofJob'>;
	settings: Pick<SettingsBook, 'read' | 'history'>;
	/** Who was told what once. */
	memory: Memory;
}

/** Brings what the road made to the member: in the answer while its token lives, after that by the bot, and a private one never in public. */
export function createDelivery(parts: DeliveryParts): Delivery {
	const { api, clock, progress, cases, settings, memory } = parts;
	const { tell, clear } = createTelling(parts);
	const firstPrivate = createFirstPrivate(memory);

	return {
		...createCards({ ...parts, alarm: createAlarm(parts) }),
		...createPosts(parts),
		...createEarlier(parts),

		waiting(job, waiting) {
			// One message tells of all that belongs to a batch.
			if (!job.batch) progress.show(job, waiting);
		},

		preview: (job, call, frame) => progress.preview(job, call, frame),

		async deliver(job, pictures, standing, begin) {
			const shown = await progress.end(job.id);
			const options = { ...standing, ...(await howItCame(job)) };
			// A job whose post was begun had no answer to edit any more.
			if (!job.postingAt && clock.now() < job.reply.until) {
				const view = viewOf(job, pictures, options);
				const edited = await unlessGone(() => api.editAnswer(job.reply, view, pictures));
				if (edited) {
					await noted(job, options);
					return { messageId: edited };
				}
			}
			const posted = await post(job, pictures, options, begin);
			if (posted !== 'kept') {
				if (!job.batch) await clear(job, shown, posted.messageId);
				await noted(job, options);
			}
			return posted;
		},

		async tell(job, standing) {
			if (job.batch) return;
			const shown = await progress.end(job.id);
			const ending = {
				...standing,
				found: await caseOf(job),
				isFirstPrivate: await firstPrivate.isDue(job),
			};
			// Better said where the waiting was shown than not at all; but not the words that were refused.
			await tell(job, endingView(job, ending), endingView(job, { ...standing, inPublic: job.state === 'refused' }));
			if (clock.now() >= job.reply.until) await clear(job, shown);
			await noted(job, ending);
		},

		async hold(job) {
			if (job.batch) return;
			const shown = await progress.end(job.id);
			// A case without a card is shown again and again until it has one; its member has heard of it.
			const key = `held:${job.id}`;
			if ((await memory.get(key)) === String(job.revision)) return;
			const held = await howItWaits(job);
			await tell(job, heldView(job, held));
			if (clock.now() >= job.reply.until) await clear(job, shown);
			await memory.set(key, String(job.revision), dayMs);
			await noted(job, held);
		},
	};

	/**
	 * A repeat is caught twice: by Discord through the nonce for a few minutes, and by looking for what an earlier process brought, be it a
	 * post or the answer itself; a private answer nobody can look for, and of a batch there is none.
	 */
	async function post(job: Job, pictures: readonly Finished[], options: ResultOptions, begin: () => Promise<unknown>) {
		if (job.reply.onlyAnswer) return 'kept' as const;
		if (!job.postingAt) await begin();
		const { locale } = job.asker;
		const directly = {
			channel: () => api.openDm(job.asker.userId),
			view: viewOf(job, pictures, { ...options, mention: true, locale }),
		};
		const openly = {
			channel: () => Promise.resolve(job.asker.channelId),
			view: viewOf(job, pictures, { ...options, mention: !job.batch }),
		};
		for (const { channel, view } of job.reply.private ? [directly] : [openly, directly]) {
			const posted = await unlessGone(async () => {
				const channelId = await channel();
				const isFirst = (job.reply.private || job.batch) && !job.postingAt;
				const earlier = isFirst ? undefined : await api.findPost(channelId, idOf('more', job.id));
				return earlier ?? api.post(channelId, job.id, view, pictures);
			});
			if (posted) return { messageId: posted };
		}
		return 'kept' as const;
	}

	/** Most jobs have no case, and nothing is read for those. */
	async function caseOf({ id, state, hold, cleared }: Job): Promise<Case | undefined> {
		return hold || cleared || state === 'refused' ? cases.ofJob(id) : undefined;
	}

	async function howItCame(job: Job): Promise<ResultOptions> {
		const found = await caseOf(job);
		const answer = found?.appeal?.answer;
		return {
			...(found?.decision?.changedTo ? { isChanged: true } : {}),
			...(answer?.granted ? { answer: answer.text } : {}),
			isFirstPrivate: await firstPrivate.isDue(job),
		};
	}

	async function howItWaits(job: Job): Promise<Held> {
		const found = await caseOf(job);
		const { moderation } = (await settings.read(job.asker.guildId ?? '')).settings;
		const budget = found?.triggers.find((trigger) => trigger.source === 'budget');
		return {
			expiresAt: (found?.openedAt ?? job.createdAt) + moderation.decideWithinHours * hourMs,
			...(budget ? { percent: budget.percent } : {}),
			isFirstPrivate: await firstPrivate.isDue(job),
		};
	}

	async function noted(job: Job, { isFirstPrivate }: { isFirstPrivate?: boolean }): Promise<void> {
		if (isFirstPrivate) await firstPrivate.given(job);
	}
}

const viewOf = (job: Job, pictures: readonly Finished[], options: ResultOptions) =>
	job.request.action === 'describe' ? describedView(job) : resultView(job, pictures, options);
