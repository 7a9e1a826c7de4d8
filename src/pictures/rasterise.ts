import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createGate } from '../core/gate.ts';
import { fontconfigFile } from './fonts.ts';

const PROGRAM = fileURLToPath(new URL('./rasterise-program.ts', import.meta.url));
/** Milliseconds; it takes about 120, so this is a machine on its knees. */
const PATIENCE = 20_000;
/** Bytes of PNG; a chart has some 60,000. */
const MOST = 16_000_000;
/** What native libraries are found by. Nothing else of our environment goes along: no token, no key. */
const KEPT = [
	'PATH',
	'LD_LIBRARY_PATH',
	'HOME',
	'XDG_DATA_HOME',
	'SystemRoot',
	'WINDIR',
	'LOCALAPPDATA',
	'TEMP',
	'TMP',
];

/** One at a time: each is a process of some 80 MB, and nobody minds a chart that comes a blink later. */
const inTurn = createGate(1);

/**
 * An SVG of our own as an opaque PNG of the same size in pixels.
 *
 * It is done by a process of its own, because what sharp may decode is set for a whole process: the one that meets the
 * files of strangers never learns to read SVG. That one also asks for its fonts before anything has looked for any.
 */
export function rasterise(svg: string, fontconfig?: string): Promise<Uint8Array> {
	return inTurn(async () => run(svg, environment(fontconfig ?? (await fontconfigFile(svg)))));
}

function environment(fontconfig: string): NodeJS.ProcessEnv {
	return {
		...Object.fromEntries(KEPT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
		FONTCONFIG_FILE: fontconfig,
		// Elsewhere than on Linux, Pango would ask the system for fonts and never see ours.
		PANGOCAIRO_BACKEND: 'fontconfig',
	};
}

function run(svg: string, env: NodeJS.ProcessEnv): Promise<Uint8Array> {
	return new Promise((resolve, reject) => {
		const child = execFile(
			process.execPath,
			['--disable-warning=ExperimentalWarning', PROGRAM],
			{ env, encoding: 'buffer', timeout: PATIENCE, killSignal: 'SIGKILL', maxBuffer: MOST, windowsHide: true },
			(cause, png, complaint) => {
				if (!cause) return resolve(png);
				reject(new Error(`an SVG could not be rasterised: ${complaint.toString().slice(0, 2000)}`, { cause }));
			},
		);
		// A child that died early leaves a broken pipe: its exit says more.
		child.stdin?.on('error', () => {});
		child.stdin?.end(svg);
	});
}
