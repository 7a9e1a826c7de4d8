import type { Canvas } from './canvas.ts';
import { type Colour, mix } from './colour.ts';
import { between, createNoise, type Random } from './random.ts';

export type Shape = 'peaks' | 'hills' | 'dunes';

/** One silhouette from edge to edge: for each half column the y where it begins. */
export type Profile = Float32Array;

export interface Ridge {
	profile: Profile;
	colour: Colour;
	/** What the ridge fades into towards its foot. */
	mist: Colour;
	/** 0–1: how much of the mist is reached at the foot. */
	fade: number;
	/** 0–1: strength of the facets that the light draws on it. */
	relief: number;
	/** Pixels below the highest point in which snow lies. */
	snow: number;
	/** -1 when the light is on the left, 1 on the right. */
	lightFrom: number;
}

/** Two samples a column: steep slopes and tree tops stay smooth. */
const samples = 2;

/** A silhouette around `base` (y, pixels) that rises up to `rise` pixels. `unit` is the width of one feature in pixels. */
export function createProfile(
	canvas: Canvas,
	random: Random,
	shape: Shape,
	base: number,
	rise: number,
	unit: number,
): Profile {
	const noise = createNoise(random);
	const offset = random() * 200;
	const octaves = shape === 'peaks' ? 6 : shape === 'hills' ? 4 : 2;
	return Float32Array.from({ length: canvas.width * samples }, (_, index) => {
		const x = index / samples / unit + offset;
		let sum = 0;
		let size = 0.5;
		let frequency = 1;
		for (let octave = 0; octave < octaves; octave++) {
			const value = noise(x * frequency + octave * 17);
			sum += size * (shape === 'peaks' && octave < 4 ? 1 - 2 * Math.abs(value) : value);
			size *= shape === 'peaks' ? 0.47 : 0.36;
			frequency *= 2.07;
		}
		return base - rise * (0.5 + 0.62 * sum);
	});
}

/** Grows conifers on a silhouette; `size` is the height of a tall one in pixels. */
export function growPines(profile: Profile, random: Random, size: number, density: number): void {
	const ground = profile.slice();
	const grove = createNoise(random);
	for (let index = 0; index < profile.length; index += Math.max(1, Math.round(size * between(random, 0.12, 0.4)))) {
		const lush = grove(index / (size * 9)) * 0.5 + 0.5;
		if (random() > density * (0.35 + lush)) continue;
		const tall = size * between(random, 0.45, 1) * (0.6 + 0.4 * lush);
		const half = tall * between(random, 0.17, 0.24) * samples;
		const tiers = 5 + Math.floor(random() * 3);
		const foot = ground[index]! + size * 0.06;
		for (let side = -Math.ceil(half); side <= half; side++) {
			const at = index + side;
			if (at < 0 || at >= profile.length) continue;
			// Each tier of branches droops outwards, which gives the jagged edge.
			const out = Math.abs(side) / half;
			const tier = Math.floor(out * tiers);
			const within = out * tiers - tier;
			const top = foot - tall * (1 - (tier + within * 0.35) / tiers) ** 1.08;
			if (top < profile[at]!) profile[at] = top;
		}
	}
}

export function paintRidge(canvas: Canvas, ridge: Ridge, bottom = canvas.height): void {
	const { data, width } = canvas;
	const { profile, colour, mist, fade, relief, lightFrom } = ridge;
	let highest = Number.POSITIVE_INFINITY;
	let lowest = 0;
	for (const y of profile) {
		if (y < highest) highest = y;
		if (y > lowest) lowest = y;
	}
	const depth = Math.max(lowest - highest, (bottom - highest) * 0.45, 1);
	const facets = relief > 0 ? slopes(profile, width, lightFrom) : undefined;
	const light = mix(colour, mist, 0.5);
	const snowline = highest + ridge.snow;
	for (let y = Math.max(0, Math.floor(highest)); y < bottom; y++) {
		const [red, green, blue] = mix(colour, mist, fade * clamp((y - highest) / depth) ** 1.3);
		for (let x = 0; x < width; x++) {
			const cover = clamp(y + 1 - profile[x * 2]!) * 0.5 + clamp(y + 1 - profile[x * 2 + 1]!) * 0.5;
			if (cover <= 0) continue;
			let r = red;
			let g = green;
			let b = blue;
			if (facets) {
				const below = y - profile[x * 2]!;
				const facet = facets[Math.min(width - 1, Math.max(0, Math.round(x + below * 0.55 * lightFrom)))]!;
				const lit = facet * relief * Math.max(0, 1 - below / depth);
				r += (light[0] - r) * lit;
				g += (light[1] - g) * lit;
				b += (light[2] - b) * lit;
				const jag = facets[(x * 3) % width]! * ridge.snow * 0.5;
				if (ridge.snow > 0 && y < snowline + jag) {
					const white = Math.min(0.85, (0.3 + facet * 0.9) * Math.min(1, (snowline + jag - y) / 6));
					r += (250 - r) * white;
					g += (250 - g) * white;
					b += (255 - b) * white;
				}
			}
			const at = (y * width + x) * 4;
			data[at] = data[at]! + (r - data[at]!) * cover;
			data[at + 1] = data[at + 1]! + (g - data[at + 1]!) * cover;
			data[at + 2] = data[at + 2]! + (b - data[at + 2]!) * cover;
		}
	}
}

/** For each column, 0 (turned away) to 1 (facing the light), from the slope of the silhouette. */
function slopes(profile: Profile, width: number, lightFrom: number): Float32Array {
	const reach = Math.max(4, Math.round(width / 130));
	return Float32Array.from({ length: width }, (_, x) => {
		const before = profile[Math.max(0, x - reach) * 2]!;
		const after = profile[Math.min(width - 1, x + reach) * 2]!;
		return clamp(0.5 + (lightFrom * (before - after)) / (reach * 2.4));
	});
}

function clamp(value: number): number {
	return value < 0 ? 0 : value > 1 ? 1 : value;
}
