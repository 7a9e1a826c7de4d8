import type { MotifName } from './motifs.ts';
import { type Mood, moodNames, type Palette, paletteOf } from './palette.ts';
import { between, createRandom, pick, type Random } from './random.ts';
import type { Light } from './sky.ts';
import { type Reading, readWords, type Setting } from './words.ts';

/** What to paint. The same brief gives the same picture, pixel for pixel. */
export interface Brief {
	prompt: string;
	seed: number;
	width: number;
	height: number;
	/** Land and sky only. */
	empty?: boolean;
	/** Instead of the prompt's own colours. */
	palette?: Palette;
}

/** What was decided before the first stroke. */
export interface Plan {
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

/** Takes from the prompt what it says and leaves the rest to chance. */
export function makePlan({ prompt, width, height, palette: given }: Brief, random: Random): Plan {
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
		height * (wet ? between(random, 0.56, 0.62) : setting === 'space' ? 0.86 : between(random, 0.66, 0.74)),
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

/** The palette a prompt leads to: for edits that only change the colours. */
export function paletteOfPrompt(prompt: string, seed: number): Palette {
	return makePlan({ prompt, seed, width: 100, height: 100 }, createRandom(seed)).palette;
}
