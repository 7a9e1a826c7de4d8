import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/* The locale files as they lie on the disk: by file, so that a translator can be told where something is missing. */

const folder = join(import.meta.dirname, '..', '..', 'src', 'locales');

/** A language's texts by their keys. */
export type Texts = Map<string, string>;

export const filesOf = (language: string): string[] =>
	readdirSync(join(folder, language)).filter((name) => name.endsWith('.json'));

/** Empty where there is no such file. */
export function textsIn(language: string, file: string): Texts {
	if (!filesOf(language).includes(file)) return new Map();
	const words: unknown = JSON.parse(readFileSync(join(folder, language, file), 'utf8'));
	return new Map(flat(words));
}

export function flat(words: unknown, prefix = ''): [string, string][] {
	return Object.entries(words as Record<string, unknown>).flatMap(([name, value]): [string, string][] =>
		typeof value === 'string' ? [[prefix + name, value]] : flat(value, `${prefix}${name}.`),
	);
}

export interface Counted {
	/** As the code asks for it. */
	base: string;
	type: Intl.PluralRuleType;
	form: string;
}

/** The parts of a key that is one of several forms for counting; undefined where a text has one form. */
export function countedIn(key: string, texts: Texts): Counted | undefined {
	const [, base = '', ordinal = '', form = ''] = /^(.*?)(_ordinal)?_(zero|one|two|few|many|other)$/.exec(key) ?? [];
	if (base === '' || !texts.has(`${base}${ordinal}_other`)) return undefined;
	return { base, type: ordinal ? 'ordinal' : 'cardinal', form };
}

/** The keys that a language must have for these English ones: as many forms for counting as it tells apart. */
export function keysFor(language: string, english: Texts): Set<string> {
	const keys = [...english.keys()].flatMap((key) => {
		const counted = countedIn(key, english);
		if (!counted) return [key];
		const { base, type, form } = counted;
		// Nobody counts to zero by rule: where English words it apart, everybody does.
		if (form === 'zero') return [key];
		const { pluralCategories } = new Intl.PluralRules(language, { type }).resolvedOptions();
		return pluralCategories.map((category) => `${base}${type === 'ordinal' ? '_ordinal' : ''}_${category}`);
	});
	return new Set(keys);
}

/** The English texts that one may be a translation of: of several forms the one of the same name, and the most general one. */
export function originalsOf(key: string, english: Texts): string[] {
	const [, base] = /^(.*?)_(?:zero|one|two|few|many|other)$/.exec(key) ?? [];
	const keys = [key, ...(base === undefined ? [] : [`${base}_other`])];
	return [...new Set(keys.flatMap((it) => english.get(it) ?? []))];
}
