import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { drawUsageChart } from '../../src/pictures/chart.ts';
import { INK, MODEL_INKS } from '../../src/pictures/chart-look.ts';
import { drawChartSvg } from '../../src/pictures/chart-svg.ts';
import { barsOf, inkIn, month, type Pixels, pixelsOf } from './charts.ts';
import { apart, contrast, EYES } from './colour.ts';

const drawn = async (...given: Parameters<typeof month>): Promise<Pixels> =>
	pixelsOf(await drawUsageChart(month(...given)));

describe('a chart', () => {
	test('is an opaque picture that Discord shows at its full width', async () => {
		const pixels = await drawn();
		expect(pixels).toMatchObject({ width: 1200, height: 764, channels: 3 });
	});

	test.each([1, 2, 28, 29, 30, 31])('of %i days has a bar of pictures and one of money for each', async (length) => {
		const refused = Array.from({ length }, () => 1);
		const pixels = await drawn({ length, refused });
		for (const ink of [MODEL_INKS[0], INK.money, INK.refused]) expect(barsOf(pixels, ink)).toBe(length);
	});

	test('gives every model the area of its pictures', async () => {
		const [many, few] = [MODEL_INKS[0], MODEL_INKS[1]];
		const pixels = await drawn({ perDay: [30, 10] });
		expect(inkIn(pixels, many) / inkIn(pixels, few)).toBeCloseTo(3, 0);
	});

	test('tells six models apart', async () => {
		const pixels = await drawn({ perDay: [6, 5, 4, 3, 2, 1] });
		const areas = MODEL_INKS.map((ink) => inkIn(pixels, ink));
		expect(areas).toEqual(areas.toSorted((a, b) => b - a));
		expect(areas.at(-1)).toBeGreaterThan(2000);
	});

	test('shows a dear day as dear and a day of refusals as one', async () => {
		const firstHalf = (value: number, other: number) =>
			Array.from({ length: 30 }, (_, day) => (day < 15 ? value : other));
		const micros = firstHalf(1_000_000, 3_000_000);
		const pixels = await drawn({ micros, refused: firstHalf(0, 2) });
		// Between day 15 and day 16, where the ticks are as wide as here.
		const middle = 645;
		expect(inkIn(pixels, INK.money, middle) / inkIn(pixels, INK.money, 0, middle)).toBeCloseTo(3, 0);
		expect(barsOf(pixels, INK.refused)).toBe(15);
	});

	test('of an empty month says so in the middle and draws no grid', async () => {
		const pixels = await drawn({ perDay: [0, 0], micros: [0], refused: [] });
		expect(inkIn(pixels, INK.grid) + inkIn(pixels, INK.baseline)).toBe(0);
		const svg = await drawChartSvg(month({ perDay: [], micros: [], refused: [] }));
		expect(svg).toContain('Nothing was made in November.');
		expect(svg).toContain('Usage of Pixel Garden');
		expect(await drawChartSvg(month({ length: 0 }))).toContain('Nothing was made in November.');
	});

	test('in which everything was refused is not empty', async () => {
		const pixels = await drawn({ perDay: [], micros: [], refused: [0, 4] });
		expect(inkIn(pixels, INK.refused)).toBeGreaterThan(300);
		expect(inkIn(pixels, INK.grid)).toBeGreaterThan(0);
	});

	test('takes numbers that are none, and lists that are too short, for nothing', async () => {
		const bad = [Number.NaN, Number.POSITIVE_INFINITY, -5, 2];
		const svg = await drawChartSvg(
			month({ models: [{ name: 'gpt-image-2', pictures: bad }], micros: bad, refused: bad }),
		);
		expect(svg).not.toMatch(/NaN|Infinity|undefined/);
		const pixels = await drawn({ models: [{ name: 'gpt-image-2', pictures: bad }], micros: bad, refused: bad });
		expect(inkIn(pixels, MODEL_INKS[0])).toBeGreaterThan(1000);
	});

	test('writes amounts as the caller does and never the same twice', async () => {
		const svg = await drawChartSvg(month({ micros: [4000] }));
		const amounts = [...svg.matchAll(/\$\d+\.\d+/g)].map(String);
		expect(amounts).toEqual(['$0.00', '$0.01']);
	});

	test('keeps clear of its edges, whatever the words', async () => {
		const long = 'Überwältigend lange Wörter MIT GROSSBUCHSTABEN 픽셀 정원 그림 사용량 '.repeat(4);
		const pixels = await drawn({
			days: Array.from({ length: 31 }, (_, day) => `${day + 1} de setembro`),
			words: { title: long, subtitle: long, pictures: long, money: long, refused: long, empty: long },
			models: MODEL_INKS.map(() => ({ name: long, pictures: Array.from({ length: 31 }, () => 98_765) })),
			micros: Array.from({ length: 31 }, () => 98_765_432_100),
			money: (micros) => `R$ ${micros} ${long}`,
		});
		const edge = 10;
		expect(inkIn(pixels, INK.card, 0, edge)).toBe(edge * pixels.height);
		expect(inkIn(pixels, INK.card, pixels.width - edge)).toBe(edge * pixels.height);
	});
});

