import { type RawBuilder, sql } from 'kysely';

/** A column, with the condition under which an index begins with it. */
interface Column {
	table: 'jobs' | 'stops' | 'cases' | 'audit';
	column: 'guild_id' | 'user_id' | 'model';
	where?: RawBuilder<unknown>;
}

/**
 * A common table `name` of one column `value`, for `with recursive`: what stands in a column after `from`, each once. It goes from one
 * value to the next through the index, which neither database does by itself: of the many rows between them none is read. The first
 * row is `from`, the last one null.
 */
export function distinct(name: string, { table, column, where }: Column, from = ''): RawBuilder<unknown> {
	const of = sql.ref(`${table}.${column}`);
	const last = sql.ref(`${name}.value`);
	const next = sql`select min(${of}) from ${sql.table(table)} where ${where ?? sql`true`} and ${of} > ${last}`;
	return sql`${sql.table(name)}(value) as (
		select cast(${from} as text) union all select (${next}) from ${sql.table(name)} where ${last} is not null
	)`;
}
