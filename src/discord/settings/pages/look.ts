import { field } from '../field.ts';
import { flag } from '../kinds/choices.ts';
import { language as languageKind } from '../kinds/languages.ts';
import { anotherZone, zone } from '../kinds/zones.ts';
import { dotted, form, type Page, select, toggle } from '../page.ts';

const language = field('look', 'language', languageKind);
const timeZone = field('look', 'timeZone', zone, 'time_zone');
const showPrice = field('look', 'showPrice', flag);
const offerEarlier = field('look', 'offerEarlier', flag);

export const look: Page = {
	name: 'look',
	controls: [
		select(language),
		{ type: 'select', field: timeZone, another: { value: anotherZone, form: form('zone', [timeZone]) } },
		toggle(showPrice),
		toggle(offerEarlier),
	],
	summary({ look: it }, wording) {
		const { t } = wording;
		return dotted(
			[
				languageKind.show(it.language, wording),
				zone.show(it.timeZone, wording),
				t(it.showPrice ? 'settings.summary.prices' : 'settings.summary.noPrices'),
				t(it.offerEarlier ? 'settings.summary.earlier' : 'settings.summary.noEarlier'),
			],
			wording,
		);
	},
};
