import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { fitBytes } from '../../src/pictures/fit-bytes.ts';
import { identify } from '../../src/pictures/identify.ts';
import { toUpload } from '../../src/pictures/to-upload.ts';
import { credentialed, halves, noise, photo, plain, samePixels } from './samples.ts';

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };

describe('fitBytes', () => {
	test('leaves a picture that fits untouched, content credentials included', async () => {
		const generated = await credentialed(plain(64, 64));
		const fitted = await fitBytes(generated, generated.length);
		expect(fitted).toEqual({ bytes: generated, format: 'png', reencoded: false });
		expect(fitted.bytes.includes('caBX')).toBe(true);
	});

	test('goes to lossless WebP first', async () => {
		const png = await (await halves(400, 300)).png({ compressionLevel: 0 }).toBuffer();
		const { bytes, format, reencoded } = await fitBytes(png, png.length - 1);
		expect({ format, reencoded }).toEqual({ format: 'webp', reencoded: true });
		expect(await samePixels(bytes, png)).toBe(true);
	});

	test.each([0.6, 0.25, 0.05, 0.005])('keeps within %d of the bytes', async (share) => {
		const png = await noise(500, 400).png().toBuffer();
		const limit = Math.floor(png.length * share);
		const { bytes } = await fitBytes(png, limit);
		expect(bytes.length).toBeLessThanOrEqual(limit);
		const { width, height } = await sharp(bytes).metadata();
		expect(width / height).toBeCloseTo(500 / 400, 1);
	});

	test('keeps transparency', async () => {
		const png = await noise(300, 300, 4).png().toBuffer();
		const { bytes } = await fitBytes(png, png.length / 10);
		expect((await sharp(bytes).metadata()).hasAlpha).toBe(true);
	});

	test('says so when nothing helps', async () => {
		const png = await noise(300, 300).png().toBuffer();
		await expect(fitBytes(png, 20)).rejects.toMatchObject({ code: 'tooLarge', limit: 20 });
	});
});

describe('identify', () => {
	test.each([
		['png', 'png', 'image/png'],
		['jpeg', 'jpg', 'image/jpeg'],
		['webp', 'webp', 'image/webp'],
	] as const)('knows a %s by its bytes', async (format, extension, contentType) => {
		const bytes = await plain(40, 30).toFormat(format).toBuffer();
		expect(await identify(bytes)).toMatchObject({ format, extension, contentType, width: 40, height: 30 });
	});

	test('refuses a page that came with status 200', async () => {
		const page = Buffer.from('\n  <html><body>Sign in</body></html>');
		await expect(identify(page)).rejects.toMatchObject({ code: 'notAPicture', found: 'HTML' });
	});
});

describe('toUpload', () => {
	const types = ['png', 'jpeg', 'webp'] as const;

	test('sends no EXIF and no GPS, and applies the orientation', async () => {
		const phone = await (await photo(400, 300))
			.withExif({ IFD0: { Copyright: 'me' }, IFD3: { GPSLatitudeRef: 'N' } })
			.withMetadata({ orientation: 8 })
			.jpeg()
			.toBuffer();
		const upload = await toUpload(phone, { maxBytes: 1_000_000, types });
		expect(upload).toMatchObject({
			format: 'jpeg',
			contentType: 'image/jpeg',
			extension: 'jpg',
			width: 300,
			height: 400,
		});
		const metadata = await sharp(upload.bytes).metadata();
		expect([metadata.exif, metadata.xmp, metadata.icc, metadata.orientation]).toEqual(Array(4).fill(undefined));
		expect(upload.bytes.includes('Exif')).toBe(false);
	});

	test('keeps a drawing’s pixels as they are', async () => {
		const drawing = await (await halves(200, 100)).png().toBuffer();
		const { bytes, format } = await toUpload(drawing, { maxBytes: 1_000_000, types });
		expect(format).toBe('png');
		expect(await samePixels(bytes, drawing)).toBe(true);
	});

	test('bounds the longer edge', async () => {
		const long = await plain(5000, 500).png().toBuffer();
		expect(await toUpload(long, { maxBytes: 1_000_000, types })).toMatchObject({ width: 4096, height: 410 });
		expect(await toUpload(long, { maxBytes: 1_000_000, types, maxEdge: 1000 })).toMatchObject({
			width: 1000,
			height: 100,
		});
	});

	test('keeps transparency where a type can hold it, else makes it white', async () => {
		const cut = await (await halves(200, 100, CLEAR)).png().toBuffer();
		const transparent = await toUpload(cut, { maxBytes: 1_000_000, types: ['jpeg', 'webp'] });
		expect(transparent.format).toBe('webp');
		expect((await sharp(transparent.bytes).metadata()).hasAlpha).toBe(true);

		const flat = await toUpload(cut, { maxBytes: 1_000_000, types: ['jpeg'] });
		const [red, green, blue] = await sharp(flat.bytes)
			.extract({ left: 5, top: 50, width: 1, height: 1 })
			.raw()
			.toBuffer();
		expect(Math.min(red!, green!, blue!)).toBeGreaterThan(240);
	});

	test.each([['png'], ['jpeg'], ['webp']] as const)('brings noise under the limit as %s', async (format) => {
		const bytes = await noise(600, 600).png().toBuffer();
		const upload = await toUpload(bytes, { maxBytes: 100_000, types: [format] });
		expect(upload.format).toBe(format);
		expect(upload.bytes.length).toBeLessThanOrEqual(100_000);
		expect(await sharp(upload.bytes).metadata()).toMatchObject({ format, width: upload.width, height: upload.height });
	});
});
