/** What happens to a prompt in which an entry is found. */
export type Verdict = 'hold' | 'refuse';

/**
 * One line of a word list.
 *
 * `word` and `allow` take a word or a phrase, which is found as whole words only. A `*` at an edge opens that edge, as in Discord's AutoMod:
 * `cat*` begins a word, `*cat` ends one, `*cat*` stands anywhere. `pattern` takes an RE2 expression.
 */
export interface Entry {
	id: string;
	kind: 'word' | 'allow' | 'pattern';
	text: string;
	/** Says nothing for `allow`. */
	verdict: Verdict;
	/** An `allow` shields only what entries of its own scope found, so that no server can loosen the operator's list. */
	scope?: string;
}

/** Where an entry was found: `start` and `end` in UTF-16 units of the original text, of which `found` is the slice. */
export interface Hit {
	entryId: string;
	verdict: Verdict;
	found: string;
	start: number;
	end: number;
}

export interface Explanation extends Hit {
	/** The entry as its author wrote it. */
	entry: string;
	/** How the text was read to meet the entry: `bad` for `ｂａｄ`. */
	read: string;
	/** The `allow` entry for whose sake this is no hit. */
	shieldedBy?: string;
}
