import type { UsageChart } from '../../core/usage-chart.ts';
import { listing, money, sentences, wordsFor } from '../../locales/words.ts';
import { altText } from '../text.ts';
import { amount, number, pictures } from './amounts.ts';
import { dayName, dayNumbers, monthName } from './dates.ts';
import { type ModelUsage, microsOf, modelsOf, sum } from './models.ts';
import type { ServerUsage } from './server.ts';

export function chartOf(usage: ServerUsage, locale: string): UsageChart {
	const t = wordsFor(locale);
	const { days, timeZone, report, month } = usage;
	const refused = days.map(() => 0);
	for (const { day, count } of report.refused) refused[day] = (refused[day] ?? 0) + count;
	return {
		words: {
			title: monthName(month, timeZone, locale),
			subtitle: amount(report.total, locale),
			pictures: t('usage.chart.pictures'),
			money: t('usage.chart.money'),
			refused: t('usage.chart.refused'),
			empty: t('usage.server.nothing', { month: monthName(month, timeZone, locale) }),
		},
		days: dayNumbers(days, timeZone),
		models: modelsOf(usage).map((model) => ({ name: nameOf(model, locale), pictures: model.pictures })),
		micros: microsOf(usage),
		refused,
		money: (micros) => money(micros, locale),
	};
}

/** Alt text: what the chart shows, in numbers. */
export function chartWords(usage: ServerUsage, locale: string): string {
	const t = wordsFor(locale);
	const { report, month, timeZone } = usage;
	const models = modelsOf(usage);
	const turnedAway = sum(report.refused.map(({ count }) => count));
	const list = listing(
		models.map((model) => `${nameOf(model, locale)} ${number(model.total, locale)}`),
		locale,
	);
	return altText(
		sentences(
			[
				t('usage.chart.alt', { month: monthName(month, timeZone, locale), amount: amount(report.total, locale) }),
				...bestDay(usage, models, locale),
				...(list === '' ? [] : [t('usage.chart.altModels', { list })]),
				t('usage.chart.altRefused', { number: number(turnedAway, locale) }),
			],
			locale,
		),
	);
}

/** The first of the days with the most pictures; nothing where no day has any. */
function bestDay(usage: ServerUsage, models: readonly ModelUsage[], locale: string): string[] {
	const { days, timeZone } = usage;
	const byDay = days.map((_, day) => sum(models.map((model) => model.pictures[day] ?? 0)));
	const images = Math.max(...byDay);
	if (images <= 0) return [];
	const best = byDay.indexOf(images);
	const date = dayName(days[best]?.start ?? 0, timeZone, locale);
	const micros = money(microsOf(usage)[best] ?? 0, locale);
	return [wordsFor(locale)('usage.chart.altBest', { date, pictures: pictures(images, locale), money: micros })];
}

const nameOf = ({ name }: ModelUsage, locale: string): string => name ?? wordsFor(locale)('usage.chart.other');
