import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { fitBytes } from '../../src/pictures/fit-bytes.ts';
import { maskFrom } from '../../src/pictures/mask.ts';
import { normalise } from '../../src/pictures/normalise.ts';
import { PictureError } from '../../src/pictures/picture-error.ts';
import { placeInSquare } from '../../src/pictures/square.ts';
import { toUpload } from '../../src/pictures/to-upload.ts';
import { bomb, noise, photo, plain } from './samples.ts';

/** Every way a stranger's bytes come in. */
const ENTRANCES: [string, (bytes: Buffer) => Promise<unknown>][] = [
	['normalise', squared],
	['toUpload', (bytes) => toUpload(bytes, { maxBytes: 1_000_000, types: ['png', 'jpeg'] })],
	['fitBytes', (bytes) => fitBytes(bytes, 10)],
	['maskFrom', (bytes) => maskFrom(bytes, placeInSquare({ width: 1200, height: 900 }, 256, 'contain'))],
];

const box = (...brands: string[]) => Buffer.from(`\0\0\0\x18ftyp${brands[0]}\0\0\0\0${brands.join('')}`, 'latin1');

const REFUSED: [string, () => Promise<Buffer> | Buffer, object][] = [
	['zero bytes', () => Buffer.alloc(0), { code: 'empty' }],
	['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), { code: 'unsupported', found: 'SVG' }],
	[
		'an SVG after an XML declaration and a byte order mark',
		() => Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
		{ code: 'unsupported', found: 'SVG' },
	],
	['a PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), { code: 'unsupported', found: 'PDF' }],
	['a TIFF', () => plain(8, 8).tiff().toBuffer(), { code: 'unsupported', found: 'TIFF' }],
	['a HEIC', () => box('mif1', 'heic'), { code: 'unsupported', found: 'HEIC' }],
	['a film', () => box('isom', 'mp42'), { code: 'unsupported', found: 'video' }],
	[
		'a BMP',
		() => Buffer.from(`BM\x9a\0\0\0\0\0\0\0${'\0'.repeat(40)}`, 'latin1'),
		{ code: 'unsupported', found: 'BMP' },
	],
	['a page of HTML', () => Buffer.from('<!DOCTYPE html><p>Bad gateway'), { code: 'notAPicture', found: 'HTML' }],
	['a JSON error', () => Buffer.from('{"error":"no"}'), { code: 'notAPicture', found: 'JSON' }],
	['plain text', () => Buffer.from('This content is no longer available.'), { code: 'notAPicture', found: 'text' }],
	['bytes that are nothing', () => Buffer.from([1, 2, 3, 4, 5]), { code: 'notAPicture', found: undefined }],
	['a bomb of 16,000 × 16,000 pixels', () => bomb(), { code: 'tooManyPixels', limit: 50_000_000 }],
	['a PNG signature with noise behind it', () => corrupt(plain(8, 8).png().toBuffer(), 8), { code: 'damaged' }],
	['a PNG whose header is whole and whose pixels are not', () => corrupt(photoAs('png'), 600), { code: 'damaged' }],
	['a JPEG whose header is whole and whose pixels are not', () => corrupt(photoAs('jpeg'), 900), { code: 'damaged' }],
];

for (const format of ['png', 'jpeg', 'webp', 'gif', 'avif'] as const) {
	for (const share of [0.1, 0.5, 0.95]) {
		REFUSED.push([
			`a ${format} cut at ${share * 100} %`,
			async () => {
				const whole = await photoAs(format);
				return whole.subarray(0, Math.floor(whole.length * share));
			},
			{ code: 'damaged' },
		]);
	}
}

describe.each(ENTRANCES)('%s refuses', (_, enter) => {
	test.each(REFUSED)('%s', async (_, make, expected) => {
		const refusal = await enter(await make()).catch((error: unknown) => error);
		expect(refusal).toBeInstanceOf(PictureError);
		expect(refusal).toMatchObject(expected);
	});
});

test('an AVIF may have fewer pixels, because it takes far more memory', async () => {
	const avif = await plain(5200, 5000).avif({ effort: 0 }).toBuffer();
	await expect(squared(avif)).rejects.toMatchObject({ code: 'tooManyPixels', limit: 25_000_000 });
});

test('a refusal leaves the way free for the next picture', async () => {
	const broken = await Promise.allSettled(Array.from({ length: 12 }, () => squared(Buffer.from('GIF89a'))));
	expect(broken.every(({ status }) => status === 'rejected')).toBe(true);
	const good = await plain(30, 20).png().toBuffer();
	await expect(squared(good)).resolves.toMatchObject({ original: { width: 30, height: 20 } });
});

test('the other decoders are closed to everyone in the process', async () => {
	await expect(
		sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).metadata(),
	).rejects.toThrow();
	await expect(sharp(await plain(8, 8).tiff().toBuffer()).metadata()).rejects.toThrow();
	await expect(sharp(import.meta.filename).metadata()).rejects.toThrow();
});

test.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('a sound %s is taken', async (format) => {
	await expect(squared(await photoAs(format))).resolves.toMatchObject({ original: { width: 240, height: 180 } });
});

test('what follows a picture’s end does no harm', async () => {
	for (const format of ['png', 'jpeg', 'gif', 'webp'] as const) {
		const trailed = Buffer.concat([await photoAs(format), Buffer.from('motion photo data')]);
		await expect(squared(trailed)).resolves.toMatchObject({ original: { width: 240, height: 180 } });
	}
});

function squared(bytes: Buffer) {
	return normalise(bytes, { fit: 'contain', side: 256 });
}

async function photoAs(format: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'): Promise<Buffer> {
	return (await photo(240, 180)).toFormat(format).toBuffer();
}

/** Noise from `offset` on, of the same length. */
async function corrupt(bytes: Promise<Buffer>, offset: number): Promise<Buffer> {
	const whole = await bytes;
	const junk = await noise(100, 100).raw().toBuffer();
	return Buffer.concat([whole.subarray(0, offset), junk]).subarray(0, whole.length);
}
