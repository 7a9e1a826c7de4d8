import type { AuditBook } from '../core/moderation/books.ts';
import { toAuditLine } from './case-rows.ts';
import { addAudit } from './case-writes.ts';
import type { Database } from './database.ts';
import { inServer } from './in-server.ts';

export function createAuditBook(database: Database): AuditBook {
	const { db } = database;
	return {
		async list(guildId, { limit, before, case: number }) {
			const rows = await db
				.selectFrom('audit')
				.selectAll()
				.where('guild_id', '=', guildId)
				.$if(number !== undefined, (query) => query.where('case_number', '=', number!))
				.$if(before !== undefined, (query) => query.where('n', '<', before!))
				.orderBy('n', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toAuditLine);
		},

		async all(guildId, since, limit) {
			const rows = await db
				.selectFrom('audit')
				.selectAll()
				.where('guild_id', '=', guildId)
				.where('at', '>=', since)
				.orderBy('at')
				.orderBy('n')
				.limit(limit)
				.execute();
			return rows.map(toAuditLine);
		},

		append: (entry) =>
			inServer(database, entry.guildId, (transaction) => addAudit(transaction, entry.guildId, [entry])),
	};
}
