import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore, StoreUnreachable } from '../../src/store/index.ts';
import { freePort } from '../free-port.ts';
import { startDatabases } from './databases.ts';
import { agree, newJob } from './jobs.ts';
import { query } from './postgres-server.ts';

const databases = await startDatabases();
const { folder, postgres } = databases;
const onDisk = databases.kinds.filter(({ name }) => name !== 'SQLite in memory');
const children = new Set<ChildProcess>();
afterAll(async () => {
	for (const child of children) child.kill('SIGKILL');
	await databases.remove();
});

/** Starts `accepting-process.ts`; resolves when it has the store open. */
async function startAccepting(url: string, tries: number, ...limits: number[]) {
	const script = join(import.meta.dirname, 'accepting-process.ts');
	const [budget = Number.MAX_SAFE_INTEGER, ...more] = limits;
	const args = ['--disable-warning=ExperimentalWarning', script, url, ...[tries, budget, ...more].map(String)];
	const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
	children.add(child);
	const ended = once(child, 'close').then(([code]) => {
		children.delete(child);
		return code as number | null;
	});
	const lines: string[] = [];
	const output = createInterface(child.stdout).on('line', (line) => lines.push(line));
	await Promise.race([once(output, 'line'), ended]);
	const accepted = () => lines.filter((line) => line.startsWith('accepted ')).map((line) => line.split(' ')[1]!);
	return { child, output, ended, accepted, go: () => child.stdin.end('go\n') };
}

for (const { name, fresh } of onDisk) {
	describe.skipIf(!fresh)(`several processes at ${name}`, () => {
		test('a job is on disk when the process says "accepted", even when it is killed at once', async () => {
			const url = await fresh!();
			const said: string[] = [];
			for (const moment of [1, 40, 150]) {
				const worker = await startAccepting(url, 1_000_000);
				worker.go();
				while (worker.accepted().length < moment) await once(worker.output, 'line');
				worker.child.kill('SIGKILL');
				await worker.ended;
				said.push(...worker.accepted());
			}
			const { ledger, close } = await openStore(url);
			const found = new Set((await ledger.owed()).map(({ id }) => id));
			expect(said.filter((id) => !found.has(id))).toEqual([]);
			expect(said.length).toBeGreaterThan(190);
			await close();
		});

		test('two processes share one budget without overspending it', async () => {
			const url = await fresh!();
			const budget = 40_000 * 30 + 39_999;
			const workers = await Promise.all([startAccepting(url, 150, budget), startAccepting(url, 150, budget)]);
			for (const worker of workers) worker.go();
			expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
			expect(workers.flatMap(({ accepted }) => accepted())).toHaveLength(30);
		});

		test('two processes exceed neither the budget of a server nor the limit of one of its members', async () => {
			const url = await fresh!();
			const limits = [40_000 * 33 + 39_999, 6];
			const workers = await Promise.all([startAccepting(url, 150, ...limits), startAccepting(url, 150, ...limits)]);
			for (const worker of workers) worker.go();
			expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
			expect(workers.flatMap(({ accepted }) => accepted())).toHaveLength(33);
			const { ledger, close } = await openStore(url);
			const jobs = await ledger.owed();
			for (const userId of ['10', '11', '12', '13', '14', '15']) {
				expect(jobs.filter(({ asker }) => asker.userId === userId).length).toBeLessThanOrEqual(6);
			}
			await close();
		});

		test('processes that start at once on an empty database make its tables once', async () => {
			const url = await fresh!();
			const workers = await Promise.all([1, 2, 3, 4].map(() => startAccepting(url, 1)));
			for (const worker of workers) worker.go();
			expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
			expect(workers.flatMap(({ accepted }) => accepted())).toHaveLength(4);
		});

		test('what was written is there when the store is opened again', async () => {
			const url = await fresh!();
			const job = newJob();
			const first = await openStore(url);
			await first.ledger.accept(job, [], {}, agree(job));
			await first.close();
			const second = await openStore(url);
			expect(await second.ledger.find(job.id)).toEqual(job);
			await second.close();
			await expect(second.check()).rejects.toThrow();
		});
	});
}

describe('a store that cannot be opened says why', () => {
	const failure = (url: string) =>
		openStore(url).then(
			() => undefined,
			(error: unknown) => error,
		);

	test('because its folder cannot be made', async () => {
		writeFileSync(join(folder, 'occupied'), '');
		const error = await failure(`sqlite://${folder}/occupied/easel.sqlite`);
		expect(error).toBeInstanceOf(StoreUnreachable);
		expect(error).toMatchObject({
			message: expect.stringMatching(/EEXIST|ENOTDIR/),
			url: `sqlite://${folder}/occupied/easel.sqlite`,
		});
	});

	test('because there is a folder or another file in its place', async () => {
		mkdirSync(join(folder, 'folder'));
		expect(await failure(`sqlite://${folder}/folder`)).toMatchObject({ message: 'unable to open database file' });
		writeFileSync(join(folder, 'text'), 'no database, but quite a long text about something else'.repeat(100));
		expect(await failure(`sqlite://${folder}/text`)).toMatchObject({ message: 'file is not a database' });
	});

	test('because nobody listens there, and keeps the password to itself', async () => {
		const port = await freePort();
		const error = await failure(`postgresql://easel:hunter2@127.0.0.1:${port}/easel?password=hunter3`);
		expect(error).toBeInstanceOf(StoreUnreachable);
		expect(error).toMatchObject({
			message: `connect ECONNREFUSED 127.0.0.1:${port}`,
			url: `postgresql://easel@127.0.0.1:${port}/easel`,
		});
	});

	test('because it is no address of a database', async () => {
		expect(await failure('mysql://localhost/easel')).toMatchObject({ message: 'neither sqlite:// nor postgresql://' });
	});

	test.each([
		['postgresql://easel:hunter2@local host/easel', 'postgresql://easel@local host/easel'],
		['postgresql://easel:5/hunter2@127.0.0.1:1/easel', 'postgresql://easel@127.0.0.1:1/easel'],
		['postgresql://easel:5#hunter2@127.0.0.1:1/easel', 'postgresql://easel@127.0.0.1:1/easel'],
		['mysql://root:hunter2@localhost/easel', 'mysql://root@localhost/easel'],
	])('without the password, even in %s', async (url, shown) => {
		const error = await failure(url);
		expect(error).toMatchObject({ url: shown });
		expect(inspect(error, { depth: 10 })).not.toContain('hunter2');
	});
});

test.skipIf(!postgres)(
	'PostgreSQL may break every connection: the process lives on and the next queries are served',
	async () => {
		const url = await postgres!.database();
		const store = await openStore(url);
		await store.check();
		await query(
			url,
			'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
		);
		await expect
			.poll(() =>
				store.check().then(
					() => 'reachable',
					() => 'broken',
				),
			)
			.toBe('reachable');
		await store.close();
	},
);

test('a relative path begins in the working directory', async () => {
	const job = newJob();
	const here = await openStore(`sqlite://${relative('.', folder)}/New Folder/easel.sqlite`);
	await here.ledger.accept(job, [], {}, agree(job));
	await here.close();
	const there = await openStore(`sqlite://${folder}/New Folder/easel.sqlite`);
	expect(await there.ledger.find(job.id)).toEqual(job);
	await there.close();
});
