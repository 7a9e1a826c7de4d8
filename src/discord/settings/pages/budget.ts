import { landings, largest } from '../../../core/settings.ts';
import { field } from '../field.ts';
import { channel } from '../kinds/channels.ts';
import { oneOf } from '../kinds/choices.ts';
import { dollars } from '../kinds/numbers.ts';
import { dotted, form, type Page, select } from '../page.ts';

const landingKind = oneOf(landings, (name, { t }) => ({
	label: t(`settings.landing.${name}`),
	about: t(`settings.landingHint.${name}`),
}));

const amount = field('budget', 'microsPerMonth', dollars(largest.dollars), 'budget');
const landing = field('budget', 'landing', landingKind, 'landing');
const alertChannel = field('budget', 'alertChannel', channel, 'alerts');

export const monthlyBudget = form('budget', [amount]);
export const alerts = select(alertChannel);

export const budget: Page = {
	name: 'budget',
	controls: [monthlyBudget, select(landing), alerts],
	summary({ budget: it }, wording) {
		const { t } = wording;
		if (it.microsPerMonth === null) return t('settings.summary.noBudget');
		return dotted(
			[
				t('settings.summary.budget', { money: amount.kind.show(it.microsPerMonth, wording) }),
				t(`settings.summary.landing.${it.landing}`),
				it.alertChannel === null
					? t('settings.summary.noAlerts')
					: t('settings.summary.alerts', { channel: channel.show(it.alertChannel, wording) }),
			],
			wording,
		);
	},
};
