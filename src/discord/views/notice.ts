import type { APIComponentInContainer } from 'discord.js';
import { countedTo } from '../../core/batch.ts';
import type { Job, Problem } from '../../core/job.ts';
import { type Case, canAppeal } from '../../core/moderation/case.ts';
import { categories } from '../../core/moderation/categories.ts';
import type { Standing } from '../../core/ports.ts';
import type { Refusal } from '../../core/refusal.ts';
import { duration, either, fileSize, formatLocale, listing, money, type Words, wordsFor } from '../../locales/words.ts';
import { againId, idOf } from '../ids.ts';
import { optionName } from '../localised.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { escapeText, escapeWithin, quote, shorten } from '../text.ts';
import { joined, leftWords, localeOf, promptLine } from './parts.ts';

/** Nobody asked for a picture, so nobody needs to hear that none was drawn. */
const aboutButtons: readonly Refusal['code'][] = [
	'notYours',
	'tooLate',
	'notYet',
	'jobGone',
	'alreadyDrawing',
	'notAResult',
	'noPictures',
	'resultGone',
	'resultUnseen',
	'reportedBefore',
	'nothingToAppeal',
	'appealedBefore',
	'appealTooShort',
	'caseGone',
	'operatorRefuses',
	'notAllowed',
	'batchGone',
];

/** The one place that words a refusal. */
export function refusalView(refusal: Refusal, locale: string): Payload {
	const t = wordsFor(locale);
	const words = refusalWords(refusal, locale);
	if (aboutButtons.includes(refusal.code)) return payload('notice', [text(words)]);
	return payload('notice', [text(`**${t('refusal.title')}**\n${words}`), small(t('refusal.unpaid'))]);
}

export function refusalWords(refusal: Refusal, locale: string): string {
	const t = wordsFor(locale);
	return t(`refusal.${refusal.code}${variantOf(refusal)}`, shown(refusal, locale));
}

/** Some refusals are worded differently where there is nothing to choose from, or where a role's rule speaks. */
export function variantOf(refusal: Refusal): '' | 'None' | 'Role' {
	if ('able' in refusal && refusal.able.length === 0) return 'None';
	if ('allowed' in refusal && refusal.allowed.length === 0) return 'None';
	if ('channels' in refusal && refusal.channels.length === 0) return 'None';
	return 'role' in refusal ? 'Role' : '';
}

/** Something of ours broke before anything was accepted. */
export function unexpectedView(reference: string, locale: string): Payload {
	const t = wordsFor(locale);
	return payload('trouble', [text(`**${t('unexpected.title')}**\n${t('unexpected.text', { reference })}`)]);
}

export const staleView = (locale: string): Payload => payload('notice', [text(wordsFor(locale)('unexpected.stale'))]);

/** What is told beside how a job ended. */
export interface Ending extends Standing {
	/** The case that it was decided in. */
	found?: Case | undefined;
	/** Nothing private was answered to this member in this server before. */
	isFirstPrivate?: boolean;
	/** Said in a channel: to whom, and not the words. */
	inPublic?: boolean;
}

/** How a job ended without a picture: what happened, whether it cost anything, and what to do. */
export function endingView(job: Job, ending: Ending = {}): Payload {
	const { left, found, isFirstPrivate = false, inPublic = false } = ending;
	const locale = inPublic ? localeOf(job) : job.asker.locale;
	const t = wordsFor(locale);
	const smallLines = [
		// What was given back is said with what is there again.
		small(joined([t('problem.free'), leftWords(left, locale)], locale)),
		...(isFirstPrivate ? [small(t('told.private'))] : []),
	];
	if (job.state === 'cancelled' || job.state === 'expired') {
		return payload('notice', [text(`**${t(`problem.${job.state}Title`)}**\n${endedWords(job, t)}`), ...smallLines]);
	}
	const problem: Problem = job.problem ?? { code: 'internal' };
	const title = t(titleOf(job, problem));
	const controls = [
		...(job.state === 'unknown' || job.state === 'failed'
			? [button(t('button.runAgain'), againId(job), job.state === 'unknown' ? 'primary' : 'secondary')]
			: []),
		...(found && canAppeal(found) ? [button(t('button.appeal'), idOf('appeal', job.id))] : []),
	];
	return payload(job.state === 'refused' ? 'notice' : 'trouble', [
		...(inPublic ? [text(`<@${job.asker.userId}>`)] : promptLine(job, locale)),
		text(`**${title}**\n${problemWords(problem, job, locale)}`),
		...decisionLines(found, locale),
		...smallLines,
		...(controls.length > 0 ? [row(...controls)] : []),
	]);
}

function endedWords({ state, hold, cleared }: Job, t: Words): string {
	return state === 'expired' && hold && !cleared ? t('problem.expiredHeld') : t(`problem.${state}`);
}

