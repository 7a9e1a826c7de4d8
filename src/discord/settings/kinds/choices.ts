import { type APISelectMenuOption, ComponentType } from 'discord.js';
import { either, listing } from '../../../locales/words.ts';
import { choice, flag as flagOption, type Suggestion, suggested } from '../../command.ts';
import { escapeText } from '../../text.ts';
import { capitalised, listed, type Wording } from '../wording.ts';
import { asRead, isNone, type Kind, noneIn } from './kind.ts';

/** Discord's limit for a select, and for what is suggested while somebody types. */
const mostOptions = 25;

export const flag: Kind<boolean> = {
	show: (value, { t }) => t(value ? 'settings.value.on' : 'settings.value.off'),
	right: ({ t }) => t('settings.right.flag'),
	chosen: ([value]) => (value === 'on' ? true : value === 'off' ? false : undefined),
	option: (name) => flagOption(name),
};

/** One of a few names, each with its words and a line about it. */
export function oneOf<T extends string>(
	names: readonly T[],
	wordsOf: (name: T, wording: Wording) => { label: string; about: string },
): Kind<T> {
	const known = (text: string | undefined) => names.find((name) => name === text);
	return {
		show: (value, wording) => wordsOf(value, wording).label,
		right: ({ locale }) => either(names, locale),
		parse: (text) => known(asRead(text).toLowerCase()),
		chosen: ([value]) => known(value),
		select: (value, wording) => ({
			type: ComponentType.StringSelect,
			options: names.map((name) => {
				const { label, about } = wordsOf(name, wording);
				return { label, value: name, description: about, default: name === value };
			}),
		}),
		option: (name) => choice(name, names),
	};
}

export interface Named {
	/** All there is to choose from: names that a member types too, so they are the same in every language. */
	names(offered: readonly string[]): readonly string[];
	/** How null reads; "all" unless told. */
	empty?(wording: Wording): string;
	/** Undefined where it is as it should be; else what is the matter with a name that was chosen once. */
	matter?(name: string, wording: Wording): string | undefined;
}

const all = ({ t }: Wording): string => t('settings.value.all');

/** Several of a list of names; null is all of them, those that are still to come included. */
export function several({ names, matter, empty = all }: Named): Kind<string[] | null> {
	const shown = (name: string, wording: Wording) => {
		const wrong = matter?.(name, wording);
		return wrong ? `${escapeText(name)} (${wrong})` : escapeText(name);
	};
	return {
		show(value, wording) {
			if (value === null) return empty(wording);
			return listed(
				value.map((name) => shown(name, wording)),
				wording,
			);
		},
		right(wording, medium) {
			const legal = listing(names(wording.offer.models), wording.locale);
			const key = medium === 'file' ? 'settings.right.listInFile' : 'settings.right.list';
			return wording.t(key, { legal, none: noneIn(wording, medium) });
		},
		parse(text, wording) {
			if (isNone(text, wording)) return null;
			const legal = names(wording.offer.models);
			const typed = partsOf(text).filter((part) => part !== '');
			const found = typed.map((part) => legal.find((name) => name.toLowerCase() === part.toLowerCase()));
			return found.length > 0 && found.every((name) => name !== undefined) ? [...new Set(found)] : undefined;
		},
		select(value, wording) {
			const options = optionsFor(names(wording.offer.models), value ?? [], (name) => matter?.(name, wording));
			return {
				type: ComponentType.StringSelect,
				placeholder: capitalised(empty(wording), wording.locale),
				min_values: 0,
				max_values: options.length,
				options,
			};
		},
		chosen: (values) => (values.length === 0 ? null : [...values]),
		option: (name) => suggested(name),
		suggest: (text, offered) => suggestLast(text, names(offered)),
	};
}

/** What is offered, after what was chosen before and is no longer: it stays visible, so that it can be taken out. */
function optionsFor(
	names: readonly string[],
	chosen: readonly string[],
	matter: (name: string) => string | undefined,
): APISelectMenuOption[] {
	const every = [...new Set([...chosen, ...names])].slice(0, mostOptions);
	const order = [...names, ...every];
	return every
		.sort((a, b) => order.indexOf(a) - order.indexOf(b))
		.map((name) => {
			const wrong = matter(name);
			return { label: name, value: name, default: chosen.includes(name), ...(wrong ? { description: wrong } : {}) };
		});
}

/** The value that stands for null: no model can have a name with a space. */
const nobody = 'as it comes';

/** One of a list of names, or null: then it is as it comes. */
export function perhapsOne({ names, matter, empty = all }: Named): Kind<string | null> {
	return {
		show(value, wording) {
			if (value === null) return empty(wording);
			const wrong = matter?.(value, wording);
			return wrong ? `${escapeText(value)} (${wrong})` : escapeText(value);
		},
		right(wording, medium) {
			const legal = [...names(wording.offer.models), noneIn(wording, medium)];
			return either(legal, wording.locale);
		},
		parse(text, wording) {
			if (isNone(text, wording)) return null;
			return names(wording.offer.models).find((name) => name.toLowerCase() === text.trim().toLowerCase());
		},
		select(value, wording) {
			const chosen = value === null ? [] : [value];
			const options = optionsFor(names(wording.offer.models), chosen, (name) => matter?.(name, wording));
			const none = { label: capitalised(empty(wording), wording.locale), value: nobody, default: value === null };
			return { type: ComponentType.StringSelect, options: [none, ...options.slice(0, mostOptions - 1)] };
		},
		chosen: ([value]) => (value === nobody ? null : value),
		option: (name) => suggested(name),
		suggest: (text, offered) => suggestLast(text, names(offered), false),
	};
}

/** Names separated by commas, those of Chinese included. */
const partsOf = (text: string): string[] => text.split(/[,，、]/).map((part) => part.trim());

/** Completes the last of several names; one that stands there already is not offered again. */
function suggestLast(text: string, names: readonly string[], isList = true): Suggestion[] {
	const parts = isList ? partsOf(text) : [text.trim()];
	const last = (parts.pop() ?? '').toLowerCase();
	const before = parts.filter((part) => part !== '');
	return names
		.filter((name) => !before.includes(name) && name.toLowerCase().includes(last))
		.map((name) => [...before, name].join(', '))
		.filter((value) => value.length <= 100)
		.slice(0, mostOptions)
		.map((value) => ({ name: value, value }));
}
