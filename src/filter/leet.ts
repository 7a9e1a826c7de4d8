/** Letters as which a digit or sign is read, the likeliest first. */
const readings: Readonly<Record<string, string>> = {
	0: 'o',
	1: 'il',
	2: 'z',
	3: 'e',
	4: 'a',
	5: 's',
	6: 'bg',
	7: 't',
	8: 'b',
	9: 'g',
	'@': 'a',
	$: 's',
	'!': 'il',
	'|': 'il',
	'+': 't',
	'€': 'e',
	'£': 'l',
	'¢': 'c',
	'§': 's',
	'¡': 'i',
};

/** Which of the letters a to z a character may stand for, one bit each. */
export const maskOfLetters = (letters: string): number =>
	[...letters].reduce((mask, letter) => mask | (1 << (letter.charCodeAt(0) - 97)), 0);

export const maskOfLetter = (code: number): number => (code >= 97 && code <= 122 ? 1 << (code - 97) : 0);

const masks = new Map(
	Object.entries(readings).map(([sign, letters]) => [sign.codePointAt(0)!, maskOfLetters(letters)] as const),
);
export const maskOfLeet = (code: number): number => masks.get(code) ?? 0;

const written = new Map(
	Object.entries(readings).map(([sign, letters]) => [sign.codePointAt(0)!, letters.charCodeAt(0)] as const),
);
/** The likeliest letter for a digit or sign; for anything else itself. */
export const likeliest = (code: number): number => written.get(code) ?? code;

/** Letters that one sign can stand for are one class, so that a search by classes misses neither reading. */
const classes = Array.from({ length: 26 }, (_, letter) => letter + 97);
for (const [first = '', ...rest] of Object.values(readings))
	for (const letter of rest) classes[letter.charCodeAt(0) - 97] = first.charCodeAt(0);

export const classOf = (mask: number, code: number): number =>
	mask === 0 ? code : classes[31 - Math.clz32(mask & -mask)]!;
