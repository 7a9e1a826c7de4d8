import { type CaseKind, caseKinds } from '../../../core/moderation/case.ts';
import { type Category, categories, type PresetName, presetNames } from '../../../core/moderation/categories.ts';
import { isDiscordId } from '../../../core/settings.ts';

/**
 * What is pressed at the desk. Nothing of a page is kept anywhere: its id says all that is shown, so it works after a restart and in every
 * process. Numbers and ids in it are looked up in the server of the press only. Every reader takes the parts after the page's name and
 * gives undefined for anything that Easel did not make.
 */

/** All others are decisions on a case (../ids.ts). */
export const pageNames = ['queue', 'open', 'member', 'words', 'dry_run', 'pause'] as const;
export type PageName = (typeof pageNames)[number];

const idOf = (page: PageName, ...rest: readonly (string | number)[]): string => ['moderation', page, ...rest].join(':');

export const shows = ['open', 'appeals', 'all'] as const;
export const owners = ['anybody', 'mine', 'unclaimed'] as const;

export interface QueueView {
	show: (typeof shows)[number];
	kind: CaseKind | 'any';
	whose: (typeof owners)[number];
	/** From 0. */
	page: number;
}
export const wholeQueue: QueueView = { show: 'open', kind: 'any', whose: 'anybody', page: 0 };

/** Selects replace one part of the view, `page` shows it as it is. */
export const queueVerbs = ['page', 'show', 'kind', 'whose'] as const;
export type QueueVerb = (typeof queueVerbs)[number];

export const queueId = (verb: QueueVerb, { show, kind, whose, page }: QueueView): string =>
	idOf('queue', verb, show, kind, whose, page);

export function readQueueId(parts: readonly string[]): { verb: QueueVerb; view: QueueView } | undefined {
	const [name, ...rest] = parts;
	const verb = oneOf(queueVerbs, name);
	const view = queueViewOf(rest);
	return verb && view && { verb, view };
}

/** The view with one part of it chosen anew, at its first page. */
export function chosenView(verb: QueueVerb, view: QueueView, value: string | undefined): QueueView | undefined {
	if (verb === 'page') return view;
	const parts = (['show', 'kind', 'whose'] as const).map((name) => (name === verb ? (value ?? '') : view[name]));
	return queueViewOf([...parts, '0']);
}

function queueViewOf([show, kind, whose, page, ...rest]: readonly string[]): QueueView | undefined {
	const [isShow, isKind, isWhose] = [
		oneOf(shows, show),
		oneOf([...caseKinds, 'any'] as const, kind),
		oneOf(owners, whose),
	];
	const number = wholeNumber(page);
	if (!isShow || !isKind || !isWhose || number === undefined || rest.length > 0) return undefined;
	return { show: isShow, kind: isKind, whose: isWhose, page: number };
}

/** Lines of the audit log since then (ms). */
export const exportId = (since: number): string => idOf('queue', 'export', since);

export function readExportId([name, since, ...rest]: readonly string[]): number | undefined {
	return name === 'export' && rest.length === 0 && since && /^\d{1,15}$/.test(since) ? Number(since) : undefined;
}

/** `page`: of its story, from 0. */
export const openId = (number: number, page = 0): string => idOf('open', number, page);

export function readOpenId([number, page, ...rest]: readonly string[]): { number: number; page: number } | undefined {
	const [isNumber, isPage] = [wholeNumber(number), wholeNumber(page)];
	return isNumber && isPage !== undefined && rest.length === 0 ? { number: isNumber, page: isPage } : undefined;
}

export const memberVerbs = ['page', 'pause', 'unpause'] as const;
export type MemberVerb = (typeof memberVerbs)[number];
export interface MemberId {
	verb: MemberVerb;
	userId: string;
	page: number;
}

export const memberId = ({ verb, userId, page }: MemberId): string => idOf('member', verb, userId, page);

