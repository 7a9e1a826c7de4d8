import sharp, { type OverlayOptions } from 'sharp';
import type { InputPicture, Order } from '../order.ts';
import type { Canvas } from './canvas.ts';
import { type Colour, luminance, mix } from './colour.ts';
import { paintMotif } from './motif-painter.ts';
import { motifs } from './motifs.ts';
import { type Palette, paletteFrom, paletteOf } from './palette.ts';
import { paletteOfPrompt } from './plan.ts';
import { createRandom } from './random.ts';
import { readWords } from './words.ts';

/** The first input at the size of the answer. */
export async function decodeInput(input: InputPicture, width: number, height: number): Promise<Canvas> {
	const { data } = await sharp(input.bytes)
		.autoOrient()
		.toColourspace('srgb')
		.ensureAlpha()
		.resize(width, height, { fit: 'cover' })
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height };
}

/**
 * An edited picture. With a mask, what it uncovers becomes the new scene and the rest stays as it is; without one the
 * whole picture takes on the prompt's colours and things. Transparent parts of the input are painted either way.
 */
export async function paintEdit(order: Order, base: Canvas, scene: Canvas, seed: number): Promise<void> {
	const opening = await openingOf(order, base);
	if (!order.mask) recolour(base, order.prompt, seed);
	const [to, from] = [base.data, scene.data];
	for (let pixel = 0; pixel < opening.length; pixel++) {
		const share = opening[pixel]! / 255;
		const at = pixel * 4;
		if (share > 0) {
			to[at] = to[at]! + (from[at]! - to[at]!) * share;
			to[at + 1] = to[at + 1]! + (from[at + 1]! - to[at + 1]!) * share;
			to[at + 2] = to[at + 2]! + (from[at + 2]! - to[at + 2]!) * share;
		}
		to[at + 3] = 255;
	}
}

/** For each pixel how much of the new scene shows: 255 in the masked and the transparent parts, feathered at the edge. */
async function openingOf(order: Order, base: Canvas): Promise<Uint8Array> {
	const { width, height } = base;
	const opening = new Uint8Array(width * height);
	for (let pixel = 0; pixel < opening.length; pixel++) opening[pixel] = 255 - base.data[pixel * 4 + 3]!;
	if (!order.mask) return opening;
	const hole = await sharp(order.mask.bytes)
		.ensureAlpha()
		.extractChannel('alpha')
		.resize(width, height, { fit: 'cover' })
		.negate()
		.blur(Math.max(1, Math.min(width, height) / 64))
		.raw()
		.toBuffer();
	for (let pixel = 0; pixel < opening.length; pixel++) opening[pixel] = Math.max(opening[pixel]!, hole[pixel]!);
	return opening;
}

/** Maps the picture's light to the prompt's colours, from its darkest to its brightest, and adds the things it names. */
function recolour(base: Canvas, prompt: string, seed: number): void {
	const palette = paletteOfPrompt(prompt, seed);
	const ramp = rampOf(palette);
	const { data, width, height } = base;
	for (let at = 0; at < data.length; at += 4) {
		const [red, green, blue] = ramp[Math.round(luminance([data[at]!, data[at + 1]!, data[at + 2]!]))]!;
		data[at] = data[at]! * 0.25 + red * 0.75;
		data[at + 1] = data[at + 1]! * 0.25 + green * 0.75;
		data[at + 2] = data[at + 2]! * 0.25 + blue * 0.75;
	}
	const random = createRandom(seed);
	const short = Math.min(width, height);
	for (const [index, { name, colour }] of readWords(prompt).motifs.entries()) {
		const { size, where } = motifs[name];
		const x = width * (0.3 + 0.4 * random() + 0.15 * (index % 2 ? 1 : -1));
		const y = height * (where === 'air' ? 0.45 : 0.84);
		paintMotif(base, name, { x, y, scale: (short * size * 1.1) / 100 }, palette, colour);
	}
}

function rampOf({ near, far, sky, sun }: Palette): Colour[] {
	const stops = [mix(near, [0, 0, 0], 0.3), near, far, sky[1], sky[2], sun].toSorted(
		(a, b) => luminance(a) - luminance(b),
	);
	return Array.from({ length: 256 }, (_, light) => {
		const at = (light / 255) * (stops.length - 1);
		const step = Math.min(stops.length - 2, Math.floor(at));
		return mix(stops[step]!, stops[step + 1]!, at - step);
	});
}

/** The colours of a picture, as a palette to paint with. */
export async function paletteOfPicture(input: InputPicture): Promise<Palette> {
	const pixels = await sharp(input.bytes)
		.toColourspace('srgb')
		.ensureAlpha()
		.resize(16, 16, { fit: 'fill' })
		.raw()
		.toBuffer();
	const colours: Colour[] = [];
	for (let at = 0; at < pixels.length; at += 4) {
		if (pixels[at + 3]! > 200) colours.push([pixels[at]!, pixels[at + 1]!, pixels[at + 2]!]);
	}
	if (colours.length === 0) return paletteOf('day');
	return paletteFrom(colours.toSorted((a, b) => luminance(a) - luminance(b)));
}

/** References as small framed prints in the upper left corner. */
export async function insetsOf(
	references: readonly InputPicture[],
	width: number,
	height: number,
): Promise<OverlayOptions[]> {
	const size = Math.round(Math.min(width, height) * 0.15);
	const frame = Math.max(2, Math.round(size * 0.035));
	const gap = Math.round(size * 0.2);
	const most = Math.floor((width - gap) / (size + 2 * frame + gap));
	const prints = references.slice(0, most).map(async ({ bytes }, index) => ({
		input: await sharp(bytes)
			.autoOrient()
			.flatten({ background: '#d8d8d8' })
			.resize(size, size, { fit: 'cover' })
			.extend({ top: frame, bottom: frame, left: frame, right: frame, background: '#ffffff' })
			.png({ compressionLevel: 1 })
			.toBuffer(),
		left: gap + index * (size + 2 * frame + gap),
		top: gap,
	}));
	return Promise.all(prints);
}

/** Where the input has something to see (pixels): a caption outside of it would be cropped away with the margins. */
export function opaqueArea({ data, width, height }: Canvas): {
	left: number;
	top: number;
	width: number;
	height: number;
} {
	let [left, top, right, bottom] = [width, height, -1, -1];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			if (data[(y * width + x) * 4 + 3]! < 128) continue;
			if (x < left) left = x;
			if (x > right) right = x;
			if (y < top) top = y;
			bottom = y;
		}
	}
	return right < 0
		? { left: 0, top: 0, width, height }
		: { left, top, width: right - left + 1, height: bottom - top + 1 };
}
