import { type Colour, hex, mix, tint } from './colour.ts';

/** The light of a scene. Everything drawn is mixed from these, which is what keeps a picture together. */
export interface Palette {
	/** From the zenith to the horizon. */
	sky: readonly [Colour, Colour, Colour];
	sun: Colour;
	far: Colour;
	near: Colour;
	/** Blossoms, sails, balloons. */
	accent: Colour;
	dark: boolean;
}

export type Mood = keyof typeof moods;

const moods = {
	sunset: palette('#2b2a5c #c9566f #ffbd6b', '#fff1c4', '#c2627a', '#21183a', '#ff8552'),
	dawn: palette('#47558c #c59abb #ffdcb8', '#fff6dc', '#ab92b4', '#2d2d50', '#f2778f'),
	day: palette('#3a86cf #86c3ec #e9f3ec', '#fffdf0', '#9cc2d0', '#1d4a46', '#ef6f4c'),
	night: palette('#060a1e #14234c #3c5d8c', '#f5f1dc', '#2f4d7a', '#050914', '#f0c46c', true),
	autumn: palette('#566f99 #e0b184 #fde3ac', '#fff7de', '#d98f52', '#4a170e', '#e2622b'),
	winter: palette('#7da2c8 #c4d8e7 #f8f1ea', '#fffaf0', '#b4cadc', '#2a4460', '#d8564a'),
	forest: palette('#2c6a70 #8ebfa8 #f4f0cb', '#fffbe0', '#80b19c', '#0c2f31', '#e8a13d'),
	desert: palette('#4a6db2 #f0bf95 #ffe7bf', '#fff8e2', '#dd9168', '#55201f', '#d94f3d'),
	neon: palette('#10042b #571a82 #ff5c9e', '#ffd980', '#7d2a97', '#0a031d', '#38e1ff', true),
	spring: palette('#78a6da #f4cbda #fff3e6', '#fffaf0', '#d7a1b9', '#3d2b50', '#f0679a'),
	storm: palette('#27323e #5f7280 #c2c9c3', '#f2f3e6', '#71828c', '#0e161d', '#e5b04a', true),
	tropics: palette('#0a78a6 #5fcdc6 #fff2c2', '#fffbe2', '#4aa8a4', '#053a44', '#ff7a59'),
	space: palette('#04030e #160c35 #4a2474', '#ffe7c9', '#47256f', '#07040f', '#ff9d5c', true),
} as const satisfies Record<string, Palette>;

export const moodNames = Object.keys(moods) as Mood[];

/** A mood's palette, dyed when the prompt names a colour. */
export function paletteOf(mood: Mood, dye?: Colour): Palette {
	const base: Palette = moods[mood];
	if (!dye) return base;
	const dyed = (colour: Colour, strength: number) => tint(colour, dye, strength);
	return {
		...base,
		sky: [dyed(base.sky[0], 0.75), dyed(base.sky[1], 0.65), dyed(base.sky[2], 0.35)],
		far: dyed(base.far, 0.75),
		near: dyed(base.near, 0.6),
		accent: dye,
	};
}

/** A palette taken from a picture's colours, sorted from dark to light. */
export function paletteFrom(colours: readonly Colour[]): Palette {
	const at = (share: number) => vivid(colours[Math.round(share * (colours.length - 1))]!);
	return {
		sky: [at(0.3), at(0.6), at(0.9)],
		sun: mix(at(1), [255, 250, 230], 0.6),
		far: at(0.5),
		near: mix(at(0), [0, 0, 0], 0.3),
		accent: at(0.7),
		dark: at(0.5)[0] + at(0.5)[1] + at(0.5)[2] < 240,
	};
}

/** Averages of a picture are dull; its colours are not. */
function vivid(colour: Colour): Colour {
	const grey = (colour[0] + colour[1] + colour[2]) / 3;
	return mix([grey, grey, grey], colour, 1.5).map((value) => Math.max(0, Math.min(255, value))) as unknown as Colour;
}

function palette(sky: string, sun: string, far: string, near: string, accent: string, dark = false): Palette {
	const [top, middle, low] = sky.split(' ').map(hex) as [Colour, Colour, Colour];
	return { sky: [top, middle, low], sun: hex(sun), far: hex(far), near: hex(near), accent: hex(accent), dark };
}
