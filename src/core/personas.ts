import { knownModels, modelOf, type ShapeName, shapeNames } from './catalogue.ts';
import { cleanPrompt, namesIn, perspective, saysNothing, starterPersonas } from './prompt.ts';
import { qualityNames } from './settings.ts';

/** Characters. */
export const longestName = 32;
export const longestPerspective = 1000;
/** What one member, and one server, may keep. */
export const mostPersonas = { member: 50, server: 100 } as const;

export const ownerKinds = ['member', 'server'] as const;
export type OwnerKind = (typeof ownerKinds)[number];

export const defaultNames = ['style', 'shape', 'quality'] as const;
/** What holds where whoever asks says nothing else and the model can do it. */
export type Defaults = Readonly<Partial<Record<(typeof defaultNames)[number], string>>>;

/** The values that some model knows; what one of them does not know is left out there. */
export const legalDefaults: Readonly<Record<keyof Defaults, readonly string[]>> = {
	style: [...new Set(knownModels.flatMap((id) => modelOf(id).styles))],
	shape: shapeNames satisfies readonly ShapeName[],
	quality: qualityNames,
};

/** A name, and a perspective in words that a picture is seen through. */
export interface Persona {
	name: string;
	perspective: string;
	defaults: Defaults;
}

export interface PersonaOwner {
	kind: OwnerKind;
	/** The member's id, or the server's. */
	id: string;
}

export interface KeptPersona extends Persona {
	/** By which it is looked up (`keyOf`). */
	key: string;
	owner: PersonaOwner;
	/** Who wrote it down. */
	by: string;
	/** Milliseconds since the epoch; grows with every change. */
	at: number;
}

/** What one member can name in one place, in the order in which a name is looked up. */
export interface Personas {
	own: readonly KeptPersona[];
	server: readonly KeptPersona[];
	/** Empty where a server hides them. */
	starters: readonly Persona[];
}

const starters: readonly Persona[] = Object.entries(starterPersonas).map(([name, words]) => {
	return { name, perspective: words, defaults: {} };
});

/** What everybody has everywhere. */
export const builtIn: Personas = { own: [], server: [], starters };

/** The same for all ways to write a name. Phones put ’ where others type '. */
export const keyOf = (name: string): string =>
	name
		.normalize('NFKC')
		.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
		.replace(/\s+/g, ' ')
		.trim()
		.toLowerCase()
		.replaceAll('’', "'");

const keyIn = (persona: Persona | KeptPersona): string => ('key' in persona ? persona.key : keyOf(persona.name));

/** Undefined for a name that nobody gave: then it is a perspective in whoever's own words. */
export function personaNamed(name: string, { own, server, starters: shown }: Personas): Persona | undefined {
	const key = keyOf(name);
	return [...own, ...server, ...shown].find((it) => keyIn(it) === key);
}

/** What a combination of names stands for. */
export interface Seen {
	/** As they were typed; null for nobody. */
	names: string | null;
	perspective: string;
	/** Of each that is known by its name, in their order. */
	defaults: readonly Defaults[];
}

export function seenThrough(typed: string, personas: Personas): Seen {
	const names = namesIn(typed);
	const known = names.flatMap((name) => personaNamed(name, personas) ?? []);
	return {
		names: names.length > 0 ? typed.trim() : null,
		perspective: perspective(typed, (name) => personaNamed(name, personas)?.perspective),
		defaults: known.map(({ defaults }) => defaults),
	};
}

/** A persona as somebody filled it in. */
export type TypedPersona = Readonly<{ name: string; perspective: string } & Record<keyof Defaults, string>>;

/** What is wrong with it; the words stand in the locale files under `personas.wrong.<code>`. */
export type PersonaProblem =
	| { code: 'nameEmpty' }
	| { code: 'nameTooLong'; length: number; limit: number }
	| { code: 'nameSigns' }
	| { code: 'perspectiveEmpty' }
	| { code: 'perspectiveTooLong'; length: number; limit: number }
	| { code: 'perspectiveMentions' }
	/** No such style, shape or quality: no form of ours offers it. */
	| { code: 'defaultUnknown' };

