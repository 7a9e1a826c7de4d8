import { field } from '../field.ts';
import { channel } from '../kinds/channels.ts';
import { flag } from '../kinds/choices.ts';
import { dotted, type Page, select, toggle } from '../page.ts';

const privateResults = field('safety', 'privateResults', flag, 'private_results');
const spoilers = field('safety', 'spoilers', flag, 'spoilers');
const reviewChannel = field('safety', 'reviewChannel', channel, 'review_channel');

export const safety: Page = {
	name: 'safety',
	controls: [select(reviewChannel), toggle(privateResults), toggle(spoilers)],
	summary({ safety: it }, wording) {
		const { t } = wording;
		return dotted(
			[
				it.reviewChannel === null
					? t('settings.summary.noReview')
					: t('settings.summary.review', { channel: channel.show(it.reviewChannel, wording) }),
				t(it.privateResults ? 'settings.summary.private' : 'settings.summary.notPrivate'),
				t(it.spoilers ? 'settings.summary.spoilers' : 'settings.summary.noSpoilers'),
			],
			wording,
		);
	},
};
