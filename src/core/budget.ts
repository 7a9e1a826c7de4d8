import type { Settings } from './settings.ts';

/** Percent of a month's budget at which the admins are told; at the first of the two higher ones the soft landing begins. */
export const alertPercents = [50, 80, 100] as const;
const landingPercent = 80;

type Budget = Settings['budget'];

/** What of a month's budget is spent or reserved, in percent, rounded down; undefined where there is no budget. */
export const percentOf = (spentMicros: number, { microsPerMonth }: Budget): number | undefined =>
	microsPerMonth === null ? undefined : wholePercent(spentMicros, microsPerMonth);

/** Rounded down; of nothing, everything is used. Times a hundred first: 0.29 * 100 is 28.999… */
export const wholePercent = (part: number, whole: number): number =>
	whole === 0 ? 100 : Math.floor((part * 100) / whole);

/** From 80 % on the soft landing that the admins have chosen holds; undefined before. */
export function landingAt(spentMicros: number, budget: Budget): Budget['landing'] | undefined {
	const percent = percentOf(spentMicros, budget);
	return percent !== undefined && percent >= landingPercent ? budget.landing : undefined;
}

/** The alerts that this much of the budget has reached. A request that no longer fits means that it is used up. */
export function alertsAt(spentMicros: number, budget: Budget, isExhausted = false): number[] {
	const percent = percentOf(spentMicros, budget);
	if (percent === undefined) return [];
	return alertPercents.filter((it) => isExhausted || percent >= it);
}
