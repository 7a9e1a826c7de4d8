import { type KeptPersona, keyOf, type Persona, type Personas } from '../../core/personas.ts';
import { namesIn, perspective } from '../../core/prompt.ts';
import { wordsFor } from '../../locales/words.ts';
import type { SuggestContext, Suggestion } from '../command.ts';
import { altText, shorten } from '../text.ts';

/** Discord's own limits for what an autocomplete offers. */
const longest = 100;
const most = 25;

/** Completes the last of several names joined by `+`: one's own first, then the server's, then those that are built in. */
export function suggestPersonas(typed: string, personas: Personas, locale: string): Suggestion[] {
	const last = typed.split('+').at(-1) ?? '';
	const before = namesIn(typed.slice(0, typed.length - last.length));
	const named = new Set(before.map(keyOf));
	const offered = labelled(personas, locale)
		.filter(({ name, key }) => !named.has(key) && fits(name, last))
		.map(({ name, label }) => suggestion([...before, label], [...before, name]));
	const asTyped = perspective(typed) === '' ? [] : [{ name: typed, value: typed }];
	return offered.length > 0 ? offered.slice(0, most) : asTyped;
}

/** What can be taken away. */
export const suggestKept = ({ typed, options, personas, locale }: SuggestContext): Suggestion[] =>
	(options.server === true ? personas.server : personas.own)
		.filter(({ name }) => fits(name, typed))
		.map((it) => suggestion([labelOf(it, locale)], [it.name]))
		.slice(0, most);

/** Every name once: whoever comes first has it. */
function labelled({ own, server, starters }: Personas, locale: string) {
	const t = wordsFor(locale);
	const all = [
		...[...own, ...server].map((it) => ({ key: it.key, name: it.name, label: labelOf(it, locale) })),
		...starters.map(({ name }) => ({ key: keyOf(name), name, label: t(`persona.${name}`) })),
	];
	const first = new Map(all.toReversed().map((it) => [it.key, it]));
	return all.filter((it) => first.get(it.key) === it);
}

const labelOf = ({ name, perspective: words }: Persona | KeptPersona, locale: string): string =>
	wordsFor(locale)('personas.suggestion', { name, perspective: altText(words) });

const suggestion = (labels: readonly string[], names: readonly string[]): Suggestion => ({
	name: shorten(labels.join(' + '), longest),
	value: names.join(' + '),
});

/** One of its words begins so. */
function fits(name: string, typed: string): boolean {
	const [key, text] = [keyOf(name), keyOf(typed)];
	return key.startsWith(text) || key.includes(` ${text}`);
}
