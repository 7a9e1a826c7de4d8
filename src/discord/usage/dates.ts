import type { Period } from '../../core/calendar.ts';
import { formatLocale } from '../../locales/words.ts';

/** `November 2026`. */
export function monthName({ start }: Period, timeZone: string, locale: string): string {
	return new Intl.DateTimeFormat(formatLocale(locale), { month: 'long', year: 'numeric', timeZone }).format(start);
}

/** `12 November`. Milliseconds in. */
export function dayName(at: number, timeZone: string, locale: string): string {
	return new Intl.DateTimeFormat(formatLocale(locale), { day: 'numeric', month: 'long', timeZone }).format(at);
}

/** `2026-11-01` and so on, for the days of one month. */
export function datesOf(days: readonly Period[], month: string, timeZone: string): string[] {
	return dayNumbers(days, timeZone).map((day) => `${month}-${day.padStart(2, '0')}`);
}

/** Counting would go wrong in the zones that once skipped a date. */
export function dayNumbers(days: readonly Period[], timeZone: string): string[] {
	const format = new Intl.DateTimeFormat('en', { day: 'numeric', timeZone });
	return days.map(({ start }) => format.format(start));
}

/** `<t:…:R>`: Discord writes it in the reader's language and counts it down. Milliseconds in. */
export const countdown = (at: number): string => `<t:${Math.ceil(at / 1000)}:R>`;
