import { blend, type Canvas, disc, glow } from './canvas.ts';
import { type Colour, mix } from './colour.ts';
import type { Palette } from './palette.ts';
import { fill } from './path.ts';
import { between, createPlaneNoise, type Random } from './random.ts';

export interface Light {
	x: number;
	y: number;
	radius: number;
	kind: 'sun' | 'moon' | 'planet';
}

/** The gradient from the zenith to the horizon, which is as far down as the sky goes. */
export function paintSky(canvas: Canvas, { sky }: Palette, horizon: number): void {
	const { data, width, height } = canvas;
	const row = new Uint32Array(data.buffer);
	for (let y = 0; y < height; y++) {
		const share = Math.min(1, y / horizon);
		const [red, green, blue] =
			share < 0.55 ? mix(sky[0], sky[1], share / 0.55) : mix(sky[1], sky[2], (share - 0.55) / 0.45);
		const pixel = (255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red);
		row.fill(pixel, y * width, (y + 1) * width);
	}
}

export function paintStars(canvas: Canvas, random: Random, horizon: number): void {
	const count = Math.round((canvas.width * horizon) / 2600);
	for (let star = 0; star < count; star++) {
		const x = random() * canvas.width;
		const y = random() ** 1.4 * horizon;
		const bright = random();
		const alpha = (0.25 + 0.75 * bright) * (1 - 0.8 * (y / horizon));
		disc(canvas, x, y, 0.25 + 0.75 * bright ** 4 * (canvas.width / 1024 + 0.4), [255, 250, 240], alpha);
		if (bright > 0.985) glow(canvas, x, y, canvas.width / 90, [255, 250, 240], 0.5 * alpha);
	}
}

export function paintLight(canvas: Canvas, palette: Palette, light: Light): void {
	const { x, y, radius, kind } = light;
	const aura = mix(palette.sun, palette.sky[2], 0.35);
	glow(canvas, x, y, radius * (kind === 'sun' ? 9 : 5), aura, kind === 'sun' ? 0.55 : 0.3);
	glow(canvas, x, y, radius * 2.6, palette.sun, 0.55);
	if (kind === 'planet') paintPlanet(canvas, palette, light);
	else disc(canvas, x, y, radius, mix(palette.sun, [255, 255, 255], 0.35));
	if (kind === 'moon') {
		const shade = mix(palette.sun, palette.sky[1], 0.28);
		for (const [dx, dy, size] of [
			[-0.3, -0.25, 0.24],
			[0.25, 0.1, 0.32],
			[-0.2, 0.42, 0.18],
			[0.38, -0.42, 0.13],
		] as const) {
			disc(canvas, x + dx * radius, y + dy * radius, size * radius, shade, 0.5);
		}
	}
}

function paintPlanet(canvas: Canvas, { accent, sun, sky }: Palette, { x, y, radius }: Light): void {
	const big = radius * 1.7;
	const ring = (from: number, to: number) => {
		for (let step = 0; step < 3; step++) {
			const size = big * (1.5 + step * 0.22);
			for (let angle = from; angle < to; angle += 0.35 / size) {
				const px = x + Math.cos(angle) * size;
				const py = y + Math.sin(angle) * size * 0.24 - Math.cos(angle) * size * 0.18;
				blend(canvas, Math.round(px), Math.round(py), mix(sun, accent, step / 3), 0.5);
			}
		}
	};
	ring(Math.PI, 2 * Math.PI);
	const body = mix(accent, sky[1], 0.25);
	disc(canvas, x, y, big, body);
	for (let band = -3; band <= 3; band++) {
		const at = { x, y: y + (band + 0.5) * big * 0.27, scale: big / 50 };
		const reach = Math.sqrt(Math.max(0, 1 - ((band + 0.25) * 0.27) ** 2)) * 49;
		fill(canvas, `O 50 98 ${reach.toFixed(1)} 3`, at, mix(body, band % 2 ? sun : sky[0], 0.4), 0.5);
	}
	ring(0, Math.PI);
}

/** Long soft clouds, thinner towards the zenith, lit from below by the sun. */
export function paintClouds(canvas: Canvas, palette: Palette, random: Random, horizon: number, amount: number): void {
	const { width, data } = canvas;
	const noise = createPlaneNoise(random);
	const step = 4;
	const columns = Math.ceil(width / step) + 2;
	const rows = Math.ceil(horizon / step) + 2;
	const cover = new Float32Array(columns * rows);
	const unit = width / 3.4;
	for (let row = 0; row < rows; row++) {
		const height = (row * step) / horizon;
		const stretch = 2.6 + 2.2 * height;
		for (let column = 0; column < columns; column++) {
			const x = (column * step) / unit;
			const y = ((row * step) / unit) * stretch;
			const cloud =
				noise(x, y) * 0.5 +
				noise(x * 2.1 + 9, y * 2.3) * 0.27 +
				noise(x * 4.7, y * 5.1 + 4) * 0.15 +
				noise(x * 10, y * 11) * 0.08;
			const band = Math.sin(Math.min(1, height * 1.05) * Math.PI) ** 0.7;
			const density = (cloud - (0.62 - amount * 0.22)) * 4 * band;
			cover[row * columns + column] = density <= 0 ? 0 : density >= 1 ? 1 : density * density * (3 - 2 * density);
		}
	}
	const top = mix(palette.sky[1], [255, 255, 255], palette.dark ? 0.12 : 0.55);
	const lit = mix(palette.sun, palette.sky[2], 0.4);
	for (let y = 0; y < Math.min(horizon, canvas.height); y++) {
		const rowAt = Math.floor(y / step) * columns;
		const down = (y % step) / step;
		const colour = mix(top, lit, y / horizon);
		const strength = palette.dark ? 0.42 : 0.7;
		for (let x = 0; x < width; x++) {
			const cell = rowAt + (x >> 2);
			const across = (x & 3) / step;
			const above = cover[cell]! + (cover[cell + 1]! - cover[cell]!) * across;
			const below = cover[cell + columns]! + (cover[cell + columns + 1]! - cover[cell + columns]!) * across;
			const alpha = (above + (below - above) * down) * strength;
			if (alpha < 0.004) continue;
			const at = (y * width + x) * 4;
			data[at] = data[at]! + (colour[0] - data[at]!) * alpha;
			data[at + 1] = data[at + 1]! + (colour[1] - data[at + 1]!) * alpha;
			data[at + 2] = data[at + 2]! + (colour[2] - data[at + 2]!) * alpha;
		}
	}
}

const bird = 'M 0 82 C 14 66 34 68 50 88 C 66 68 86 66 100 82 C 82 76 62 80 50 100 C 38 80 18 76 0 82 Z';

export function paintBirds(canvas: Canvas, colour: Colour, random: Random, x: number, y: number, count: number): void {
	const size = Math.min(canvas.width, canvas.height) / 5200;
	for (let index = 0; index < count; index++) {
		const spread = size * 100 * Math.sqrt(count) * 2.2;
		const at = {
			x: x + between(random, -spread, spread),
			y: y + between(random, -spread, spread) * 0.45,
			flip: random() < 0.5,
		};
		fill(canvas, bird, { ...at, scale: size * between(random, 0.7, 1.6) }, colour, 0.85);
	}
}
