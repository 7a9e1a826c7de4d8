import type { Alert, AlertBook } from '../core/books.ts';
import type { Database } from './database.ts';

export function createAlertBook({ db }: Database): AlertBook {
	return {
		async raise({ guildId, month, percent, spentMicros, budgetMicros, at }) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('budget_alerts')
				.values({ guild_id: guildId, month, percent, spent: spentMicros, budget: budgetMicros, at, told: 0 })
				.onConflict((conflict) => conflict.columns(['guild_id', 'month', 'percent', 'budget']).doNothing())
				.executeTakeFirst();
			return numInsertedOrUpdatedRows === 1n;
		},

		async untold() {
			const rows = await db
				.selectFrom('budget_alerts')
				.selectAll()
				.where('told', '=', 0)
				.orderBy('at')
				.orderBy('percent')
				.execute();
			return rows.map(
				({ guild_id, month, percent, spent, budget, at }): Alert => ({
					guildId: guild_id,
					month,
					percent,
					spentMicros: spent,
					budgetMicros: budget,
					at,
				}),
			);
		},

		async told({ guildId, month, percent, budgetMicros }) {
			await db
				.updateTable('budget_alerts')
				.set({ told: 1 })
				.where('guild_id', '=', guildId)
				.where('month', '=', month)
				.where('percent', '=', percent)
				.where('budget', '=', budgetMicros)
				.execute();
		},
	};
}
