import { blend, type Canvas } from './canvas.ts';
import { type Colour, mix } from './colour.ts';
import type { Palette } from './palette.ts';
import { fill } from './path.ts';
import { between, type Random } from './random.ts';

/** Three rows of towers in front of each other, windows lit more the darker it is. */
export function paintSkyline(canvas: Canvas, palette: Palette, random: Random, ground: number): void {
	for (let row = 0; row < 3; row++) {
		const near = row / 2;
		const colour = mix(mix(palette.far, palette.sky[2], 0.45 - near * 0.3), palette.near, 0.2 + near * 0.6);
		const unit = canvas.width / (26 - row * 6);
		for (let x = -unit; x < canvas.width; x += unit * between(random, 0.55, 1.1)) {
			const middle = 1 - Math.abs(x / canvas.width - 0.5) * 1.1;
			const tall = canvas.height * between(random, 0.08, 0.36 - near * 0.12) * (0.55 + 0.65 * middle);
			paintTower(
				canvas,
				palette,
				random,
				{ x, y: ground - tall, width: unit * between(random, 0.55, 0.95), tall },
				colour,
				near,
			);
		}
	}
}

interface Tower {
	x: number;
	y: number;
	width: number;
	tall: number;
}

function paintTower(
	canvas: Canvas,
	palette: Palette,
	random: Random,
	tower: Tower,
	colour: Colour,
	near: number,
): void {
	const { x, y, width, tall } = tower;
	const at = { x, y, scale: 1 };
	const box = (left: number, top: number, right: number, bottom: number, tone: Colour, alpha = 1) => {
		const [l, t, r, b] = [left + 50, top + 100, right + 50, bottom + 100];
		fill(canvas, `M ${l} ${t} L ${r} ${t} ${r} ${b} ${l} ${b} Z`, at, tone, alpha);
	};
	const top = random();
	if (top < 0.22) box(width * 0.47, -tall * 0.22, width * 0.53, 0, colour);
	if (top > 0.5) box(width * 0.2, -tall * 0.07, width * 0.8, 0, colour);
	if (top > 0.82) box(width * 0.36, -tall * 0.14, width * 0.64, 0, colour);
	box(0, 0, width, tall + 2, colour);
	box(width * 0.62, 0, width, tall + 2, palette.near, 0.16);

	const pitch = Math.max(4, Math.round((width / 7) * (0.8 + near * 0.4)));
	const pane = Math.max(2, Math.round(pitch * 0.45));
	const lit = mix(palette.sun, palette.accent, 0.25);
	for (let row = y + pitch; row < y + tall - pitch; row += pitch) {
		for (let column = x + pitch * 0.6; column < x + width - pitch * 0.7; column += pitch) {
			const on = random() < (palette.dark ? 0.42 : 0.2);
			const alpha = on ? between(random, 0.45, 0.95) * (0.4 + near * 0.6) : 0.1;
			for (let dy = 0; dy < pane * 1.2; dy++) {
				for (let dx = 0; dx < pane; dx++)
					blend(canvas, Math.round(column) + dx, Math.round(row) + dy, on ? lit : palette.near, alpha);
			}
		}
	}
}
