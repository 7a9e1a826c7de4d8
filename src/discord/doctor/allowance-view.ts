import type { Allowance, Source } from '../../core/allowance.ts';
import { countLimit } from '../../core/catalogue.ts';
import type { Settings } from '../../core/settings.ts';
import type { Counted, MemberStanding } from '../../core/standing.ts';
import { duration, labelled, money } from '../../locales/words.ts';
import { numeral, roleName, type Wording } from '../settings/wording.ts';
import { code, several } from './wording.ts';

/** Somebody to look at the rules as, and what holds for them. */
export interface Looked {
	/** As a mention. */
	name: string;
	settings: Settings;
	allowance: Allowance;
	/** Micro-dollars a day over all servers; null for no cap. */
	operatorMicros: number | null;
	/** Of a member; a role has used nothing. */
	standing: MemberStanding | undefined;
}

/** One rule: its name, what it allows, what is left of it, and who set it; nobody where nothing is limited. */
interface Row {
	name: string;
	value: string;
	left?: string | undefined;
	from?: Source | undefined;
}

/** All that holds for somebody, rule by rule, and which rule gave it. */
export function allowanceWords(looked: Looked, wording: Wording): string {
	const { t } = wording;
	const groups = {
		picture: perPicture(looked, wording),
		member: perMember(looked, wording),
		server: together(looked, wording),
	};
	return [
		`## ${t('doctor.as.title', { name: looked.name })}`,
		...(looked.standing ? [usedWords(looked.standing, wording)] : []),
		...Object.entries(groups).flatMap(([name, rows]) => [
			`**${t(`doctor.as.${name}`)}**`,
			...rows.map((row) => rowWords(row, wording)),
		]),
	].join('\n');
}

function perPicture({ settings: { models: it, safety }, allowance }: Looked, wording: Wording): Row[] {
	const { t } = wording;
	const names = (list: readonly string[]) =>
		list.length > 0 ? several(list.map(code), wording) : t('doctor.as.nothing');
	const { models, qualities } = allowance;
	return [
		{ name: 'models', value: names(models.value), from: models.from },
		qualities.value === null
			? { name: 'qualities', value: t('doctor.as.any') }
			: { name: 'qualities', value: names(qualities.value), from: qualities.from },
		it.shapes === null
			? { name: 'shapes', value: t('doctor.as.any') }
			: { name: 'shapes', value: names(it.shapes), from: 'server' },
		{
			name: 'count',
			value: numeral(it.largestCount, wording),
			from: it.largestCount < countLimit ? 'server' : undefined,
		},
		safety.privateResults
			? { name: 'private', value: t('doctor.as.yes') }
			: { name: 'private', value: t('doctor.as.no'), from: 'server' },
	];
}

function perMember({ settings: { limits }, allowance, standing }: Looked, wording: Wording): Row[] {
	const { t, locale } = wording;
	const { jobsAtOnce, cooldownSeconds } = limits;
	const { priority, memberImagesPerDay } = allowance;
	const running = standing?.atOnce.running ?? 0;
	return [
		counted('memberDay', memberImagesPerDay.value, standing?.memberDay, memberImagesPerDay.from, wording),
		{
			...counted('atOnce', jobsAtOnce, undefined, 'server', wording),
			left: running > 0 ? t('doctor.as.running', { number: numeral(running, wording) }) : undefined,
		},
		cooldownSeconds === 0
			? { name: 'cooldown', value: t('doctor.as.none') }
			: { name: 'cooldown', value: duration(cooldownSeconds * 1000, locale), from: 'server' },
		{
			name: 'priority',
			value: t(`doctor.as.${priority.value}`),
			from: priority.value === 'high' ? priority.from : undefined,
		},
	];
}

function together({ settings: { limits, budget }, operatorMicros, standing }: Looked, wording: Wording): Row[] {
	const { t, locale } = wording;
	const spent = standing?.budget;
	return [
		counted('serverDay', limits.serverImagesPerDay, standing?.serverDay, 'server', wording),
		counted('serverMonth', limits.serverImagesPerMonth, standing?.serverMonth, 'server', wording),
		budget.microsPerMonth === null
			? { name: 'budget', value: t('doctor.as.unlimited') }
			: {
					name: 'budget',
					value: money(budget.microsPerMonth, locale),
					left: spent ? t('doctor.as.used', { percent: numeral(spent.percent, wording) }) : undefined,
					from: 'server',
				},
		...(operatorMicros === null
			? []
			: [{ name: 'operator', value: money(operatorMicros, locale), from: 'operator' } as const]),
	];
}

function counted(
	name: string,
	limit: number | null,
	standing: Counted | undefined,
	from: Source,
	wording: Wording,
): Row {
	const { t } = wording;
	if (limit === null) return { name, value: t('doctor.as.unlimited') };
	const left = standing?.left ?? undefined;
	return {
		name,
		value: numeral(limit, wording),
		left: left === undefined ? undefined : t('doctor.as.left', { number: numeral(left, wording) }),
		from,
	};
}

function rowWords({ name, value, left, from }: Row, wording: Wording): string {
	const { t, locale } = wording;
	const by = from === undefined ? undefined : t('doctor.by.rule', { by: sourceWords(from, wording) });
	const words = [value, left, by].filter((part) => part !== undefined).join(t('result.separator'));
	return `- ${labelled(t(`doctor.rule.${name}`), words, locale)}`;
}

const sourceWords = (from: Source, wording: Wording): string =>
	typeof from === 'string' ? wording.t(`doctor.by.${from}`) : roleName(from.role, wording);

/** What is left is told by the rule that leaves the fewest. */
function usedWords({ today, left, memberDay, serverDay, serverMonth }: MemberStanding, wording: Wording): string {
	const { t } = wording;
	const used = t('doctor.as.today', { count: today.images, number: numeral(today.images, wording) });
	if (left === undefined) return used;
	const rules = Object.entries({ memberDay, serverDay, serverMonth });
	const [rule = 'memberDay'] = rules.find(([, counts]) => counts.left === left) ?? [];
	return `${used}${t('result.separator')}**${t(`doctor.as.leftBy.${rule}`, { number: numeral(left, wording) })}**`;
}
