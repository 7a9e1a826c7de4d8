import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { notoFor, oneFamily } from './noto.ts';

/** What our own drawings are set in: it comes with Easel, because a bare container has no font at all. */
export const FONT_FAMILY = 'Inter';

/** One file each, as the packages carry them. */
const SHIPPED = [
	'@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
	'@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf',
	'@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
];

/** Letters that we ship no font for are looked for here; what does not exist is passed over. */
const SYSTEM = [
	...[process.env.FONTCONFIG_FILE, '/etc/fonts/fonts.conf', '/opt/homebrew/etc/fonts/fonts.conf']
		.filter((path) => path !== undefined)
		.map((path) => `<include ignore_missing="yes">${escaped(path)}</include>`),
	...['/usr/share/fonts', '/usr/local/share/fonts', '/System/Library/Fonts', '/Library/Fonts', 'WINDOWSFONTDIR'].map(
		(path) => `<dir>${path}</dir>`,
	),
	'<dir prefix="xdg">fonts</dir>',
];

let own: string | undefined;

/** The path of a fontconfig file that knows the shipped fonts an SVG needs, and the system's. It goes when this process does. */
export async function fontconfigFile(svg: string): Promise<string> {
	own ??= newFolder();
	// Written every time: systems sweep out of their temp folders what nobody touched for some days.
	await mkdir(own, { recursive: true, mode: 0o700 });
	return writeFontconfig(own, svg);
}

/** Writes `fonts.conf` into the folder, which also takes fontconfig's cache, and answers its path. */
export async function writeFontconfig(
	folder: string,
	svg: string,
	system: readonly string[] = SYSTEM,
): Promise<string> {
	const { resolve } = createRequire(import.meta.url);
	const { families, folders } = await notoFor(svg, folder);
	const lines = [
		...[...SHIPPED.map((file) => dirname(resolve(file))), ...folders].map((path) => `<dir>${escaped(path)}</dir>`),
		...oneFamily(),
		`<alias><family>${FONT_FAMILY}</family><accept>${families.map((it) => `<family>${it}</family>`).join('')}</accept></alias>`,
		`<cachedir>${escaped(join(folder, 'cache'))}</cachedir>`,
		...system,
	];
	const path = join(folder, 'fonts.conf');
	await writeFile(path, `<?xml version="1.0"?>\n<fontconfig>\n${lines.join('\n')}\n</fontconfig>\n`);
	return path;
}

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'easel-fonts-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

function escaped(path: string): string {
	return path.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
