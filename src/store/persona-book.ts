import type { Kysely } from 'kysely';
import {
	type KeptPersona,
	mostPersonas,
	type OwnerKind,
	type PersonaBook,
	type PersonaOwner,
} from '../core/personas.ts';
import type { Database } from './database.ts';
import { inServer } from './in-server.ts';
import type { Tables } from './schema.ts';
import type { PersonasTable } from './studio-schema.ts';

/** What is kept of a persona without the fields that have a column of their own. */
type Body = Pick<KeptPersona, 'name' | 'perspective' | 'defaults'>;

export function createPersonaBook(database: Database): PersonaBook {
	const { db } = database;
	return {
		async of({ userId, guildId }) {
			const owners: PersonaOwner[] = [
				{ kind: 'member', id: userId },
				...(guildId === null ? [] : [{ kind: 'server' as const, id: guildId }]),
			];
			const rows = await db
				.selectFrom('personas')
				.selectAll()
				.where(({ or, and }) => or(owners.map(({ kind, id }) => and({ owner_id: id, owner: kind }))))
				.orderBy('owner')
				.orderBy('key')
				.execute();
			return rows.map(toPersona);
		},

		// A member's own are counted under a lock as well: Discord's ids are all of one kind.
		put: (persona, before) =>
			inServer(database, persona.owner.id, async (transaction) => {
				const { owner, key } = persona;
				const replaced = before && (await find(transaction, owner, before.key));
				if (before && !replaced) return { not: 'gone' };
				if (replaced && replaced.at !== before?.at) return { not: 'changed', found: replaced };
				const found = replaced?.key === key ? undefined : await find(transaction, owner, key);
				if (found) return { not: 'exists', found };
				const limit = mostPersonas[owner.kind];
				if (!replaced && (await count(transaction, owner)) >= limit) return { not: 'full', limit };
				if (replaced) await ofKey(transaction, owner, replaced.key).execute();
				// Whoever looks at the one before must be able to tell them apart.
				const kept = { ...persona, at: Math.max(persona.at, (replaced?.at ?? 0) + 1) };
				await transaction.insertInto('personas').values(toRow(kept)).execute();
				return { kept };
			}),

		async remove(owner, key) {
			const { numDeletedRows } = await ofKey(db, owner, key).executeTakeFirst();
			return numDeletedRows > 0n;
		},
	};
}

/** How many went. */
export async function forgetPersonas(db: Kysely<Tables>, { kind, id }: PersonaOwner): Promise<number> {
	const { numDeletedRows } = await db
		.deleteFrom('personas')
		.where('owner_id', '=', id)
		.where('owner', '=', kind)
		.executeTakeFirst();
	return Number(numDeletedRows);
}

/** What this member wrote down, for themselves and for servers. */
export async function personasBy(db: Kysely<Tables>, userId: string): Promise<KeptPersona[]> {
	const rows = await db.selectFrom('personas').selectAll().where('by_user', '=', userId).orderBy('at').execute();
	return rows.map(toPersona);
}

async function find(db: Kysely<Tables>, { kind, id }: PersonaOwner, key: string): Promise<KeptPersona | undefined> {
	const row = await db
		.selectFrom('personas')
		.selectAll()
		.where('owner_id', '=', id)
		.where('owner', '=', kind)
		.where('key', '=', key)
		.executeTakeFirst();
	return row && toPersona(row);
}

async function count(db: Kysely<Tables>, { kind, id }: PersonaOwner): Promise<number> {
	const { n } = await db
		.selectFrom('personas')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('owner_id', '=', id)
		.where('owner', '=', kind)
		.executeTakeFirstOrThrow();
	return Number(n);
}

const ofKey = (db: Kysely<Tables>, { kind, id }: PersonaOwner, key: string) =>
	db.deleteFrom('personas').where('owner_id', '=', id).where('owner', '=', kind).where('key', '=', key);

const toRow = ({ owner, key, by, at, ...body }: KeptPersona): PersonasTable => ({
	owner: owner.kind,
	owner_id: owner.id,
	key,
	by_user: by,
	at,
	body: JSON.stringify(body satisfies Body),
});

const toPersona = ({ owner, owner_id, key, by_user, at, body }: PersonasTable): KeptPersona => ({
	...(JSON.parse(body) as Body),
	key,
	owner: { kind: owner as OwnerKind, id: owner_id },
	by: by_user,
	at,
});
