import type { LocalizationMap } from 'discord-api-types/v10';
import { state } from './state.ts';

/** The languages of the switch, by Discord's locale; each in its own words. The page itself speaks English, as a frame around the bot. */
export const languages: Readonly<Record<string, string>> = {
	'en-US': 'English',
	'pt-BR': 'Português (Brasil)',
	'zh-CN': '简体中文',
	ko: '한국어',
};

interface Named {
	name: string;
	name_localizations?: LocalizationMap | null;
}

interface Described {
	description: string;
	description_localizations?: LocalizationMap | null;
}

const own = (map: LocalizationMap | null | undefined) => map?.[state.viewer.locale as keyof LocalizationMap];

/** What Discord's client shows a member of this language. */
export const nameIn = (one: Named): string => own(one.name_localizations) ?? one.name;
export const descriptionIn = (one: Described): string => own(one.description_localizations) ?? one.description;

/** For times and dates; English ones as in Europe. */
export const timeLocale = (): string => (state.viewer.locale === 'en-US' ? 'en-GB' : state.viewer.locale);