/** Letters, digits and what writes words of them; joiners belong to the spelling of some scripts. */
const legalName = /^(?:[\p{L}\p{M}\p{N} _'’-]|\u200c|\u200d)+$/u;
/** Discord's mentions of people, roles, channels and everybody: to a model they are numbers, to people a nuisance. */
const mention = /<(?:@[!&]?|#)\d+>|@(?:everyone|here)\b/i;

const lengthOf = (text: string): number => [...text].length;

/** The persona, or everything that is wrong with it at once. What it says is never read as names again. */
export function readPersona(typed: TypedPersona): { persona: Persona } | { problems: readonly PersonaProblem[] } {
	const name = cleanPrompt(typed.name).normalize('NFKC').replace(/\s+/g, ' ').trim();
	// One line: it is quoted in the middle of a sentence.
	const words = cleanPrompt(typed.perspective).replace(/\s+/g, ' ');
	const defaults = Object.fromEntries(defaultNames.flatMap((it) => (typed[it] === '' ? [] : [[it, typed[it]]])));
	const problems = [
		...wrongWithName(name),
		...wrongWithPerspective(words),
		...(Object.entries(defaults).every(([it, value]) => legalDefaults[it as keyof Defaults].includes(value))
			? []
			: [{ code: 'defaultUnknown' } as const]),
	];
	return problems.length > 0 ? { problems } : { persona: { name, perspective: words, defaults } };
}

function wrongWithName(name: string): PersonaProblem[] {
	const length = lengthOf(name);
	if (name === '') return [{ code: 'nameEmpty' }];
	return [
		...(length > longestName ? [{ code: 'nameTooLong', length, limit: longestName } as const] : []),
		...(legalName.test(name) && /[\p{L}\p{N}]/u.test(keyOf(name)) ? [] : [{ code: 'nameSigns' } as const]),
	];
}

function wrongWithPerspective(words: string): PersonaProblem[] {
	const length = lengthOf(words);
	if (saysNothing(words)) return [{ code: 'perspectiveEmpty' }];
	return [
		...(length > longestPerspective
			? [{ code: 'perspectiveTooLong', length, limit: longestPerspective } as const]
			: []),
		...(mention.test(words) ? [{ code: 'perspectiveMentions' } as const] : []),
	];
}

/**
 * Whose the name is already, so that no combination is ever ambiguous: built-in names are nobody's to take, shown or not, and a server's
 * are not its members'. A server may take the name of a member's own: for that member, their own comes first.
 */
export function takenBy(name: string, kind: OwnerKind, { server }: Personas): 'starter' | 'server' | undefined {
	const key = keyOf(name);
	if (starters.some((it) => keyIn(it) === key)) return 'starter';
	return kind === 'member' && server.some((it) => it.key === key) ? 'server' : undefined;
}

/** The persona that is to be replaced, as whoever does it knows it. */
export interface Before {
	key: string;
	at: number;
}

export type Put =
	| { kept: KeptPersona }
	| { not: 'full'; limit: number }
	/** The owner has one of this name, which is not the one to be replaced. */
	| { not: 'exists'; found: KeptPersona }
	/** The one to be replaced is not as it was, or not there, any more. */
	| { not: 'changed'; found: KeptPersona }
	| { not: 'gone' };

/** Who uses personas, and where. */
export interface PersonaUser {
	userId: string;
	/** Null in a direct message. */
	guildId: string | null;
}

/** What members and servers keep. The store implements it. */
export interface PersonaBook {
	/** The member's own and the server's, each by name. */
	of(who: PersonaUser): Promise<KeptPersona[]>;
	/** ONE transaction: limits hold however many do it at once, and nobody overwrites what they have not seen. */
	put(persona: KeptPersona, before: Before | null): Promise<Put>;
	/** False when it was gone before. */
	remove(owner: PersonaOwner, key: string): Promise<boolean>;
}
