import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../free-port.ts';

export interface PostgresServer {
	/** Makes an empty database and gives its URL. */
	database(): Promise<string>;
	stop(): Promise<void>;
}

/**
 * A PostgreSQL server of its own on a free port of the loopback, with its files in a temporary folder.
 * Undefined, and says so aloud, where PostgreSQL is not installed; on CI that is an error.
 */
export async function startPostgres(): Promise<PostgresServer | undefined> {
	const binaries = findBinaries();
	if (!binaries) {
		const remedy = 'PostgreSQL is not installed, its tests do not run: apt-get install postgresql';
		if (process.env.CI === 'true') throw new Error(remedy);
		process.stderr.write(`\n${remedy}\n\n`);
		return undefined;
	}
	const user = userWhoMayRunIt();
	const folder = mkdtempSync(join(tmpdir(), 'easel-postgres-'));
	if (user) chownSync(folder, user.uid, user.gid);
	const data = join(folder, 'data');
	const initdb = ['--pgdata', data, '--username', 'easel', '--auth', 'trust', '--encoding', 'UTF8', '--no-locale'];
	execFileSync(join(binaries, 'initdb'), [...initdb, '--no-sync'], { ...user, cwd: folder, stdio: 'pipe' });

	const port = await freePort();
	// Its data need not outlive the machine: no test pulls the plug.
	const settings = ['-h', '127.0.0.1', '-k', folder, '-p', String(port), '-c', 'fsync=off'];
	const server = spawn(join(binaries, 'postgres'), ['-D', data, ...settings], {
		...user,
		cwd: folder,
		stdio: 'ignore',
	});
	const killServer = () => server.kill('SIGQUIT');
	process.once('exit', killServer);
	const ended = once(server, 'exit');

	const urlOf = (database: string) => `postgresql://easel@127.0.0.1:${port}/${database}`;
	while (!(await answers(urlOf('postgres')))) {
		if (server.exitCode !== null) throw new Error(`postgres ended with code ${server.exitCode}`);
		await setTimeout(50);
	}

	let databases = 0;
	return {
		async database() {
			const name = `test_${++databases}`;
			await query(urlOf('postgres'), `create database ${name}`);
			return urlOf(name);
		},
		async stop() {
			killServer();
			await ended;
			process.off('exit', killServer);
			rmSync(folder, { recursive: true });
		},
	};
}

/** Debian keeps the server's programs off the PATH. */
function findBinaries(): string | undefined {
	const debian = globSync('/usr/lib/postgresql/*/bin').sort().reverse();
	const folders = [...debian, ...(process.env.PATH ?? '').split(delimiter)];
	return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
}

/** PostgreSQL refuses to run as root; the package has made a user for it. */
function userWhoMayRunIt(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}

async function answers(url: string): Promise<boolean> {
	return query(url, 'select 1').then(
		() => true,
		() => false,
	);
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
