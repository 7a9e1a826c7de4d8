import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { perceptualHash } from '../../src/pictures/perceptual-hash.ts';
import { createOpenAiTwin } from '../twins/openai/index.ts';
import { BLUE, bomb, noise, photo, plain, RED } from './samples.ts';

/** Bits in which two hashes of 16 hex digits differ. */
function distance(one: string, other: string): number {
	const differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
	return [...differing.toString(2)].filter((bit) => bit === '1').length;
}

async function hashOf(bytes: Uint8Array): Promise<string> {
	const hash = await perceptualHash(bytes);
	expect(hash).toMatch(/^[0-9a-f]{16}$/);
	return hash!;
}

const prompts = [
	'a fox',
	'a lighthouse at dusk',
	'a red car in the rain',
	'portrait of an old sailor',
	'a castle on a hill',
	'cyberpunk city street',
	'mountain lake at sunrise',
	'sticker of a frog',
	'storm at sea',
	'a forest in fog',
];
let pictures: Buffer[];

beforeAll(async () => {
	const twin = await createOpenAiTwin();
	const drawn = prompts.map(async (prompt) => {
		const response = await fetch(`${twin.url}/images/generations`, {
			method: 'POST',
			headers: { authorization: `Bearer ${twin.apiKey}`, 'content-type': 'application/json' },
			body: JSON.stringify({ model: 'gpt-image-2', prompt, size: '1024x1024' }),
		});
		const { data } = (await response.json()) as { data: { b64_json: string }[] };
		return Buffer.from(data[0]!.b64_json, 'base64');
	});
	pictures = await Promise.all(drawn);
	await twin.stop();
}, 60_000);

const cropped = async (bytes: Buffer) => {
	const { width, height } = await sharp(bytes).metadata();
	const [left, top] = [Math.round(width / 100), Math.round(height / 100)];
	return sharp(bytes).extract({ left, top, width: width - 2 * left, height: height - 2 * top });
};

describe('the perceptual hash', () => {
	test.each<[string, (bytes: Buffer) => Promise<Buffer>]>([
		['a JPEG of quality 60', (it) => sharp(it).flatten({ background: '#808080' }).jpeg({ quality: 60 }).toBuffer()],
		['a WebP', (it) => sharp(it).webp({ quality: 50 }).toBuffer()],
		['half the size', async (it) => sharp(it).resize(512).png().toBuffer()],
		['a thumbnail', (it) => sharp(it).resize(128).webp().toBuffer()],
		['cut by a hundredth at each edge', async (it) => (await cropped(it)).png().toBuffer()],
		['brighter', (it) => sharp(it).modulate({ brightness: 1.1 }).png().toBuffer()],
		['without colour', (it) => sharp(it).greyscale().png().toBuffer()],
	])('stays within 6 bits for the same picture as %s', async (_what, change) => {
		for (const bytes of pictures) {
			expect(distance(await hashOf(bytes), await hashOf(await change(bytes)))).toBeLessThanOrEqual(6);
		}
	});

	test('differs in more than 12 bits between pictures', async () => {
		const photos = await Promise.all([photo(900, 700), photo(640, 1200)]);
		const all = [...pictures, ...(await Promise.all(photos.map((it) => it.png().toBuffer())))];
		const hashes = await Promise.all(all.map(hashOf));
		for (const [at, one] of hashes.entries()) {
			for (const other of hashes.slice(at + 1)) expect(distance(one, other)).toBeGreaterThan(12);
		}
	});

	test('knows an even picture by its colour, in every format', async () => {
		const [red, blue] = await Promise.all([plain(300, 200), plain(300, 200, BLUE)].map((it) => it.png().toBuffer()));
		const jpeg = await plain(640, 640, RED).jpeg().toBuffer();
		expect(await hashOf(jpeg)).toBe(await hashOf(red!));
		expect(distance(await hashOf(red!), await hashOf(blue!))).toBeGreaterThan(12);
	});

	test('takes a picture upright, as it is seen', async () => {
		const upright = await sharp(pictures[0]).jpeg().toBuffer();
		const turned = await sharp(pictures[0]).rotate(90).jpeg().withMetadata({ orientation: 8 }).toBuffer();
		expect(distance(await hashOf(upright), await hashOf(turned))).toBeLessThanOrEqual(6);
	});

	test('is missing for what is no picture, or is not whole', async () => {
		const half = (await noise(200, 200).png().toBuffer()).subarray(0, 5000);
		const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
		for (const bytes of [Buffer.alloc(0), Buffer.from('not a picture'), svg, half, bomb()]) {
			expect(await perceptualHash(bytes)).toBeUndefined();
		}
	});
});
