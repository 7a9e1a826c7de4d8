import { formatLocale } from '../../../locales/words.ts';
import { decimalSign } from './decimals.ts';
import { asRead, isNone, type Kind, noneIn } from './kind.ts';

const written = /^(?:0|0?\.\d{1,20}|1(?:\.0{1,20})?)$/;

/** A score of the moderation endpoint from 0 to 1; null is never. */
export const score: Kind<number | null> = {
	show: (value, { t, locale }) =>
		value === null
			? t('settings.value.never')
			: new Intl.NumberFormat(formatLocale(locale), { maximumFractionDigits: 6 }).format(value),
	right: (wording, medium) => wording.t('settings.right.score', { none: noneIn(wording, medium) }),
	parse(text, wording) {
		if (isNone(text, wording)) return null;
		// Below 1 nothing can be mistaken for thousands.
		const read = asRead(text).replace(decimalSign(wording.locale), '.');
		return written.test(read) ? Number(read) : undefined;
	},
	// As it is parsed: never with an exponent.
	typed: (value) => (value === null ? '' : value.toLocaleString('en', { maximumFractionDigits: 20 })),
	empty: ({ t }) => t('settings.value.never'),
};
