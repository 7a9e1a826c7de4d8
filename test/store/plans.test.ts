import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { CompiledQuery, KyselyPlugin, RootOperationNode } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuditBook } from '../../src/store/audit-book.ts';
import { createCaseBook } from '../../src/store/case-book.ts';
import type { Database } from '../../src/store/database.ts';
import { createGalleryBook } from '../../src/store/gallery-book.ts';
import { createGuildBook } from '../../src/store/guild-book.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { createMemberBook } from '../../src/store/member-book.ts';
import { migrate } from '../../src/store/migrations.ts';
import { createPersonaBook } from '../../src/store/persona-book.ts';
import { createPrivacyBook } from '../../src/store/privacy-book.ts';
import { createPromptBook } from '../../src/store/prompt-book.ts';
import { createRemovedBook } from '../../src/store/removed-book.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createUsageBook } from '../../src/store/usage-book.ts';
import { caseOf } from './cases.ts';
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
		'SEARCH jobs USING COVERING INDEX jobs_spend (created_at>?)',
		// Whether it is there already.
		'SEARCH jobs USING COVERING INDEX sqlite_autoindex_jobs_1 (id=?)',
		// Of the few that run, the batch is read: it is one request.
		'SEARCH jobs USING INDEX jobs_running (guild_id=? AND user_id=? AND state=?)',
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

test('whose eyes somebody can see through is one query, along the index', async () => {
	const personas = createPersonaBook(database);
	const steps = await plansOf(() => personas.of({ userId: '11', guildId: '22' }));
	expect(asked).toHaveLength(1);
	expect(touching('personas', steps)).toEqual([
		'SEARCH personas USING INDEX sqlite_autoindex_personas_1 (owner_id=? AND owner=?)',
	]);
});

test('servers with jobs are found without reading their jobs', async () => {
	const guilds = createGuildBook(database);
	const steps = await plansOf(() => guilds.all());
	expect(touching('jobs', steps)).toEqual(['SEARCH jobs USING COVERING INDEX jobs_by_member (guild_id>?)']);
	expect(touching('stops', steps)).toEqual(['SEARCH stops USING COVERING INDEX stops_by_guild (guild_id>?)']);
	expect(touching('audit', steps)).toEqual(['SEARCH audit USING COVERING INDEX sqlite_autoindex_audit_1 (guild_id>?)']);
});

test('what waits for moderators is found without reading what is decided', async () => {
	const cases = createCaseBook(database);
	const job = newJob();
	await createLedger(database).accept(job, [], {}, () => ({ job, opened: caseOf(job) }));
	const plan = async (work: () => Promise<unknown>) => touching('cases', await plansOf(work));
	const list = (filter: object) => plan(() => cases.list({ guildId: '22', show: 'all', limit: 10, ...filter }));
	expect(await list({ show: 'open' })).toEqual([
		'SEARCH cases USING COVERING INDEX cases_open (guild_id=?)',
		'SEARCH cases USING INDEX cases_open (guild_id=?)',
	]);
	expect(await list({ show: 'appeals' })).toEqual([
		'SEARCH cases USING COVERING INDEX cases_appealed (guild_id=?)',
		'SEARCH cases USING INDEX cases_appealed (guild_id=?)',
	]);
	expect(await list({ userId: '11' })).toEqual([
		'SEARCH cases USING COVERING INDEX cases_by_user (user_id=? AND guild_id=?)',
		'SEARCH cases USING INDEX cases_by_user (user_id=? AND guild_id=?)',
	]);
	expect(await plan(() => cases.responseTimes('22', day))).toEqual([
		'SEARCH cases USING COVERING INDEX cases_appealed (guild_id=?)',
		'SEARCH cases USING COVERING INDEX cases_decided (guild_id=? AND decided_at>?)',
		'SEARCH cases USING COVERING INDEX cases_open (guild_id=?)',
	]);
	expect(await plan(() => cases.openedBefore(noon))).toEqual(['SEARCH cases USING INDEX cases_waiting (opened_at<?)']);
	// All that is in there, and nothing else is.
	expect(await plan(() => cases.unshown())).toEqual(['SCAN cases USING INDEX cases_due']);
	expect(await plan(() => cases.ofJob('a'))).toEqual(['SEARCH cases USING INDEX cases_by_job (job_id=?)']);
	expect(await plan(() => createPrivacyBook(database).emptyCases(noon, async () => 30))).toEqual([
		'SEARCH cases USING COVERING INDEX cases_with_words (guild_id>?)',
		'SEARCH cases USING INDEX cases_with_words (guild_id=? AND opened_at<?)',
	]);
});

