import type { UsageLine } from '../../core/books.ts';
import type { Period } from '../../core/calendar.ts';
import { isMember } from './members.ts';

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

export interface Csv {
	bytes: Uint8Array;
	/** Jobs in it; fewer than there were lines where the file would have become too large. */
	rows: number;
}

/** RFC 4180: CRLF after every line, the first one the columns' names. `dates` are those of the `days`; `mostBytes` the file may have. */
export function csvOf(
	lines: readonly UsageLine[],
	{ days, dates, mostBytes }: { days: readonly Period[]; dates: readonly string[]; mostBytes: number },
): Csv {
	const rows = [row(columns)];
	let bytes = Buffer.byteLength(rows[0] ?? '');
	let day = 0;
	for (const line of lines) {
		while (day < days.length - 1 && line.at >= (days[day]?.end ?? 0)) day++;
		const next = row(cellsOf(line, dates[day] ?? ''));
		bytes += Buffer.byteLength(next);
		if (bytes > mostBytes) break;
		rows.push(next);
	}
	return { bytes: Buffer.from(rows.join('')), rows: rows.length - 1 };
}

const cellsOf = (line: UsageLine, date: string): string[] => [
	line.id,
	new Date(line.at).toISOString(),
	date,
	// What stands for a member who is gone is nobody's id.
	isMember(line.userId) ? line.userId : '',
	isMember(line.channelId) ? line.channelId : '',
	line.model,
	line.quality,
	line.state,
	String(line.asked),
	String(line.images),
	dollars(line.micros),
];

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

export function cell(text: string): string {
	const harmless = plain(text);
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Spreadsheets take a cell that begins like this for a formula, after spaces and in full width too; an apostrophe makes it text. */
const plain = (text: string): string => (/^[\s\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text);

/** US dollars with six decimals, from whole micro-dollars: nothing is rounded. */
export function dollars(micros: number): string {
	const digits = String(micros).padStart(7, '0');
	return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
