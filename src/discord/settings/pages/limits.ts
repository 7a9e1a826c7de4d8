import { largest } from '../../../core/settings.ts';
import { field } from '../field.ts';
import { count } from '../kinds/numbers.ts';
import { dotted, form, type Page } from '../page.ts';
import { numeral, type Wording } from '../wording.ts';

const imageCount = count({ min: 0, max: largest.images, none: null });
const jobCount = count({ min: 1, max: largest.atOnce, none: null });
const seconds = count({
	min: 0,
	max: largest.cooldownSeconds,
	none: 0,
	empty: ({ t }) => t('settings.value.noWait'),
	unit: (value, { t }) => t('unit.seconds', { value }),
});

const serverDay = field('limits', 'serverImagesPerDay', imageCount, 'server_day');
const serverMonth = field('limits', 'serverImagesPerMonth', imageCount, 'server_month');
const memberDay = field('limits', 'memberImagesPerDay', imageCount, 'member_day');
const atOnce = field('limits', 'jobsAtOnce', jobCount, 'at_once');
const cooldown = field('limits', 'cooldownSeconds', seconds, 'cooldown');

export const everyMember = form('member', [memberDay, atOnce, cooldown]);

export const limits: Page = {
	name: 'limits',
	controls: [everyMember, form('server', [serverDay, serverMonth])],
	summary({ limits: it }, wording) {
		const said = dotted(
			[
				perhaps('memberDay', it.memberImagesPerDay, wording),
				perhaps('atOnce', it.jobsAtOnce, wording),
				perhaps('cooldown', it.cooldownSeconds || null, wording),
				perhaps('serverDay', it.serverImagesPerDay, wording),
				perhaps('serverMonth', it.serverImagesPerMonth, wording),
			],
			wording,
		);
		return said || wording.t('settings.summary.noLimits');
	},
};

function perhaps(name: string, value: number | null, wording: Wording): string | undefined {
	if (value === null) return undefined;
	return wording.t(`settings.summary.${name}`, { count: value, number: numeral(value, wording) });
}