describe('what it quotes', () => {
	const hostile = `<script>&"'</text><image href="file:///etc/passwd"/>`;

	test('cannot become a part of the drawing', async () => {
		const chart = month({
			models: [{ name: '<script>&"', pictures: [1] }],
			words: { ...month().words, title: hostile, money: '{b|x}&lt;' },
			days: ['<1>'],
			money: () => '<$>',
		});
		const svg = await drawChartSvg(chart);
		expect(svg).toContain('&lt;script&gt;&amp;&quot;');
		expect(svg).toContain('&lt;1&gt;');
		expect(svg).toContain('&lt;$&gt;');
		expect(svg).toContain('{b|x}&amp;lt;');
		expect(svg).not.toMatch(/<script|<image|<1>|<\$>/);
		await expect(drawUsageChart(chart)).resolves.toBeInstanceOf(Uint8Array);
	});

	test('may hold what XML cannot', async () => {
		const name = 'gpt\0\u0008image\u001b\ud800\ufffe\n2';
		const svg = await drawChartSvg(month({ models: [{ name, pictures: [1] }] }));
		expect(svg).toContain('gpt image \ufffd 2');
		await expect(drawUsageChart(month({ models: [{ name, pictures: [1] }] }))).resolves.toBeInstanceOf(Uint8Array);
	});
});

describe('its colours', () => {
	const texts = [INK.title, INK.text, INK.refused];

	test.each(texts)('let text in %s be read on the card', (ink) => {
		expect(contrast(ink, INK.card)).toBeGreaterThanOrEqual(4.5);
	});

	test('are all that text is set in', async () => {
		const svgs = [month({ refused: [1] }), month({ perDay: [], micros: [] })].map(drawChartSvg);
		const fills = (await Promise.all(svgs)).flatMap((svg) =>
			[...svg.matchAll(/<text[^>]*fill="([^"]+)"/g)].map(([, fill]) => fill!),
		);
		expect(fills.length).toBeGreaterThan(15);
		expect(texts).toEqual(expect.arrayContaining(fills));
	});

	test.each([...MODEL_INKS, INK.money, INK.refused])('make %s stand out from the card', (ink) => {
		expect(contrast(ink, INK.card)).toBeGreaterThanOrEqual(3);
	});

	test.each(Object.entries(EYES))('are told apart by %s', (_, eyes) => {
		const inks = [...MODEL_INKS, INK.refused];
		const distances = inks.flatMap((one, at) => inks.slice(0, at).map((other) => apart(one, other, eyes)));
		expect(Math.min(...distances)).toBeGreaterThan(9);
	});
});

test('nothing of it keeps the process alive', async () => {
	const draw = `
		const { drawChartSvg } = await import(process.argv[1]);
		const words = { title: '', subtitle: '', pictures: '', money: '', refused: '', empty: '' };
		await drawChartSvg({ words, days: ['1'], models: [], micros: [1], refused: [], money: String });
	`;
	const path = new URL('../../src/pictures/chart-svg.ts', import.meta.url).href;
	await promisify(execFile)(process.execPath, ['--input-type=module', '-e', draw, path], { timeout: 20_000 });
});
