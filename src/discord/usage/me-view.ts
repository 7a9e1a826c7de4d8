import type { Used } from '../../core/books.ts';
import type { Counted, MemberStanding } from '../../core/standing.ts';
import { duration, money, wordsFor } from '../../locales/words.ts';
import { divider, type Payload, payload, small, text } from '../payload.ts';
import { roleName } from '../settings/wording.ts';
import { joined, leftWords } from '../views/parts.ts';
import { amount, bar, number, pictures } from './amounts.ts';
import { countdown, monthName } from './dates.ts';

/** Who reads it, and what they may see. */
export interface Reader {
	locale: string;
	/** The server, whose id is also that of @everyone. */
	guildId: string;
	/** What the server spends is for those who manage it. */
	managesServer: boolean;
}

/** A member's own usage, and where they stand under each rule. */
export function meView(standing: MemberStanding, reader: Reader): Payload {
	const { locale } = reader;
	const { month, timeZone } = standing;
	const t = wordsFor(locale);
	const spent = (used: Used) =>
		standing.showPrice || reader.managesServer ? amount(used, locale) : pictures(used.images, locale);
	const rules = rulesOf(standing, reader);
	const limited = rules.filter(({ words }) => words !== undefined);
	const free = rules.filter(({ words }) => words === undefined).map(({ name }) => name);
	return payload('panel', [
		text(
			[
				`### ${t('usage.me.title')}`,
				t('usage.me.today', { amount: spent(standing.today) }),
				t('usage.me.month', { month: monthName(month, timeZone, locale), amount: spent(standing.thisMonth) }),
			].join('\n'),
		),
		divider,
		text([...headline(standing, locale), ...limited.map((rule) => `- ${t('usage.me.rule', { ...rule })}`)].join('\n')),
		...(free.length > 0 ? [small(t('usage.me.notLimited', { rules: joined(free, locale) }))] : []),
		small(t('usage.me.note', { timeZone })),
	]);
}

/** What a member wants to know first: how many more today. It is the number of the small line under their pictures. */
function headline({ left, memberDay, serverDay, serverMonth, budget }: MemberStanding, locale: string): string[] {
	const t = wordsFor(locale);
	const isSpent = budget !== null && budget.percent >= 100;
	const spent = isSpent ? [t('usage.me.budgetSpent', { when: countdown(budget.resetsAt) })] : [];
	if (left === undefined) return [t('usage.me.unlimited'), ...spent];
	if (left > 0) return [`**${leftWords(left, locale)}**`, ...spent];
	// Of several that are used up, the one that holds longest decides when there is something again.
	const again = Math.max(...[memberDay, serverDay, serverMonth].map((it) => (it.left === 0 ? it.resetsAt : 0)));
	return [t('usage.me.none', { when: countdown(again) }), ...spent];
}

interface Rule {
	name: string;
	/** Undefined where it limits nothing. */
	words: string | undefined;
}

function rulesOf(standing: MemberStanding, reader: Reader): Rule[] {
	const { locale } = reader;
	const t = wordsFor(locale);
	const rule = (name: string, parts: readonly string[] | undefined): Rule => ({
		name,
		words: parts && joined(parts, locale),
	});
	const { memberDay, serverDay, serverMonth, operator } = standing;
	return [
		rule(t('usage.me.memberDay'), counted(memberDay, locale, givenBy(memberDay.from, reader))),
		rule(t('usage.me.serverDay'), counted(serverDay, locale)),
		rule(t('usage.me.serverMonth'), counted(serverMonth, locale)),
		rule(t('usage.me.budget'), budgetParts(standing, reader)),
		...(operator
			? [rule(t('usage.me.operator'), [filling(operator.percent, locale), resets(operator.resetsAt, locale)])]
			: []),
		rule(t('usage.me.atOnce'), atOnce(standing, locale)),
		rule(t('usage.me.cooldown'), cooldown(standing, locale)),
	];
}

function counted({ limit, left, resetsAt }: Counted, locale: string, by = ''): string[] | undefined {
	if (limit === null || left === null) return undefined;
	const shown = { left: number(left, locale), limit: number(limit, locale) };
	return [wordsFor(locale)('usage.me.leftOf', shown), by, resets(resetsAt, locale)];
}

function budgetParts({ budget }: MemberStanding, { locale, managesServer }: Reader): string[] | undefined {
	if (!budget) return undefined;
	const { spentMicros, limitMicros, percent, resetsAt } = budget;
	const [spent, limit] = [money(spentMicros, locale), money(limitMicros, locale)];
	const amounts = managesServer ? wordsFor(locale)('usage.me.spentOf', { spent, limit }) : '';
	return [filling(percent, locale), amounts, resets(resetsAt, locale)];
}

const filling = (percent: number, locale: string): string =>
	`${bar(percent)} ${wordsFor(locale)('usage.me.used', { percent: number(percent, locale) })}`;

function atOnce({ atOnce: { running, limit } }: MemberStanding, locale: string): string[] | undefined {
	if (limit === null) return undefined;
	const shown = { running: number(running, locale), limit: number(limit, locale) };
	return [wordsFor(locale)('usage.me.running', shown)];
}

function cooldown({ at, cooldown: { seconds, readyAt } }: MemberStanding, locale: string): string[] | undefined {
	if (seconds === 0) return undefined;
	const t = wordsFor(locale);
	const isReady = readyAt === null || readyAt <= at;
	const ready = isReady ? t('usage.me.readyNow') : t('usage.me.ready', { when: countdown(readyAt) });
	return [duration(seconds * 1000, locale), ready];
}

function givenBy(from: MemberStanding['memberDay']['from'], reader: Reader): string {
	const t = wordsFor(reader.locale);
	if (typeof from === 'string') return t('usage.me.byDefault');
	return t('usage.me.byRole', { role: roleName(from.role, reader) });
}

const resets = (at: number, locale: string): string => wordsFor(locale)('usage.me.resets', { when: countdown(at) });
