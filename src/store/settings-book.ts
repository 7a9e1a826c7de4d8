import type { Kysely } from 'kysely';
import { type Change, type How, type Kept, type SettingsBook, SettingsConflict } from '../core/books.ts';
import { defaultSettings } from '../core/settings.ts';
import { type Difference, differences, type Patch, withPatch } from '../core/settings-change.ts';
import type { Database } from './database.ts';
import { inServer } from './in-server.ts';
import { keptSettings } from './kept-settings.ts';
import type { SettingsChangesTable, Tables } from './schema.ts';

export function createSettingsBook(database: Database): SettingsBook {
	const { db } = database;
	return {
		read: (guildId) => read(db, guildId),

		change: ({ guildId, userId, how, patch, seen, at }) =>
			inServer(database, guildId, async (transaction) => {
				const now = await read(transaction, guildId);
				const others = seen === undefined ? [] : await changesOn(transaction, guildId, patch, seen);
				if (others.length > 0) throw new SettingsConflict(now, others);

				const settings = withPatch(now.settings, patch);
				const changed = differences(now.settings, settings);
				if (changed.length === 0) return { ...now, differences: changed };
				const revision = now.revision + 1;
				const row = { revision, body: JSON.stringify(settings), changed_at: at };
				await transaction
					.insertInto('settings')
					.values({ guild_id: guildId, ...row })
					.onConflict((conflict) => conflict.column('guild_id').doUpdateSet(row))
					.execute();
				const entry = { guild_id: guildId, revision, at, user_id: userId, how, differences: JSON.stringify(changed) };
				await transaction.insertInto('settings_changes').values(entry).execute();
				return { settings, revision, differences: changed };
			}),

		async history(guildId, { limit, before }) {
			const rows = await db
				.selectFrom('settings_changes')
				.selectAll()
				.where('guild_id', '=', guildId)
				.$if(before !== undefined, (query) => query.where('revision', '<', before!))
				.orderBy('revision', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toChange);
		},

		async entry(guildId, revision) {
			const row = await db
				.selectFrom('settings_changes')
				.selectAll()
				.where('guild_id', '=', guildId)
				.where('revision', '=', revision)
				.executeTakeFirst();
			return row && toChange(row);
		},
	};
}

async function read(db: Kysely<Tables>, guildId: string): Promise<Kept> {
	const row = await db
		.selectFrom('settings')
		.select(['revision', 'body'])
		.where('guild_id', '=', guildId)
		.executeTakeFirst();
	return row
		? { settings: keptSettings(row.body), revision: row.revision }
		: { settings: structuredClone(defaultSettings), revision: 0 };
}

/** Later changes than the one that was seen, oldest first, cut down to what the patch would change too. */
async function changesOn(db: Kysely<Tables>, guildId: string, patch: Patch, seen: number): Promise<Change[]> {
	const rows = await db
		.selectFrom('settings_changes')
		.selectAll()
		.where('guild_id', '=', guildId)
		.where('revision', '>', seen)
		.orderBy('revision')
		.execute();
	return rows.flatMap((row) => {
		const change = toChange(row);
		const touched = change.differences.filter(({ path }) => Object.hasOwn(patch, path));
		return touched.length > 0 ? [{ ...change, differences: touched }] : [];
	});
}

export function toChange({ revision, at, user_id, how, differences: changed }: SettingsChangesTable): Change {
	return { revision, at, userId: user_id, how: how as How, differences: JSON.parse(changed) as Difference[] };
}
