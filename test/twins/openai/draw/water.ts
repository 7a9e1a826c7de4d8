import type { Canvas } from './canvas.ts';
import { mix } from './colour.ts';
import type { Palette } from './palette.ts';
import { createNoise, createPlaneNoise, type Random } from './random.ts';
import type { Light } from './sky.ts';

/** Mirrors what is above `shore` into water below it, with ripples and the light's path on them. */
export function paintWater(canvas: Canvas, palette: Palette, random: Random, shore: number, light: Light): void {
	const { data, width, height } = canvas;
	const sway = createNoise(random);
	const ripple = createPlaneNoise(random);
	const depth = height - shore;
	const deep = mix(palette.sky[0], palette.near, 0.4);
	const [shineR, shineG, shineB] = mix(palette.sun, [255, 255, 255], 0.3);
	for (let y = Math.max(1, Math.floor(shore)); y < height; y++) {
		const far = (y - shore) / depth;
		const source = Math.max(0, Math.min(Math.floor(shore) - 1, Math.round(shore - (y - shore) * 1.05 - 1)));
		const swing = sway((y - shore) / (1.1 + far * 3.4)) * (1.5 + far * 30) * (width / 1024);
		const murk = 0.16 + 0.5 * far;
		const rowY = Math.log2(1 + far * 14) * 22;
		const spread = light.radius * (1.1 + far * 3.2);
		for (let x = 0; x < width; x++) {
			const away = Math.abs(x - light.x) / spread;
			const path = away > 3 ? 0 : Math.exp(-away * away);
			const waves = ripple((x / width) * (44 - 24 * far) + swing * 0.02, rowY);
			// In the light's path the surface scatters: no second sun lies in the water.
			const shift = swing * (0.4 + waves) * (1 + 5 * path);
			const from = (source * width + Math.min(width - 1, Math.max(0, Math.round(x + shift)))) * 4;
			const at = (y * width + x) * 4;
			const shade = murk + (waves - 0.5) * 0.16;
			let red = data[from]! + (deep[0] - data[from]!) * shade;
			let green = data[from + 1]! + (deep[1] - data[from + 1]!) * shade;
			let blue = data[from + 2]! + (deep[2] - data[from + 2]!) * shade;
			const glitter = (waves - 0.5) * 4 * path * (1 - far * 0.55);
			if (glitter > 0) {
				const shine = Math.min(0.85, glitter);
				red += (shineR - red) * shine;
				green += (shineG - green) * shine;
				blue += (shineB - blue) * shine;
			}
			data[at] = red;
			data[at + 1] = green;
			data[at + 2] = blue;
		}
	}
}
