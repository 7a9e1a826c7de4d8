import type { UsageLine, UsageReport } from '../../../src/core/books.ts';
import { daysOfMonth, monthFromId } from '../../../src/core/calendar.ts';
import type { ServerUsage } from '../../../src/discord/usage/server.ts';
import { settingsOf } from '../../core/servers.ts';

export const ada = '271364825918767104';
export const mia = '327418590244601857';

export const emptyReport: UsageReport = {
	total: { images: 0, micros: 0 },
	days: [],
	refused: [],
	stopped: [],
	members: [],
};

/** A month of a server in which nothing happened but what is given. */
export function monthOfUsage(id: string, timeZone: string, change: Partial<ServerUsage> = {}): ServerUsage {
	const month = monthFromId(id, timeZone)!;
	return {
		id,
		month,
		timeZone,
		days: daysOfMonth(month.start, timeZone),
		isOver: false,
		report: emptyReport,
		budget: settingsOf().budget,
		forecast: undefined,
		lines: [],
		isCut: false,
		earlier: undefined,
		later: undefined,
		...change,
	};
}

/** November 2026 with everything in it. */
export function november(change: Partial<ServerUsage> = {}, timeZone = 'Asia/Kolkata'): ServerUsage {
	return monthOfUsage('2026-11', timeZone, {
		report: {
			total: { images: 13, micros: 1_230_000 },
			days: [
				{ day: 0, model: 'dall-e-3', images: 2, micros: 80_000 },
				{ day: 11, model: 'gpt-image-2', images: 6, micros: 900_000 },
				{ day: 11, model: 'dall-e-3', images: 1, micros: 40_000 },
				{ day: 29, model: 'gpt-image-2', images: 4, micros: 210_000 },
			],
			refused: [
				{ day: 3, count: 2 },
				{ day: 29, count: 7 },
			],
			stopped: [
				{ code: 'memberDay', count: 5 },
				{ code: 'serverBudget', count: 1 },
			],
			members: [
				{ userId: ada, images: 9, micros: 1_000_000 },
				{ userId: mia, images: 4, micros: 230_000 },
			],
		},
		budget: settingsOf({ 'budget.microsPerMonth': 2_000_000 }).budget,
		forecast: { since: monthFromId('2026-11', timeZone)!.start, images: 20, micros: 1_900_000 },
		lines: [line(), line({ at: Date.UTC(2026, 10, 12) })],
		earlier: '2026-10',
		...change,
	});
}

export const line = (change: Partial<UsageLine> = {}): UsageLine => ({
	id: '1300000000000000001',
	at: Date.UTC(2026, 10, 1, 18, 29, 59, 999),
	userId: mia,
	channelId: '934190266370285569',
	model: 'gpt-image-2',
	quality: 'low',
	state: 'delivered',
	asked: 2,
	images: 1,
	micros: 53_071,
	...change,
});
