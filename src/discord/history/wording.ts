import type { Job } from '../../core/job.ts';
import { formatLocale, wordsFor } from '../../locales/words.ts';
import { shorten } from '../text.ts';

/** How dates are written for one reader. */
export interface Dating {
	locale: string;
	timeZone: string;
	/** Milliseconds since the epoch. */
	now: number;
}

/** `25 Nov`, and the year where it is another one. Milliseconds in. */
export function shortDate(at: number, { locale, timeZone, now }: Dating): string {
	const yearOf = (ms: number) => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(ms);
	return new Intl.DateTimeFormat(formatLocale(locale), {
		day: 'numeric',
		month: 'short',
		...(yearOf(at) === yearOf(now) ? {} : { year: 'numeric' }),
		timeZone,
	}).format(at);
}

/** What a result is called on one line: its prompt, or what it is where it has none. At most so many characters; not escaped. */
export function titleOf({ request }: Job, locale: string, limit = 80): string {
	const prompt = request.prompt.replace(/\s+/g, ' ').trim();
	if (prompt !== '') return shorten(prompt, limit);
	const t = wordsFor(locale);
	if (request.action !== 'vary') return t('gallery.untitled');
	return request.strength ? t('result.variation', { strength: request.strength }) : t('result.variationPlain');
}
