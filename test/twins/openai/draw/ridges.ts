import type { Canvas } from './canvas.ts';
import { mix } from './colour.ts';
import { createProfile, growPines, paintRidge, type Shape } from './land.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';
import type { Setting } from './words.ts';

/** From the haze towards the viewer, each ridge darker than the one behind it. */
export function paintDistance(canvas: Canvas, plan: Plan, random: Random): void {
	const { palette, setting, horizon, light } = plan;
	const { width, height } = canvas;
	const shapes: Record<Setting, Shape> = {
		lake: 'peaks',
		peaks: 'peaks',
		hills: 'hills',
		forest: 'hills',
		sea: 'hills',
		city: 'hills',
		desert: 'dunes',
		space: 'peaks',
		meadow: 'hills',
	};
	const shape = shapes[setting];
	const layers = setting === 'sea' ? 1 : setting === 'space' ? 2 : plan.wet ? 3 : 4;
	const tall =
		{ peaks: 0.36, hills: 0.2, dunes: 0.17 }[shape] * (setting === 'sea' ? 0.3 : setting === 'space' ? 0.4 : 1);
	const bottom = plan.wet ? horizon + 1 : height;
	for (let layer = 0; layer < layers; layer++) {
		const depth = layers === 1 ? 0.3 : layer / (layers - 1);
		const rise = height * tall * (1 - depth * 0.62);
		const base = plan.wet ? horizon + rise * 0.1 : horizon - height * 0.06 + height * 0.2 * depth;
		const kind: Shape = shape === 'peaks' && depth > 0.6 ? 'hills' : shape;
		const profile = createProfile(
			canvas,
			random,
			kind,
			base,
			rise,
			width * (kind === 'peaks' ? 0.34 : kind === 'dunes' ? 0.6 : 0.42) * (1.15 - depth * 0.4),
		);
		const wooded = setting !== 'desert' && setting !== 'space' && setting !== 'sea' && depth > 0.45;
		if (wooded)
			growPines(
				profile,
				random,
				height * (setting === 'forest' ? 0.1 : 0.05) * (0.5 + depth * 0.8),
				setting === 'meadow' ? 0.25 : 0.8,
			);
		paintRidge(
			canvas,
			{
				profile,
				colour: mix(mix(palette.far, palette.sky[2], 0.42 * (1 - depth)), palette.near, depth * 0.72),
				mist: mix(palette.sky[2], palette.far, 0.25 + depth * 0.3),
				fade: 0.72 - depth * 0.3,
				relief: kind === 'peaks' ? 0.8 : kind === 'dunes' ? 0.7 : 0.22,
				snow: kind === 'peaks' && (setting === 'peaks' || plan.reading.snow) ? rise * 0.34 : 0,
				lightFrom: light.x < width / 2 ? -1 : 1,
			},
			bottom,
		);
	}
}
