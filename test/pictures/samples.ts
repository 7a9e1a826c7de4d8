import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

export type Colour = { r: number; g: number; b: number; alpha?: number };

export const RED: Colour = { r: 220, g: 30, b: 30 };
export const BLUE: Colour = { r: 30, g: 30, b: 220 };
export const WHITE: Colour = { r: 255, g: 255, b: 255 };
export const BLACK: Colour = { r: 0, g: 0, b: 0 };

export function plain(width: number, height: number, colour: Colour = RED): Sharp {
	const channels = colour.alpha === undefined ? 3 : 4;
	return sharp({ create: { width, height, channels, background: colour } });
}

/** Red with a blue left half unless told, so that turning and cutting can be seen. */
export async function halves(width: number, height: number, left: Colour = BLUE, right: Colour = RED): Promise<Sharp> {
	const half = Math.floor(width / 2);
	const both = await plain(half, height, left)
		.extend({ right: width - half, background: right })
		.png()
		.toBuffer();
	return sharp(both);
}

/** Pixels that no encoder can make small. */
export function noise(width: number, height: number, channels: 3 | 4 = 3): Sharp {
	return sharp(randomBytes(width * height * channels), { raw: { width, height, channels } });
}

/** Smooth colours with a little grain: encodes like a photo. */
export async function photo(width: number, height: number): Promise<Sharp> {
	const grain = { type: 'gaussian', mean: 128, sigma: 8 } as const;
	const patches = { type: 'gaussian', mean: 128, sigma: 60 } as const;
	const create = { channels: 3, background: '#888' } as const;
	const coarse = { ...create, width: Math.ceil(width / 32), height: Math.ceil(height / 32), noise: patches };
	const fine = await sharp({ create: { ...create, width, height, noise: grain } })
		.png()
		.toBuffer();
	const smooth = await sharp(await sharp({ create: coarse }).png().toBuffer())
		.resize(width, height, { fit: 'fill', kernel: 'cubic' })
		.png()
		.toBuffer();
	return sharp(
		await sharp(smooth)
			.composite([{ input: fine, blend: 'soft-light' }])
			.png()
			.toBuffer(),
	);
}

function pngChunk(type: string, data: Buffer): Buffer {
	const chunk = Buffer.alloc(12 + data.length);
	chunk.writeUInt32BE(data.length);
	chunk.write(type, 4, 'latin1');
	data.copy(chunk, 8);
	chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
	return chunk;
}

/** Some 30 kB that unfold to 256 million black pixels. */
export function bomb(edge = 16_000): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(edge, 0);
	header.writeUInt32BE(edge, 4);
	header[8] = 1;
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		pngChunk('IHDR', header),
		pngChunk('IDAT', deflateSync(Buffer.alloc(edge * (edge / 8 + 1)))),
		pngChunk('IEND', Buffer.alloc(0)),
	]);
}

/** A generated PNG as providers send it, with its content credentials. */
export async function credentialed(picture: Sharp): Promise<Buffer> {
	const png = await picture.png().toBuffer();
	return Buffer.concat([
		png.subarray(0, 33),
		pngChunk('caBX', Buffer.from('jumbf content credentials')),
		png.subarray(33),
	]);
}

/** The colour at one point as [r, g, b, alpha]. */
export async function pixelAt(bytes: Buffer, left: number, top: number): Promise<number[]> {
	const pixel = sharp(bytes).ensureAlpha().extract({ left, top, width: 1, height: 1 });
	return [...(await pixel.raw().toBuffer())];
}

/** The mask's alpha, 255 where the picture stays. */
export async function alphaOf(mask: Buffer, left: number, top: number): Promise<number> {
	return (await pixelAt(mask, left, top))[3]!;
}

/** Four bytes a pixel, row by row. */
export function pixelsOf(bytes: Buffer): Promise<Buffer> {
	return sharp(bytes).ensureAlpha().raw().toBuffer();
}

export async function samePixels(one: Buffer, other: Buffer): Promise<boolean> {
	const [first, second] = await Promise.all([pixelsOf(one), pixelsOf(other)]);
	return first.equals(second);
}
