import { ComponentType } from 'discord.js';
import { either, languageName, spoken } from '../../../locales/words.ts';
import { capitalised } from '../wording.ts';
import { type Kind, noneIn } from './kind.ts';

/** The value that stands for null. */
const servers = 'server';

/** One of the languages that the locale files know; null is what the server says of itself at Discord. */
export const language: Kind<string | null> = {
	show: (value, { t }) => (value === null ? t('settings.value.serversLanguage') : languageName(value)),
	right: (wording, medium) => either([...spoken.map((code) => `"${code}"`), noneIn(wording, medium)], wording.locale),
	chosen: ([value]) => (value === servers ? null : spoken.find((code) => code === value)),
	select: (value, { t, locale }) => ({
		type: ComponentType.StringSelect,
		options: [
			{ label: capitalised(t('settings.value.serversLanguage'), locale), value: servers, default: value === null },
			...spoken.map((code) => ({ label: capitalised(languageName(code), code), value: code, default: code === value })),
		],
	}),
};
