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
	'M 50 0 C 52 8 57 15 63 20 C 60 20 58 19.6 56 19 C 59 28 65 35 73 41 C 69 41 65 40 61 38.6 C 65 48 72 57 81 63 C 76 63.4 71 62.6 66 61 C 70 71 79 81 90 88 C 78 89.6 66 88.6 54 86 L 54 102 L 46 102 L 46 86 C 34 88.6 22 89.6 10 88 C 21 81 30 71 34 61 C 29 62.6 24 63.4 19 63 C 28 57 35 48 39 38.6 C 35 40 31 41 27 41 C 35 35 41 28 44 19 C 42 19.6 40 20 37 20 C 43 15 48 8 50 0 Z';

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
