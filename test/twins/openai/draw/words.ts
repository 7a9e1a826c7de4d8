import { type Colour, hex } from './colour.ts';
import { type MotifName, motifWords } from './motifs.ts';
import type { Mood } from './palette.ts';
import { inOwnWords } from './tongues.ts';

export type Setting = 'lake' | 'peaks' | 'hills' | 'forest' | 'sea' | 'city' | 'desert' | 'space' | 'meadow';

/** What of a prompt the painter understands. Everything else is left to chance, the same chance for the same words. */
export interface Reading {
	mood?: Mood;
	dye?: Colour;
	setting?: Setting;
	motifs: { name: MotifName; colour?: Colour }[];
	snow: boolean;
	rain: boolean;
}

const colours: Record<string, string> = {
	red: '#d8392f',
	crimson: '#b3202f',
	scarlet: '#d8392f',
	orange: '#f08a32',
	golden: '#e5b23c',
	gold: '#e5b23c',
	yellow: '#f0cd45',
	green: '#3f9a55',
	emerald: '#1f8f6a',
	teal: '#1f8f95',
	turquoise: '#33b5b0',
	blue: '#2f6fd0',
	azure: '#3f93e0',
	indigo: '#3c3a9a',
	purple: '#7a3fa8',
	violet: '#7d4fc4',
	lavender: '#a68ad8',
	pink: '#e8769f',
	magenta: '#c93a94',
	white: '#f2f0ea',
	black: '#1c1b22',
	grey: '#8b9098',
	gray: '#8b9098',
	silver: '#c3cad2',
	brown: '#7c4f32',
};

const moods: Record<Mood, string> = {
	neon: 'neon cyberpunk cyber synthwave vaporwave futuristic retrowave',
	sunset: 'sunset dusk evening twilight golden-hour',
	dawn: 'dawn sunrise morning daybreak',
	night: 'night midnight moon moonlit moonlight stars starry nocturnal dark nightfall',
	autumn: 'autumn fall october leaves',
	winter: 'winter snow snowy ice frozen frost arctic blizzard christmas',
	desert: 'desert dune dunes sand sahara canyon',
	spring: 'spring blossom blossoms cherry sakura april',
	storm: 'storm stormy rain rainy thunder thunderstorm tempest gloomy',
	tropics: 'tropical tropics beach island palm caribbean summer',
	space: 'space cosmos cosmic galaxy nebula planet astronaut alien mars orbit',
	forest: 'forest woods jungle moss pine pines fern',
	day: 'day noon sunny daylight',
};

const settings: Record<Setting, string> = {
	city: 'city skyline town street skyscraper skyscrapers metropolis tokyo york london paris urban downtown',
	sea: 'sea ocean beach coast harbour harbor waves island bay',
	lake: 'lake river pond fjord reflection water',
	desert: 'desert dune dunes sand sahara canyon',
	space: 'space cosmos cosmic galaxy nebula planet alien mars orbit',
	peaks: 'mountain mountains peak peaks alps alpine summit glacier volcano',
	forest: 'forest woods jungle pine pines wood',
	meadow: 'meadow field fields garden spring grass prairie',
	hills: 'hill hills valley countryside farm village',
};

export function readWords(prompt: string): Reading {
	const words =
		inOwnWords(prompt)
			.toLowerCase()
			.match(/[\p{L}-]+/gu) ?? [];
	const find = <Name extends string>(table: Record<Name, string>): Name | undefined => {
		const names = Object.keys(table) as Name[];
		// The order of the table decides, not the order of the words: "a lake at night" is a night.
		return names.find((name) => table[name].split(' ').some((word: string) => words.some((one) => one === word)));
	};
	const motifs: Reading['motifs'] = [];
	let dye: Colour | undefined;
	let pending: Colour | undefined;
	for (const word of words) {
		const motif = motifNamed(word);
		const code = colours[word];
		if (motif && !motifs.some((one) => one.name === motif)) {
			motifs.push(pending ? { name: motif, colour: pending } : { name: motif });
			pending = undefined;
		} else if (code) {
			dye ??= pending;
			pending = hex(code);
		}
	}
	dye ??= pending;
	const mood = find(moods);
	const setting = find(settings);
	return {
		...(mood && { mood }),
		...(dye && { dye }),
		...(setting && { setting }),
		motifs: motifs.slice(0, 3),
		snow: words.some((word) =>
			['snow', 'snowy', 'snowing', 'snowfall', 'blizzard', 'winter', 'christmas'].includes(word),
		),
		rain: words.some((word) => ['rain', 'rainy', 'raining', 'storm', 'stormy'].includes(word)),
	};
}

function motifNamed(word: string): MotifName | undefined {
	const singular = word.replace(/(?<=[sx])es$|s$/, '');
	return motifWords.get(word) ?? motifWords.get(singular);
}
