import type { Case } from '../../../core/moderation/case.ts';
import type { Trigger } from '../../../core/moderation/judgement.ts';
import { formatLocale } from '../../../locales/words.ts';
import { numeral, type Wording } from '../../settings/wording.ts';
import { escapeWithin } from '../../text.ts';
import { joined } from '../../views/parts.ts';
import { categoryWords } from '../views/triggers.ts';

/** What triggered, in at most so many characters; reports are what triggered theirs. */
export function triggerWords({ kind, triggers, reports }: Case, limit: number, wording: Wording): string {
	const { t } = wording;
	const parts = [
		...new Set(triggers.map((trigger) => oneTrigger(trigger, wording))),
		...(kind === 'provider' && triggers.length === 0 ? [t('moderation.trigger.provider')] : []),
		...(reports.length > 0 ? [t('moderation.trigger.reports', { count: reports.length })] : []),
	];
	for (let kept = parts.length; kept > 0; kept--) {
		const more = parts.length - kept;
		const rest = more > 0 ? [t('moderation.trigger.more', { count: more })] : [];
		const words = joined([...parts.slice(0, kept), ...rest], wording.locale);
		if (words.length <= limit || kept === 1) return words;
	}
	return '';
}

export function oneTrigger(trigger: Trigger, wording: Wording): string {
	const { t } = wording;
	switch (trigger.source) {
		case 'endpoint': {
			const category = categoryWords(trigger.category, wording.locale);
			return t('moderation.trigger.endpoint', { category, score: scoreWords(trigger.score, wording) });
		}
		case 'words':
		case 'autoMod':
		case 'operator':
			// Emptied with the words of its case.
			if (trigger.found === '') return t(`moderation.trigger.${trigger.source}`);
			return t(`moderation.trigger.${trigger.source}Found`, { found: escapeWithin(trigger.found, 60) });
		case 'unanswered':
			return t(`moderation.trigger.${trigger.reason}`);
		case 'removed':
			return t('moderation.trigger.removed', { number: trigger.case });
		case 'budget':
			return t('moderation.trigger.budget', { percent: numeral(trigger.percent, wording) });
	}
}

/** `0.93`: as thresholds are typed. */
export const scoreWords = (score: number, { locale }: Wording): string =>
	new Intl.NumberFormat(formatLocale(locale), { minimumFractionDigits: 2, maximumFractionDigits: 3 }).format(score);
