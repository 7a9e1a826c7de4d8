export type MotifName =
	| 'fox'
	| 'cat'
	| 'lighthouse'
	| 'boat'
	| 'tree'
	| 'flower'
	| 'cabin'
	| 'castle'
	| 'balloon'
	| 'deer'
	| 'rocket'
	| 'wanderer'
	| 'bird';

export type Tone = 'body' | 'shade' | 'pale' | 'dark' | 'glow' | 'accent';

/** A silhouette in a 100×100 box that stands on its lower edge: paths in drawing order. */
export interface Motif {
	/** Its own colour; without one it is as dark as the ground it stands on. */
	colour?: string;
	/** Height as a share of the picture's shorter side. */
	size: number;
	where: 'ground' | 'water' | 'air';
	parts: readonly (readonly [Tone, string])[];
	/** Where it shines (in the box), for things with a light in them. */
	lamps?: readonly (readonly [number, number, number])[];
}

export const motifs: Record<MotifName, Motif> = {
	fox: {
		colour: '#d9692b',
		size: 0.34,
		where: 'ground',
		parts: [
			['body', 'M 60 97 C 78 101 96 90 95 70 C 95 58 89 47 83 45 C 80 56 81 64 76 72 C 72 79 66 82 61 84 Z'],
			['pale', 'M 83 45 C 89 47 95 58 95 70 C 92 66 90 64 87 66 C 86 62 83 62 80 64 C 81 57 81 52 83 45 Z'],
			['body', 'M 38 44 C 28 56 26 78 30 98 L 70 98 C 74 78 72 56 62 44 Z'],
			['pale', 'M 42 50 C 38 60 40 72 50 84 C 60 72 62 60 58 50 Z'],
			['shade', 'M 42.5 98 C 42 88 44 80 47 76 L 49 98 Z M 57.5 98 C 58 88 56 80 53 76 L 51 98 Z'],
			['dark', 'M 33 98 C 33 93 41 93 42 98 Z M 58 98 C 59 93 67 93 67 98 Z'],
			[
				'body',
				'M 27 4 C 32 8 38 13 42 18 C 47 16 53 16 58 18 C 62 13 68 8 73 4 C 76 14 76 25 73 32 C 70 42 58 52 50 57 C 42 52 30 42 27 32 C 24 25 24 14 27 4 Z',
			],
			[
				'dark',
				'M 29 9 C 32 12 35 15 38 19 C 34 21 31 24 29.5 28 C 28 22 28 15 29 9 Z M 71 9 C 68 12 65 15 62 19 C 66 21 69 24 70.5 28 C 72 22 72 15 71 9 Z',
			],
			[
				'pale',
				'M 27 31 C 34 31 44 36 49 50 L 50 57 C 42 52 30 42 27 31 Z M 73 31 C 66 31 56 36 51 50 L 50 57 C 58 52 70 42 73 31 Z',
			],
			[
				'dark',
				'O 41 33 2.2 2.6 O 59 33 2.2 2.6 M 46.5 50 C 48 48.5 52 48.5 53.5 50 C 53 54 51 56 50 57 C 49 56 47 54 46.5 50 Z',
			],
		],
	},
	cat: {
		size: 0.32,
		where: 'ground',
		parts: [
			['body', 'M 66 92 C 82 94 92 84 90 70 C 89 62 82 58 78 62 C 75 66 80 70 83 69 C 85 78 78 86 66 83 Z'],
			['body', 'M 34 38 C 24 56 20 78 26 99 L 74 99 C 80 78 76 56 66 38 Z'],
			[
				'body',
				'M 30 8 C 34 11 39 15 43 19 C 48 17.5 52 17.5 57 19 C 61 15 66 11 70 8 C 73 16 74 24 73 32 C 71 44 62 50 50 50 C 38 50 29 44 27 32 C 26 24 27 16 30 8 Z',
			],
			['shade', 'M 50 54 C 51 68 51 84 50 98 C 49 84 49 68 50 54 Z'],
		],
	},
	lighthouse: {
		colour: '#f3ede2',
		size: 0.52,
		where: 'ground',
		parts: [
			['body', 'M 43 31 L 57 31 L 63 100 L 37 100 Z'],
			['accent', 'M 41.9 44 L 58.1 44 L 59.5 60 L 40.5 60 Z M 39.2 75 L 60.8 75 L 62.2 91 L 37.8 91 Z'],
			['shade', 'M 52 31 L 57 31 L 63 100 L 54 100 Z'],
			[
				'dark',
				'M 39 27 L 61 27 L 60 32 L 40 32 Z M 48.5 88 C 48.5 84 52.5 84 52.5 88 L 52.5 100 L 48.5 100 Z M 48.6 50 L 51.4 50 L 51.4 55 L 48.6 55 Z M 48.6 66 L 51.4 66 L 51.4 71 L 48.6 71 Z',
			],
			['glow', 'M 44.5 15 L 55.5 15 L 56 27 L 44 27 Z'],
			[
				'dark',
				'M 42.5 15.5 C 43 7 57 7 57.5 15.5 Z M 49.5 3 L 50.5 3 L 50.5 10 L 49.5 10 Z M 47 15 L 48 15 L 48 27 L 47 27 Z M 52 15 L 53 15 L 53 27 L 52 27 Z',
			],
		],
		lamps: [[50, 21, 34]],
	},
	boat: {
		colour: '#f6efe2',
		size: 0.3,
		where: 'water',
		parts: [
			['dark', 'M 12 86 L 88 86 C 84 95 77 99 70 99 L 30 99 C 23 99 16 95 12 86 Z'],
			['accent', 'M 12 86 L 88 86 L 86.5 89.5 L 13.6 89.5 Z'],
			['dark', 'M 49.3 6 L 50.7 6 L 50.7 86 L 49.3 86 Z'],
			['body', 'M 52.5 9 C 72 32 82 58 82 80 L 52.5 80 Z'],
			['shade', 'M 52.5 9 C 60 32 63 58 61 80 L 52.5 80 Z'],
			['accent', 'M 47.5 18 C 36 40 25 62 19 80 L 47.5 80 Z'],
			['dark', 'M 50.7 5 L 60 8 L 50.7 11 Z'],
		],
	},
	tree: {
		colour: '#2f5a3c',
		size: 0.48,
		where: 'ground',
		parts: [
			[
				'dark',
				'M 44 100 C 47 88 47.5 76 46 66 L 36 54 L 38 52.5 L 47 61 L 48 50 L 52 50 L 52.5 60 L 63 49 L 65 51 L 54 66 C 52.5 76 53 88 56 100 Z',
			],
			['body', 'O 50 30 26 22 O 28 45 18 15 O 72 44 18 15 O 36 28 18 16 O 64 27 18 16 O 50 48 24 14 O 50 17 17 13'],
			['pale', 'O 42 19 12 8 O 30 33 11 7 O 60 16 9 6 O 64 32 10 6'],
		],
	},
	flower: {
		size: 0.2,
		where: 'ground',
		parts: [
			[
				'dark',
				'M 49 100 C 50 80 50 66 49.2 50 L 51 50 C 52 66 52 80 51.5 100 Z M 50 88 C 42 84 36 76 33 66 C 42 70 48 76 50 84 Z M 51 82 C 58 78 64 70 66 60 C 58 64 53 70 51 78 Z',
			],
			['accent', 'O 50 22 10 14 O 34 32 12 11 O 66 32 12 11 O 40 48 11 11 O 60 48 11 11'],
			['glow', 'O 50 36 9 9'],
		],
	},
	cabin: {
		size: 0.22,
		where: 'ground',
		parts: [
			['dark', 'M 66 34 L 74 34 L 74 58 L 66 58 Z'],
			['body', 'M 18 62 L 82 62 L 82 100 L 18 100 Z'],
			['dark', 'M 8 68 L 50 34 L 92 68 L 88 71 L 50 41 L 12 71 Z M 12 69 L 50 38 L 88 69 L 82 69 L 18 69 Z'],
			['glow', 'M 28 74 L 41 74 L 41 88 L 28 88 Z M 63 74 L 74 74 L 74 88 L 63 88 Z'],
			[
				'dark',
				'M 34 74 L 35 74 L 35 88 L 34 88 Z M 28 80.5 L 41 80.5 L 41 81.5 L 28 81.5 Z M 46 76 L 58 76 L 58 100 L 46 100 Z',
			],
		],
		lamps: [
			[34, 81, 30],
			[68, 81, 26],
		],
	},
	castle: {
		size: 0.46,
		where: 'ground',
		parts: [
			[
				'body',
				'M 30 58 L 34 58 L 34 54 L 38 54 L 38 58 L 43 58 L 43 54 L 47 54 L 47 58 L 53 58 L 53 54 L 57 54 L 57 58 L 62 58 L 62 54 L 66 54 L 66 58 L 70 58 L 70 100 L 30 100 Z',
			],
			[
				'body',
				'M 12 48 L 30 48 L 30 100 L 10 100 Z M 70 44 L 88 44 L 90 100 L 70 100 Z M 42 30 L 58 30 L 58 60 L 42 60 Z',
			],
			['accent', 'M 9 49 L 21 20 L 33 49 Z M 67 45 L 79 14 L 91 45 Z M 39 31 L 50 3 L 61 31 Z'],
			[
				'shade',
				'M 21 20 L 33 49 L 23 49 Z M 79 14 L 91 45 L 81 45 Z M 50 3 L 61 31 L 52 31 Z M 24 49 L 30 49 L 30 100 L 24 100 Z M 82 45 L 88 45 L 90 100 L 83 100 Z',
			],
			[
				'glow',
				'M 19 62 L 22 62 L 22 69 L 19 69 Z M 77 58 L 80 58 L 80 65 L 77 65 Z M 48.5 40 L 51.5 40 L 51.5 48 L 48.5 48 Z M 38 70 L 40.5 70 L 40.5 76 L 38 76 Z M 59.5 70 L 62 70 L 62 76 L 59.5 76 Z',
			],
			['dark', 'M 44 100 L 44 84 C 44 76 56 76 56 84 L 56 100 Z'],
		],
		lamps: [
			[20, 65, 14],
			[78, 61, 14],
			[50, 44, 14],
		],
	},
	balloon: {
		colour: '#e2553f',
		size: 0.3,
		where: 'air',
		parts: [
			['body', 'M 50 3 C 80 3 90 30 82 48 C 76 62 63 70 58 79 L 42 79 C 37 70 24 62 18 48 C 10 30 20 3 50 3 Z'],
			[
				'pale',
				'M 50 3 C 62 14 64 56 54.5 79 L 45.5 79 C 36 56 38 14 50 3 Z M 50 3 C 22 10 18 42 42 79 C 37 70 24 62 18 48 C 10 30 20 3 50 3 Z',
			],
			['shade', 'M 50 3 C 80 3 90 30 82 48 C 76 62 63 70 58 79 L 54.5 79 C 72 52 72 18 50 3 Z'],
			[
				'dark',
				'M 43 79 L 44 79 L 46 89 L 45 89 Z M 57 79 L 56 79 L 54 89 L 55 89 Z M 44 89 L 56 89 L 55 97 C 54 99 46 99 45 97 Z',
			],
		],
	},
	deer: {
		size: 0.38,
		where: 'ground',
		parts: [
			[
				'body',
				'M 24 58 C 34 53 52 54 60 52 C 65 48 67 42 69 35 C 68 33 66 32 64 31 C 66 29 69 29.5 71 30 C 74 28 78 29 80 32 C 83 34 86 36 88 38 C 87 41 83 41.5 79 41 C 77 47 76 54 74 60 C 72 66 69 69 67 71 L 66 84 L 67.5 100 L 64 100 L 62 84 L 60.5 72 L 58.5 84 L 58.5 100 L 55.2 100 L 55 84 L 54.5 71 C 47 72 41 70 37 69 C 36 74 34.5 79 33 84 L 33.5 100 L 30 100 L 29 85 L 28.6 76 L 25.5 86 L 26 100 L 22.6 100 L 21.6 86 C 22 78 21 70 21.5 64 L 19 67 C 19 62 21 59.5 24 58 Z',
			],
			[
				'body',
				'M 72 30 C 68 24 64 18 65 9 L 66.6 9 C 66.4 13 67 16 68.5 19 C 70 15 69.6 11 71 6 L 72.6 6.4 C 72 12 71.6 17 70.6 22 L 74.6 29 Z M 76 29 C 77 22 80 16 86 11 L 87 12.2 C 84.6 15 83 17.6 82 20.4 C 85 19 88 18.6 91 16 L 92 17.2 C 88.6 20.6 84.6 22 81 23.6 L 78.4 30 Z',
			],
		],
	},
	rocket: {
		colour: '#f2eee6',
		size: 0.46,
		where: 'air',
		parts: [
			['glow', 'M 42 80 C 42 90 47 96 50 104 C 53 96 58 90 58 80 Z'],
			['accent', 'M 37 56 C 28 62 25 72 26 84 L 39 76 Z M 63 56 C 72 62 75 72 74 84 L 61 76 Z'],
			['body', 'M 50 4 C 62 16 66 36 64 56 C 63 66 61 74 58 80 L 42 80 C 39 74 37 66 36 56 C 34 36 38 16 50 4 Z'],
			['shade', 'M 50 4 C 62 16 66 36 64 56 C 63 66 61 74 58 80 L 52 80 C 58 56 58 24 50 4 Z'],
			['accent', 'M 50 4 C 56 10 60 18 62 27 L 38 27 C 40 18 44 10 50 4 Z'],
			['dark', 'O 50 42 7 7'],
			['glow', 'O 50 42 5 5'],
		],
		lamps: [[50, 88, 34]],
	},
	wanderer: {
		size: 0.12,
		where: 'ground',
		parts: [
			[
				'body',
				'O 50 14 8 9 M 40 26 C 46 22 56 22 60 27 L 66 62 L 60 64 L 60 100 L 53 100 L 51 70 L 47 100 L 39 100 L 40 62 L 34 60 Z',
			],
			[
				'accent',
				'M 40 27 C 46 23 55 23 60 28 L 61 33 C 54 30 46 30 40 32 Z M 40 30 C 30 34 24 44 18 46 C 26 50 36 46 41 38 Z',
			],
			['dark', 'M 72 30 L 73.8 30 L 73.8 100 L 72 100 Z'],
		],
	},
	bird: { size: 0.1, where: 'air', parts: [] },
};

export const motifWords = new Map<string, MotifName>(
	Object.entries({
		fox: 'fox foxe vixen wolf dog puppy',
		cat: 'cat kitten kitty lynx tiger',
		lighthouse: 'lighthouse beacon',
		boat: 'boat sailboat ship yacht sail schooner',
		tree: 'tree oak maple willow bonsai',
		flower: 'flower rose tulip daisy poppy bouquet sunflower',
		cabin: 'cabin house cottage hut home barn',
		castle: 'castle fortress palace tower citadel',
		balloon: 'balloon airship',
		deer: 'deer stag elk moose reindeer',
		rocket: 'rocket spaceship spacecraft shuttle',
		wanderer: 'wanderer traveller traveler hiker astronaut person man woman girl boy knight wizard',
		bird: 'bird crow raven gull eagle swallow geese',
	} satisfies Record<MotifName, string>).flatMap(([name, words]) =>
		words.split(' ').map((word) => [word, name as MotifName] as const),
	),
);
