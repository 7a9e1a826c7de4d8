import { monthFromId } from '../../core/calendar.ts';

/** `2026-11`: all that a press has to go by, in whichever server it happens. */
export const usageId = (month: string): string => `usage:server:${month}`;

/** The month that a press asks for; undefined for anything that Easel did not make. `id`: what follows the command's name. */
export function readUsageId([page, month, ...rest]: readonly string[]): string | undefined {
	if (page !== 'server' || month === undefined || rest.length > 0) return undefined;
	// Whether there is such a month does not depend on the zone.
	return monthFromId(month, 'UTC') ? month : undefined;
}
