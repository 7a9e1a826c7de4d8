import type { UsageLine, UsageReport } from '../../core/books.ts';
import { daysOfMonth, monthFromId, monthId, type Period } from '../../core/calendar.ts';
import { type Forecast, forecast } from '../../core/forecast.ts';
import type { Settings } from '../../core/settings.ts';
import type { Office } from '../office.ts';

/** A server's month, as it is shown to its admins. */
export interface ServerUsage {
	/** `2026-11` */
	id: string;
	month: Period;
	/** Days by the clocks of this zone. */
	timeZone: string;
	days: readonly Period[];
	isOver: boolean;
	report: UsageReport;
	/** As it is set today. */
	budget: Settings['budget'];
	/** Undefined for a month that is over, or is only a day old. */
	forecast: Forecast | undefined;
	/** One line a job, at most `mostLines`. */
	lines: readonly UsageLine[];
	/** There are more jobs than lines. */
	isCut: boolean;
	/** The months that can be turned to, where there are such. */
	earlier: string | undefined;
	later: string | undefined;
}

export const topMembers = 10;
export const mostLines = 50_000;

type Books = Pick<Office, 'settings' | 'usage' | 'clock'>;

/** The month with this id, or the present one. Undefined for months that have not begun, and for those before the server's first job. */
export async function usageOf(
	guildId: string,
	asked: string | undefined,
	{ settings, usage, clock }: Books,
): Promise<ServerUsage | undefined> {
	const { budget, look } = (await settings.read(guildId)).settings;
	const { timeZone } = look;
	const now = clock.now();
	const present = monthId(now, timeZone);
	const id = asked ?? present;
	const month = monthFromId(id, timeZone);
	if (!month || month.start > now) return undefined;
	const [firstJob] = await usage.lines(guildId, { start: 0, end: month.end }, 1);
	const first = firstJob?.at ?? now;
	if (id !== present && first >= month.end) return undefined;

	const days = daysOfMonth(month.start, timeZone);
	const report = await usage.report(guildId, days, topMembers);
	const lines = await usage.lines(guildId, month, mostLines + 1);
	return {
		id,
		month,
		timeZone,
		days,
		isOver: month.end <= now,
		report,
		budget,
		forecast: forecast(report.total, month, first, now),
		lines: lines.slice(0, mostLines),
		isCut: lines.length > mostLines,
		earlier: first < month.start ? monthId(month.start - 1, timeZone) : undefined,
		later: month.end <= now ? monthId(month.end, timeZone) : undefined,
	};
}
