import { Refused } from './refusal.ts';

/**
 * `{red, blue} fox in {snow, {dense, light} fog}` is six prompts. Alternatives stand in braces with commas between them, can be empty, and
 * can hold braces themselves. Braces around a single thing (`{fox}`, `{}`) are no choice and stay. In a text with a brace in it a
 * backslash takes the meaning of the `{`, `}`, `,` or backslash after it; anywhere else it is a backslash.
 */

type Sequence = readonly Part[];
type Part = string | Choice;
/** Two or more. */
interface Choice {
	alternatives: readonly Sequence[];
}

/** Nobody thinks in more levels than this. */
const deepest = 12;
/** Characters around a brace by which it is found again. */
const excerptLength = 32;
/** Chinese is typed with commas of its own. */
const separators = ',，、';
const escapable = `{}\\${separators}`;
/** Stands for an empty alternative until the spaces around it are put right; no prompt has one. */
const gap = '\0';

/** How many prompts a text makes, reckoned without making them; repeats count. Throws `Refused` for braces that do not fit together. */
export const choicesIn = (text: string): bigint => count(parse(text));

/**
 * Every prompt the text makes, each once, in the order of reading: the last choice changes first. More than `limit` choices are none of
 * its business: ask `choicesIn` before. Throws `Refused` as that does, and `RangeError` beyond the limit.
 */
export function expand(text: string, limit: number): string[] {
	const sequence = parse(text);
	if (count(sequence) > limit) throw new RangeError('more choices than can be made');
	return [...new Set(made(sequence).map(closeGaps))];
}

/** The text that stands for itself: `expand` makes it one prompt again. */
export const escapeChoices = (text: string): string =>
	/[{}]/.test(text) ? text.replace(/[{},，、\\]/g, '\\$&') : text;

const count = (sequence: Sequence): bigint =>
	sequence.reduce((product, part) => product * (typeof part === 'string' ? 1n : sumOf(part)), 1n);

const sumOf = ({ alternatives }: Choice): bigint => alternatives.reduce((sum, one) => sum + count(one), 0n);

const made = (sequence: Sequence): string[] =>
	sequence.reduce<string[]>(
		(starts, part) => {
			const ends = typeof part === 'string' ? [part] : part.alternatives.flatMap(made);
			return starts.flatMap((start) => ends.map((end) => start + end));
		},
		[''],
	);

/** An empty alternative leaves one space and not two: `a {, very} old tree`. */
const closeGaps = (text: string): string =>
	text
		.replace(/\0(?:\s*\0)*(\s*)/g, (_, after: string, at: number) =>
			at === 0 || /\s/.test(text[at - 1]!) ? '' : after,
		)
		.trim();

interface Open {
	/** Where its brace stands. */
	at: number;
	alternatives: Part[][];
}

function parse(written: string): Sequence {
	const text = written.replaceAll(gap, '');
	if (!/[{}]/.test(text)) return [text];
	const root: Open = { at: 0, alternatives: [[]] };
	const open = [root];
	for (let at = 0; at < text.length; at++) {
		const sign = text[at]!;
		const inner = open.at(-1)!;
		if (sign === '\\' && escapable.includes(text[at + 1] ?? ' ')) {
			at += 1;
			add(inner, text[at]!);
		} else if (sign === '{') {
			if (open.length > deepest) throw new Refused({ code: 'bracesTooDeep', limit: deepest, near: near(text, at) });
			open.push({ at, alternatives: [[]] });
		} else if (sign === '}') {
			if (open.length === 1) throw new Refused({ code: 'braceUnopened', near: near(text, at) });
			open.pop();
			for (const part of partsOf(inner)) add(open.at(-1)!, part);
		} else if (separators.includes(sign) && inner !== root) inner.alternatives.push([]);
		else add(inner, sign);
	}
	if (open.length > 1) throw new Refused({ code: 'braceUnclosed', near: near(text, open.at(-1)!.at) });
	return root.alternatives[0]!;
}

/** A text goes on with the one before it. */
function add({ alternatives }: Open, part: Part): void {
	const parts = alternatives.at(-1)!;
	const last = parts.at(-1);
	if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
	else parts.push(part);
}

const partsOf = ({ alternatives }: Open): Part[] => {
	const [only] = alternatives;
	return alternatives.length === 1 ? ['{', ...only!, '}'] : [{ alternatives: alternatives.map(trimmed) }];
};

/** Without the spaces beside its commas and braces. */
function trimmed(parts: readonly Part[]): Sequence {
	const ends = parts.map((part, i) => {
		if (typeof part !== 'string') return part;
		const from = i === 0 ? part.trimStart() : part;
		return i === parts.length - 1 ? from.trimEnd() : from;
	});
	return ends.every((part) => part === '') ? [gap] : ends;
}

/** What stands around a brace, so that it can be found again. */
function near(text: string, at: number): string {
	const from = Math.max(0, at - excerptLength / 2);
	const to = at + excerptLength / 2;
	return `${from > 0 ? '…' : ''}${text.slice(from, to).toWellFormed()}${to < text.length ? '…' : ''}`;
}
