import type { APIComponentInContainer } from 'discord.js';
import type { Job } from '../../core/job.ts';
import { wordsFor } from '../../locales/words.ts';
import { text } from '../payload.ts';
import { quote } from '../text.ts';

/** Characters as sent, of the prompt and of the revised one: all text of a message may have 4000 in all. */
export const promptLimit = 1200;

/** Public messages speak the server's language, private ones the member's. */
export const localeOf = (job: Job): string => (job.reply.private ? job.asker.locale : job.asker.guildLocale);

/** What a variation is called that has no words of its own. */
export function variationWords(job: Job): string {
	const t = wordsFor(localeOf(job));
	const { strength } = job.request;
	return strength ? t('result.variation', { strength }) : t('result.variationPlain');
}

/** The member's words as a quote; a variation says that it is one. */
export function promptLine(job: Job): APIComponentInContainer[] {
	const { prompt, action } = job.request;
	return [
		...(action === 'vary' ? [text(`**${variationWords(job)}**`)] : []),
		...(prompt === '' ? [] : [text(quote(prompt, promptLimit))]),
	];
}
