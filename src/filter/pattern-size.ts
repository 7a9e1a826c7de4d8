/** Above this nobody asks how much larger it is. */
const enough = 1e6;

interface Level {
	/** Of the sequence so far. */
	size: number;
	/** Of its last part, which a repeat would multiply. */
	last: number;
}

const repeatCount = /\{(\d+)(,?)(\d*)\}/y;
/** What counts as one: a quotation, an escape, a class, or any character. */
const atom = /\\Q.*?(?:\\E|$)|\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\[:[^\]]*:\]|\\.|[^\]\\])*\]?|./suy;

/**
 * How large the program of an RE2 pattern can become, without compiling it: counted repeats are copied out, and copies of copies take seconds to
 * make. Never too small by more than the few instructions that a group or an alternative costs; what is no valid pattern gets some number.
 */
export function estimatedSize(pattern: string): number {
	const levels: Level[] = [{ size: 0, last: 0 }];
	const part = (size: number) => {
		const level = levels.at(-1)!;
		level.size = Math.min(level.size + size, enough);
		level.last = size;
	};
	for (let at = 0; at < pattern.length; ) {
		repeatCount.lastIndex = at;
		atom.lastIndex = at;
		const repeat = repeatCount.exec(pattern);
		const [token = ''] = repeat ?? atom.exec(pattern) ?? [];
		at += Math.max(1, token.length);
		if (repeat) multiply(levels.at(-1)!, copies(repeat));
		else if (token === '(') levels.push({ size: 2, last: 0 });
		else if (token === ')' && levels.length > 1) part(levels.pop()!.size);
		else if (token === '*' || token === '+' || token === '?') levels.at(-1)!.size++;
		else part(token.startsWith('\\Q') ? token.length : 1);
	}
	return Math.min(
		levels.reduce((sum, { size }) => sum + size, 0),
		enough,
	);
}

/** `{2,}` is written as two copies and a star; `{2,5}` as five, three of them optional. */
const copies = ([, from = '0', comma, to]: RegExpExecArray) =>
	Math.max(1, Number(comma && to ? to : from)) * (comma ? 2 : 1);

function multiply(level: Level, times: number): void {
	const size = Math.min(level.last * times, enough);
	level.size = Math.min(level.size - level.last + size, enough);
	level.last = size;
}
