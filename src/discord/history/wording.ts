import type { Job } from '../../core/job.ts';
import { formatLocale, wordsFor } from '../../locales/words.ts';
import { shorten } from '../text.ts';
import { stepWords } from '../views/parts.ts';

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

/** What a result is called on one line: its prompt, or what it is where it has none of its own. At most so many characters; not escaped. */
export function titleOf(job: Job, locale: string, limit = 80): string {
	const { action, prompt } = job.request;
	const words = action === 'zoom' || action === 'reshape' ? '' : prompt.replace(/\s+/g, ' ').trim();
	if (words !== '') return shorten(words, limit);
	// Its words were deleted.
	if (action === 'imagine' || action === 'edit') return wordsFor(locale)('gallery.untitled');
	return stepWords(job, locale);
}
