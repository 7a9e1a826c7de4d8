import { latin } from './scripts.ts';
import type { Stream } from './stream.ts';

/** Words on either side that tell in which script somebody writes. */
const neighbours = 5;
/** Characters that are looked at, should those words have no end. */
const furthest = 200;

/**
 * Whether a match is a word of another script that merely looks like the entry: рот means a mouth, and only looks like `pot`. It is one when it
 * is wholly in a script that is not the entry's and a word nearby has a letter that only that script has. Mixed scripts are always a disguise.
 */
export function isForeignWord({ units, words }: Stream, first: number, end: number, entryScripts: number): boolean {
	let scripts = 0;
	for (let at = first; at < end; at++) if (words.inside[at]) scripts |= 1 << units.script[at]!;
	const single = scripts !== 0 && (scripts & (scripts - 1)) === 0;
	if (!single || (scripts & entryScripts) !== 0) return false;
	const script = 31 - Math.clz32(scripts);
	const tells = (at: number) => units.script[at] === script && (script === latin || units.code[at]! > 0x7f);
	return search(first - 1, -1) || search(end, 1);

	function search(start: number, direction: 1 | -1): boolean {
		let gaps = 0;
		for (let at = start; at >= 0 && at < units.length && Math.abs(at - start) < furthest; at += direction) {
			if (words.inside[at]) {
				if (tells(at)) return true;
			} else if (at + direction >= 0 && words.inside[at + direction] && ++gaps > neighbours) return false;
		}
		return false;
	}
}
