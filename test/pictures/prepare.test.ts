import { describe, expect, test } from 'vitest';
import type { ImageRequest } from '../../src/core/request.ts';
import { prepare } from '../../src/pictures/prepare.ts';
import { attached, requestOf } from '../core/jobs.ts';
import { alphaOf, BLUE, halves, pixelAt, plain, RED } from './samples.ts';

test('a hundred requests at once do not bring all their files into memory at once', async () => {
	const bytes = await plain(64, 64).png().toBuffer();
	let loading = 0;
	let most = 0;
	const download = async () => {
		loading += 1;
		most = Math.max(most, loading);
		await new Promise(setImmediate);
		loading -= 1;
		return bytes;
	};
	const request = requestOf({ endpoint: 'edits', inputs: 3 });
	const sources = ['a.png', 'b.png', 'c.png'].map((name) => attached(name, 'reference'));
	const prepared = await Promise.all(Array.from({ length: 100 }, () => prepare(request, sources, download)));
	expect(prepared.every(({ inputs }) => inputs.length === 3)).toBe(true);
	expect(most).toBeLessThanOrEqual(24);
});

const picture = await (await halves(600, 300)).png().toBuffer();
const give = async () => picture;
const editOf = (change: Partial<ImageRequest>) =>
	requestOf({ action: 'edit', endpoint: 'edits', inputs: 1, ...change });
const image = attached('cat.png');

describe('zooming out and reshaping', () => {
	test('put the picture on a canvas, with a mask around it and the crop of the outcome', async () => {
		const canvas = { zoom: 2, ratio: 4 / 3 };
		const { inputs, crop } = await prepare(editOf({ action: 'zoom', canvas }), [image], give);
		expect(inputs.map(({ role, index }) => [role, index])).toEqual([
			['image', 0],
			['mask', 1],
		]);
		expect(crop).toMatchObject({ side: 1024, content: { left: 0, top: 128, width: 1024, height: 768 } });
		const mask = Buffer.from(inputs[1]!.bytes);
		expect([await alphaOf(mask, 512, 512), await alphaOf(mask, 100, 512)]).toEqual([255, 0]);
	});

	test('that change nothing are refused', async () => {
		await expect(prepare(editOf({ canvas: { zoom: 1, ratio: 2 } }), [image], give)).rejects.toMatchObject({
			refusal: { code: 'canvasSame' },
		});
	});
});

describe('cells', () => {
	test('become a mask, the first bit for the upper left', async () => {
		const { inputs, crop } = await prepare(editOf({ cells: 0b100_000_011 }), [image], give);
		const mask = Buffer.from(inputs[1]!.bytes);
		const alphas = [0, 1, 2].map((row) =>
			Promise.all([0, 1, 2].map((column) => alphaOf(mask, 170 + column * 341, 256 + 85 + row * 170))),
		);
		expect(await Promise.all(alphas)).toEqual([
			[0, 0, 255],
			[255, 255, 255],
			[255, 255, 0],
		]);
		expect(crop?.original).toEqual({ width: 600, height: 300 });
	});

	test('need no mask when they are all chosen, but where there is no edit without one', async () => {
		expect((await prepare(editOf({ cells: 511 }), [image], give)).inputs).toHaveLength(1);
		const { inputs } = await prepare(editOf({ cells: 511, model: 'dall-e-2' }), [image], give);
		expect(await alphaOf(Buffer.from(inputs[1]!.bytes), 512, 512)).toBe(0);
	});

	test('of which none is chosen are refused', async () => {
		await expect(prepare(editOf({ cells: 0 }), [image], give)).rejects.toMatchObject({
			refusal: { code: 'maskEmpty', name: 'cat.png' },
		});
	});
});

test('a sketch goes along as markup, brought to the square as the picture is', async () => {
	const sketch = attached('sketch.png', 'markup');
	const { inputs } = await prepare(editOf({ inputs: 2 }), [image, sketch], give);
	expect(inputs.map(({ role, index }) => [role, index])).toEqual([
		['image', 0],
		['markup', 1],
	]);
	expect(await pixelAt(Buffer.from(inputs[1]!.bytes), 10, 512)).toEqual([30, 30, 220, 255]);
	const square = async ({ role }: typeof sketch) => (role === 'markup' ? plain(300, 300).png().toBuffer() : picture);
	await expect(prepare(editOf({ inputs: 2 }), [image, sketch], square)).rejects.toMatchObject({
		refusal: { code: 'maskSize', name: 'sketch.png' },
	});
});

describe('a blend', () => {
	test('has its pictures in the order they were given', async () => {
		const colours = [RED, BLUE, { r: 0, g: 200, b: 0 }, { r: 250, g: 250, b: 0 }];
		const sources = colours.map((_, n) => attached(`${n}.png`, 'reference'));
		const { inputs, crop } = await prepare(editOf({ action: 'blend', inputs: 4 }), sources, async ({ name }) =>
			plain(64, 64, colours[Number.parseInt(name, 10)]).png().toBuffer(),
		);
		const found = await Promise.all(inputs.map(({ bytes }) => pixelAt(Buffer.from(bytes), 32, 32)));
		expect(found).toEqual(colours.map(({ r, g, b }) => [r, g, b, 255]));
		expect(inputs.map(({ role, index }) => [role, index])).toEqual([0, 1, 2, 3].map((index) => ['reference', index]));
		expect(crop).toBeUndefined();
	});

	test('of more than a model takes is refused before anything is fetched', async () => {
		const sources = ['a.png', 'b.png'].map((name) => attached(name, 'reference'));
		const never = async () => {
			throw new Error('fetched');
		};
		await expect(prepare(editOf({ model: 'dall-e-2', inputs: 2 }), sources, never)).rejects.toMatchObject({
			refusal: { code: 'tooManyInputs', inputs: 2, limit: 1, model: 'dall-e-2' },
		});
	});
});
