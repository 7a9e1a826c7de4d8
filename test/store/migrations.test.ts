import { afterAll, describe, expect, test } from 'vitest';
import {
	approve,
	cancel,
	chargeOf,
	conclude,
	deliver,
	expire,
	type Hold,
	holdFor,
	type Job,
	type JobState,
	loseSentCalls,
	queue,
	send,
	settleCall,
} from '../../src/core/job.ts';
import { decide } from '../../src/core/moderation/case.ts';
import type { Database } from '../../src/store/database.ts';
import { openStore } from '../../src/store/index.ts';
import { migrate } from '../../src/store/migrations.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { toRow } from '../../src/store/rows.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { startDatabases } from './databases.ts';
import { agree, drawn, newJob, noon } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const open = (url: string): Database =>
	url.startsWith('sqlite://') ? openSqlite(url.slice('sqlite://'.length)) : openPostgres(url);

const held: Hold = { reason: 'budget' };
const ended: readonly JobState[] = ['delivered', 'refused', 'failed', 'unknown', 'cancelled', 'expired'];

/** As versions wrote it that found parents and personas in the bodies alone. */
function beforeStudio(job: Job) {
	const { parent, batch, persona, ...row } = toRow(job);
	return row;
}

/** As versions before servers had settings wrote it. */
async function writeOld({ db }: Database, job: Job): Promise<void> {
	const { counted_images, guild_micros, private: _, ...row } = beforeStudio(job);
	// The columns of today that were not there then are missing in the table, not in its type.
	await db
		.insertInto('jobs')
		.values(row as never)
		.execute();
}

function oldJobs(): Job[] {
	const [one, , , made, delivered] = drawn(newJob(), 31_000, noon);
	const three = newJob({ request: { count: 3, calls: [1, 1, 1] }, reservedMicros: 120_000 });
	let drawing = queue(three, noon);
	for (const { n } of three.calls) drawing = send(drawing, n, noon);
	drawing = settleCall(drawing, 0, { state: 'made', costMicros: 30_000 }, noon);
	drawing = settleCall(drawing, 1, { state: 'refused', costMicros: 1_000 }, noon);
	const partly = conclude(loseSentCalls(drawing, noon), noon);
	const jobs = [
		newJob(),
		one!,
		made!,
		delivered!,
		drawing,
		partly,
		deliver(partly, noon, { messageId: '55', altered: false }),
		conclude(loseSentCalls(send(queue(newJob(), noon), 0, noon), noon), noon),
		cancel(newJob(), noon),
		holdFor(newJob(), held, noon),
		expire(holdFor(newJob(), held, noon), noon),
		newJob({ request: { private: true } }),
		{ ...delivered!, request: { ...delivered!.request, private: true } },
	];
	return jobs.map((job, n) => ({ ...job, id: `job-${String(n).padStart(2, '0')}`, createdAt: noon + n }));
}

