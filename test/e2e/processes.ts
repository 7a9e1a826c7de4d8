import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

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

const root = new URL('../../', import.meta.url);

type Environment = Record<string, string>;
type IsReady = (line: Record<string, unknown>) => boolean;

/** Starts a script and waits for a line of JSON that `isReady` accepts. Throws with its output when it ends before that. */
export const startScript = (args: readonly string[], env: Environment = {}, isReady: IsReady = () => true) =>
	start(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], env, isReady);

/** `npm …`, as `startScript`. A signal reaches npm, which hands it on. */
export const startNpm = (args: readonly string[], env: Environment, isReady: IsReady) =>
	start('npm', args, env, isReady);

async function start(program: string, args: readonly string[], env: Environment, isReady: IsReady): Promise<Running> {
	const child = spawn(program, args, {
		cwd: root,
		env: { PATH: process.env.PATH ?? '', ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	child.stderr.on('data', (data) => {
		output += data;
	});
	const exited = once(child, 'exit').then(([code, signal]): number | string => code ?? signal);
	const closed = once(child, 'close');
	const line = await new Promise<Record<string, unknown>>((resolve, reject) => {
		createInterface({ input: child.stdout }).on('line', (text) => {
			output += `${text}\n`;
			const parsed = parse(text);
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

/** `npm start`, without npm in between. */
export const startEaselProcess = (env: Record<string, string>) =>
	startScript(['src/main.ts'], env, ({ msg }) => msg === 'Easel is ready');

/** What the bot needs to find the two twins. */
export function twinEnvironment(discord: Running, openai: Running, storeUrl: string): Record<string, string> {
	return {
		DISCORD_TOKEN: String(discord.line.token),
		DISCORD_API_URL: String(discord.line.url),
		ATTACHMENT_ORIGINS: String(discord.line.cdnOrigin),
		OPENAI_API_KEY: String(openai.line.apiKey),
		OPENAI_BASE_URL: String(openai.line.url),
		STORE_URL: storeUrl,
		IMAGES_PER_MINUTE: '1000',
	};
}

function parse(text: string): Record<string, unknown> | undefined {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
