import type { Draft } from '../../core/books.ts';
import {
	type Before,
	keyOf,
	type OwnerKind,
	type Put,
	readPersona,
	type TypedPersona,
	takenBy,
} from '../../core/personas.ts';
import type { Payload } from '../payload.ts';
import { fullView, keptView, saying, takenView, thereView, wrongView } from './views.ts';
import { noServer, ownerFor, type Visit } from './visit.ts';

export interface Filled {
	owner: OwnerKind;
	typed: TypedPersona;
	/** The persona that it replaces. */
	before: Before | null;
}

/** Keeps it, or says what is in the way; then what was filled in waits for an hour. */
export async function keep(visit: Visit, filled: Filled): Promise<void> {
	await visit.reply.show(await outcomeOf(visit, filled));
}

async function outcomeOf(visit: Visit, filled: Filled): Promise<Payload> {
	const { office, locale, userId } = visit;
	const { owner: kind, typed, before } = filled;
	const owner = ownerFor(visit, kind);
	if (!owner) return noServer(visit);
	const read = readPersona(typed);
	if ('problems' in read) return wrongView(read.problems, await draftOf(visit, filled), locale);
	const { persona } = read;
	const key = keyOf(persona.name);
	// What it was called before it may be called still.
	const taken = key === before?.key ? undefined : takenBy(persona.name, kind, await visit.personas());
	if (taken) return takenView(taken, persona.name, await draftOf(visit, filled), locale);
	const put = await office.personas.put({ ...persona, key, owner, by: userId, at: office.clock.now() }, before);
	return 'kept' in put ? keptView(put.kept, locale) : notKept(visit, filled, put);
}

async function notKept(visit: Visit, filled: Filled, put: Exclude<Put, { kept: unknown }>): Promise<Payload> {
	const { locale } = visit;
	const { owner, before } = filled;
	if (put.not === 'full') return fullView(owner, put.limit, await draftOf(visit, filled), locale);
	// To replace the one in the way would mean that two go for one.
	const canReplace = put.not !== 'exists' || before === null;
	const known = 'found' in put ? { key: put.found.key, at: put.found.at } : null;
	const draft = await draftOf(visit, canReplace ? { ...filled, before: known } : filled);
	return thereView(put, { draft, canReplace }, locale);
}

const draftOf = ({ office, userId, guildId }: Visit, filled: Filled): Promise<string> =>
	office.drafts.put({ guildId, userId, kind: 'persona', ...filled });

/** Stores what waited, over what its member has now seen. */
export async function keepDraft(visit: Visit, id: string): Promise<void> {
	const draft = await personaDraft(visit, id);
	if (!draft) return void (await visit.reply.show(draftGone(visit)));
	await keep(visit, draft);
}

/** Undefined for what is gone, or somebody else's, or of another server. */
export async function personaDraft(visit: Visit, id: string): Promise<Filled | undefined> {
	const draft = await visit.office.drafts.get(id);
	return draft?.kind === 'persona' && isOf(draft, visit) ? draft : undefined;
}

export const isOf = (draft: Draft, { userId, guildId }: Visit): boolean =>
	draft.userId === userId && draft.guildId === guildId;

export const draftGone = ({ t, locale }: Visit): Payload => saying(t('personas.draftGone'), locale);
