import type { Allowance } from './allowance.ts';
import { dayOf, monthOf } from './calendar.ts';
import type { BatchPlace, Job, Quota } from './job.ts';
import type { Spent, Wanted } from './ports.ts';
import type { Refusal } from './refusal.ts';
import { countedAs } from './request.ts';
import type { Settings } from './settings.ts';

/** The operator's day turns at midnight UTC. */
const operatorZone = 'UTC';

/** Everything that holds for one request: the operator's cap, the server's settings, the member's allowance. Money in micro-dollars. */
export interface Limits {
	/** Null for no cap. */
	operatorMicrosPerDay: number | null;
	/** Undefined where no server's settings hold: in a direct message, or in a server that never asked for the bot. */
	server: { settings: Settings; allowance: Allowance } | undefined;
	/** Pictures a member may have there in a day, by the operator; null for no limit. */
	directImagesPerDay: number | null;
}

/**
 * The sums that these limits are measured by. What is not limited is not added up. Of a batch, which is one request, only the first job is
 * asked how much its member has under way.
 */
export function wantedFor(
	{ operatorMicrosPerDay, server, directImagesPerDay }: Limits,
	now: number,
	batch?: BatchPlace,
): Wanted {
	const today = dayOf(now, operatorZone).start;
	const operatorSince = operatorMicrosPerDay === null ? undefined : today;
	if (!server) {
		return {
			...(operatorSince === undefined ? {} : { operatorSince }),
			...(directImagesPerDay === null ? {} : { memberSince: today }),
		};
	}
	const { limits, budget, look } = server.settings;
	const isMonthLimited = limits.serverImagesPerMonth !== null || budget.microsPerMonth !== null;
	const isPaced = limits.jobsAtOnce !== null || limits.cooldownSeconds > 0;
	return {
		...(operatorSince === undefined ? {} : { operatorSince }),
		...(limits.serverImagesPerDay === null ? {} : { serverDaySince: dayOf(now, look.timeZone).start }),
		...(isMonthLimited ? { serverMonthSince: monthOf(now, look.timeZone).start } : {}),
		...(server.allowance.memberImagesPerDay.value === null ? {} : { memberSince: dayOf(now, look.timeZone).start }),
		...(isPaced && !batch?.n ? { member: true } : {}),
	};
}

/** As much of a job as limits are about. */
export type Priced = Pick<Job, 'request' | 'reservedMicros'>;

/** All or nothing, and reserved counts as spent: only so can a burst not overspend. The rules that hold longest are asked first. */
export function withinLimits(job: Priced, spent: Spent, limits: Limits, now: number): Refusal | undefined {
	return (
		withinOperatorBudget(job, spent, limits, now) ??
		(limits.server ? withinServer(job, spent, limits.server, now) : withinDirect(job, spent, limits, now))
	);
}

function withinDirect(
	{ request }: Priced,
	spent: Spent,
	{ directImagesPerDay: limit }: Limits,
	now: number,
): Refusal | undefined {
	const count = countedAs(request);
	const left = leftOf(limit, spent.memberImages);
	if (limit === null || count <= left) return undefined;
	if (limit === 0) return { code: 'onlyInServers' };
	return { code: 'directDay', limit, left, asked: count, resetsAt: dayOf(now, operatorZone).end };
}

function withinOperatorBudget(
	job: Priced,
	spent: Spent,
	{ operatorMicrosPerDay }: Limits,
	now: number,
): Refusal | undefined {
	if (operatorMicrosPerDay === null || spent.operatorMicros + job.reservedMicros <= operatorMicrosPerDay)
		return undefined;
	return { code: 'operatorBudget', resetsAt: dayOf(now, operatorZone).end };
}

function withinServer(
	{ reservedMicros, request }: Priced,
	spent: Spent,
	{ settings: { budget, limits, look }, allowance }: NonNullable<Limits['server']>,
	now: number,
): Refusal | undefined {
	const count = countedAs(request);
	const day = dayOf(now, look.timeZone);
	const month = monthOf(now, look.timeZone);
	const budgetLeft = leftOf(budget.microsPerMonth, spent.serverMonthMicros);
	if (reservedMicros > budgetLeft) {
		const money = { limitMicros: budget.microsPerMonth ?? 0, leftMicros: budgetLeft, priceMicros: reservedMicros };
		return { code: 'serverBudget', ...money, resetsAt: month.end };
	}
	const rules = [
		{ code: 'serverMonth', limit: limits.serverImagesPerMonth, used: spent.serverMonthImages, resetsAt: month.end },
		{ code: 'serverDay', limit: limits.serverImagesPerDay, used: spent.serverDayImages, resetsAt: day.end },
		{ code: 'memberDay', limit: allowance.memberImagesPerDay.value, used: spent.memberImages, resetsAt: day.end },
	] as const;
	for (const { code, limit, used, resetsAt } of rules) {
		const left = leftOf(limit, used);
		if (limit === null || count <= left) continue;
		const { from } = allowance.memberImagesPerDay;
		const role = code === 'memberDay' && typeof from === 'object' ? from.role : undefined;
		return { code, limit, left, asked: count, resetsAt, ...(role ? { role } : {}) };
	}
	if (limits.jobsAtOnce !== null && spent.memberRunning >= limits.jobsAtOnce) {
		return { code: 'atOnce', limit: limits.jobsAtOnce };
	}
	const readyAt = (spent.memberLastAt ?? 0) + limits.cooldownSeconds * 1000;
	return now < readyAt ? { code: 'cooldown', seconds: limits.cooldownSeconds, resetsAt: readyAt } : undefined;
}

const leftOf = (limit: number | null, used: number): number =>
	limit === null ? Number.POSITIVE_INFINITY : Math.max(0, limit - used);

/** The picture limits that hold for a member today, as a job keeps them; null where nothing counts their pictures. */
export function quotaOf({ server, directImagesPerDay: memberDay }: Limits): Quota | null {
	if (!server) {
		return memberDay === null ? null : { timeZone: operatorZone, memberDay, serverDay: null, serverMonth: null };
	}
	const { limits, look } = server.settings;
	const quota: Quota = {
		timeZone: look.timeZone,
		memberDay: server.allowance.memberImagesPerDay.value,
		serverDay: limits.serverImagesPerDay,
		serverMonth: limits.serverImagesPerMonth,
	};
	return quota.memberDay === null && quota.serverDay === null && quota.serverMonth === null ? null : quota;
}

/** Pictures the member may still ask for today, by the rule that leaves the fewest. */
export function imagesLeft(
	{ memberDay, serverDay, serverMonth }: Quota,
	spent: Pick<Spent, 'memberImages' | 'serverDayImages' | 'serverMonthImages'>,
): number {
	return Math.min(
		leftOf(memberDay, spent.memberImages),
		leftOf(serverDay, spent.serverDayImages),
		leftOf(serverMonth, spent.serverMonthImages),
	);
}

/** The sums that `imagesLeft` needs. */
export function wantedForQuota({ timeZone, memberDay, serverDay, serverMonth }: Quota, now: number): Wanted {
	return {
		...(memberDay === null ? {} : { memberSince: dayOf(now, timeZone).start }),
		...(serverDay === null ? {} : { serverDaySince: dayOf(now, timeZone).start }),
		...(serverMonth === null ? {} : { serverMonthSince: monthOf(now, timeZone).start }),
	};
}
