import { formatLocale, ownText, spoken } from '../locales/words.ts';

/** Where the other languages have the names of these; the English ones are those in the code, and what Discord sends back. */
export const nameKey = (of: 'commands' | 'subcommands' | 'options', name: string): string => `names.${of}.${name}`;

/** What Discord shows in place of the English text, by language; nothing where none says it otherwise. */
export function localised(field: 'name' | 'description', key: string, english: string): Record<string, unknown> {
	const texts = spoken.flatMap((language): [string, string][] => {
		const text = language === 'en' ? undefined : ownText(language, key);
		return text === undefined || text === english ? [] : [[language, text]];
	});
	return texts.length > 0 ? { [`${field}_localizations`]: Object.fromEntries(texts) } : {};
}

/** An option as members see it who use Discord in this language. */
export const optionName = (name: string, locale: string): string =>
	ownText(formatLocale(locale), nameKey('options', name)) ?? name;
