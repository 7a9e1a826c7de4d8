export interface Scale {
	max: number;
	/** From one grid line to the next; `max` is a multiple of it. */
	step: number;
}

/** Whole grid lines from nought to at least `most`, about `lines` of them and never closer than `finest`. */
export function scaleTo(most: number, lines: number, finest: number): Scale {
	const rough = Math.max(most / lines, finest);
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
	return { step, max: Math.max(1, Math.ceil(most / step)) * step };
}

export function ticksOf({ step, max }: Scale): number[] {
	return Array.from({ length: Math.round(max / step) + 1 }, (_, at) => at * step);
}
