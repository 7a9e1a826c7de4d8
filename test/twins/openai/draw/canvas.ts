import type { Colour } from './colour.ts';

/** RGBA, 8 bits a channel, not premultiplied. */
export interface Canvas {
	data: Uint8ClampedArray;
	width: number;
	height: number;
}

/** A box on a canvas, in pixels. */
export interface Area {
	left: number;
	top: number;
	width: number;
	height: number;
}

export function createCanvas(width: number, height: number): Canvas {
	return { data: new Uint8ClampedArray(width * height * 4), width, height };
}

/** Lays a colour over one opaque pixel; coordinates outside are ignored. */
export function blend({ data, width, height }: Canvas, x: number, y: number, colour: Colour, alpha: number): void {
	if (x < 0 || y < 0 || x >= width || y >= height) return;
	const at = (y * width + x) * 4;
	data[at] = data[at]! + (colour[0] - data[at]!) * alpha;
	data[at + 1] = data[at + 1]! + (colour[1] - data[at + 1]!) * alpha;
	data[at + 2] = data[at + 2]! + (colour[2] - data[at + 2]!) * alpha;
	data[at + 3] = 255;
}

/** A light: brightens towards a colour around a point and fades out at `radius` pixels. */
export function glow(canvas: Canvas, cx: number, cy: number, radius: number, colour: Colour, strength: number): void {
	const { data, width, height } = canvas;
	const [red, green, blue] = colour;
	const top = Math.max(0, Math.floor(cy - radius));
	const bottom = Math.min(height - 1, Math.ceil(cy + radius));
	for (let y = top; y <= bottom; y++) {
		const dy = (y - cy) * (y - cy);
		const reach = Math.sqrt(Math.max(0, radius * radius - dy));
		const right = Math.min(width - 1, Math.floor(cx + reach));
		for (let x = Math.max(0, Math.ceil(cx - reach)); x <= right; x++) {
			const fade = 1 - Math.sqrt((x - cx) * (x - cx) + dy) / radius;
			const alpha = strength * fade * fade;
			const at = (y * width + x) * 4;
			data[at] = data[at]! + (red - data[at]!) * alpha;
			data[at + 1] = data[at + 1]! + (green - data[at + 1]!) * alpha;
			data[at + 2] = data[at + 2]! + (blue - data[at + 2]!) * alpha;
		}
	}
}

/** A filled circle with a smooth edge. */
export function disc(canvas: Canvas, cx: number, cy: number, radius: number, colour: Colour, alpha = 1): void {
	for (let y = Math.floor(cy - radius - 1); y <= cy + radius + 1; y++) {
		for (let x = Math.floor(cx - radius - 1); x <= cx + radius + 1; x++) {
			const cover = radius + 0.5 - Math.hypot(x - cx, y - cy);
			if (cover > 0) blend(canvas, x, y, colour, alpha * Math.min(1, cover));
		}
	}
}
