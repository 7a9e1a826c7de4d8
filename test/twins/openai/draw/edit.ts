import sharp, { type OverlayOptions } from 'sharp';
import type { InputPicture, Order } from '../order.ts';
import type { Area, Canvas } from './canvas.ts';
import { type Colour, luminance, mix } from './colour.ts';
import { goOn } from './margins.ts';
import { paintMotif } from './motif-painter.ts';
import { motifs } from './motifs.ts';
import { type Palette, paletteFrom, paletteOf } from './palette.ts';
import { paletteOfPrompt } from './plan.ts';
import { readWords } from './words.ts';

/** The first input at the size of the answer. */
export async function decodeInput(input: InputPicture, width: number, height: number): Promise<Canvas> {
	const pixels = await sharp(input.bytes)
		.autoOrient()
		.toColourspace('srgb')
		.ensureAlpha()
		.resize(width, height, { fit: 'cover' })
		.raw()
		.toBuffer();
	return { data: new Uint8ClampedArray(pixels), width, height };
}

/**
 * An edited picture. With a mask, what it uncovers becomes the new scene and the rest stays as it is; without one the
 * whole picture takes on the prompt's colours. The things the prompt names stand where the change is. Transparent parts
 * of the input are painted either way, as its own edges go on; where nothing else may change, the prompt's things are left
 * out. `scene` is land without things in it; `shown` is the opaque part of the input. True when only margins were painted.
 */
export async function paintEdit(
	order: Order,
	base: Canvas,
	scene: Canvas,
	shown: Area,
	seed: number,
): Promise<boolean> {
	const palette = paletteOfPrompt(order.prompt, seed);
	const opening = coverOf(base);
	const hasMargins = shown.width < base.width || shown.height < base.height;
	if (hasMargins) await goOn(scene, base, shown);
	let onlyMargins = false;
	if (order.mask) {
		const hole = await holeOf(order.mask, base);
		// Beside margins the feathered edge of the hole lies on the picture without meaning it.
		const isOpen = (pixel: number) => (hasMargins ? hole[pixel]! > 250 && opening[pixel] === 0 : hole[pixel]! > 128);
		onlyMargins = hasMargins && !opening.some((_, pixel) => isOpen(pixel));
		if (!onlyMargins) {
			addThings(scene, order.prompt, palette, areaWhere(base, isOpen));
			for (let pixel = 0; pixel < opening.length; pixel++) opening[pixel] = Math.max(opening[pixel]!, hole[pixel]!);
		}
	} else {
		recolour(base, palette);
		addThings(base, order.prompt, palette, shown);
	}
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
	return onlyMargins;
}

/** 255 where the input has nothing to show. */
function coverOf({ data, width, height }: Canvas): Uint8Array {
	return Uint8Array.from({ length: width * height }, (_, pixel) => 255 - data[pixel * 4 + 3]!);
}

/** 255 where the mask is transparent, feathered at the edge. */
function holeOf(mask: InputPicture, { width, height }: Canvas): Promise<Buffer> {
	return sharp(mask.bytes)
		.ensureAlpha()
		.extractChannel('alpha')
		.resize(width, height, { fit: 'cover' })
		.negate()
		.blur(Math.max(1, Math.min(width, height) / 64))
		.raw()
		.toBuffer();
}

/** Maps the picture's light to the prompt's colours, from its darkest to its brightest. */
function recolour({ data }: Canvas, palette: Palette): void {
	const ramp = rampOf(palette);
	for (let at = 0; at < data.length; at += 4) {
		const [red, green, blue] = ramp[Math.round(luminance([data[at]!, data[at + 1]!, data[at + 2]!]))]!;
		data[at] = data[at]! * 0.25 + red * 0.75;
		data[at + 1] = data[at + 1]! * 0.25 + green * 0.75;
		data[at + 2] = data[at + 2]! * 0.25 + blue * 0.75;
	}
}

function addThings(canvas: Canvas, prompt: string, palette: Palette, area: Area): void {
	const short = Math.min(canvas.width, canvas.height);
	const { motifs: things } = readWords(prompt);
	for (const [index, { name, colour }] of things.entries()) {
		const { size, where } = motifs[name];
		const tall = Math.min(short * size * 1.1, area.height * 0.75);
		const x = area.left + (area.width * (index + 1)) / (things.length + 1);
		const y = where === 'air' ? area.top + area.height * 0.42 + tall / 2 : area.top + area.height * 0.87;
		paintMotif(canvas, name, { x, y, scale: tall / 100 }, palette, colour);
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

/** Where the input has something to see: a caption outside of it would be cropped away with the margins. */
export function opaqueArea(canvas: Canvas): Area {
	return areaWhere(canvas, (pixel) => canvas.data[pixel * 4 + 3]! > 128);
}

/** The smallest box around the pixels that count; the whole picture when none does. */
function areaWhere({ width, height }: Canvas, counts: (pixel: number) => boolean): Area {
	let [left, top, right, bottom] = [width, height, -1, -1];
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			if (!counts(y * width + x)) continue;
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
