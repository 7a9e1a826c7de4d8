import type { Pattern } from './pattern.ts';

/**
 * Steps of work between two breaths: an instruction for a character is one, and takes less than 20 ns in the slowest of the engine's ways, so
 * that a slice takes about 5 ms, and less than 30 where nothing is warm yet.
 */
export const stepsPerBreath = 250_000;

/** A character costs something even to a small program. */
const smallestProgram = 40;

/** Matches of one pattern in one text that are told; a moderator reads no more, and an allow list that shields so many is not shielding. */
const mostMatches = 50;

/** Counts the work of a search and lets the event loop breathe when it was enough. */
export interface Breath {
	/** Resolves when so many steps more may be taken. */
	before(steps: number): Promise<void>;
}

export function breathing(pause: () => Promise<void>): Breath {
	let steps = 0;
	return {
		async before(more) {
			steps += more;
			if (steps <= stepsPerBreath) return;
			steps = more;
			await pause();
		},
	};
}

/**
 * Where a pattern matches, from left to right. A text that is too long for one slice is searched in windows that overlap by a quarter, so a
 * match up to that long is never cut; a longer one that reaches the end of its window is told as far as it was seen.
 */
export async function searchPattern(
	pattern: Pattern,
	text: string,
	breath: Breath,
): Promise<{ start: number; end: number }[]> {
	const weight = Math.max(pattern.size, smallestProgram);
	const width = Math.floor(stepsPerBreath / weight);
	const matches: { start: number; end: number }[] = [];
	/** Where the next match may begin. */
	let from = 0;
	for (let start = 0; ; ) {
		const end = wholeCharacter(text, Math.min(text.length, start + width));
		// One character before the window stays in sight, so that ^ and \b see what they would see in the whole text.
		const sight = start === 0 ? 0 : wholeCharacter(text, start - 1);
		const window = text.slice(sight, end);
		const last = end === text.length;
		const nextStart = last ? end : wholeCharacter(text, end - Math.floor(width / 4));
		await breath.before(window.length * weight);
		let possible = pattern.occursIn(window);
		while (possible && matches.length < mostMatches) {
			from = Math.max(from, start);
			if (from > end) break;
			await breath.before((end - from) * weight);
			const found = pattern.next(window, from - sight);
			if (!found) break;
			const match = { start: found.start + sight, end: found.end + sight };
			// At the edge of a window the end is not the text's: the next window decides, if it sees the beginning.
			if (!last && match.end === end && match.start >= nextStart) break;
			if (match.end > match.start) matches.push(match);
			from = match.end > match.start ? match.end : match.end + 1;
			possible = from < end;
		}
		if (last || matches.length >= mostMatches) return matches;
		start = nextStart;
	}
}

/** The position, or the one before when it is in the middle of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
	const code = text.charCodeAt(at);
	return at > 0 && code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
