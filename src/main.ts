import { setFlagsFromString } from 'node:v8';
import { commands } from '../commands/index.ts';
import { createApp, StartError } from './app.ts';
import { type Config, ConfigError, parseConfig } from './config.ts';
import { wordsFor } from './locales/words.ts';

/** The process: environment in, exit codes out. 2 is a wrong environment, 1 a start that failed or a bot shut out by Discord, 0 an orderly end. */

// Each picture passes as base64, as strings of megabytes: in a heap as small as ours V8 would look through all of it for every one of them.
setFlagsFromString('--heap-growing-percent=150');

const t = wordsFor('en');

const say = (lines: readonly string[]) => process.stderr.write(`${lines.join('\n')}\n`);

function reasonOf(error: unknown): string {
	const [code, values] =
		error instanceof StartError ? [error.code, error.values] : ['failed', { reason: String(error) }];
	return t(`start.${code}`, values);
}

function readConfig(): Config {
	try {
		process.loadEnvFile();
	} catch {
		// No .env is no problem: the environment may hold everything.
	}
	try {
		return parseConfig(process.env);
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		const lines = error.problems.map(({ variable, kind, hint, values }) =>
			t(`start.${kind}`, { variable, hint: t(`start.hint.${hint}`, values) }),
		);
		say([t('start.configTitle'), ...lines.map((line) => `  ${line}`), t('start.playground')]);
		process.exit(2);
	}
}

const app = createApp(readConfig(), commands);
let stopping = false;

async function stop(because?: StartError) {
	if (stopping) return;
	stopping = true;
	if (because) say([reasonOf(because)]);
	await app.stop();
	process.exit(because ? 1 : 0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
void app.shutOut.then(stop);

// `npm start` puts a shell in between that dies of a signal without handing it on: losing the parent is the same order.
if (process.env.npm_lifecycle_event) {
	const parent = process.ppid;
	setInterval(() => process.ppid !== parent && void stop(), 250).unref();
}

try {
	await app.start();
} catch (error) {
	if (!stopping) {
		say([reasonOf(error)]);
		process.exit(1);
	}
}
