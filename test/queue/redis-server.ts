import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../free-port.ts';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of the test's own, in memory only; `restart` brings it back empty on the same port. */
export async function startRedis() {
	const port = await freePort();
	let server = await run(port);

	async function stop() {
		server.kill('SIGKILL');
		if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
	}

	return {
		url: `redis://127.0.0.1:${port}`,
		stop,
		async restart() {
			await stop();
			server = await run(port);
		},
	};
}

async function run(port: number): Promise<ChildProcess> {
	const server = spawn('redis-server', [
		'--port',
		`${port}`,
		'--bind',
		'127.0.0.1',
		'--save',
		'',
		'--appendonly',
		'no',
	]);
	for await (const line of server.stdout) {
		if (String(line).includes('Ready to accept connections')) break;
	}
	return server;
}
