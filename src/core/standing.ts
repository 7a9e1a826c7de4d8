import type { Source } from './allowance.ts';
import type { UsageBook, Used } from './books.ts';
import { percentOf, wholePercent } from './budget.ts';
import { dayOf, monthOf, type Period } from './calendar.ts';
import { imagesLeft, type Limits, quotaOf, wantedFor } from './limits.ts';
import type { Clock, Ledger, Spent, Wanted } from './ports.ts';
import type { RuleBook, Whereabouts } from './rules.ts';

/** Where a member stands under every rule that could stop them, for telling: the ledger decides by the same numbers (limits.ts). */
export interface MemberStanding {
	/** Milliseconds since the epoch: when it was so. */
	at: number;
	/** The server's; its days and months are meant. */
	timeZone: string;
	month: Period;
	today: Used;
	thisMonth: Used;
	/** Pictures the member may still ask for today, by the rule that leaves the fewest; undefined where nobody counts them. */
	left: number | undefined;
	memberDay: Counted & { from: Source };
	serverDay: Counted;
	serverMonth: Counted;
	/** Null where there is none. */
	budget: BudgetStanding | null;
	/** What the operator spends on all servers in a day; null for no cap. */
	operator: { percent: number; resetsAt: number } | null;
	/** Jobs that wait or are being drawn; null is no limit. */
	atOnce: { running: number; limit: number | null };
	/** `readyAt` (ms) is in the past, or null, when nothing has to be waited for. */
	cooldown: { seconds: number; readyAt: number | null };
	/** False where a server does not want prices shown to its members. */
	showPrice: boolean;
}

/** Pictures under one rule; null is no limit. Milliseconds since the epoch. */
export interface Counted {
	limit: number | null;
	left: number | null;
	resetsAt: number;
}

export interface BudgetStanding {
	spentMicros: number;
	limitMicros: number;
	percent: number;
	resetsAt: number;
}

/** Undefined in a direct message, where no server counts anything. */
export type StandingOf = (where: Whereabouts, userId: string) => Promise<MemberStanding | undefined>;

export interface StandingParts {
	rules: Pick<RuleBook, 'now'>;
	ledger: Pick<Ledger, 'spent'>;
	usage: Pick<UsageBook, 'member'>;
	clock: Clock;
}

export function createStanding({ rules, ledger, usage, clock }: StandingParts): StandingOf {
	return async (where, userId) => {
		const limits = await rules.now(where);
		const { guildId } = where;
		if (guildId === null || !limits.server) return undefined;
		const now = clock.now();
		const { timeZone } = limits.server.settings.look;
		const whose = { guildId, userId };
		const [today, thisMonth, spent] = await Promise.all([
			usage.member(whose, dayOf(now, timeZone).start),
			usage.member(whose, monthOf(now, timeZone).start),
			ledger.spent(whose, wantedForStanding(limits, now)),
		]);
		return standingUnder({ ...limits, server: limits.server }, spent, { today, thisMonth }, now);
	};
}

/** What runs is told even where nothing limits it. */
const wantedForStanding = (limits: Limits, now: number): Wanted => ({ ...wantedFor(limits, now), member: true });

/** Limits of a server, as they hold for a member. */
export type ServerLimits = Limits & { server: NonNullable<Limits['server']> };

export function standingUnder(
	limits: ServerLimits,
	spent: Spent,
	used: Pick<MemberStanding, 'today' | 'thisMonth'>,
	now: number,
): MemberStanding {
	const { settings, allowance } = limits.server;
	const { timeZone, showPrice } = settings.look;
	const [day, month] = [dayOf(now, timeZone), monthOf(now, timeZone)];
	const quota = quotaOf(limits);
	const { jobsAtOnce, cooldownSeconds, serverImagesPerDay, serverImagesPerMonth } = settings.limits;
	return {
		...used,
		at: now,
		timeZone,
		month,
		left: quota ? imagesLeft(quota, spent) : undefined,
		memberDay: {
			...counted(allowance.memberImagesPerDay.value, spent.memberImages, day),
			from: allowance.memberImagesPerDay.from,
		},
		serverDay: counted(serverImagesPerDay, spent.serverDayImages, day),
		serverMonth: counted(serverImagesPerMonth, spent.serverMonthImages, month),
		budget: budgetUnder(limits, spent, month),
		operator: operatorUnder(limits, spent, now),
		atOnce: { running: spent.memberRunning, limit: jobsAtOnce },
		cooldown: {
			seconds: cooldownSeconds,
			readyAt: spent.memberLastAt === null ? null : spent.memberLastAt + cooldownSeconds * 1000,
		},
		showPrice,
	};
}

const counted = (limit: number | null, used: number, { end }: Period): Counted => ({
	limit,
	left: limit === null ? null : Math.max(0, limit - used),
	resetsAt: end,
});

function budgetUnder({ server }: ServerLimits, { serverMonthMicros }: Spent, month: Period): BudgetStanding | null {
	const { budget } = server.settings;
	const percent = percentOf(serverMonthMicros, budget);
	if (budget.microsPerMonth === null || percent === undefined) return null;
	return { spentMicros: serverMonthMicros, limitMicros: budget.microsPerMonth, percent, resetsAt: month.end };
}

function operatorUnder({ operatorMicrosPerDay: cap }: Limits, { operatorMicros }: Spent, now: number) {
	if (cap === null) return null;
	// The operator's day turns at midnight UTC, wherever the server is.
	return { percent: wholePercent(operatorMicros, cap), resetsAt: dayOf(now, 'UTC').end };
}
