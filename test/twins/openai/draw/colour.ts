/** Red, green, blue from 0 to 255. */
export type Colour = readonly [number, number, number];

/** From `#rrggbb`. */
export function hex(code: string): Colour {
	const value = Number.parseInt(code.slice(1), 16);
	return [value >> 16, (value >> 8) & 255, value & 255];
}

/** `share` 0 is `from`, 1 is `to`. */
export function mix(from: Colour, to: Colour, share: number): Colour {
	return [
		from[0] + (to[0] - from[0]) * share,
		from[1] + (to[1] - from[1]) * share,
		from[2] + (to[2] - from[2]) * share,
	];
}

export function luminance([red, green, blue]: Colour): number {
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colour with another's hue and some of its saturation, as light as before. */
export function tint(colour: Colour, towards: Colour, strength: number): Colour {
	const target = luminance(towards);
	const wanted = luminance(colour);
	const dyed: Colour =
		target > wanted
			? mix([0, 0, 0], towards, wanted / Math.max(1, target))
			: mix(towards, [255, 255, 255], (wanted - target) / Math.max(1, 255 - target));
	return mix(colour, dyed, strength);
}
