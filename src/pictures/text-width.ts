/** Widths of Inter Medium in ems, by kind of letter: the first that fits. */
const KINDS: readonly [RegExp, number][] = [
	[/[ijlI ]/, 0.26],
	[/[!'.,:;·]/, 0.31],
	[/[frt()[\]/|`]/, 0.36],
	[/[1\-_{}"*^]/, 0.45],
	[/[acekvxyzsJL7?]/, 0.57],
	[/[OQGHNU]/, 0.77],
	[/[mwM]/, 0.89],
	[/[W@%—…]/, 1],
	[/\p{M}/u, 0],
	[/[\p{Lu}$&+<=>~€£¥]/u, 0.69],
	// As the Noto fonts have them: Korean is a little narrower than the squares of Chinese, Japanese and emoji.
	[/[\u3131-\u318e\uac00-\ud7a3]/, 0.93],
	[/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\p{Extended_Pictographic}]/u, 1.02],
];
const USUAL = 0.62;

/** Pixels, within a few per cent: nothing here can ask the font itself. */
export function widthOf(text: string, size: number): number {
	let ems = 0;
	for (const letter of text) ems += KINDS.find(([kind]) => kind.test(letter))?.[1] ?? USUAL;
	return ems * size;
}

/** On one line, drawable, and cut with an ellipsis where it would be wider than `room` pixels. */
export function fitted(text: string, size: number, room: number): string {
	// XML has no place for most control characters nor for half a surrogate pair, however they are escaped.
	const line = text
		.toWellFormed()
		.replace(/[\p{Cc}\u2028\u2029\ufffe\uffff\s]+/gu, ' ')
		.trim();
	if (widthOf(line, size) <= room) return line;
	const letters = [...line];
	while (letters.length > 0 && widthOf(`${letters.join('')}…`, size) > room) letters.pop();
	return `${letters.join('').trimEnd()}…`;
}
