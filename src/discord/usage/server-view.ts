import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { percentOf } from '../../core/budget.ts';
import { isDiscordId } from '../../core/settings.ts';
import { money, wordsFor } from '../../locales/words.ts';
import type { Upload } from '../api.ts';
import { button, divider, type Payload, payload, row, small, text } from '../payload.ts';
import { joined } from '../views/parts.ts';
import { amount, bar, number } from './amounts.ts';
import { dayName, monthName } from './dates.ts';
import { usageId } from './ids.ts';
import { sum } from './models.ts';
import type { ServerUsage } from './server.ts';
import { stoppedBy } from './stopped.ts';

/** What goes with the message: each is shown in it, and described in words. */
export interface ServerFiles {
	chart?: File;
	/** `rows`: the jobs in it. */
	csv?: File & { rows: number };
}

interface File {
	file: Upload;
	/** Alt text. */
	description: string;
}

export function serverView(usage: ServerUsage, { chart, csv }: ServerFiles, locale: string): Payload {
	const t = wordsFor(locale);
	const view = payload('panel', [
		text([`### ${t('usage.server.title', { month: nameOf(usage, locale) })}`, ...summary(usage, locale)].join('\n')),
		...forecastNote(usage, locale),
		...(chart ? [gallery(chart)] : []),
		...members(usage, locale),
		...turnedAway(usage, locale),
		...(csv ? [divider, csvNote(usage, csv.rows, locale), fileOf(csv)] : []),
		small(t('usage.server.note', { timeZone: usage.timeZone })),
		...turning(usage, locale),
	]);
	const files = [chart, csv].filter((it) => it !== undefined);
	view.attachments = files.map(({ file: { name }, description }, i) => ({
		id: String(i),
		filename: name,
		description,
	}));
	return view;
}

const nameOf = ({ month, timeZone }: ServerUsage, locale: string) => monthName(month, timeZone, locale);

function summary(usage: ServerUsage, locale: string): string[] {
	const t = wordsFor(locale);
	const { report, lines } = usage;
	const isEmpty = report.total.images === 0 && lines.length === 0;
	return [
		isEmpty ? t('usage.server.nothing', { month: nameOf(usage, locale) }) : `**${amount(report.total, locale)}**`,
		...budgetLine(usage, locale),
		...forecastLine(usage, locale),
	];
}

function budgetLine({ report, budget, isOver }: ServerUsage, locale: string): string[] {
	const t = wordsFor(locale);
	const percent = percentOf(report.total.micros, budget);
	if (budget.microsPerMonth === null || percent === undefined) return isOver ? [] : [t('usage.server.noBudget')];
	const shown = { bar: bar(percent), percent: number(percent, locale), budget: money(budget.microsPerMonth, locale) };
	return [isOver ? t('usage.server.budgetToday', shown) : t('usage.server.budget', shown)];
}

function forecastLine({ forecast, budget }: ServerUsage, locale: string): string[] {
	if (!forecast) return [];
	const t = wordsFor(locale);
	const percent = percentOf(forecast.micros, budget);
	const shown = { amount: amount(forecast, locale), percent: number(percent ?? 0, locale) };
	return [t(percent === undefined ? 'usage.server.forecast' : 'usage.server.forecastOf', shown)];
}

function forecastNote({ forecast, timeZone }: ServerUsage, locale: string): APIComponentInContainer[] {
	if (!forecast) return [];
	return [small(wordsFor(locale)('usage.server.forecastNote', { date: dayName(forecast.since, timeZone, locale) }))];
}

const gallery = ({ file: { name }, description }: File): APIComponentInContainer => ({
	type: ComponentType.MediaGallery,
	items: [{ media: { url: `attachment://${name}` }, description }],
});

const fileOf = ({ file: { name } }: File): APIComponentInContainer => ({
	type: ComponentType.File,
	file: { url: `attachment://${name}` },
});

function members({ report }: ServerUsage, locale: string): APIComponentInContainer[] {
	const t = wordsFor(locale);
	if (report.members.length === 0) return [];
	const list = report.members.map(({ userId, ...used }, n) => {
		const who = isDiscordId(userId) ? `<@${userId}>` : t('usage.server.someone');
		return `${n + 1}. ${joined([who, amount(used, locale)], locale)}`;
	});
	return [text([`**${t('usage.server.members')}**`, ...list].join('\n'))];
}

/** What a filter or a moderator refused, and what each rule stopped. */
function turnedAway({ report }: ServerUsage, locale: string): APIComponentInContainer[] {
	const t = wordsFor(locale);
	const all = sum(report.refused.map(({ count }) => count));
	if (all === 0) return [];
	const stopped = sum(report.stopped.map(({ count }) => count));
	const rows: [string, number][] = [
		...(all > stopped ? [[t('usage.server.filtered'), all - stopped] satisfies [string, number]] : []),
		...stoppedBy(report.stopped, locale),
	];
	const list = rows.map(([why, count]) => `- **${number(count, locale)}** ${why}`);
	return [text([`**${t('usage.server.refused', { number: number(all, locale) })}**`, ...list].join('\n'))];
}

function csvNote({ isCut, lines }: ServerUsage, rows: number, locale: string): APIComponentInContainer {
	const t = wordsFor(locale);
	const shown = { count: rows, number: number(rows, locale) };
	return small(isCut || rows < lines.length ? t('usage.server.csvCut', shown) : t('usage.server.csv', shown));
}

function turning({ earlier, later, timeZone, month }: ServerUsage, locale: string): APIComponentInContainer[] {
	const t = wordsFor(locale);
	const named = (at: number) => monthName({ start: at, end: at }, timeZone, locale);
	const buttons = [
		...(earlier ? [button(t('usage.server.earlier', { month: named(month.start - 1) }), usageId(earlier))] : []),
		...(later ? [button(t('usage.server.later', { month: named(month.end) }), usageId(later))] : []),
	];
	return buttons.length > 0 ? [row(...buttons)] : [];
}
