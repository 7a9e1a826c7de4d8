import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawUsageChart } from '../../src/pictures/chart.ts';
import { fontconfigFile, writeFontconfig } from '../../src/pictures/fonts.ts';
import { normalise } from '../../src/pictures/normalise.ts';
import { rasterise } from '../../src/pictures/rasterise.ts';
import { month, type Pixels, pixelsOf } from './charts.ts';

const svgOf = (inside: string) =>
	`<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><rect width="300" height="60"/>${inside}</svg>`;

const words = (text: string, weight = 400) =>
	svgOf(`<text x="10" y="42" font-family="Inter" font-size="32" font-weight="${weight}" fill="#fff">${text}</text>`);

describe('an SVG that a member sends', () => {
	const sent = Buffer.from(svgOf(''));

	test('is refused before, during and after a chart, by Easel and by sharp itself', async () => {
		const refused = async () => {
			await expect(normalise(sent, { fit: 'contain', side: 64 })).rejects.toMatchObject({ code: 'unsupported' });
			// No sniffing here: this is the wall behind the door.
			await expect(sharp(sent).metadata()).rejects.toThrow('unsupported image format');
		};
		await refused();
		let drawing = true;
		const chart = drawUsageChart(month()).finally(() => {
			drawing = false;
		});
		let times = 0;
		while (drawing) {
			await refused();
			times++;
		}
		await expect(chart).resolves.toBeInstanceOf(Uint8Array);
		expect(times).toBeGreaterThan(1);
		await refused();
	});
});

describe('rasterising', () => {
	test('keeps the size in pixels and drops the alpha', async () => {
		await expect(sharp(await rasterise(svgOf(''))).metadata()).resolves.toMatchObject({
			format: 'png',
			width: 300,
			height: 60,
			hasAlpha: false,
		});
	});

	test('of what is no SVG fails, and the next one works', async () => {
		const [broken, empty, good] = await Promise.allSettled([rasterise('<svg'), rasterise(''), rasterise(svgOf(''))]);
		expect(broken).toMatchObject({ reason: { message: expect.stringContaining('could not be rasterised') } });
		expect(empty).toMatchObject({ status: 'rejected' });
		expect(good).toMatchObject({ status: 'fulfilled' });
	});

	test('reads no file that the SVG names', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'easel-named-'));
		const path = join(folder, 'white.png');
		const white = sharp({ create: { width: 300, height: 60, channels: 3, background: '#fff' } });
		await writeFile(path, await white.png().toBuffer());
		const image = `<image href="file://${path}" width="300" height="60"/>`;
		expect(lit(await pixelsOf(await rasterise(svgOf(image))))).toBe(0);
		await rm(folder, { recursive: true });
	});
});

describe('the fonts', () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'easel-bare-'));
	});
	afterAll(() => rm(folder, { recursive: true }));

	test.each([400, 500, 600])('come with Easel: on a machine without any, weight %i looks the same', async (weight) => {
		const text = words('Pictures 1 240 ção', weight);
		const bare = await writeFontconfig(folder, text, []);
		expect(difference(await rasterise(text, bare), await rasterise(text))).toBe(0);
	});

	test('have three weights and letters that differ, so nothing is drawn as a box', async () => {
		const bare = await writeFontconfig(folder, '', []);
		const looks = ['Aa', 'Bb', 'Éé', 'Жж', '12', '$€'].map(async (text) => (await rasterise(words(text), bare)).join());
		expect(new Set(await Promise.all(looks)).size).toBe(6);
		const [regular, medium, bold] = await Promise.all(
			[400, 500, 600].map(async (weight) => lit(await pixelsOf(await rasterise(words('Pictures', weight), bare)))),
		);
		expect(medium).toBeGreaterThan(regular! * 1.03);
		expect(bold).toBeGreaterThan(medium! * 1.03);
	});

	test('are what makes the letters: with no font at all they look otherwise', async () => {
		const none = join(folder, 'none.conf');
		await writeFile(none, '<?xml version="1.0"?><fontconfig></fontconfig>');
		const text = words('Pictures');
		expect(difference(await rasterise(text, none), await rasterise(text))).not.toBe(0);
	});

	test('are found again after the system has swept its temp folder', async () => {
		const text = words('Pictures');
		const before = await rasterise(text);
		await rm(dirname(await fontconfigFile(text)), { recursive: true });
		expect(difference(await rasterise(text), before)).toBe(0);
	});
});

/** Nought when both are the same picture to the byte. */
function difference(one: Uint8Array, other: Uint8Array): number {
	return Buffer.compare(one, other);
}

/** The light of all pixels together; black is nought. */
function lit({ data }: Pixels): number {
	return data.reduce((sum, value) => sum + value, 0);
}
