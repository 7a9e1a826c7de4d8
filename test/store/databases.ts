import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

export interface Databases {
	/** `fresh` gives the URL of a new empty database; undefined where the database is not installed. */
	kinds: { name: string; fresh: (() => Promise<string>) | undefined }[];
	postgres: PostgresServer | undefined;
	folder: string;
	remove(): Promise<void>;
}

/** Every kind of database the store speaks to, for one test file. */
export async function startDatabases(): Promise<Databases> {
	const postgres = await startPostgres();
	const folder = mkdtempSync(join(tmpdir(), 'easel-store-'));
	let files = 0;
	return {
		kinds: [
			{ name: 'a SQLite file', fresh: async () => `sqlite://${join(folder, String(++files), 'easel.sqlite')}` },
			{ name: 'SQLite in memory', fresh: async () => 'sqlite://:memory:' },
			{ name: 'PostgreSQL', fresh: postgres?.database },
		],
		postgres,
		folder,
		async remove() {
			await postgres?.stop();
			rmSync(folder, { recursive: true });
		},
	};
}