test('a member is looked up by an index in every table of the moderators', async () => {
	const members = createMemberBook(database);
	const steps = [
		...(await plansOf(() => members.record({ guildId: '22', userId: '11' }, day))),
		...(await plansOf(() => members.pausedUntil({ guildId: '22', userId: '11' }, noon))),
		...(await plansOf(() => createPrivacyBook(database).exportMember('11'))),
	];
	for (const table of ['cases', 'strikes', 'pauses', 'audit', 'case_reports', 'jobs', 'stops', 'settings_changes']) {
		const found = touching(table, steps);
		expect(found.length).toBeGreaterThan(0);
		expect(found.filter((step) => step.startsWith('SCAN'))).toEqual([]);
	}
	expect(touching('jobs', steps)).toEqual(['SEARCH jobs USING INDEX jobs_by_user (user_id=?)']);
});

test('log, removed pictures and prompts are read along an index', async () => {
	const audit = createAuditBook(database);
	const steps = [
		...(await plansOf(() => audit.list('22', { limit: 10, before: 5 }))),
		...(await plansOf(() => audit.list('22', { limit: 10, case: 1 }))),
		...(await plansOf(() => audit.all('22', day, 10))),
		...(await plansOf(() => createRemovedBook(database).near('22', '0123456789abcdef', 6))),
		...(await plansOf(() => createPromptBook(database).recent('22', day, 10))),
	];
	expect(touching('audit', steps)).toEqual([
		'SEARCH audit USING INDEX audit_by_case (guild_id=? AND case_number=?)',
		'SEARCH audit USING INDEX audit_by_time (guild_id=? AND at>?)',
		'SEARCH audit USING INDEX sqlite_autoindex_audit_1 (guild_id=? AND n<?)',
	]);
	expect(touching('removed_pictures', steps)).toEqual([
		'SEARCH removed_pictures USING COVERING INDEX sqlite_autoindex_removed_pictures_1 (guild_id=?)',
	]);
	expect(touching('jobs', steps)).toEqual(['SEARCH jobs USING INDEX jobs_by_guild (guild_id=? AND created_at>?)']);
});

test('a gallery is read along the index of its scope, and sorts no more than what has the same time', async () => {
	const gallery = createGalleryBook(database);
	const plan = async (change: object) => {
		const query = { scope: 'mine', guildId: '22', viewer: '11', starred: false, ...change } as const;
		const how = { from: { at: noon, id: 'a' }, towards: 'older', limit: 13 } as const;
		const steps = await plansOf(() => gallery.read(query, how));
		expect(steps.filter((step) => step.startsWith('USE TEMP B-TREE FOR ORDER BY'))).toEqual([]);
		return touching('jobs', steps);
	};
	expect(await plan({})).toEqual([
		'SEARCH jobs USING INDEX jobs_by_member (guild_id=? AND user_id=? AND created_at<?)',
	]);
	expect(await plan({ guildId: null })).toEqual(['SEARCH jobs USING INDEX jobs_by_user (user_id=? AND created_at<?)']);
	const server = { scope: 'server' };
	expect(await plan(server)).toEqual(['SEARCH jobs USING INDEX jobs_by_guild (guild_id=? AND created_at<?)']);
	expect(await plan({ ...server, model: 'gpt-image-2' })).toEqual([
		'SEARCH jobs USING INDEX jobs_by_model (guild_id=? AND model=? AND created_at<?)',
	]);
	expect(await plan({ ...server, persona: 'noir' })).toEqual([
		'SEARCH jobs USING INDEX jobs_by_persona (guild_id=? AND private=? AND created_at<?)',
	]);
});

test('what a gallery shows beside results is looked up by them', async () => {
	const gallery = createGalleryBook(database);
	const query = { scope: 'mine', guildId: '22', viewer: '11' } as const;
	const plan = async (table: string, work: () => Promise<unknown>) => touching(table, await plansOf(work));
	const starred = await plansOf(() => gallery.read({ ...query, starred: true }, { towards: 'older', limit: 13 }));
	expect(touching('stars', starred)).toEqual([
		'SEARCH stars USING COVERING INDEX sqlite_autoindex_stars_1 (user_id=?)',
	]);
	expect(touching('jobs', starred).filter((step) => step.startsWith('SCAN'))).toEqual([]);
	expect(await plan('jobs', () => gallery.children(['a', 'b'], 10))).toEqual([
		'SEARCH jobs USING INDEX jobs_by_parent (parent=?)',
	]);
	expect(await plan('jobs', () => gallery.traits(query, 500))).toEqual([
		'SEARCH jobs USING INDEX jobs_by_member (guild_id=? AND user_id=?)',
	]);
	expect(await plan('cases', () => gallery.reported(['a', 'b']))).toEqual([
		'SEARCH cases USING INDEX cases_by_job (job_id=? AND kind=?)',
	]);
	expect(await plan('stars', () => gallery.starred('11', ['a', 'b']))).toEqual([
		'SEARCH stars USING COVERING INDEX sqlite_autoindex_stars_1 (user_id=? AND job_id=?)',
	]);
	const waiting = await plan('jobs', () => gallery.waiting({ userId: '11', guildId: null }));
	// Nothing stays in that state but what waits.
	expect(waiting).toEqual(['SEARCH jobs USING INDEX jobs_by_state (state=?)']);
});
