import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawChartSvg } from '../../src/pictures/chart-svg.ts';
import { writeFontconfig } from '../../src/pictures/fonts.ts';
import { rasterise } from '../../src/pictures/rasterise.ts';
import { month, type Pixels, pixelsOf } from './charts.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'easel-bare-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** As on a machine that has no font at all. */
async function drawn(svg: string): Promise<Pixels> {
	const own = await mkdtemp(join(folder, 'fonts-'));
	return pixelsOf(await rasterise(svg, await writeFontconfig(own, svg, [])));
}

const words = (text: string, weight = 400) =>
	drawn(
		`<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><rect width="300" height="60"/><text x="10" y="42" font-family="Inter, sans-serif" font-size="32" font-weight="${weight}" fill="#fff">${text}</text></svg>`,
	);
const chartCalled = async (title: string) => drawn(await drawChartSvg(month({ words: { ...month().words, title } })));

/** No font has it, so a box stands for it. */
const NOBODYS = '\u{10ffff}';

const lit = ({ data }: Pixels) => data.reduce((sum, value) => sum + value, 0);
const same = (one: Pixels, other: Pixels) => one.data.equals(other.data);

describe('without any font of the system', () => {
	test.each([
		['Korean', '한', '글'],
		['Chinese', '像', '素'],
		['traditional Chinese', '龍', '龜'],
		['Japanese', 'あ', 'カ'],
		['the punctuation of Chinese', '，', '。'],
	])('%s is drawn, not boxed', async (_, one, other) => {
		const [first, second, box] = await Promise.all([words(one), words(other), words(NOBODYS)]);
		expect(lit(first)).toBeGreaterThan(1000);
		expect(same(first, second)).toBe(false);
		// Letters have no ink in all four corners at once.
		expect(cornersOf(box)).toBe(true);
		expect([cornersOf(first), cornersOf(second)]).toEqual([false, false]);
	});

	test.each(['픽셀 정원', '像素花园'])('a chart is titled %s', async (title) => {
		const [chart, none, boxes] = await Promise.all([
			chartCalled(title),
			chartCalled(''),
			chartCalled(NOBODYS.repeat(5)),
		]);
		expect(same(chart, none)).toBe(false);
		expect(same(chart, boxes)).toBe(false);
	});

	test.each(['한글', '像素'])('%s has three weights', async (text) => {
		const [regular, medium, bold] = await Promise.all([400, 500, 600].map(async (it) => lit(await words(text, it))));
		expect(medium).toBeGreaterThan(regular! * 1.03);
		expect(bold).toBeGreaterThan(medium! * 1.03);
	});

	test('Chinese characters look Korean beside Korean, and Chinese elsewhere', async () => {
		const [korean, chinese] = await Promise.all([words('骨 한'), words('骨 中')]);
		const first = ({ data, width, channels }: Pixels) =>
			Buffer.concat(
				Array.from({ length: 60 }, (_, y) => data.subarray(y * width * channels, (y * width + 44) * channels)),
			);
		expect(first(korean).equals(first(chinese))).toBe(false);
	});
});

test('only the fonts of the letters that are there are unwrapped, and only once', async () => {
	const own = await mkdtemp(join(tmpdir(), 'easel-few-'));
	await writeFontconfig(own, 'Pictures — 1 240 ção', []);
	expect(await readdir(own)).toEqual(['fonts.conf']);
	await writeFontconfig(own, '<text>한</text>', []);
	const korean = await readdir(own);
	expect(korean).toHaveLength(2);
	await writeFontconfig(own, '<text font-weight="600">한</text>', []);
	expect(await readdir(own)).toHaveLength(3);
	await rm(own, { recursive: true });
});

/** Does what is drawn have straight corners on all sides, as a box does? */
function cornersOf({ data, width, height, channels }: Pixels): boolean {
	const isLit = (x: number, y: number) => data[(y * width + x) * channels]! > 100;
	const points = Array.from({ length: width * height }, (_, at) => [at % width, Math.floor(at / width)] as const);
	const inked = points.filter(([x, y]) => isLit(x, y));
	const [xs, ys] = [inked.map(([x]) => x), inked.map(([, y]) => y)];
	const [left, right] = [Math.min(...xs), Math.max(...xs)];
	const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
	return isLit(left, top) && isLit(right, top) && isLit(left, bottom) && isLit(right, bottom);
}
