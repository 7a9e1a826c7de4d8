import { previewLimit } from '../../../core/catalogue.ts';
import { field } from '../field.ts';
import { flag } from '../kinds/choices.ts';
import { language as languageKind } from '../kinds/languages.ts';
import { count } from '../kinds/numbers.ts';
import { anotherZone, zone } from '../kinds/zones.ts';
import { dotted, form, type Page, select, toggle } from '../page.ts';
import { numeral, type Wording } from '../wording.ts';

const off = ({ t }: Wording): string => t('settings.value.off');
const previewCounts = Array.from({ length: previewLimit + 1 }, (_, n) => n);

const language = field('look', 'language', languageKind);
const timeZone = field('look', 'timeZone', zone, 'time_zone');
const showPrice = field('look', 'showPrice', flag);
const offerEarlier = field('look', 'offerEarlier', flag);
const previews = field(
	'look',
	'previews',
	count({ min: 0, max: previewLimit, none: 0, offered: previewCounts, empty: off }),
	'previews',
);
const starterPersonas = field('look', 'starterPersonas', flag);

export const look: Page = {
	name: 'look',
	controls: [
		select(language),
		{ type: 'select', field: timeZone, another: { value: anotherZone, form: form('zone', [timeZone]) } },
		select(previews),
		toggle(showPrice),
		toggle(offerEarlier),
		toggle(starterPersonas),
	],
	summary({ look: it }, wording) {
		const { t } = wording;
		return dotted(
			[
				languageKind.show(it.language, wording),
				zone.show(it.timeZone, wording),
				t(it.showPrice ? 'settings.summary.prices' : 'settings.summary.noPrices'),
				t(it.offerEarlier ? 'settings.summary.earlier' : 'settings.summary.noEarlier'),
				it.previews === 0
					? t('settings.summary.noPreviews')
					: t('settings.summary.previews', { count: it.previews, number: numeral(it.previews, wording) }),
				t(it.starterPersonas ? 'settings.summary.starters' : 'settings.summary.noStarters'),
			],
			wording,
		);
	},
};
