import type { Canvas } from './canvas.ts';
import { type Colour, mix } from './colour.ts';
import type { Profile } from './land.ts';
import { paintMotif } from './motif-painter.ts';
import { type MotifName, motifs } from './motifs.ts';
import type { Palette } from './palette.ts';
import type { Plan } from './plan.ts';
import { between, pick, type Random } from './random.ts';
import { paintBirds } from './sky.ts';
import type { Reading, Setting } from './words.ts';

const extrasAnywhere: readonly MotifName[] = ['wanderer', 'bird', 'cabin', 'deer', 'balloon', 'tree', 'bird'];
const extras: Partial<Record<Setting, readonly MotifName[]>> = {
	sea: ['boat', 'bird', 'lighthouse'],
	city: ['bird', 'balloon', 'boat'],
	space: ['rocket', 'wanderer'],
	desert: ['wanderer', 'balloon', 'bird'],
	meadow: ['tree', 'bird', 'cabin', 'balloon'],
};

/** Places the things the prompt names, opposite the light; a prompt that names none gets one by chance. */
export function paintMotifs(canvas: Canvas, plan: Plan, random: Random, ground: Profile): void {
	const { palette, reading, light, horizon } = plan;
	const { width, height } = canvas;
	const short = Math.min(width, height);
	const wanted: Reading['motifs'] =
		reading.motifs.length > 0 ? reading.motifs : [{ name: pick(random, extras[plan.setting] ?? extrasAnywhere) }];
	const side = light.x < width / 2 ? 1 : -1;
	for (const [index, motif] of wanted.entries()) {
		const { size, where } = motifs[motif.name];
		const scale = (short * size * between(random, 0.92, 1.08)) / 100;
		const x = width * (0.5 + side * (index % 2 ? -0.2 : 0.16 + index * 0.08));
		const own = motif.colour;
		if (motif.name === 'bird') paintBirds(canvas, mix(palette.near, palette.sky[0], 0.2), random, x, horizon * 0.42, 9);
		else if (motif.name === 'flower') paintFlowers(canvas, palette, random, ground, own);
		else if (where === 'water' && plan.wet)
			paintAfloat(canvas, motif.name, x, horizon + (height - horizon) * 0.22, scale, palette, own);
		else if (where === 'air')
			paintMotif(canvas, motif.name, { x, y: horizon * between(random, 0.55, 0.68), scale }, palette, own, 0.04);
		else
			paintMotif(
				canvas,
				motif.name,
				{ x, y: ground[Math.round(x) * 2]! + scale * 2, scale, flip: side < 0 },
				palette,
				own,
			);
	}
}

function paintFlowers(
	canvas: Canvas,
	palette: Palette,
	random: Random,
	ground: Profile,
	own: Colour | undefined,
): void {
	const short = Math.min(canvas.width, canvas.height);
	for (let row = 0; row < 3; row++) {
		for (let x = random() * 30; x < canvas.width; x += short * between(random, 0.04, 0.09)) {
			const scale = (short * (0.06 + row * 0.045) * between(random, 0.75, 1.15)) / 100;
			const y = ground[Math.min(canvas.width - 1, Math.round(x)) * 2]! + short * (0.02 + row * 0.05);
			const petals = mix(
				own ?? palette.accent,
				pick(random, [palette.sun, palette.sky[2], palette.accent]),
				random() * 0.55,
			);
			paintMotif(canvas, 'flower', { x, y, scale, flip: random() < 0.5 }, { ...palette, accent: petals });
		}
	}
}

function paintAfloat(
	canvas: Canvas,
	name: MotifName,
	x: number,
	y: number,
	scale: number,
	palette: Palette,
	own: Colour | undefined,
): void {
	const left = Math.max(0, Math.floor(x - 50 * scale));
	const right = Math.min(canvas.width, Math.ceil(x + 50 * scale));
	paintMotif(canvas, name, { x, y, scale }, palette, own, 0.05);
	const { data, width, height } = canvas;
	const before = data.slice();
	const foot = Math.round(y - scale);
	for (let row = foot; row < Math.min(height, foot + 62 * scale); row++) {
		const down = (row - foot) / (62 * scale);
		const source = foot - Math.round((row - foot) * 1.35) - 1;
		const swing = Math.sin(row * 0.55) * (1 + down * 7) * scale;
		for (let column = left; column < right; column++) {
			const from = (source * width + Math.min(width - 1, Math.max(0, Math.round(column + swing)))) * 4;
			const at = (row * width + column) * 4;
			if (source < 0) continue;
			const edge = Math.min(1, Math.min(column - left, right - column) / (14 * scale));
			const share = 0.5 * (1 - down) * edge;
			for (let channel = 0; channel < 3; channel++)
				data[at + channel] = data[at + channel]! + (before[from + channel]! - data[at + channel]!) * share;
		}
	}
}
