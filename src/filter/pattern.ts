import { RE2JS, RE2JSException, RE2Set } from 're2js';
import { estimatedSize } from './pattern-size.ts';

/** Longest pattern that a person may enter, in characters. */
export const longestPattern = 200;
/** Longest that is compiled at all: that of an AutoMod rule, https://docs.discord.com/developers/resources/auto-moderation */
export const longestOfDiscord = 260;

/** Instructions of the compiled program. A slice of text costs at most this many steps a character. */
export const largestProgram = 300;

/**
 * Memory in bytes for the states of one pattern, about a hundred of them, where ordinary patterns need ten. It bounds what a server's patterns can
 * occupy and how long states are made, at ten times the price of a step, before the engine turns to the way that needs none.
 */
const stateMemory = 64 * 1024;

/** Patterns that are kept compiled, over all servers. */
const mostKept = 256;

export type PatternProblem = 'syntax' | 'tooLong' | 'tooComplex' | 'matchesEverything';
export type PatternCheck = { ok: true } | { ok: false; reason: PatternProblem };

/** A pattern made ready. Both parts are for one text at a time, and neither keeps anything of it. */
export interface Pattern {
	/** Instructions of its program. */
	size: number;
	/** Whether it matches anywhere; quick, and says nothing of where. */
	occursIn(text: string): boolean;
	/** The first match from a position on, with what lies before it still in sight of `^` and `\b`. */
	next(text: string, from: number): { start: number; end: number } | undefined;
}

const kept = new Map<string, Pattern | PatternProblem>();

/** Everybody writes sentences like these: a pattern that matches all of a language holds every prompt. */
const ordinary: readonly (readonly string[])[] = [
	[
		'A lighthouse at dusk, oil on canvas.',
		'my dog plays chess with two old friends',
		'Busy night market, rain, neon signs',
	],
	['Маяк на закате, масло, холст.', 'две собаки играют в шахматы', 'Ночной рынок под дождём'],
	['夕暮れの灯台、油絵', '友達と将棋をする犬', '雨の夜市'],
];

/** Whether a pattern can be used, or why not: every reason is for its author, and none is thrown. */
export function checkPattern(text: string, { longest = longestPattern } = {}): PatternCheck {
	if (text.length > longest) return { ok: false, reason: 'tooLong' };
	const pattern = patternOf(text);
	if (typeof pattern === 'string') return { ok: false, reason: pattern };
	const all = (texts: readonly string[]) => texts.every((it) => pattern.occursIn(it));
	return pattern.occursIn('') || ordinary.some(all) ? { ok: false, reason: 'matchesEverything' } : { ok: true };
}

export const isCompiled = (text: string): boolean => kept.has(text);

/** The pattern made ready, or why it cannot be. Compiled once, and remembered. */
export function patternOf(text: string): Pattern | PatternProblem {
	const known = kept.get(text);
	if (known !== undefined) {
		// Whatever was asked for last goes last.
		kept.delete(text);
		kept.set(text, known);
		return known;
	}
	const pattern = compile(text);
	kept.set(text, pattern);
	if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
	return pattern;
}

function compile(text: string): Pattern | PatternProblem {
	if (text.length > longestOfDiscord) return 'tooLong';
	// An estimate leaves out a little, and a program is a little smaller than it could be: the real size decides below.
	if (estimatedSize(text) > largestProgram * 4) return 'tooComplex';
	try {
		const expression = RE2JS.compile(text, RE2JS.CASE_INSENSITIVE);
		const size = expression.programSize();
		if (size > largestProgram) return 'tooComplex';
		const set = new RE2Set(RE2Set.UNANCHORED, RE2JS.CASE_INSENSITIVE, stateMemory);
		set.add(text);
		set.compile();
		return {
			size,
			occursIn: (subject) => set.match(subject).length > 0,
			next(subject, from) {
				const matcher = expression.matcher(subject);
				return matcher.find(from) ? { start: matcher.start(), end: matcher.end() } : undefined;
			},
		};
	} catch (error) {
		if (!(error instanceof RE2JSException)) throw error;
		return /repeat count|too large|nesting depth/.test(error.message) ? 'tooComplex' : 'syntax';
	}
}
