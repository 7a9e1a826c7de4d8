import i18next, { type i18n } from 'i18next';
import { type CommandNames, type Tree, withCommandNames } from './command-names.ts';
import en from './en/index.ts';
import ko from './ko/index.ts';
import ptBR from './pt-BR/index.ts';
import zhCN from './zh-CN/index.ts';

/** The words of one language: a key of the locale files and the values it mentions. */
export type Words = (key: string, values?: Record<string, unknown>) => string;

/** English calls commands and options as the code does; the others have names for them. */
const named = (words: Tree & { names: CommandNames }) => ({ translation: withCommandNames(words, words.names) });

/** By Discord's codes, but for English, which it has two of. */
const resources = { en: { translation: en }, 'pt-BR': named(ptBR), 'zh-CN': named(zhCN), ko: named(ko) };

const languages: i18n = i18next.createInstance();
void languages.init({
	resources,
	fallbackLng: 'en',
	initAsync: false,
	// Discord shows text, not HTML; what people wrote is escaped where it is put in (discord/text.ts).
	interpolation: { escapeValue: false },
	returnNull: false,
});

/**
 * The words for one of Discord's locale codes; English where that language is not here. That is so for `zh-TW` too: Discord shows the
 * commands in English there, and simplified characters would be a third script beside those and the client's own.
 */
export function wordsFor(locale: string): Words {
	const t = languages.getFixedT(locale);
	return (key, values = {}) => t(key, values);
}

/** The locale that numbers, dates and money are written in. */
export const formatLocale = (locale: string): string =>
	languages.hasResourceBundle(locale, 'translation') ? locale : 'en';

/** The languages that Easel speaks, by Discord's codes. */
export const spoken: readonly string[] = Object.keys(resources);

/** The text in this language alone, one of `spoken`; undefined where it has none. */
export function ownText(language: string, key: string): string | undefined {
	const text: unknown = languages.getResource(language, 'translation', key);
	return typeof text === 'string' ? text : undefined;
}

/** Discord names Chinese by country, its readers by script. */
const script: Readonly<Record<string, string>> = { 'zh-CN': 'zh-Hans' };

/** A language in its own words: `português (Brasil)`, `简体中文`. */
export const languageName = (code: string): string =>
	new Intl.DisplayNames([code], { type: 'language' }).of(script[code] ?? code) ?? code;

export const knows = (key: string): boolean => languages.exists(key);

/** `$0.04`; amounts under a cent keep what can be told of them. Micro-dollars in. */
export function money(micros: number, locale: string): string {
	const dollars = micros / 1_000_000;
	const small = micros > 0 && micros < 10_000;
	const format = { style: 'currency', currency: 'USD', maximumFractionDigits: small ? 4 : 2 } as const;
	return new Intl.NumberFormat(formatLocale(locale), format).format(dollars);
}

/** `40 s`, `3 min`. Milliseconds in. */
export function duration(ms: number, locale: string): string {
	const seconds = Math.max(1, Math.round(ms / 1000));
	const number = new Intl.NumberFormat(formatLocale(locale));
	if (seconds < 100) return wordsFor(locale)('unit.seconds', { value: number.format(seconds) });
	return wordsFor(locale)('unit.minutes', { value: number.format(Math.round(seconds / 60)) });
}

/** `12 min`, `9 h`, `4 days`: how long people took. Milliseconds in. */
export function span(ms: number, locale: string): string {
	const hours = ms / 3_600_000;
	if (hours < 1.5) return duration(ms, locale);
	const count = Math.round(hours < 48 ? hours : hours / 24);
	const value = new Intl.NumberFormat(formatLocale(locale)).format(count);
	return wordsFor(locale)(hours < 48 ? 'unit.hours' : 'unit.days', { count, value });
}

/** `14.2 MB`; Discord and everyone's file manager count in these. Bytes in. */
export function fileSize(bytes: number, locale: string): string {
	const format = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 } as const;
	return new Intl.NumberFormat(formatLocale(locale), format).format(bytes / (1024 * 1024));
}

/** `a, b or c`. */
export const either = (items: readonly string[], locale: string): string =>
	new Intl.ListFormat(formatLocale(locale), { type: 'disjunction' }).format(items);

/** `a, b and c`. */
export const all = (items: readonly string[], locale: string): string =>
	new Intl.ListFormat(formatLocale(locale), { type: 'conjunction' }).format(items);

/** `a, b, c`: for a list in brackets, or one that goes on. With the sign that Intl puts between the first two. */
export function listing(items: readonly string[], locale: string): string {
	const long = new Intl.ListFormat(formatLocale(locale), { type: 'conjunction' }).formatToParts(['a', 'b', 'c']);
	return items.join(long[1]?.value ?? ', ');
}

/* Of what else stands between words no part of Intl knows. */

const isChinese = (locale: string): boolean => formatLocale(locale) === 'zh-CN';

/** Whole sentences, one after the other. */
export const sentences = (parts: readonly string[], locale: string): string => parts.join(isChinese(locale) ? '' : ' ');

/** `label: value`. */
export const labelled = (label: string, value: string, locale: string): string =>
	`${label}${isChinese(locale) ? '：' : ': '}${value}`;
