import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { unwrapWoff } from './unwrap-woff.ts';

const HANGUL = /\p{Script=Hangul}/u;

interface Package {
	family: string;
	name: string;
	/** What its files do not hold, whatever their index says. */
	lacks?: RegExp;
}

/** Chinese (with Japanese) and Korean letters, which Inter does not have. Some hundred small files each, by what they hold. */
const CHINESE: Package = { family: 'Noto Sans SC', name: 'noto-sans-sc', lacks: HANGUL };
const KOREAN: Package = { family: 'Noto Sans KR', name: 'noto-sans-kr' };

/** What our own drawings are set in, as the fonts' own family names have it. */
const WEIGHTS = { 400: '', 500: ' Medium', 600: ' SemiBold' };

/** From symbols on, and the pieces that Korean letters are put together from; all before is Inter's. */
const FOREIGN = /[\u1100-\u11ff\u2100-\ud7ff\uf900-\ufaff\ufe30-\uffef\u{20000}-\u{3ffff}]/gu;

export interface Fallback {
	/** Where letters that Inter lacks are looked for, the best first. */
	families: readonly string[];
	/** Each holds one font, so what fontconfig remembers of a folder stays true. */
	folders: readonly string[];
}

/**
 * The Noto fonts that an SVG needs, unwrapped into `folder` unless they are there: a third of a millisecond and 45 KB each. Chinese
 * characters look like Korea's where there is Korean, and like China's elsewhere.
 */
export async function notoFor(svg: string, folder: string): Promise<Fallback> {
	const packages = HANGUL.test(svg) ? [KOREAN, CHINESE] : [CHINESE];
	const families = packages.map(({ family }) => family);
	const letters = [...new Set(svg.match(FOREIGN))];
	if (letters.length === 0) return { families, folders: [] };

	const weights = Object.keys(WEIGHTS).filter((weight) => weight === '400' || new RegExp(`\\b${weight}\\b`).test(svg));
	const fonts: Font[] = [];
	for (const { name, lacks } of packages) {
		const slices = await slicesOf(name);
		const held = letters.filter((letter) => !lacks?.test(letter)).map((letter) => slices.get(letter.codePointAt(0)!));
		for (const slice of new Set(held.filter((it) => it !== undefined)))
			fonts.push(...weights.map((weight) => ({ name, slice, weight })));
	}
	return { families, folders: await Promise.all(fonts.map((font) => unwrapped(font, folder))) };
}

/** To fontconfig each weight is a family; here they become one, as Inter's are. */
export function oneFamily(): string[] {
	return [CHINESE, KOREAN].flatMap(({ family }) =>
		Object.values(WEIGHTS)
			.filter((suffix) => suffix !== '')
			.map(
				(suffix) =>
					`<match target="scan"><test name="family"><string>${family}${suffix}</string></test>` +
					`<edit name="family" mode="assign" binding="strong"><string>${family}</string></edit></match>`,
			),
	);
}

interface Font {
	name: Package['name'];
	slice: string;
	weight: string;
}

const { resolve } = createRequire(import.meta.url);
const known = new Map<Package['name'], Map<number, string>>();

/** In which of a package's files each letter is. */
async function slicesOf(name: Package['name']): Promise<Map<number, string>> {
	const before = known.get(name);
	if (before) return before;
	const ranges: Record<string, string> = JSON.parse(
		await readFile(resolve(`@fontsource/${name}/unicode.json`), 'utf8'),
	);
	const slices = new Map<number, string>();
	for (const [key, range] of Object.entries(ranges)) {
		const slice = /^\[(\d+)\]$/.exec(key)?.[1];
		// The others are Latin and Cyrillic.
		if (slice) for (const letter of lettersIn(range)) slices.set(letter, slice);
	}
	known.set(name, slices);
	return slices;
}

/** Of a `unicode-range` as CSS has it: `U+ac00-ac01,U+ac04`. */
function* lettersIn(range: string): Generator<number> {
	for (const [, first = '', last = first] of range.matchAll(/U\+([\da-f]+)(?:-([\da-f]+))?/gi)) {
		for (let letter = Number.parseInt(first, 16); letter <= Number.parseInt(last, 16); letter++) yield letter;
	}
}

async function unwrapped({ name, slice, weight }: Font, parent: string): Promise<string> {
	const folder = join(parent, `${name}-${slice}-${weight}`);
	const path = join(folder, 'font.ttf');
	// Asked every time: systems sweep out of their temp folders what nobody touched for some days.
	if (!existsSync(path)) {
		const woff = resolve(`@fontsource/${name}/files/${name}-${slice}-${weight}-normal.woff`);
		await mkdir(folder, { recursive: true });
		await writeFile(path, unwrapWoff(await readFile(woff)));
	}
	return folder;
}
