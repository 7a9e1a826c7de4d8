import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { CompiledQuery, KyselyPlugin, RootOperationNode } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { createGuildBook } from '../../src/store/guild-book.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createUsageBook } from '../../src/store/usage-book.ts';
import { startDatabases } from './databases.ts';
import { agree, day, everything, newJob, noon } from './jobs.ts';

/** How SQLite answers the queries that are asked for every request, and those that go over a whole month. */

const databases = await startDatabases();
const path = join(databases.folder, 'plans.sqlite');
const asked: CompiledQuery[] = [];
let database: Database;
let explainer: DatabaseSync;

beforeAll(async () => {
	const { db, ...locks } = openSqlite(path);
	await migrate(db);
	const record: KyselyPlugin = {
		transformQuery({ node, queryId }) {
			asked.push(db.getExecutor().compileQuery<unknown>(node as RootOperationNode, queryId));
			return node;
		},
		transformResult: async ({ result }) => result,
	};
	database = { db: db.withPlugin(record), ...locks };
	explainer = new DatabaseSync(path);
});
afterAll(async () => {
	explainer.close();
	await database.db.destroy();
	await databases.remove();
});

/** The steps of SQLite's plans for all that `work` reads. */
async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
	asked.length = 0;
	await work();
	return asked
		.filter(({ sql }) => /^\s*(select|with)/.test(sql))
		.flatMap(({ sql, parameters }) => {
			const steps = explainer.prepare(`explain query plan ${sql}`).all(...(parameters as SQLInputValue[]));
			return steps.map(({ detail }) => String(detail));
		});
}

const touching = (table: string, steps: readonly string[]) =>
	[...new Set(steps.filter((step) => new RegExp(`^(SEARCH|SCAN) ${table}\\b`).test(step)))].sort();

test('the sums for an acceptance are read from indexes alone', async () => {
	const ledger = createLedger(database);
	const job = newJob();
	const steps = await plansOf(() => ledger.accept(job, [], everything, agree(job)));
	expect(touching('jobs', steps)).toEqual([
		'SEARCH jobs USING COVERING INDEX jobs_by_guild (guild_id=? AND created_at>?)',
		'SEARCH jobs USING COVERING INDEX jobs_by_member (guild_id=? AND user_id=? AND created_at>?)',
		'SEARCH jobs USING COVERING INDEX jobs_by_member (guild_id=? AND user_id=?)',
		'SEARCH jobs USING COVERING INDEX jobs_running (guild_id=? AND user_id=? AND state=?)',
		'SEARCH jobs USING COVERING INDEX jobs_spend (created_at>?)',
	]);
});

test('a report is added up along indexes alone, and no job is sorted', async () => {
	const usage = createUsageBook(database);
	const steps = await plansOf(() => usage.report('22', [{ start: day, end: noon }], 10));
	expect(touching('jobs', steps)).toEqual([
		'SEARCH jobs USING COVERING INDEX jobs_by_member (guild_id=? AND user_id=? AND created_at>? AND created_at<?)',
		'SEARCH jobs USING COVERING INDEX jobs_by_member (guild_id=? AND user_id>?)',
		'SEARCH jobs USING COVERING INDEX jobs_by_model (guild_id=? AND model=? AND created_at>? AND created_at<?)',
		'SEARCH jobs USING COVERING INDEX jobs_by_model (guild_id=? AND model>?)',
		'SEARCH jobs USING COVERING INDEX jobs_refused (guild_id=? AND created_at>? AND created_at<?)',
	]);
	expect(touching('stops', steps)).toEqual([
		'SEARCH stops USING COVERING INDEX stops_by_guild (guild_id=? AND at>? AND at<?)',
	]);
});

test('what a member has used is read from an index alone', async () => {
	const usage = createUsageBook(database);
	const steps = await plansOf(() => usage.member({ guildId: '22', userId: '11' }, day));
	expect(touching('jobs', steps)).toEqual([
		'SEARCH jobs USING COVERING INDEX jobs_by_member (guild_id=? AND user_id=? AND created_at>?)',
	]);
});

test('the same request is looked up by what it asks for', async () => {
	const ledger = createLedger(database);
	for (const guildId of ['22', null]) {
		const steps = await plansOf(() =>
			ledger.sameAs(newJob({ asker: { guildId }, request: { prompt: 'never asked for' } }), [], day),
		);
		expect(touching('jobs', steps)).toEqual([
			'SEARCH jobs USING INDEX jobs_same (guild_id=? AND sameness=? AND created_at>?)',
			'SEARCH jobs USING INDEX jobs_same (guild_id=? AND sameness=?)',
		]);
	}
});

test('servers with jobs are found without reading their jobs', async () => {
	const guilds = createGuildBook(database);
	const steps = await plansOf(() => guilds.all());
	expect(touching('jobs', steps)).toEqual(['SEARCH jobs USING COVERING INDEX jobs_by_member (guild_id>?)']);
	expect(touching('stops', steps)).toEqual(['SEARCH stops USING COVERING INDEX stops_by_guild (guild_id>?)']);
});
