import { createHash } from 'node:crypto';
import { type Cursor, type Scope, scopes, type Towards } from '../../core/gallery.ts';
import { isJobId } from '../ids.ts';

/** Since when: `any` time, today, so many days. */
export const spans = ['any', 'today', 'week', 'month'] as const;
export type Span = (typeof spans)[number];

/** What a page shows: all that a press has to go by. */
export interface View {
	scope: Scope;
	starred: boolean;
	span: Span;
	/** `nameHash` of what is chosen; any where that is empty. */
	model: string;
	persona: string;
	at?: { from: Cursor; towards: Towards };
}

export const fresh = (scope: Scope): View => ({ scope, starred: false, span: 'any', model: '', persona: '' });

/** Names can be longer than an id; a page knows which one is meant by its beginning. */
export const nameHash = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 10);

/** `page` goes where the view says; the others change it by what is chosen. */
export const viewVerbs = ['page', 'model', 'persona', 'span'] as const;
export type ViewVerb = (typeof viewVerbs)[number];

const signs: Record<Towards, string> = { older: '-', newer: '+' };

export function viewId(verb: ViewVerb, { scope, starred, span, model, persona, at }: View): string {
	const place = at ? `${signs[at.towards]}${at.from.at.toString(36)}.${at.from.id}` : '';
	return ['gallery', verb, scope, starred ? '1' : '0', span, model, persona, place].join(':');
}

/** Undefined for anything that Easel did not make. `id`: what follows the command's name. */
export function readViewId(id: readonly string[]): { verb: ViewVerb; view: View } | undefined {
	const [name, scopeName, star = '', spanName, model = '', persona = '', place = '', ...rest] = id;
	const verb = viewVerbs.find((it) => it === name);
	const scope = scopes.find((it) => it === scopeName);
	const span = spans.find((it) => it === spanName);
	const isHash = (text: string) => /^([0-9a-f]{10})?$/.test(text);
	if (!verb || !scope || !span || !/^[01]$/.test(star) || !isHash(model) || !isHash(persona)) return undefined;
	if (id.length !== 7 || rest.length > 0) return undefined;
	const view = { scope, starred: star === '1', span, model, persona };
	if (place === '') return { verb, view };
	const at = readPlace(place);
	return at && { verb, view: { ...view, at } };
}

function readPlace(place: string): View['at'] {
	const [, sign, at = '', id = ''] = /^([-+])([0-9a-z]{1,9})\.([0-9a-z]+)$/.exec(place) ?? [];
	if (!isJobId(id)) return undefined;
	return { from: { at: Number.parseInt(at, 36), id }, towards: sign === '-' ? 'older' : 'newer' };
}

/** What can be done with one result. */
export const verbs = [
	'star',
	'unstar',
	'dm',
	'share',
	'post',
	'unshare',
	'show',
	'back',
	'compare',
	'history',
] as const;
export type Verb = (typeof verbs)[number];

/** Those that stand under More of every result. */
export const pastVerbs = ['back', 'compare', 'history', 'star'] as const satisfies readonly Verb[];

/** `token`: only for `post`, which is done once. */
export const resultId = (verb: Verb, jobId: string, token?: string): string =>
	['gallery', verb, jobId, ...(token ? [token] : [])].join(':');

export function readResultId([name, jobId = '', token, ...rest]: readonly string[]):
	| { verb: Verb; jobId: string; token: string | undefined }
	| undefined {
	const verb = verbs.find((it) => it === name);
	if (!verb || !isJobId(jobId) || rest.length > 0 || (token !== undefined) !== (verb === 'post')) return undefined;
	return { verb, jobId, token };
}

/** Of a message of the gallery: whether it shows a result that everybody can see. */
export const goesOnInPublic = (customIds: readonly string[]): boolean =>
	customIds.some((id) => id.startsWith('gallery:')) && customIds.some((id) => id.startsWith('again:'));

/** Of a select whose values are jobs: the steps of a history, the pictures of a page. */
export const openId = 'gallery:open';
