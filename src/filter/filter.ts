import type { Entry, Explanation, Hit } from './entry.ts';
import { normalise } from './normalise.ts';
import { isCompiled, patternOf } from './pattern.ts';
import { type Breath, breathing, searchPattern, stepsPerBreath } from './pattern-search.ts';
import { ownTurn } from './turns.ts';
import { type WordMatch, wordList } from './words.ts';

/** A word list made ready. Of the texts it keeps nothing, and it may look at several at once. */
export interface WordFilter {
	/** What was found, from left to right; empty for a harmless text. The caller decides what follows. */
	check(text: string): Promise<Hit[]>;
	/** The same with reasons, and with what the allow list shielded. */
	explain(text: string): Promise<Explanation[]>;
}

interface Match extends Omit<WordMatch, 'index'> {
	entry: Entry;
}

/**
 * Makes a filter of entries. An entry of which nothing can be looked for finds nothing: `checkWord` and `checkPattern` tell its author.
 * Words are found in one pass; patterns are tried one after the other, in slices between which the event loop goes on.
 *
 * @param pause between two slices of work
 */
export function createWordFilter(
	entries: readonly Entry[],
	{ pause = ownTurn }: { pause?: () => Promise<void> } = {},
): WordFilter {
	const listed = entries.filter(({ kind }) => kind !== 'pattern');
	const words = wordList(listed.map(({ text, kind }) => ({ text, whole: kind === 'allow' })));
	const patterns = entries.filter(({ kind }) => kind === 'pattern');

	async function explain(text: string): Promise<Explanation[]> {
		const matches = words.find(text).map(({ index, ...match }): Match => ({ entry: listed[index]!, ...match }));
		if (patterns.length > 0) matches.push(...(await matchesOf(patterns, text, breathing(pause))));
		const allowed = matches.filter(({ entry }) => entry.kind === 'allow');
		return matches
			.filter(({ entry }) => entry.kind !== 'allow')
			.sort((one, other) => one.start - other.start || other.end - one.end)
			.map(({ entry, start, end, read }) => {
				const shield = allowed.find((it) => it.entry.scope === entry.scope && it.start <= start && it.end >= end);
				return {
					entryId: entry.id,
					verdict: entry.verdict,
					entry: entry.text,
					found: text.slice(start, end),
					read,
					start,
					end,
					...(shield && { shieldedBy: shield.entry.id }),
				};
			});
	}

	return {
		explain,
		check: async (text) =>
			(await explain(text))
				.filter(({ shieldedBy }) => shieldedBy === undefined)
				.map(({ entryId, verdict, found, start, end }) => ({ entryId, verdict, found, start, end })),
	};
}

/** Patterns see the text as it was written and as it reads; what both show is told as it was written. */
async function matchesOf(patterns: readonly Entry[], text: string, breath: Breath): Promise<Match[]> {
	// What was done so far for a long text, and making it readable, are a slice each.
	await breath.before(stepsPerBreath);
	const normalised = normalise(text);
	// Patterns ignore case, so a text that was only lowered shows them nothing new.
	const readsAlike = normalised.text === text.toLowerCase();
	const matches: Match[] = [];
	for (const entry of patterns) {
		// Compiled when first needed, since fifty at once would take as long as fifty slices.
		if (!isCompiled(entry.text)) await breath.before(stepsPerBreath);
		const pattern = patternOf(entry.text);
		if (typeof pattern === 'string') continue;
		const written = await searchPattern(pattern, text, breath);
		matches.push(...written.map((match) => ({ entry, ...match, read: text.slice(match.start, match.end) })));
		if (readsAlike) continue;
		for (const { start, end } of await searchPattern(pattern, normalised.text, breath)) {
			const place = normalised.original(start, end);
			const known = written.some((it) => it.start < place.end && place.start < it.end);
			if (!known) matches.push({ entry, ...place, read: normalised.text.slice(start, end) });
		}
	}
	return matches;
}
