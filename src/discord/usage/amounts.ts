import type { Used } from '../../core/books.ts';
import { formatLocale, money, wordsFor } from '../../locales/words.ts';
import { joined } from '../views/parts.ts';

/** `1,234 pictures`. */
export const pictures = (count: number, locale: string): string =>
	wordsFor(locale)('usage.pictures', { count, number: number(count, locale) });

/** `41 pictures · $1.90`. */
export const amount = ({ images, micros }: Used, locale: string): string =>
	joined([pictures(images, locale), money(micros, locale)], locale);

export const number = (value: number, locale: string): string =>
	new Intl.NumberFormat(formatLocale(locale)).format(value);

const cells = 10;

/** How full something is, in text: anything is more than empty, and only what is full is full. */
export function bar(percent: number): string {
	const full = Math.min(cells, Math.max(percent > 0 ? 1 : 0, Math.floor((percent / 100) * cells)));
	return '▰'.repeat(full) + '▱'.repeat(cells - full);
}
