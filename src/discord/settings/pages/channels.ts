import { largest } from '../../../core/settings.ts';
import { field } from '../field.ts';
import { channels as channelList } from '../kinds/channels.ts';
import { dotted, type Page, select } from '../page.ts';

const onlyIn = channelList(largest.ids, ({ t }) => t('settings.value.everywhere'));
const neverIn = channelList(largest.ids, ({ t }) => t('settings.value.noChannel'));

export const only = select(field('channels', 'only', onlyIn));

export const channels: Page = {
	name: 'channels',
	controls: [only, select(field('channels', 'never', neverIn))],
	summary({ channels: it }, wording) {
		const { t } = wording;
		return dotted(
			[
				it.only.length === 0
					? t('settings.summary.everywhere')
					: t('settings.summary.only', { channels: onlyIn.show(it.only, wording) }),
				it.never.length === 0 ? undefined : t('settings.summary.never', { channels: neverIn.show(it.never, wording) }),
			],
			wording,
		);
	},
};
