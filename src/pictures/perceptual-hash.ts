import { createHash } from 'node:crypto';
import type { Sharp } from 'sharp';
import { decode, inTurn, readHeader } from './decode.ts';
import { PictureError } from './picture-error.ts';

/** Pixels a side of what is compared: nothing of an encoder's traces is left at that size. */
const side = 32;
const bits = 64;
/** Grey levels; a picture that varies by less has nothing in it to be recognised by. */
const flatBelow = 2;

/** Waves in a row of pixels, from none to nine half ones. */
const waves = Array.from({ length: 10 }, (_, wave) =>
	Float64Array.from({ length: side }, (_, at) => Math.cos((Math.PI / side) * (at + 0.5) * wave)),
);

/** How much each place in a row counts: cutting a picture moves most what is at its edges, and takes it away. */
const weights = Float64Array.from({ length: side }, (_, at) => 0.4 + 0.6 * Math.sin((Math.PI / side) * (at + 0.5)));

/** The longest waves across and down first; the even grey of the whole picture says nothing. */
const longest = waves
	.flatMap((_, down) => waves.map((_, across) => ({ down, across })))
	.filter(({ down, across }) => down + across > 0)
	.toSorted((one, other) => one.down + one.across - other.down - other.across || one.down - other.down)
	.slice(0, bits);

/**
 * What a picture looks like, as 16 hex digits: each of 64 bits is the sign of one long wave of its brightness. Copies that were encoded
 * anew, resized, or cut by a hundredth at each edge differ in at most 6 bits, other pictures in 12 or more. An even picture has no waves
 * and is known by its colour. Undefined for what cannot be decoded.
 */
export async function perceptualHash(bytes: Uint8Array): Promise<string | undefined> {
	try {
		await readHeader(bytes);
		const rgb = await inTurn(() => decode(bytes, small));
		const greys = Float64Array.from({ length: side * side }, (_, at) => greyOf(rgb, at * 3));
		return isFlat(greys) ? hashOfColour(rgb) : hashOfWaves(greys);
	} catch (error) {
		if (error instanceof PictureError) return undefined;
		throw error;
	}
}

/** On half-way grey, on which neither black nor white drawings vanish. */
const small = (picture: Sharp): Promise<Buffer> =>
	picture.flatten({ background: '#808080' }).resize(side, side, { fit: 'fill' }).raw().toBuffer();

/** ITU-R BT.601, as JPEG weighs its brightness. */
const greyOf = (rgb: Buffer, at: number): number => 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!;

function isFlat(greys: Float64Array): boolean {
	const mean = greys.reduce((sum, it) => sum + it, 0) / greys.length;
	return Math.sqrt(greys.reduce((sum, it) => sum + (it - mean) ** 2, 0) / greys.length) < flatBelow;
}

/** A discrete cosine transform, of which only the signs are kept. */
function hashOfWaves(greys: Float64Array): string {
	const weighed = withoutMean(greys);
	const rows = Array.from({ length: side }, (_, y) =>
		waves.map((wave) => wave.reduce((sum, height, x) => sum + height * weighed[y * side + x]!, 0)),
	);
	let hash = 0n;
	for (const { down, across } of longest) {
		const height = waves[down]!.reduce((sum, it, y) => sum + it * rows[y]![across]!, 0);
		hash = (hash << 1n) | (height > 0 ? 1n : 0n);
	}
	return hash.toString(16).padStart(bits / 4, '0');
}

/** By their weights, and by how far they are from the mean: else the weights would be a wave of their own. */
function withoutMean(greys: Float64Array): Float64Array {
	const weightAt = (at: number) => weights[at % side]! * weights[Math.floor(at / side)]!;
	const total = weights.reduce((sum, it) => sum + it, 0) ** 2;
	const mean = greys.reduce((sum, grey, at) => sum + grey * weightAt(at), 0) / total;
	return greys.map((grey, at) => (grey - mean) * weightAt(at));
}

/** Two colours that differ have hashes that differ in about half of their bits. */
function hashOfColour(rgb: Buffer): string {
	const levels = [0, 1, 2].map((channel) => {
		let sum = 0;
		for (let at = channel; at < rgb.length; at += 3) sum += rgb[at]!;
		return Math.round(sum / (rgb.length / 3) / 16);
	});
	return createHash('sha256')
		.update(levels.join())
		.digest('hex')
		.slice(0, bits / 4);
}
