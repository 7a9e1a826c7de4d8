import { type Fields, isObject } from '../rest/fields.ts';
import { discordLocales } from './locales.ts';

interface TextRule {
	max: number;
	/** Names of slash commands and their options follow the same rule in every language. */
	check?: (text: string, map: Fields, locale: string) => void;
}

/** A map of locale to text; nothing at all when it is absent or empty, as Discord returns options. */
export function parseLocalizations<Name extends string>(
	fields: Fields,
	name: Name,
	{ max, check }: TextRule,
): { [key in Name]?: Record<string, string> } {
	const raw = fields.raw(name);
	if (raw === undefined || raw === null) return {};
	if (!isObject(raw)) fields.wrong(name, 'DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType');
	if (!isObject(raw) || Object.keys(raw).length === 0) return {};
	const map = fields.child(name)!;
	const texts: Record<string, string> = {};
	for (const locale of Object.keys(raw)) {
		if (!discordLocales.has(locale)) {
			map.wrong(locale, 'ENUM_TYPE_COERCE', `Value "${locale}" is not a valid enum value.`);
			continue;
		}
		const text = map.text(locale, { min: 1, max });
		if (text === undefined) continue;
		check?.(text, map, locale);
		texts[locale] = text;
	}
	return { [name]: texts } as { [key in Name]?: Record<string, string> };
}

/** Something with a name of its own and names in other languages. */
export interface Named {
	name?: unknown;
	name_localizations?: unknown;
}

/** What a client in this language shows. */
export function nameIn(locale: string, { name, name_localizations: names }: Named): string {
	const localized = isObject(names) ? names[locale] : undefined;
	return typeof localized === 'string' ? localized : String(name);
}

/** Calls back for each name that somebody before it already has, in the default language or in any other. */
export function findDoubles<One extends Named>(all: readonly One[], found: (index: number, locale?: string) => void) {
	const locales = new Set<string>();
	for (const { name_localizations: names } of all) {
		if (isObject(names)) for (const locale of Object.keys(names)) locales.add(locale);
	}
	const bare = all.map(({ name }) => String(name));
	for (const index of doublesIn(bare)) found(index);
	for (const locale of locales) {
		for (const index of doublesIn(all.map((one) => nameIn(locale, one)))) {
			if (isObject(all[index]!.name_localizations)) found(index, locale);
		}
	}
}

const doublesIn = (names: string[]) => names.flatMap((name, index) => (names.indexOf(name) < index ? [index] : []));
