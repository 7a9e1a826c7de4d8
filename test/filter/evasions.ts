/** Mild words stand for those that a server would list. */
export const listed: readonly string[] = [
	'badger',
	'grumpkin',
	'killjoy',
	'snollygoster',
	'wazzock',
	'muppet',
	'nincompoop',
	'pillock',
	'blighter',
	'numpty',
	'toad',
	'curmudgeon',
	'scallywag',
	'ninny',
	'ass',
	'sex',
	'damp squib',
	'lazy bones',
];

export interface Evasion {
	word: string;
	/** How it was disguised. */
	how: readonly string[];
	/** A prompt that has the disguised word in it. */
	text: string;
}

type Below = (limit: number) => number;
type Trick = (word: string, below: Below) => string;

const each = (word: string, change: (character: string) => string) => [...word].map(change).join('');
const shifted = (first: string) => (character: string) =>
	/[a-z]/.test(character) ? String.fromCodePoint(first.codePointAt(0)! + character.charCodeAt(0) - 97) : character;
const swapped = (from: string, to: string) => {
	const table = new Map([...from].map((character, index) => [character, [...to][index]!]));
	return (character: string) => table.get(character) ?? character;
};
const some = (word: string, below: Below, change: (character: string) => string) => {
	const changed = each(word, (character) => (below(2) ? change(character) : character));
	return changed === word ? each(word, change) : changed;
};
/** Unicode has the italic h elsewhere. */
const italicH = '𝑕';
const alphabets = [...'𝐚𝑎𝒂𝓪𝔞𝕒𝖆𝖺𝗮𝘢𝙖𝚊ⓐ'];
const invisible = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u180e', '\ufe0f'];
const marks = Array.from({ length: 40 }, (_, index) => String.fromCharCode(0x300 + index));
const gaps = [' ', '.', '-', '_', ' - ', '*', '·', '/'];

/** A mark or an invisible character stays with the letter behind which it stands. */
const lettersOf = (word: string) => word.match(/.[\p{M}\p{Default_Ignorable_Code_Point}]*/gu) ?? [];

const tricks: Readonly<Record<string, Trick>> = {
	fullWidth: (word) => each(word, shifted('ａ')),
	zeroWidth: (word, below) => [...word].join(invisible[below(invisible.length)]!),
	zalgo: (word, below) =>
		each(
			word,
			(character) => character + Array.from({ length: 1 + below(4) }, () => marks[below(marks.length)]).join(''),
		),
	cyrillic: (word, below) => some(word, below, swapped('aeopcyxiskmtbh', 'аеорсухіѕкмтвн')),
	greek: (word, below) => some(word, below, swapped('aoipnukvxt', 'αοιρηυκνχτ')),
	mathematical: (word, below) => each(word, shifted(alphabets[below(alphabets.length)]!)).replaceAll(italicH, 'ℎ'),
	leet: (word, below) => some(word, below, swapped('aeiostbgl', below(2) ? '431057891' : '@3!0$78gl')),
	spacedOut: (word, below) => {
		const gap = gaps[below(gaps.length)]!;
		return word
			.split(' ')
			.map((part) => lettersOf(part).join(gap))
			.join(gap.length > 1 ? ' ' : gap + gap);
	},
	stretched: (word, below) => {
		const letters = [...word];
		const at = below(letters.length);
		const stretchable = letters[at] === ' ' ? 0 : at;
		letters[stretchable] = letters[stretchable]!.repeat(3 + below(6));
		return letters.join('');
	},
	mixedCase: (word, below) => some(word, below, (character) => character.toUpperCase()),
};

/** In which order two tricks are played: letters are exchanged before marks and gaps come between them. */
const order = [
	'stretched',
	'leet',
	'cyrillic',
	'greek',
	'mixedCase',
	'mathematical',
	'fullWidth',
	'zalgo',
	'zeroWidth',
	'spacedOut',
];

const carriers = [
	(word: string) => word,
	(word: string) => `draw a ${word} in the rain`,
	(word: string) => `portrait of the old ${word}, oil on canvas, 1987`,
	(word: string) => `"${word}!" said the king`,
	(word: string) => `нарисуй ${word} в лесу`,
	(word: string) => `一只${word}在森林里`,
	(word: string) => `${word}, golden hour, 35mm`,
];

/** The same evasions for the same seed: each of the tricks alone, and any two of them. */
export function evasions(count: number, seed: number): Evasion[] {
	let state = seed;
	const below = (limit: number) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		return (state >>> 8) % limit;
	};
	return Array.from({ length: count }, (_, index) => {
		const word = listed[index % listed.length]!;
		const first = order[index % order.length]!;
		const second = order[below(order.length)]!;
		const how =
			index % 3 === 0 || first === second
				? [first]
				: [first, second].sort((a, b) => order.indexOf(a) - order.indexOf(b));
		const disguised = how.reduce((text, trick) => tricks[trick]!(text, below), word);
		return { word, how, text: carriers[below(carriers.length)]!(disguised) };
	});
}