export function readMemberId([name, userId, page, ...rest]: readonly string[]): MemberId | undefined {
	const [verb, isPage] = [oneOf(memberVerbs, name), wholeNumber(page)];
	if (!verb || !userId || !isDiscordId(userId) || isPage === undefined || rest.length > 0) return undefined;
	return { verb, userId, page: isPage };
}

export type WordsId = { page: number; remove?: string };

/** `remove`: the entry's id. */
export const wordsId = ({ page, remove }: WordsId): string =>
	remove === undefined ? idOf('words', 'page', page) : idOf('words', 'remove', page, remove);

export function readWordsId([name, page, entry, ...rest]: readonly string[]): WordsId | undefined {
	const number = wholeNumber(page);
	if (number === undefined || rest.length > 0) return undefined;
	if (name === 'page') return entry === undefined ? { page: number } : undefined;
	return name === 'remove' && entry && /^[0-9a-zA-Z-]{1,64}$/.test(entry) ? { page: number, remove: entry } : undefined;
}

/** Other thresholds to try: a preset, other numbers of one category over it, or both. */
export interface Trial {
	preset?: PresetName;
	category?: Category;
	/** Absent: as it is. */
	hold?: number;
	refuse?: number;
}

export interface DryRunId {
	/** `page` shows what it would have stopped; `on` switches it on. */
	verb: 'page' | 'on';
	/** The page, from 0; or the revision of the settings that whoever presses was looking at. */
	at: number;
	trial: Trial;
}

export const dryRunId = ({ verb, at, trial }: DryRunId): string =>
	idOf('dry_run', verb, at, ...[trial.preset, trial.category, trial.hold, trial.refuse].map((it) => it ?? nothing));

export function readDryRunId(parts: readonly string[]): DryRunId | undefined {
	const [name, number, preset, category, hold, refuse, ...rest] = parts;
	const [verb, at] = [oneOf(['page', 'on'] as const, name), wholeNumber(number)];
	if (!verb || at === undefined || rest.length > 0 || refuse === undefined) return undefined;
	const given = (text: string | undefined) => (text === nothing ? undefined : text);
	const trial = trialFrom({
		preset: given(preset),
		category: given(category),
		hold: given(hold),
		refuse: given(refuse),
	});
	return trial && { verb, at, trial };
}

const nothing = '-';

/** Scores with up to three digits. Undefined where one of the parts is none. */
export function trialFrom(parts: Readonly<Record<keyof Trial, unknown>>): Trial | undefined {
	const read = [
		part('preset', oneOf(presetNames, parts.preset), parts.preset),
		part('category', oneOf(categories, parts.category), parts.category),
		part('hold', scoreIn(parts.hold), parts.hold),
		part('refuse', scoreIn(parts.refuse), parts.refuse),
	];
	return read.includes(undefined) ? undefined : Object.assign({}, ...read);
}

/** Nothing where nothing was given; undefined where what was given is none. */
function part<T>(name: string, value: T | undefined, given: unknown): Record<string, T> | undefined {
	if (given === undefined) return {};
	return value === undefined ? undefined : { [name]: value };
}

const scoreIn = (text: unknown): number | undefined =>
	/^(0(\.\d{1,3})?|1)$/.test(String(text)) ? Number(text) : undefined;

/** What will be, so that two presses do not take each other back. */
export const pauseId = (isPaused: boolean): string => idOf('pause', isPaused ? 'stop' : 'resume');

export function readPauseId([name, ...rest]: readonly string[]): boolean | undefined {
	if (rest.length > 0) return undefined;
	return name === 'stop' ? true : name === 'resume' ? false : undefined;
}

const oneOf = <T extends string>(names: readonly T[], text: unknown): T | undefined =>
	names.find((name) => name === text);

const wholeNumber = (text = ''): number | undefined => (/^\d{1,9}$/.test(text) ? Number(text) : undefined);
