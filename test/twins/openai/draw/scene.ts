import { type Canvas, createCanvas } from './canvas.ts';
import { paintSkyline } from './city.ts';
import { type Colour, mix } from './colour.ts';
import { createProfile, growPines, type Profile, paintRidge, type Shape } from './land.ts';
import { type MotifName, motifs, paintMotif } from './motifs.ts';
import { type Mood, moodNames, type Palette, paletteOf } from './palette.ts';
import { between, createRandom, pick, type Random } from './random.ts';
import { type Light, paintBirds, paintClouds, paintLight, paintSky, paintStars } from './sky.ts';
import { paintWater } from './water.ts';
import { finish, paintRain, paintSnowfall } from './weather.ts';
import { type Reading, readWords, type Setting } from './words.ts';

/** What to paint. The same brief gives the same picture, pixel for pixel. */
export interface Brief {
	prompt: string;
	seed: number;
	width: number;
	height: number;
	/** Instead of the prompt's own colours. */
	palette?: Palette;
}

interface Plan {
	reading: Reading;
	setting: Setting;
	palette: Palette;
	light: Light;
	/** y where sky and land or water meet. */
	horizon: number;
	wet: boolean;
}

const wetSettings: readonly Setting[] = ['lake', 'sea', 'city'];
const moodOfSetting: Partial<Record<Setting, Mood[]>> = {
	desert: ['desert', 'sunset'],
	space: ['space'],
	forest: ['forest', 'dawn', 'autumn'],
	city: ['sunset', 'night', 'dawn', 'neon'],
	sea: ['sunset', 'dawn', 'tropics', 'day'],
	meadow: ['spring', 'day', 'dawn'],
};

/** Paints a landscape out of the prompt's words. */
export function paintScene(brief: Brief): Canvas {
	const random = createRandom(brief.seed);
	const canvas = createCanvas(brief.width, brief.height);
	const plan = makePlan(brief, random);
	const { palette, light, horizon } = plan;

	paintSky(canvas, palette, horizon);
	if (palette.dark) paintStars(canvas, random, horizon);
	paintLight(canvas, palette, light);
	paintClouds(canvas, palette, random, horizon, plan.setting === 'space' ? 0.75 : between(random, 0.25, 0.75));
	if (plan.setting === 'city') paintSkyline(canvas, palette, random, horizon + 2);
	else paintDistance(canvas, plan, random);
	if (plan.wet) paintWater(canvas, palette, random, horizon, light);
	const ground = paintForeground(canvas, plan, random);
	paintMotifs(canvas, plan, random, ground);
	if (plan.reading.snow) paintSnowfall(canvas, random);
	if (plan.reading.rain) paintRain(canvas, random);
	finish(canvas, random);
	return canvas;
}

/** The palette a prompt leads to: for edits that only change the colours. */
export function paletteOfPrompt(prompt: string, seed: number): Palette {
	return makePlan({ prompt, seed, width: 100, height: 100 }, createRandom(seed)).palette;
}

function makePlan({ prompt, width, height, palette: given }: Brief, random: Random): Plan {
	const reading = readWords(prompt);
	const named = reading.motifs[0]?.name;
	const setting = reading.setting ?? settingFor(named, random);
	const mood =
		reading.mood ??
		pick(
			random,
			moodOfSetting[setting] ?? moodNames.filter((name) => !['neon', 'space', 'storm', 'desert'].includes(name)),
		);
	const palette = given ?? paletteOf(mood, reading.dye);
	const wet = wetSettings.includes(setting) || (setting === 'peaks' && random() < 0.6);
	const horizon = Math.round(
		height * (wet ? between(random, 0.58, 0.64) : setting === 'space' ? 0.86 : between(random, 0.66, 0.74)),
	);
	const short = Math.min(width, height);
	const side = random() < 0.5 ? between(random, 0.24, 0.36) : between(random, 0.64, 0.76);
	const low = !palette.dark && random() < 0.75;
	return {
		reading,
		setting,
		palette,
		horizon,
		wet,
		light: {
			x: width * side,
			y: low ? horizon - short * between(random, 0.06, 0.2) : horizon * between(random, 0.22, 0.4),
			radius: short * (palette.dark ? 0.055 : low ? 0.075 : 0.05),
			kind: setting === 'space' ? 'planet' : palette.dark ? 'moon' : 'sun',
		},
	};
}

function settingFor(motif: MotifName | undefined, random: Random): Setting {
	if (motif === 'boat' || motif === 'lighthouse') return 'sea';
	if (motif === 'flower') return 'meadow';
	if (motif === 'rocket') return 'space';
	if (motif === 'castle') return pick(random, ['peaks', 'hills']);
	return pick(random, ['lake', 'peaks', 'hills', 'forest', 'lake', 'peaks']);
}

/** From the haze towards the viewer, each ridge darker than the one behind it. */
function paintDistance(canvas: Canvas, plan: Plan, random: Random): void {
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

/** The ground under the viewer's feet: where motifs stand. */
function paintForeground(canvas: Canvas, { palette, setting, wet, reading }: Plan, random: Random): Profile {
	const { width, height } = canvas;
	const rise = height * (wet ? 0.1 : 0.12);
	const profile = createProfile(
		canvas,
		random,
		setting === 'desert' ? 'dunes' : 'hills',
		height * (wet ? 0.93 : 0.92),
		rise,
		width * 0.8,
	);
	const ground = profile.slice();
	const bare = setting === 'desert' || setting === 'space' || setting === 'city';
	if (!bare && setting !== 'meadow' && setting !== 'sea') growAside(profile, random, width, height);
	const snowy: Colour = mix(palette.sky[2], [235, 242, 250], 0.6);
	const colour = reading.snow ? mix(snowy, palette.near, 0.12) : mix(palette.near, palette.far, 0.1);
	paintRidge(canvas, {
		profile,
		colour,
		mist: reading.snow ? mix(snowy, palette.far, 0.5) : palette.near,
		fade: 0.8,
		relief: reading.snow ? 0 : 0.12,
		snow: 0,
		lightFrom: 1,
	});
	return ground;
}

/** Tall trees frame the picture on one side and leave the middle open. */
function growAside(profile: Profile, random: Random, width: number, height: number): void {
	const right = random() < 0.5;
	const grown = profile.slice();
	growPines(grown, random, Math.min(height * 0.3, width * 0.4), 0.75);
	const reach = profile.length * between(random, 0.14, 0.24);
	for (let at = 0; at < profile.length; at++) {
		const inwards = right ? profile.length - at : at;
		if (inwards < reach) profile[at] = grown[at]!;
	}
}

function paintMotifs(canvas: Canvas, plan: Plan, random: Random, ground: Profile): void {
	const { palette, reading, light, horizon } = plan;
	const { width, height } = canvas;
	const short = Math.min(width, height);
	const wanted =
		reading.motifs.length > 0
			? reading.motifs
			: [{ name: pick(random, ['wanderer', 'bird', 'cabin', 'deer', 'balloon', 'tree', 'bird'] as const) }];
	// Opposite the light, at the golden section.
	const side = light.x < width / 2 ? 1 : -1;
	for (const [index, motif] of wanted.entries()) {
		const { size, where } = motifs[motif.name];
		const scale = (short * size * between(random, 0.92, 1.08)) / 100;
		const x = width * (0.5 + side * (index % 2 ? -0.2 : 0.16 + index * 0.08));
		const own = 'colour' in motif ? motif.colour : undefined;
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
