import type { Entry } from '../../src/filter/index.ts';
import { createWordFilter } from '../../src/filter/index.ts';

export const entryOf = (text: string, kind: Entry['kind'] = 'word'): Entry => ({
	id: kind === 'word' ? text : `${kind}:${text}`,
	kind,
	text,
	verdict: 'hold',
});

export const filterOf = (...words: readonly string[]) => createWordFilter(words.map((text) => entryOf(text)));

/** The parts of a text in which any of the words was found. */
export const found = async (text: string, ...words: readonly string[]): Promise<string[]> =>
	(await filterOf(...words).check(text)).map((hit) => hit.found);
