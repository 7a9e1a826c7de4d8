import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import type { Order } from '../order.ts';
import type { TwinState } from '../state.ts';
import { type Canvas, createCanvas } from './canvas.ts';
import { type Caption, captionOverlays } from './caption.ts';
import { decodeInput, insetsOf, opaqueArea, paintEdit, paletteOfPicture } from './edit.ts';
import { drawPlain } from './plain.ts';
import type { Brief } from './plan.ts';
import { hash } from './random.ts';
import { paintScene } from './scene.ts';
import { cutSticker, insetOfSticker } from './sticker.ts';

// Painted at one megapixel at most; larger answers are scaled up.
const mostPainted = 1024 * 1024;

/** Draws every picture of an order, encoded as it asks for. */
export async function drawOrder(twin: TwinState, order: Order): Promise<Buffer[]> {
	if (twin.options.pictures === 'plain') return drawPlain(order);
	const subject = `${order.model.id}\n${order.prompt}\n${order.inputs.map((input) => createHash('sha1').update(input.bytes).digest('hex')).join()}`;
	const serial = twin.drawn.get(subject) ?? 0;
	twin.drawn.set(subject, serial + 1);
	const pictures: Buffer[] = [];
	for (let index = 0; index < order.n; index++) {
		pictures.push(await drawOne(order, index, hash(`${subject}\n${serial}\n${index}`)));
	}
	return pictures;
}

/** A picture on its way: coarser the earlier it is. `progress` is 0–1. */
export async function previewOf(picture: Buffer, order: Order, progress: number): Promise<Buffer> {
	const coarse = await sharp(picture)
		.resize(Math.max(4, Math.round(order.width / (48 - 36 * progress))))
		.png()
		.toBuffer();
	return encode(sharp(coarse).resize(order.width, order.height, { kernel: 'cubic', fit: 'fill' }), order);
}

async function drawOne(order: Order, index: number, seed: number): Promise<Buffer> {
	const { width, height } = order;
	const facts = [
		'easel playground',
		order.model.id,
		`${width}×${height}`,
		...(order.n > 1 ? [`${index + 1} of ${order.n}`] : []),
	];
	const caption: Caption = { prompt: order.prompt, facts, area: { left: 0, top: 0, width, height } };
	const [first, ...others] = order.inputs;
	let canvas: Canvas;
	let references = order.inputs;
	if (order.action === 'generate' || !first) {
		canvas = await paintAtSize({ prompt: order.prompt, seed, width, height });
	} else if (order.action === 'vary' || /\bvariation\b/i.test(order.prompt)) {
		facts.splice(1, 0, 'variation');
		references = others;
		canvas = await paintAtSize({ prompt: order.prompt, seed, width, height, palette: await paletteOfPicture(first) });
	} else {
		facts.splice(1, 0, 'edit');
		references = others;
		canvas = await decodeInput(first, width, height);
		const shown = opaqueArea(canvas);
		if (!order.mask) caption.area = shown;
		caption.over = canvas;
		const scene = await paintAtSize({ prompt: order.prompt, seed, width, height, empty: true });
		// What is said about margins are instructions, not a caption.
		if (await paintEdit(order, canvas, scene, shown, seed)) caption.prompt = '';
	}
	if (order.transparent) caption.inset = insetOfSticker(width, height);
	const overlays = [...(await captionOverlays(caption)), ...(await insetsOf(references, width, height))];
	const picture = toSharp(canvas).composite(overlays);
	if (!order.transparent) return encode(picture, order);
	const sticker: Canvas = { data: new Uint8ClampedArray(await picture.raw().toBuffer()), width, height };
	cutSticker(sticker);
	return encode(toSharp(sticker), order);
}

async function paintAtSize(brief: Brief): Promise<Canvas> {
	const { width, height } = brief;
	const scale = Math.min(1, Math.sqrt(mostPainted / (width * height)));
	if (scale === 1) return paintScene(brief);
	const small = paintScene({ ...brief, width: Math.round(width * scale), height: Math.round(height * scale) });
	const large = createCanvas(width, height);
	large.data.set(await toSharp(small).resize(width, height, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer());
	return large;
}

function toSharp({ data, width, height }: Canvas): Sharp {
	return sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels: 4 } });
}

function encode(picture: Sharp, { format, compression, transparent }: Order): Promise<Buffer> {
	const opaque = transparent ? picture : picture.removeAlpha();
	if (format === 'jpeg') return opaque.jpeg({ quality: Math.max(1, Math.min(95, compression)) }).toBuffer();
	if (format === 'webp') return opaque.webp({ quality: Math.max(1, Math.min(90, compression)), effort: 1 }).toBuffer();
	return opaque.png({ compressionLevel: 3 }).toBuffer();
}
