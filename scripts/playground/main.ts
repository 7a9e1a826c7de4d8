import { parseArgs } from 'node:util';
import { runOnce } from './once.ts';
import { startPlayground } from './start.ts';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '4600' },
		keep: { type: 'boolean', default: false },
		once: { type: 'boolean', default: false },
	},
});

const port = Number(values.port);

/** Slow enough to see a picture come about, at the pace of Discord's edits; short enough not to wait. */
const watchable = { latencyMs: 5000, previewEveryMs: 1500, settings: { 'look.previews': 3 } };

if (values.once) {
	process.exitCode = (await runOnce('out')) ? 0 : 1;
} else if (Number.isInteger(port) && port >= 0 && port < 65_536) {
	await play(values.keep);
} else {
	console.error(`--port ${values.port} is no port: give a number from 0 to 65535.`);
	process.exitCode = 2;
}

async function play(keep: boolean): Promise<void> {
	const playground = await startPlayground({ port, keep, ...watchable, logLevel: process.env.LOG_LEVEL || 'warn' });
	console.log(`
  Easel's playground is open:  ${playground.url}

  The real bot is drawing with a stand-in for OpenAI and talking to a stand-in for Discord.
  Nothing leaves this machine and nothing is paid. Ctrl-C closes it.
${keep ? `\n  The database stays in ${playground.folder}\n` : ''}`);

	let stopping = false;
	const stop = async () => {
		// npm hands a Ctrl-C on that the terminal has already sent.
		if (stopping) return;
		stopping = true;
		await playground.stop();
		process.exit(0);
	};
	process.on('SIGINT', () => void stop());
	process.on('SIGTERM', () => void stop());
	// A shell that npm puts in between dies of a signal without handing it on: losing the parent is the same order.
	const parent = process.ppid;
	if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && void stop(), 250).unref();
}
