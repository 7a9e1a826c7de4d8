import { agree } from './agreement.ts';
import { automatonOf } from './automaton.ts';
import { isForeignWord } from './bystanders.ts';
import { type Form, formOf, picturesOf } from './form.ts';
import { joinings } from './spaced-out.ts';
import { type Stream, streamOf } from './stream.ts';
import { type Units, unitsOf } from './units.ts';
import { withoutSigns } from './without-signs.ts';
import { ends, starts, wordsOf } from './words-of.ts';

/** An entry's index in the list that was given, and where it was found. */
export interface WordMatch {
	index: number;
	start: number;
	end: number;
	read: string;
}

export interface WordList {
	/** Everything that matches, in no order, each place once. */
	find(text: string): WordMatch[];
}

/** In a row of spaced letters words have no edges; a shorter one would be found in many a word. */
const surelyMeant = 4;
/** What may stand before a shorter one: an article, or a word for "and". */
const oneLetterWords = new Set([...'aeiouyияω'].map((letter) => letter.codePointAt(0)!));

/** @param whole of each entry whether its match is widened to the whole word, for an allow list that says `categ*` */
export function wordList(entries: readonly { text: string; whole: boolean }[]): WordList {
	const forms = entries.map(({ text }) => formOf(text));
	const pictures = new Set(entries.flatMap(({ text }) => picturesOf(text)));
	const automaton = automatonOf(forms.map(({ key }) => key));

	return {
		find(text) {
			const matches = new Map<string, WordMatch>();
			const search = (units: Units, words = wordsOf(units, pictures)) => {
				const stream = streamOf(units, words);
				automaton.scan(stream, (index, last) => {
					const match = matchOf(forms[index]!, stream, last, entries[index]!.whole);
					if (match) matches.set(`${index} ${match.start} ${match.end}`, { index, ...match });
				});
			};
			const apart = unitsOf(text);
			const words = wordsOf(apart, pictures);
			search(apart, words);
			for (const units of joinings(apart, words)) search(units);
			const plain = withoutSigns(apart, words.spans);
			if (plain) search(plain);
			return [...matches.values()];
		},
	};
}

function matchOf(form: Form, stream: Stream, last: number, whole: boolean): Omit<WordMatch, 'index'> | undefined {
	const from = last - form.key.length + 1;
	const { units, words } = stream;
	const mayBegin = (at: number) => (words.edge[at]! & starts) !== 0;
	const mayEnd = (at: number) => (words.edge[at]! & ends) !== 0;
	const first = stream.first[from]!;
	const loose = form.letters >= surelyMeant;
	const open = {
		start: form.openStart || (loose && units.loose[first] === 1),
		end: form.openEnd || (loose && units.loose[stream.first[last]!] === 1),
	};
	const behindArticle = () =>
		units.loose[first] === 1 && mayBegin(first - 1) && oneLetterWords.has(units.code[first - 1]!);
	if (!open.start && !mayBegin(first) && !behindArticle()) return undefined;
	if (!open.end && !mayEnd(stream.end[last]! - 1)) return undefined;
	const found = agree(form, stream, from, last, open);
	if (!found || isForeignWord(stream, found.first, found.end, form.scripts)) return undefined;
	if (whole) {
		while (!mayBegin(found.first)) found.first--;
		while (!mayEnd(found.end - 1)) found.end++;
	}
	const end = units.to[found.end - 1]!;
	if (form.after && !units.text.startsWith(form.after, end)) return undefined;
	return { start: units.from[found.first]!, end, read: form.text };
}
