import type { APIComponentInContainer } from 'discord.js';
import type { Job } from '../../core/job.ts';
import { formatLocale, money, wordsFor } from '../../locales/words.ts';
import { text } from '../payload.ts';
import { quote } from '../text.ts';

/** Characters as sent, of the prompt and of the revised one: all text of a message may have 4000 in all. */
export const promptLimit = 1200;

/** Public messages speak the server's language, private ones the member's. */
export const localeOf = ({ reply, asker, look }: Job): string =>
	reply.private ? asker.locale : (look?.language ?? asker.guildLocale);

/** `≈ $0.04`, before it is paid. Micro-dollars in. */
export function priceWords(micros: number, locale: string): string {
	const t = wordsFor(locale);
	return micros === 0 ? t('waiting.free') : t('waiting.price', { price: money(micros, locale) });
}

/** `6 left today`; nothing where nobody counts. */
export const leftWords = (left: number | undefined, locale: string): string =>
	left === undefined ? '' : wordsFor(locale)('waiting.left', { count: Math.max(0, left) });

/** What there is of these, in a small line. */
export const joined = (parts: readonly string[], locale: string): string =>
	parts.filter((part) => part !== '').join(wordsFor(locale)('result.separator'));

/** What a variation is called that has no words of its own. */
export function variationWords({ request: { strength } }: Job, locale: string): string {
	const t = wordsFor(locale);
	return strength ? t(`result.variation.${strength}`) : t('result.variationPlain');
}

/** What a step is called that needs no words of its own. */
export function stepWords(job: Job, locale: string): string {
	const t = wordsFor(locale);
	const { action, canvas, inputs } = job.request;
	switch (action) {
		case 'zoom':
			return t('result.zoomed', { zoom: new Intl.NumberFormat(formatLocale(locale)).format(canvas?.zoom ?? 1) });
		case 'reshape':
			return t('result.reshaped');
		case 'blend':
			return t('result.blended', { count: inputs });
		case 'describe':
			return t('described.title');
		default:
			return variationWords(job, locale);
	}
}

/** The member's words as a quote; a step that is no plain edit says what it is. */
export function promptLine(job: Job, locale: string): APIComponentInContainer[] {
	const { prompt, action } = job.request;
	return [
		...(action === 'imagine' || action === 'edit' ? [] : [text(`**${stepWords(job, locale)}**`)]),
		...(prompt === '' ? [] : [text(quote(prompt, promptLimit))]),
	];
}
