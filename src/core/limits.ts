import type { Spent } from './ports.ts';
import type { Refusal } from './refusal.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The operator's day turns at midnight UTC. */
export const dayStart = (now: number): number => Math.floor(now / dayMs) * dayMs;

/** All or nothing, and reserved money counts as spent: only so can a burst not overspend. Micro-dollars. */
export function withinDailyBudget(
	spent: Spent,
	micros: number,
	budgetMicros: number | null,
	now: number,
): Refusal | undefined {
	if (budgetMicros === null || spent.todayMicros + micros <= budgetMicros) return undefined;
	return { code: 'operatorBudget', resetsAt: dayStart(now) + dayMs };
}
