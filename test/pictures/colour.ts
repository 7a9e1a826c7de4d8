type Triple = readonly [number, number, number];

/** Machado, Oliveira and Fernandes 2009, full severity, on linear RGB. */
export const EYES: Record<string, readonly [Triple, Triple, Triple]> = {
	'usual eyes': [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	protanopia: [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998],
	],
	deuteranopia: [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881],
	],
	tritanopia: [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039],
	],
};

/** Red, green and blue from 0 to 255 of `#rrggbb`. */
export function rgbOf(hex: string): Triple {
	return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Triple;
}

function linear(hex: string): Triple {
	return rgbOf(hex).map((value) => {
		const share = value / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	}) as unknown as Triple;
}

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** WCAG 2: 1 to 21. */
export function contrast(one: string, other: string): number {
	const [dark, light] = [one, other]
		.map((hex) => dot([0.2126, 0.7152, 0.0722], linear(hex)) + 0.05)
		.toSorted((a, b) => a - b);
	return light! / dark!;
}

/** Distance in Oklab as these eyes see it, in hundredths: 2 can just be told apart, black and white are 100 apart. */
export function apart(one: string, other: string, eyes: readonly [Triple, Triple, Triple]): number {
	const [a, b] = [one, other].map((hex) => {
		const light = linear(hex);
		const seen = eyes.map((row) => Math.min(1, Math.max(0, dot(row, light)))) as unknown as Triple;
		const cones = [
			[0.4122214708, 0.5363325363, 0.0514459929],
			[0.2119034982, 0.6806995451, 0.1073969566],
			[0.0883024619, 0.2817188376, 0.6299787005],
		].map((row) => Math.cbrt(dot(row as unknown as Triple, seen))) as unknown as Triple;
		return [
			dot([0.2104542553, 0.793617785, -0.0040720468], cones),
			dot([1.9779984951, -2.428592205, 0.4505937099], cones),
			dot([0.0259040371, 0.7827717662, -0.808675766], cones),
		];
	});
	return Math.hypot(...a!.map((value, at) => value - b![at]!)) * 100;
}
