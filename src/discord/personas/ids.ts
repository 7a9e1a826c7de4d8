import { type Before, type OwnerKind, ownerKinds, type Persona, type Personas } from '../../core/personas.ts';

/**
 * What is pressed among personas. Nothing of a page is kept anywhere: its id says what is shown, so it works after a restart and in every
 * process. Whose persona it is follows from who presses and where, never from the id.
 */

export const tabs = ['member', 'server', 'starter'] as const;
export type Tab = (typeof tabs)[number];

export const ofTab = ({ own, server, starters }: Personas, tab: Tab): readonly Persona[] =>
	({ member: own, server, starter: starters })[tab];

export interface Page {
	tab: Tab;
	/** From 0. */
	page: number;
}

const draftVerbs = [
	/** The form once more, with what was filled in. */
	'again',
	/** Stores it over what is there. */
	'keep',
	/** The form of a picture once more, and the picture itself. */
	'retry',
	'draw',
] as const;
const keyVerbs = [
	/** The form with what is kept. */
	'edit',
	/** Asks before, and does it. */
	'remove',
	'removed',
] as const;

export type PersonaId =
	/** The same page under two names: in one message no two buttons may have the same id. */
	| ({ verb: 'list' | 'turn' } & Page)
	| { verb: 'new'; owner: OwnerKind }
	| { verb: (typeof keyVerbs)[number]; owner: OwnerKind; key: string }
	/** What was filled in. `before`: the persona that it replaces. */
	| { verb: 'fill'; owner: OwnerKind; before: Before | null }
	/** The form of a picture through these eyes, and what was filled in. */
	| { verb: 'try'; tab: Tab; key: string }
	| { verb: 'tried' }
	| { verb: (typeof draftVerbs)[number]; draft: string };

export const personaId = (id: PersonaId): string => ['persona', id.verb, ...partsOf(id)].join(':');

function partsOf(id: PersonaId): (string | number)[] {
	if ('draft' in id) return [id.draft];
	if ('page' in id) return [id.tab, id.page];
	if ('tab' in id) return [id.tab, id.key];
	if ('before' in id) return [id.owner, id.before?.at.toString(36) ?? '', id.before?.key ?? ''];
	if ('key' in id) return [id.owner, id.key];
	return 'owner' in id ? [id.owner] : [];
}

/** From the parts after `persona`. Undefined for anything that Easel did not make. */
export function readPersonaId([verb, ...parts]: readonly string[]): PersonaId | undefined {
	const [first = '', second = '', third = ''] = parts;
	const owner = oneOf(ownerKinds, first);
	const tab = oneOf(tabs, first);
	const keyVerb = oneOf(keyVerbs, verb);
	const draftVerb = oneOf(draftVerbs, verb);
	const count = (n: number) => parts.length === n;
	if (verb === 'list' || verb === 'turn')
		return tab && count(2) && isPage(second) ? { verb, tab, page: Number(second) } : undefined;
	if (verb === 'new') return owner && count(1) ? { verb, owner } : undefined;
	if (verb === 'try') return tab && count(2) && isKey(second) ? { verb, tab, key: second } : undefined;
	if (verb === 'tried') return count(0) ? { verb } : undefined;
	if (keyVerb) return owner && count(2) && isKey(second) ? { verb: keyVerb, owner, key: second } : undefined;
	if (draftVerb) return count(1) && isDraft(first) ? { verb: draftVerb, draft: first } : undefined;
	if (verb !== 'fill' || !owner || !count(3)) return undefined;
	if (second === '' && third === '') return { verb, owner, before: null };
	const isBefore = /^[0-9a-z]{1,9}$/.test(second) && isKey(third);
	return isBefore ? { verb, owner, before: { at: Number.parseInt(second, 36), key: third } } : undefined;
}

const isPage = (text: string): boolean => /^\d{1,3}$/.test(text);
const isKey = (text: string): boolean => text.length >= 1 && text.length <= 70;
const isDraft = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);

const oneOf = <T extends string>(names: readonly T[], text: unknown): T | undefined =>
	names.find((name) => name === text);
