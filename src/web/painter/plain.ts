import type { Refusal } from '../../core/refusal.ts';
import { formatLocale } from '../../locales/words.ts';

/** A refusal without the ids that only Discord can show as names; its words leave them out then. */
export function withoutMentions(refusal: Refusal): Refusal {
	if (refusal.code === 'channelNotAllowed') return { ...refusal, channels: [] };
	if (refusal.code === 'memberDay') {
		const { role: _, ...rest } = refusal;
		return rest;
	}
	return refusal;
}

/** Words made for Discord as plain text: no markdown, no escapes, and times in words. `now` in milliseconds. */
export function plainWords(text: string, locale: string, now: number): string {
	return text.replace(
		/<t:(\d+):R>|\\([\s\S])|\*\*|`|\u200b/g,
		(_, seconds: string | undefined, escaped: string | undefined) =>
			seconds ? fromNow(Number(seconds) * 1000 - now, locale) : (escaped ?? ''),
	);
}

const units = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
] as const;

/** `in 3 hours`. Milliseconds in. */
function fromNow(ms: number, locale: string): string {
	const format = new Intl.RelativeTimeFormat(formatLocale(locale), { numeric: 'auto' });
	const [unit, length] = units.find(([, length]) => Math.abs(ms) >= length) ?? (['second', 1000] as const);
	return format.format(Math.round(ms / length), unit);
}
