import { DiscordAPIError } from 'discord.js';
import { type Batch, progressOf } from '../../core/batch.ts';
import type { BatchStage } from '../../core/batching.ts';
import type { Log } from '../../core/ports.ts';
import { wordsFor } from '../../locales/words.ts';
import { type Api, isGone, unlessGone } from '../api.ts';
import { shorten } from '../text.ts';
import { batchId } from './ids.ts';
import { localeOf, progressView } from './progress-view.ts';

/** Discord's limit for a thread's name, in characters. */
const longestName = 100;
/** Discord's code for a channel that has no threads, such as one for voices. */
const wrongChannelType = 50_024;

/** A batch's message stands in the channel, and its thread hangs on it. */
export function createBatchStage({ api, log }: { api: Api; log: Log }): BatchStage {
	/** Undefined where there is to be none, or can be none after all. */
	async function threadOf(batch: Batch, messageId: string): Promise<string | undefined> {
		if (!batch.place.canThread) return undefined;
		try {
			return await api.startThread(batch.asker.channelId, messageId, nameOf(batch));
		} catch (error) {
			const isNone = isGone(error) || (error instanceof DiscordAPIError && error.code === wrongChannelType);
			if (!isNone) throw error;
			log.warn({ batch: batch.id }, 'no thread could be opened for a batch');
			return undefined;
		}
	}

	return {
		async open(batch) {
			const { channelId } = batch.asker;
			const messageId = await unlessGone(async () => {
				// An earlier process may have posted it, so long ago that the nonce is forgotten.
				const earlier = await api.findPost(channelId, batchId('stop', batch.id));
				return earlier ?? api.post(channelId, batch.id, progressView(batch, progressOf(batch, [])));
			});
			if (!messageId) return undefined;
			try {
				return { channelId, messageId, resultsIn: (await threadOf(batch, messageId)) ?? channelId };
			} catch (error) {
				// A message without its batch would promise what does not come.
				await api.deleteMessage(channelId, messageId).catch(() => {});
				throw error;
			}
		},

		async show(batch, progress) {
			const { shown } = batch;
			if (!shown) return;
			await unlessGone(() => api.editPost(shown.channelId, shown.messageId, progressView(batch, progress)));
		},
	};
}

/** On one line; no name may be empty. */
function nameOf(batch: Batch): string {
	const name = shorten((batch.name ?? '').replace(/\s+/g, ' ').trim(), longestName);
	return name === '' ? wordsFor(localeOf(batch))('batch.thread', { count: batch.total.pictures }) : name;
}
