import type { Category, Threshold } from '../../core/moderation/categories.ts';
import type { Offer } from '../../core/request.ts';
import { formatLocale, listing, type Words, wordsFor } from '../../locales/words.ts';

/** All that values need to be put into words for one reader. */
export interface Wording {
	t: Words;
	locale: string;
	/** The server, whose id is also that of @everyone. */
	guildId: string;
	/** What the operator offers: only from this do admins choose. */
	offer: Offer;
	/** The operator's thresholds: nothing that a server decides is looser. */
	floor: Partial<Record<Category, Threshold>>;
	/** Milliseconds since the epoch: time zones are told with the offset of this moment. */
	now: number;
}

export const wordingFor = (locale: string, rest: Omit<Wording, 't' | 'locale'>): Wording => ({
	t: wordsFor(locale),
	locale,
	...rest,
});

export const numeral = (value: number, { locale }: Wording): string =>
	new Intl.NumberFormat(formatLocale(locale)).format(value);

/** As a sentence, a label or a placeholder begins; values stand in the middle of one elsewhere. */
export const capitalised = (text: string, locale: string): string =>
	text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);

/** Lists longer than this are cut: a panel holds 4000 characters in all. */
const mostNamed = 8;

/** `a, b, c`, and how many more where there are many. */
export function listed(items: readonly string[], { t, locale }: Wording): string {
	const named = listing(items.slice(0, mostNamed), locale);
	const count = items.length - mostNamed;
	return count > 0 ? t('settings.value.more', { items: named, count }) : named;
}

/** Nobody is pinged by it: no message of ours allows mentions. */
export const roleName = (id: string, { guildId }: Pick<Wording, 'guildId'>): string =>
	id === guildId ? '@everyone' : `<@&${id}>`;