for (const { name, fresh } of databases.kinds.filter(({ name }) => name !== 'SQLite in memory')) {
	describe.skipIf(!fresh)(`a database of an older version, in ${name}`, () => {
		test('counts its old jobs as if they had been counted all along, and knows no two that are the same', async () => {
			const url = await fresh!();
			const old = open(url);
			await migrate(old.db, '2026-11-01-jobs');
			const jobs = oldJobs();
			for (const job of jobs) await writeOld(old, job);
			await old.db.destroy();

			const store = await openStore(url);
			const lines = await store.usage.lines('22', { start: noon, end: noon + 100 }, 100);
			expect(lines.map(({ id, images, micros }) => ({ id, images, micros }))).toEqual(
				jobs.map((job) => ({ id: job.id, ...chargeOf(job) })),
			);
			expect(await Promise.all(jobs.map(({ id }) => store.ledger.find(id)))).toEqual(jobs);
			expect(await store.ledger.sameAs(newJob(), [], 0)).toBeUndefined();

			// Old jobs go on, and new ones are found again.
			const queued = queue(jobs[0]!, noon + 1);
			await store.ledger.save(queued);
			expect(await store.ledger.find(queued.id)).toEqual(queued);
			const young = newJob();
			await store.ledger.accept(young, [], {}, agree(young));
			expect(await store.ledger.sameAs(newJob(), [], 0)).toEqual(young);
			await store.close();

			const { db } = open(url);
			const rows = await db.selectFrom('jobs').select('private').where('id', 'like', 'job-%').orderBy('id').execute();
			expect(rows.map((row) => row.private === 1)).toEqual(jobs.map(({ request }) => request.private));
			await db.destroy();
		});

		test('opens a case for every job that waited for approval, and those can be decided', async () => {
			const url = await fresh!();
			const old = open(url);
			await migrate(old.db, '2026-11-25-servers');
			// As it was kept then, with the place of its card.
			const hold = { ...held, channelId: '66', percent: 87, cardId: '67' };
			const jobs = [newJob({}, noon + 2), newJob({}, noon), newJob({ asker: { guildId: '23' } }, noon + 1)].map((job) =>
				holdFor(job, hold, job.createdAt + 1),
			);
			const others = [newJob(), cancel(newJob(), noon), expire(holdFor(newJob(), held, noon), noon)];
			for (const job of [...jobs, ...others]) {
				await old.db
					.insertInto('jobs')
					.values({ ...beforeStudio(job), sameness: null } as never)
					.execute();
			}
			await old.db.destroy();

			const store = await openStore(url);
			const waiting = await store.cases.openedBefore(noon + 100);
			expect(waiting.map(({ guildId, number, jobId }) => [guildId, number, jobId])).toEqual([
				['22', 1, jobs[1]!.id],
				['23', 1, jobs[2]!.id],
				['22', 2, jobs[0]!.id],
			]);
			expect(waiting[0]).toEqual({
				...{ guildId: '22', number: 1, revision: 1, kind: 'budget', state: 'open', userId: '11', jobId: jobs[1]!.id },
				...{ openedAt: noon + 1, changedAt: noon + 1, reports: [] },
				triggers: [{ source: 'budget', verdict: 'held', percent: 87, subject: { on: 'prompt' } }],
			});
			expect(await store.cases.unshown()).toEqual(waiting);
			const opened = { guildId: '22', by: null, action: 'opened', about: '11', why: '' };
			expect(await store.audit.all('22', 0, 10)).toEqual([
				{ ...opened, n: 1, at: noon + 1, case: 1 },
				{ ...opened, n: 2, at: noon + 3, case: 2 },
			]);
			const decided = decide(waiting[0]!, { verb: 'approve', by: '99' }, noon + 200);
			await store.cases.save(decided, { audit: [], job: approve(jobs[1]!, noon + 200) });
			expect(await store.ledger.find(jobs[1]!.id)).toMatchObject({ state: 'queued', cleared: true });
			await store.close();
		});

		test('finds what its old jobs were made from, and by whose eyes they were seen', async () => {
			const url = await fresh!();
			const old = open(url);
			await migrate(old.db, '2026-11-26-moderation');
			const first = newJob({ request: { persona: 'Botanist + NOIR' } });
			const jobs = [first, newJob({ parent: first.id }), newJob()];
			for (const job of jobs) {
				await old.db
					.insertInto('jobs')
					.values({ ...beforeStudio(job), sameness: null } as never)
					.execute();
			}
			await migrate(old.db);
			const rows = await old.db.selectFrom('jobs').select(['id', 'parent', 'persona']).execute();
			expect(new Map(rows.map(({ id, ...row }) => [id, row]))).toEqual(
				new Map([
					[jobs[0]!.id, { parent: null, persona: 'botanist + noir' }],
					[jobs[1]!.id, { parent: first.id, persona: null }],
					[jobs[2]!.id, { parent: null, persona: null }],
				]),
			);
			await old.db.destroy();
		});

		test('is brought up to date however many jobs there are, each counted once', async () => {
			const url = await fresh!();
			const old = open(url);
			await migrate(old.db, '2026-11-01-jobs');
			const some = oldJobs().slice(0, 8);
			const jobs = Array.from(
				{ length: 2_003 },
				(_, n): Job => ({ ...some[n % 8]!, id: `job-${n}`, createdAt: noon + n }),
			);
			for (const job of jobs) await writeOld(old, job);
			await old.db.destroy();
			const store = await openStore(url);
			const lines = await store.usage.lines('22', { start: noon, end: noon + 10_000 }, 5_000);
			const order = jobs.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
			expect(lines.map(({ id }) => id)).toEqual(order.map(({ id }) => id));
			expect(await store.usage.lines('22', { start: noon, end: noon + 10_000 }, 2_000)).toEqual(lines.slice(0, 2_000));
			const charges = jobs.map(chargeOf);
			expect(await store.usage.member({ guildId: '22', userId: '11' }, 0)).toEqual({
				images: charges.reduce((sum, { images }) => sum + images, 0),
				micros: charges.reduce((sum, { micros }) => sum + micros, 0),
			});
			expect(await store.guilds.forget('22')).toBe(jobs.filter(({ state }) => ended.includes(state)).length);
			await store.close();
		});
	});
}
