import type { UsageLine } from '../../core/books.ts';
import type { Period } from '../../core/calendar.ts';
import { isDiscordId } from '../../core/settings.ts';
import { type Csv, csvWithin } from '../csv.ts';

/** Columns that people's sheets and scripts rely on, in this order: a format, not words. */
export const columns = [
	'id',
	'time_utc',
	'local_date',
	'member_id',
	'channel_id',
	'model',
	'quality',
	'state',
	'pictures_asked',
	'pictures',
	'usd',
] as const;

/** `dates` are those of the `days`; `mostBytes` the file may have. */
export function csvOf(
	lines: readonly UsageLine[],
	{ days, dates, mostBytes }: { days: readonly Period[]; dates: readonly string[]; mostBytes: number },
): Csv {
	return csvWithin(columns, dated(lines, days, dates), { mostBytes });
}

/** Lines and days are both in the order of time. */
function* dated(lines: readonly UsageLine[], days: readonly Period[], dates: readonly string[]): Iterable<string[]> {
	let day = 0;
	for (const line of lines) {
		while (day < days.length - 1 && line.at >= (days[day]?.end ?? 0)) day++;
		yield cellsOf(line, dates[day] ?? '');
	}
}

const cellsOf = (line: UsageLine, date: string): string[] => [
	line.id,
	new Date(line.at).toISOString(),
	date,
	// What stands for a member who is gone is nobody's id.
	isDiscordId(line.userId) ? line.userId : '',
	isDiscordId(line.channelId) ? line.channelId : '',
	line.model,
	line.quality,
	line.state,
	String(line.asked),
	String(line.images),
	dollars(line.micros),
];

/** US dollars with six decimals, from whole micro-dollars: nothing is rounded. */
export function dollars(micros: number): string {
	const digits = String(micros).padStart(7, '0');
	return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
