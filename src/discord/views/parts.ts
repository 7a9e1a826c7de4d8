import type { APIComponentInContainer } from 'discord.js';
import type { Job } from '../../core/job.ts';
import { wordsFor } from '../../locales/words.ts';
import { text } from '../payload.ts';
import { quote } from '../text.ts';

/** All text of a message may have 4000 characters in all; escaping can double what is shown. */
export const promptLimit = 900;

/** Public messages speak the server's language, private ones the member's. */
export const localeOf = (job: Job): string => (job.reply.private ? job.asker.locale : job.asker.guildLocale);

/** The member's words as a quote; a variation without words says that it is one. */
export function promptLine(job: Job): APIComponentInContainer[] {
	const { prompt, action, strength } = job.request;
	const t = wordsFor(localeOf(job));
	const variation = strength
		? t('result.variation', { strength })
		: t('result.variationPlain');
	return [
		...(action === 'vary' ? [text(`**${variation}**`)] : []),
		...(prompt === '' ? [] : [text(quote(prompt, promptLimit))]),
	];
}
