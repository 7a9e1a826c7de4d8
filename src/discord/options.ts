import { countLimit, knownModels, modelOf, sizeText } from '../core/catalogue.ts';
import type { Offer } from '../core/request.ts';
import { shapesOf } from '../core/shape.ts';
import { wordsFor } from '../locales/words.ts';
import { choice, flag, integer, type SuggestContext, type Suggestion, suggested, words } from './command.ts';
import { suggestPersonas } from './personas/suggest.ts';

/** Options that several commands share, and what is offered while they are typed. */

const valuesOf = (of: (model: ReturnType<typeof modelOf>) => readonly string[]): string[] => [
	...new Set(knownModels.flatMap((id) => of(modelOf(id)))),
];

/** Discord's own limit for a string option. */
const longestPrompt = 6000;

export const prompt = (required: boolean) =>
	words('prompt', { ...(required ? { required } : {}), maxLength: longestPrompt });
export const quality = choice(
	'quality',
	valuesOf((model) => model.qualities),
);
export const style = choice(
	'style',
	valuesOf((model) => model.styles),
);
export const background = choice(
	'background',
	valuesOf((model) => model.backgrounds),
);
export const format = choice(
	'format',
	valuesOf((model) => model.formats),
);
export const count = integer('count', { min: 1, max: countLimit });
export const model = suggested('model');
export const hidden = flag('private');

/** Discord's own limit for what an autocomplete offers, names and values alike; a longer one spoils the whole answer. */
const longestSuggestion = 100;

/** Autocomplete for the options that take anything legal but offer names. */
export const suggest = (context: SuggestContext): Suggestion[] =>
	suggestionsFor(context).filter(({ name, value }) => Math.max(name.length, value.length) <= longestSuggestion);

function suggestionsFor({ option, typed, options, offer, personas, locale }: SuggestContext): Suggestion[] {
	switch (option) {
		case 'model':
			return matching(
				offer.models.map((id) => ({ name: id, value: id })),
				typed,
			);
		case 'shape':
			return suggestShapes(typed, named(options.model, offer), locale);
		case 'persona':
			return suggestPersonas(typed, personas, locale);
		default:
			return [];
	}
}

function suggestShapes(typed: string, modelId: string, locale: string): Suggestion[] {
	const t = wordsFor(locale);
	const { shapes, ...model } = modelOf(modelId);
	const names = Object.entries(shapes).map(([name, size]) => ({
		name: t(`shape.${name}`, { size: sizeText(size) }),
		value: name,
	}));
	const sizes = shapesOf({ shapes: {}, ...model }).map((size) => ({ name: size, value: size }));
	const offered = matching([...names, ...sizes], typed);
	return offered.length > 0 || typed.trim() === '' ? offered : [{ name: typed, value: typed }];
}

/** What begins with the typed text first, then what holds it. */
function matching(suggestions: Suggestion[], typed: string): Suggestion[] {
	const text = typed.trim().toLowerCase();
	const at = ({ value, name }: Suggestion) =>
		value.toLowerCase().startsWith(text) ? 0 : name.toLowerCase().includes(text) ? 1 : 2;
	return suggestions
		.filter((it) => at(it) < 2)
		.sort((a, b) => at(a) - at(b))
		.slice(0, 25);
}

const named = (value: unknown, offer: Offer): string =>
	typeof value === 'string' && offer.models.includes(value) ? value : offer.model;
