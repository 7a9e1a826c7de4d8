/**
 * What Discord would still read as markdown: the text with a dot for whatever is escaped. Discord takes a backslash only before a
 * sign; before a letter, a digit or white space it is shown.
 */
export const unescaped = (text: string): string => text.replace(/\\[^\p{L}\p{N}\s]/gu, '·');

/** Anything that formats, links or mentions; undefined when there is nothing of the kind. */
export function formatting(text: string): string | undefined {
	const rest = unescaped(text);
	const signs = /[*_~|`[\]()<>#@\\]/.exec(rest) ?? /\w:\/\//.exec(rest);
	const starts = /^\s*(?:[-+>]|\d+\.)\s/m.exec(rest);
	return (signs ?? starts)?.[0];
}

/** The embedding levels, overrides, isolates and marks of the bidirectional algorithm, but for the pair Easel isolates with. */
export const turning = /[\u200e\u200f\u061c\u202a-\u202e\u2066\u2067]/;
