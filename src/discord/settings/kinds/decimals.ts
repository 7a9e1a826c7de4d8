import { formatLocale } from '../../../locales/words.ts';

/** What stands before the cents in this language. */
export const decimalSign = (locale: string): string =>
	new Intl.NumberFormat(formatLocale(locale)).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value ?? '.';

/**
 * A typed number with a point before its fraction. Where people write a comma there, a point is taken too, since examples have it; but not
 * before three digits, for `1.000` is a thousand to them. Undefined for what could be misread.
 */
export function decimalOf(typed: string, locale: string): string | undefined {
	if (decimalSign(locale) !== ',') return typed;
	return /[1-9]\d*\.\d{3}(?!\d)/.test(typed) ? undefined : typed.replace(',', '.');
}
