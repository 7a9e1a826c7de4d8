import type { Subject, Trigger } from '../../../core/moderation/judgement.ts';
import { formatLocale, wordsFor } from '../../../locales/words.ts';
import { escapeText, shorten } from '../../text.ts';

/** More reasons than these help nobody to decide. */
const mostShown = 6;

/** Why it was stopped, the plainest reasons first: words, then the highest scores. One a line. */
export function triggerLines(triggers: readonly Trigger[], locale: string): string[] {
	const sorted = triggers.toSorted((a, b) => weight(b) - weight(a));
	const more = sorted.length - mostShown;
	return [
		...sorted.slice(0, mostShown).map((trigger) => triggerWords(trigger, locale)),
		...(more > 0 ? [wordsFor(locale)('case.more', { count: more })] : []),
	];
}

const weight = (trigger: Trigger): number => (trigger.source === 'endpoint' ? trigger.score : 2);

export function triggerWords(trigger: Trigger, locale: string): string {
	const t = wordsFor(locale);
	const where = subjectWords(trigger.subject, locale);
	switch (trigger.source) {
		case 'endpoint': {
			const score = new Intl.NumberFormat(formatLocale(locale), { style: 'percent' }).format(trigger.score);
			return t('case.trigger.endpoint', {
				bar: bar(trigger.score),
				score,
				category: categoryWords(trigger.category, locale),
				where,
			});
		}
		case 'unanswered':
			return t(`case.trigger.${trigger.reason}`, { where });
		case 'removed':
			return t('case.trigger.removed', { number: trigger.case, where });
		case 'budget':
			return t('case.trigger.budget', { percent: Math.round(trigger.percent) });
		default:
			return t(`case.trigger.${trigger.source}`, { found: escapeText(shorten(trigger.found, 60)) });
	}
}

export const categoryWords = (category: string, locale: string): string =>
	wordsFor(locale)(`choice.category.${category}`);

/** The only prompt there is needs no name. */
function subjectWords(subject: Subject, locale: string): string {
	if (subject.on === 'prompt') return wordsFor(locale)('case.on.prompt');
	return wordsFor(locale)(`case.on.${subject.on}`, { n: subject.index + 1 });
}

const barLength = 10;

/** A score as a small bar, readable by itself in one line. */
function bar(score: number): string {
	const full = Math.round(Math.min(1, Math.max(0, score)) * barLength);
	return '▰'.repeat(full) + '▱'.repeat(barLength - full);
}
