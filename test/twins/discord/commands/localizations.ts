import { type Fields, isObject } from '../rest/fields.ts';
import { discordLocales } from './locales.ts';

/** A map of locale to text; nothing at all when it is absent or empty, as Discord returns options. */
export function parseLocalizations<Name extends string>(
	fields: Fields,
	name: Name,
	max: number,
): { [key in Name]?: Record<string, string> } {
	const raw = fields.raw(name);
	if (!isObject(raw) || Object.keys(raw).length === 0) return {};
	const map = fields.child(name)!;
	const texts: Record<string, string> = {};
	for (const locale of Object.keys(raw)) {
		if (!discordLocales.has(locale)) {
			map.wrong(locale, 'ENUM_TYPE_COERCE', `Value "${locale}" is not a valid enum value.`);
			continue;
		}
		const text = map.text(locale, { min: 1, max });
		if (text !== undefined) texts[locale] = text;
	}
	return { [name]: texts } as { [key in Name]?: Record<string, string> };
}
