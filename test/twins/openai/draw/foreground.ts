import type { Canvas } from './canvas.ts';
import { type Colour, mix } from './colour.ts';
import { createProfile, type Profile, paintRidge } from './land.ts';
import { fill } from './path.ts';
import type { Plan } from './plan.ts';
import { between, type Random } from './random.ts';

/** The ground under the viewer's feet: where motifs stand. Low enough to be seen above the caption. */
export function paintForeground(
	canvas: Canvas,
	{ palette, setting, wet, reading, light }: Plan,
	random: Random,
): Profile {
	const { width, height } = canvas;
	const base = height * (wet ? 0.9 : 0.89);
	const profile = createProfile(
		canvas,
		random,
		setting === 'desert' ? 'dunes' : 'hills',
		base,
		height * 0.085,
		width * 0.8,
	);
	const snowy: Colour = mix(palette.sky[2], [235, 242, 250], 0.6);
	const colour = reading.snow
		? mix(snowy, palette.near, 0.12)
		: mix(palette.near, palette.far, palette.dark ? 0.16 : 0.1);
	const bare = setting === 'desert' || setting === 'space' || setting === 'city' || setting === 'sea';
	const right = light.x < width / 2 === random() < 0.7;
	if (!bare && setting !== 'meadow')
		frameWithPines(canvas, random, profile, mix(palette.near, palette.far, reading.snow ? 0.25 : 0.04), right);
	paintRidge(canvas, {
		profile,
		colour,
		mist: reading.snow ? mix(snowy, palette.far, 0.5) : mix(palette.near, [0, 0, 0], 0.35),
		fade: 0.8,
		relief: reading.snow ? 0 : 0.12,
		snow: 0,
		lightFrom: 1,
	});
	if (!bare) growGrass(canvas, random, profile, reading.snow ? mix(colour, palette.near, 0.35) : colour);
	return profile;
}

const pine =
	'M 50 0 C 51.4 8 55 15 59.4 20 C 57.2 20 55.8 19.6 54.3 19 C 56.5 28 60.8 35 66.6 41 C 63.7 41 60.8 40 57.9 38.6 C 60.8 48 65.8 57 72.3 63 C 68.7 63.4 65.1 62.6 61.5 61 C 64.4 71 70.9 81 78.8 88 C 70.2 89.6 61.5 88.6 52.9 86 L 52.9 102 L 47.1 102 L 47.1 86 C 38.5 88.6 29.8 89.6 21.2 88 C 29.1 81 35.6 71 38.5 61 C 34.9 62.6 31.3 63.4 27.7 63 C 34.2 57 39.2 48 42.1 38.6 C 39.2 40 36.3 41 33.4 41 C 39.2 35 43.5 28 45.7 19 C 44.2 19.6 42.8 20 40.6 20 C 45 15 48.6 8 50 0 Z';

/** Tall trees frame the picture on one side and leave the middle open. */
function frameWithPines(canvas: Canvas, random: Random, ground: Profile, colour: Colour, right: boolean): void {
	const { width, height } = canvas;
	const short = Math.min(width, height);
	const count = 3 + Math.floor(random() * 3);
	for (let tree = 0; tree < count; tree++) {
		const inwards = ((tree + between(random, -0.3, 0.3)) / count) * width * 0.2;
		const x = right ? width - inwards : inwards;
		const scale = (short * between(random, 0.3, 0.5) * (1 - 0.55 * (tree / count))) / 100;
		const y = ground[2 * Math.min(width - 1, Math.max(0, Math.round(x)))]! + scale * 5;
		fill(canvas, pine, { x, y, scale, flip: random() < 0.5 }, colour);
	}
}

/** Single blades along the crest, in tufts. */
function growGrass(canvas: Canvas, random: Random, ground: Profile, colour: Colour): void {
	const unit = Math.min(canvas.width, canvas.height) / 1024;
	for (let x = 0; x < canvas.width; x += unit * between(random, 3, 26)) {
		const lean = between(random, -7, 7);
		const tall = between(random, 6, 22);
		const y = ground[2 * Math.floor(x)]! + 2 * unit;
		const tip = 50 + lean;
		fill(
			canvas,
			`M 48.6 100 Q 49 ${100 - tall * 0.6} ${tip} ${100 - tall} Q 51 ${100 - tall * 0.5} 51.4 100 Z`,
			{ x, y, scale: unit },
			colour,
		);
	}
}
