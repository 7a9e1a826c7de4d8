import { fileLimit } from '../core/files.ts';
import type { Job } from '../core/job.ts';
import type { Asking, Delivery, Finished } from '../core/ports.ts';
import { Refused } from '../core/refusal.ts';
import type { Source } from '../core/request.ts';
import type { Api } from './api.ts';
import { resultView } from './views/result.ts';

export interface EarlierParts {
	api: Api;
	/** Whether a member may see a channel of their server. */
	maySee: (channelId: string, asking: Asking) => Promise<boolean>;
	/** Posted pictures as they can be posted again, within so many bytes each. Throws `Refused`. */
	fetchPosted: (sources: readonly Source[], limit: number) => Promise<Finished[]>;
}

/** Pictures that were posted before: found through their message, because Discord's addresses expire. */
export function createEarlier({ api, maySee, fetchPosted }: EarlierParts): Pick<Delivery, 'seek' | 'showAgain'> {
	async function seek({ asker, reply, request }: Job, asking: Asking): Promise<Source[] | undefined> {
		if (!reply.messageId || request.private || reply.onlyAnswer) return undefined;
		if (asker.channelId !== asking.asker.channelId && !(await maySee(asker.channelId, asking))) return undefined;
		const pictures = await api.picturesOf(asker.channelId, reply.messageId);
		return pictures && pictures.length > 0 ? pictures : undefined;
	}

	return {
		seek,
		async showAgain(job, asking) {
			const found = await seek(job, asking);
			if (!found) throw new Refused({ code: 'jobGone' });
			const pictures = await fetchPosted(found, fileLimit(asking.reply.attachmentLimit, found.length));
			const shown = { ...job, reply: asking.reply, asker: { ...job.asker, locale: asking.asker.locale } };
			await api.editAnswer(asking.reply, resultView(shown, pictures, { again: true }), pictures);
		},
	};
}
