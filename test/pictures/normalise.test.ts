import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/pictures/normalise.ts';
import { halves, noise, photo, pixelAt, plain } from './samples.ts';

const BLUE_ISH = [expect.closeTo(30, -1), expect.closeTo(30, -1), expect.closeTo(220, -1), 255];
const RED_ISH = [expect.closeTo(220, -1), expect.closeTo(30, -1), expect.closeTo(30, -1), 255];

describe('contain', () => {
	test('shows the whole picture between transparent margins', async () => {
		const wide = await (await halves(800, 400)).jpeg({ chromaSubsampling: '4:4:4' }).toBuffer();
		const square = await normalise(wide, { fit: 'contain', side: 512 });

		expect(square).toMatchObject({
			side: 512,
			content: { left: 0, top: 128, width: 512, height: 256 },
			original: { width: 800, height: 400 },
		});
		expect(await sharp(square.png).metadata()).toMatchObject({ format: 'png', width: 512, height: 512, channels: 4 });
		expect(await pixelAt(square.png, 256, 127)).toEqual([0, 0, 0, 0]);
		expect(await pixelAt(square.png, 256, 384)).toEqual([0, 0, 0, 0]);
		expect(await pixelAt(square.png, 10, 130)).toEqual(BLUE_ISH);
		expect(await pixelAt(square.png, 500, 380)).toEqual(RED_ISH);
	});

	test('enlarges a small picture', async () => {
		const { png, content } = await normalise(await plain(16, 32).png().toBuffer(), { fit: 'contain', side: 256 });
		expect(content).toEqual({ left: 64, top: 0, width: 128, height: 256 });
		expect(await pixelAt(png, 70, 2)).toEqual([220, 30, 30, 255]);
	});

	test('keeps a line of a picture visible', async () => {
		const { content } = await normalise(await plain(3000, 1).png().toBuffer(), { fit: 'contain', side: 256 });
		expect(content).toEqual({ left: 0, top: 127, width: 256, height: 1 });
	});
});

test('cover fills the square and cuts both ends', async () => {
	const wide = await (await halves(800, 200)).png().toBuffer();
	const square = await normalise(wide, { fit: 'cover', side: 256 });
	expect(square.content).toEqual({ left: 0, top: 0, width: 256, height: 256 });
	expect(await pixelAt(square.png, 5, 5)).toEqual([30, 30, 220, 255]);
	expect(await pixelAt(square.png, 250, 250)).toEqual([220, 30, 30, 255]);
});

describe('what phones and editors put into files', () => {
	test('orientation is applied, EXIF and GPS are gone', async () => {
		const exif = {
			IFD0: { Copyright: 'me', Orientation: '6' },
			IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
		};
		const phone = await (await halves(400, 200)).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
		expect((await sharp(phone).metadata()).exif).toBeDefined();

		const square = await normalise(phone, { fit: 'contain', side: 400 });
		expect(square.original).toEqual({ width: 200, height: 400 });
		// Orientation 6 turns the left half to the top.
		expect((await pixelAt(square.png, 200, 10))[2]).toBeGreaterThan(180);
		expect((await pixelAt(square.png, 200, 390))[0]).toBeGreaterThan(180);
		const metadata = await sharp(square.png).metadata();
		expect([metadata.exif, metadata.orientation, metadata.icc, metadata.xmp]).toEqual(Array(4).fill(undefined));
	});

	test('a CMYK JPEG becomes RGB', async () => {
		const cmyk = await plain(100, 100).toColourspace('cmyk').jpeg().toBuffer();
		expect((await sharp(cmyk).metadata()).space).toBe('cmyk');
		const { png } = await normalise(cmyk, { fit: 'cover', side: 64 });
		expect(await sharp(png).metadata()).toMatchObject({ space: 'srgb', channels: 4, depth: 'uchar' });
		expect((await pixelAt(png, 32, 32))[0]).toBeGreaterThan(180);
	});

	test('a 16-bit grey PNG becomes 8-bit RGBA', async () => {
		const grey = Buffer.from(new Uint16Array(100 * 50).fill(0x8080).buffer);
		const deep = await sharp(grey, { raw: { width: 100, height: 50, channels: 1, depth: 'ushort' } } as never)
			.toColourspace('grey16')
			.png()
			.toBuffer();
		expect((await sharp(deep).metadata()).depth).toBe('ushort');
		const { png } = await normalise(deep, { fit: 'contain', side: 64 });
		expect(await sharp(png).metadata()).toMatchObject({ space: 'srgb', channels: 4, depth: 'uchar' });
	});

	test('an animated GIF gives its first frame', async () => {
		const frames = [await plain(40, 40).png().toBuffer(), await plain(40, 40, { r: 0, g: 0, b: 255 }).png().toBuffer()];
		const gif = await sharp(frames, { join: { animated: true } })
			.gif()
			.toBuffer();
		expect((await sharp(gif).metadata()).pages).toBe(2);
		const { png, original } = await normalise(gif, { fit: 'contain', side: 64 });
		expect(original).toEqual({ width: 40, height: 40 });
		expect(await pixelAt(png, 32, 32)).toEqual([220, 30, 30, 255]);
	});

	test('a photo with an HDR gain map is an ordinary JPEG', async () => {
		// Sharp's types do not know `withGainMap` yet.
		const source = (await photo(320, 240)) as Sharp & { withGainMap(): Sharp };
		const hdr = await source.withGainMap().jpeg().toBuffer();
		expect(hdr.includes('urn:iso:std:iso:ts:21496:-1')).toBe(true);
		const { original } = await normalise(hdr, { fit: 'contain', side: 64 });
		expect(original).toEqual({ width: 320, height: 240 });
	});
});

describe('under a limit of bytes', () => {
	test('a photo of 1024 pixels stays as it is', async () => {
		const bytes = await (await photo(1400, 1000)).jpeg().toBuffer();
		const free = await normalise(bytes, { fit: 'contain', side: 1024 });
		const limited = await normalise(bytes, { fit: 'contain', side: 1024, maxBytes: 4_000_000 });
		expect(limited).toEqual(free);
	});

	test('noise loses colours first and stays RGBA, because a palette is refused by the provider', async () => {
		const bytes = await noise(1100, 1100, 4).png().toBuffer();
		expect(bytes.length).toBeGreaterThan(4_000_000);
		const square = await normalise(bytes, { fit: 'contain', side: 1100, maxBytes: 4_000_000 });
		expect(square.side).toBe(1100);
		expect(square.png.length).toBeLessThanOrEqual(4_000_000);
		expect(await sharp(square.png).metadata()).toMatchObject({ channels: 4, isPalette: false });
	});

	test('then it loses pixels, and says where the picture lies now', async () => {
		const bytes = await noise(600, 300).png().toBuffer();
		const square = await normalise(bytes, { fit: 'contain', side: 600, maxBytes: 60_000 });
		expect(square.png.length).toBeLessThanOrEqual(60_000);
		expect(square.side).toBeLessThan(600);
		expect(square.content).toMatchObject({ left: 0, width: square.side, height: Math.round(square.side / 2) });
		expect(await sharp(square.png).metadata()).toMatchObject({ width: square.side, height: square.side });
	});

	test('what cannot fit is refused', async () => {
		const bytes = await noise(200, 200).png().toBuffer();
		await expect(normalise(bytes, { fit: 'cover', side: 200, maxBytes: 300 })).rejects.toMatchObject({
			code: 'tooLarge',
			limit: 300,
		});
	});
});