/** What a moderator says of it beside the reason. */
function decisionLines(found: Case | undefined, locale: string): APIComponentInContainer[] {
	const t = wordsFor(locale);
	const answer = found?.appeal?.answer;
	const said = answer?.text ? `\n${quote(answer.text, answerLimit)}` : '';
	return [
		...(found?.decision?.warned ? [text(t('problem.warned'))] : []),
		...(answer && !answer.granted ? [text(`**${t('problem.deniedTitle')}**${said}`)] : []),
	];
}

/** Characters as sent, of a moderator's answer. */
const answerLimit = 1000;

export function problemWords(problem: Problem, job: Job, locale: string): string {
	const t = wordsFor(locale);
	if (problem.code === 'moderation' && problem.categories && problem.categories.length > 0) {
		return t('problem.moderationCategories', { categories: providersCategories(problem.categories, locale) });
	}
	if (problem.code === 'filtered') return filteredWords(problem, locale);
	if (problem.code === 'notApproved' && problem.reason) {
		return t('problem.notApprovedReason', { reason: escapeWithin(problem.reason, 1000) });
	}
	return t(`problem.${problem.code}`, { model: job.request.model, reference: problem.reference ?? '' });
}

/** Names of the provider's, in words where it is one that we know too. */
function providersCategories(names: readonly string[], locale: string): string {
	const t = wordsFor(locale);
	const known = names.map((name) =>
		(categories as readonly string[]).includes(name) ? t(`choice.category.${name}`) : name,
	);
	return escapeWithin(listing(known, locale), 200);
}

function titleOf({ state }: Job, { code }: Problem): string {
	if (state === 'unknown') return 'problem.unknownTitle';
	return code === 'filtered' || code === 'unchecked' || code === 'notApproved'
		? 'problem.refusedTitle'
		: 'problem.title';
}

/** What the server's rules found: the member's own words, and what the endpoint takes the request for. */
function filteredWords({ categories = [], found = [] }: Problem, locale: string): string {
	const t = wordsFor(locale);
	const words = {
		categories: listing(
			categories.map((name) => t(`choice.category.${name}`)),
			locale,
		),
		found: listing(
			found.map((it) => `**${escapeWithin(it, 60)}**`),
			locale,
		),
	};
	if (found.length > 0 && categories.length > 0) return t('problem.filteredBoth', words);
	if (found.length > 0) return t('problem.filteredFound', words);
	return categories.length > 0 ? t('problem.filteredCategories', words) : t('problem.filtered');
}

/** The fields of a refusal as people read them. What they typed is shortened and cannot format anything. */
function shown(refusal: Refusal, locale: string): Record<string, string> {
	const number = new Intl.NumberFormat(formatLocale(locale));
	return Object.fromEntries(
		Object.entries(refusal).map(([field, value]): [string, string] => {
			if (field.endsWith('Micros')) return [field.slice(0, -'Micros'.length), money(Number(value), locale)];
			if (field === 'role') return [field, `<@&${value}>`];
			if (field === 'by') return [field, `<@${value}>`];
			if (field === 'channels' && Array.isArray(value)) {
				return [
					field,
					either(
						value.map((id) => `<#${id}>`),
						locale,
					),
				];
			}
			if (field === 'option') return [field, optionName(String(value), locale)];
			if (field === 'permission') return [field, wordsFor(locale)(`permission.${value}`)];
			if (field === 'seconds') return [field, duration(Number(value) * 1000, locale)];
			if (field === 'what') return [field, wordsFor(locale)(`ability.${value}`)];
			if (field === 'resetsAt') return ['resets', `<t:${Math.ceil(Number(value) / 1000)}:R>`];
			if (field === 'limit' && refusal.code === 'batchFileTooLarge') {
				const kilobytes = { style: 'unit', unit: 'kilobyte' } as const;
				return [field, new Intl.NumberFormat(formatLocale(locale), kilobytes).format(Number(value) / 1024)];
			}
			// Nobody counts on from there.
			if (field === 'pictures') return [field, `${number.format(Number(value))}${value === countedTo ? '+' : ''}`];
			if (field === 'limit' && refusal.code === 'pictureTooLarge') return [field, fileSize(Number(value), locale)];
			if (field === 'limit' && refusal.code === 'pictureTooManyPixels')
				return [field, number.format(Number(value) / 1e6)];
			if (Array.isArray(value)) return [field, either(value, locale)];
			if (typeof value === 'number') return [field, number.format(value)];
			if (field === 'name') return [field, `**${escapeText(shorten(String(value), 80))}**`];
			// Shown as code in the sentence, where only a backtick has a meaning.
			return [field, shorten(String(value).replaceAll('`', "'"), 80)];
		}),
	);
}
