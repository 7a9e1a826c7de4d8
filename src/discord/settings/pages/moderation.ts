import { categories, presetNames } from '../../../core/moderation/categories.ts';
import { doubtfulResults, whenDowns } from '../../../core/settings.ts';
import { listing } from '../../../locales/words.ts';
import { field } from '../field.ts';
import { flag, oneOf } from '../kinds/choices.ts';
import type { Kind } from '../kinds/kind.ts';
import { count } from '../kinds/numbers.ts';
import { dotted, form, type Page, select, toggle } from '../page.ts';
import { thresholdsView } from '../views/thresholds.ts';

const presetKind = oneOf(presetNames, (name, { t }) => ({
	label: t(`settings.preset.${name}`),
	about: t(`settings.presetHint.${name}`),
}));
const whenDownKind = oneOf(whenDowns, (name, { t }) => ({
	label: t(`settings.whenDown.${name}`),
	about: t(`settings.whenDownHint.${name}`),
}));
const resultsKind = oneOf(doubtfulResults, (name, { t }) => ({
	label: t(`settings.results.${name}`),
	about: t(`settings.resultsHint.${name}`),
}));
/** What changes in it is told category by category. */
const thresholdsKind: Kind<object> = {
	show: (own, { t }) => t('settings.threshold.own', { count: Object.keys(own).length }),
	right: ({ t, locale }) => t('settings.right.thresholds', { names: listing(categories, locale) }),
};

const preset = field('moderation', 'preset', presetKind, 'preset');
const thresholds = field('moderation', 'thresholds', thresholdsKind);
const whenDown = field('moderation', 'whenDown', whenDownKind, 'when_down');
const results = field('moderation', 'results', resultsKind, 'results');
const autoMod = field('moderation', 'autoMod', flag, 'automod');
const decideWithin = field('moderation', 'decideWithinHours', count({ min: 1, max: 720 }), 'decide_within');
const retention = field('moderation', 'retentionDays', count({ min: 1, max: 365 }), 'retention');
const strikes = field('moderation', 'strikeDays', count({ min: 1, max: 730 }), 'strikes');
/** Without an option: `/moderation pause` is for that, and open to moderators. */
const paused = field('moderation', 'paused', flag);

export const moderation: Page = {
	name: 'moderation',
	controls: [
		select(preset),
		{ type: 'own', field: thresholds, view: thresholdsView },
		select(results),
		select(whenDown),
		toggle(autoMod),
		form('times', [decideWithin, retention, strikes]),
		toggle(paused),
	],
	summary({ moderation: it }, wording) {
		const { t } = wording;
		const own = Object.keys(it.thresholds).length;
		return dotted(
			[
				it.paused ? t('settings.summary.paused') : undefined,
				presetKind.show(it.preset, wording),
				own > 0 ? t('settings.threshold.own', { count: own }) : undefined,
				t(`settings.summary.results.${it.results}`),
				t(`settings.summary.whenDown.${it.whenDown}`),
			],
			wording,
		);
	},
};
