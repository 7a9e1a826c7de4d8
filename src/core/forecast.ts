import type { Used } from './books.ts';
import type { Period } from './calendar.ts';

/** What a month will have come to when it ends, if it goes on as it did so far. */
export interface Forecast extends Used {
	/** When what it is reckoned from begins (ms): the month, or the server's first picture in it. */
	since: number;
}

/** Less than a day says nothing about a month. */
const leastMs = 24 * 60 * 60_000;

/**
 * In proportion: what came since the month's start (or the server's first job, where that was later) in the time since then, carried on
 * to the month's end. Undefined while too little of the month is gone, while nothing came, and for a month that is over. `first`: when
 * the server's first job was asked for, in milliseconds.
 */
export function forecast(soFar: Used, month: Period, first: number, now: number): Forecast | undefined {
	const since = Math.max(month.start, first);
	if (now - since < leastMs || now >= month.end || soFar.images + soFar.micros === 0) return undefined;
	const times = (month.end - since) / (now - since);
	return { since, images: Math.round(soFar.images * times), micros: Math.round(soFar.micros * times) };
}
