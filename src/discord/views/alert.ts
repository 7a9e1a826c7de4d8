import type { Alert } from '../../core/books.ts';
import type { Settings } from '../../core/settings.ts';
import { money, wordsFor } from '../../locales/words.ts';
import { type Payload, payload, small, text } from '../payload.ts';

/** Tells the admins how much of the month's budget is used, and what follows. `resetsAt` in milliseconds. */
export function alertView(alert: Alert, { budget }: Settings, resetsAt: number, locale: string): Payload {
	const t = wordsFor(locale);
	const values = {
		percent: alert.percent,
		spent: money(alert.spentMicros, locale),
		budget: money(alert.budgetMicros, locale),
		resets: `<t:${Math.ceil(resetsAt / 1000)}:R>`,
	};
	const next = alert.percent === 50 ? 'half' : alert.percent === 80 ? budget.landing : 'used';
	return payload(alert.percent === 100 ? 'trouble' : 'notice', [
		text(`**${t('alert.title', values)}**\n${t('alert.text', values)}`),
		small(t(`alert.next.${next}`, values)),
	]);
}
