import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { twinEnvironment } from '../twins/environment.ts';

/** A program of this repository in a process of its own, on the Node that came with the packages. */
export interface Running {
	/** The first line of stdout that the program was waited for, as JSON. */
	line: Record<string, unknown>;
	child: ChildProcess;
	/** What it has written so far, stdout and stderr. */
	output(): string;
	/** Resolves when nobody holds its stdout any more: children that outlive it, as under npm, have ended too. */
	closed: Promise<unknown>;
	/** Resolves with the exit code, or the signal's name. */
	end(signal?: NodeJS.Signals): Promise<number | string>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const easel = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const quietly = '--disable-warning=ExperimentalWarning';

type Environment = Record<string, string>;
type IsReady = (line: Record<string, unknown>) => boolean;

/** Starts a script and waits for a line of JSON that `isReady` accepts. Throws with its output when it ends before that. */
export const startScript = (
	args: readonly string[],
	env: Environment = {},
	isReady: IsReady = () => true,
	folder: string = root,
) => start(process.execPath, [quietly, ...args], env, isReady, folder);

/** `npm …`, as `startScript`. A signal reaches npm, which hands it on. */
export const startNpm = (args: readonly string[], env: Environment, isReady: IsReady) =>
	start('npm', args, env, isReady, root);

const launch = (program: string, args: readonly string[], env: Environment, folder: string) =>
	spawn(program, args, {
		cwd: folder,
		env: { PATH: process.env.PATH ?? '', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});

async function start(
	program: string,
	args: readonly string[],
	env: Environment,
	isReady: IsReady,
	folder: string,
): Promise<Running> {
	const child = launch(program, args, env, folder);
	let output = '';
	child.stderr.on('data', (data) => {
		output += data;
	});
	const exited = once(child, 'exit').then(([code, signal]): number | string => code ?? signal);
	const closed = once(child, 'close');
	const line = await new Promise<Record<string, unknown>>((resolve, reject) => {
		createInterface({ input: child.stdout }).on('line', (line) => {
			output += `${line}\n`;
			const parsed = parse(line);
			if (parsed && isReady(parsed)) resolve(parsed);
		});
		exited.then((code) => reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output}`)));
	});
	return {
		line,
		child,
		closed,
		output: () => output,
		end(signal = 'SIGTERM') {
			child.kill(signal);
			return exited;
		},
	};
}

export const startDiscordProcess = () => startScript(['test/twins/discord/cli.ts']);

export const startOpenAiProcess = (...args: string[]) => startScript(['test/twins/openai/cli.ts', ...args]);

/** `npm start`, without npm in between. It runs in `folder`, so that a developer's own `.env` is not read. */
export const startEaselProcess = (env: Environment, folder: string = tmpdir()) =>
	startScript([easel], env, ({ msg }) => msg === 'Easel is ready', folder);

/** The same for a start that fails: resolves when the process has ended. */
export const runEaselProcess = (env: Environment, folder: string = tmpdir()) => runScript(easel, env, folder);

/** Runs a script to its end. */
export async function runScript(script: string, env: Environment, folder: string) {
	const child = launch(process.execPath, [quietly, script], env, folder);
	const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
	return { code: code as number | null, stdout, stderr };
}

/** The bot's environment for twins in processes of their own, with a quota that is in nobody's way. */
export const environmentFor = (discord: Running, openai: Running, storeUrl: string): Environment => ({
	...twinEnvironment(
		discord.line as Parameters<typeof twinEnvironment>[0],
		openai.line as Parameters<typeof twinEnvironment>[1],
		storeUrl,
	),
	IMAGES_PER_MINUTE: '1000',
});

function parse(line: string): Record<string, unknown> | undefined {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
