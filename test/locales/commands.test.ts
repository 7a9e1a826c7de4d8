import { describe as describes, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { describe } from '../../src/discord/command.ts';
import { spoken } from '../../src/locales/words.ts';

/* Discord's rules for what it is told of commands: https://docs.discord.com/developers/interactions/application-commands */

interface Described {
	type?: number;
	name: string;
	name_localizations?: Record<string, string>;
	description?: string;
	description_localizations?: Record<string, string>;
	value?: string;
	options?: Described[];
	choices?: Described[];
}

const described = commands.map((command) => describe(command) as unknown as Described);
const messageMenu = 3;
const withPath = (it: Described, path = it.name): [string, Described][] => [
	[path, it],
	...[...(it.options ?? []), ...(it.choices ?? [])].flatMap((inner) => withPath(inner, `${path} ${inner.name}`)),
];
const everything = described.flatMap((it) => withPath(it));

const languages = spoken.filter((language) => language !== 'en');
const nameIn = (language: string, { name, name_localizations: names }: Described) => names?.[language] ?? name;

describes.each(['en', ...languages])('commands, options and choices in %s', (language) => {
	test('have names that Discord takes', () => {
		const wrong = everything.flatMap(([path, it]) => {
			const name = nameIn(language, it);
			const isTyped = it.value === undefined && it.type !== messageMenu;
			// The signs beyond letters of Devanagari and Thai belong to no language here.
			const isRight = isTyped
				? /^[-_'\p{L}\p{N}]{1,32}$/u.test(name) && name === name.toLowerCase()
				: name.length >= 1 && name.length <= (it.value === undefined ? 32 : 100);
			return isRight ? [] : [`${path}: ${name}`];
		});
		expect(wrong).toEqual([]);
	});

	test('have a name each that none beside it has', () => {
		const groups = [described, ...everything.flatMap(([, { options, choices }]) => [options ?? [], choices ?? []])];
		const twice = groups.flatMap((group) => {
			const names = group.map((it) => nameIn(language, it));
			return names.filter((name, i) => names.indexOf(name) !== i);
		});
		expect(twice).toEqual([]);
	});

	test('have descriptions of 1 to 100 characters', () => {
		const lengths = everything.flatMap(([path, { description, description_localizations: texts }]) => {
			const text = texts?.[language] ?? description;
			return text === undefined || (text.length >= 1 && text.length <= 100) ? [] : [`${path}: ${text}`];
		});
		expect(lengths).toEqual([]);
	});
});

test('every name and description of a command is in every language, unless it is the English one', () => {
	for (const [path, { name_localizations: names = {}, description_localizations: texts = {} }] of everything) {
		for (const language of [...Object.keys(names), ...Object.keys(texts)]) expect(languages, path).toContain(language);
	}
	const imagine = described.find(({ name }) => name === 'imagine');
	expect(Object.keys(imagine?.description_localizations ?? {})).toEqual(languages);
});

test.each(described)('$name has at most 8,000 characters, by the longest language of each text', (command) => {
	expect(charactersOf(command)).toBeLessThanOrEqual(8000);
});

function charactersOf(it: Described): number {
	const longest = (text = '', texts: Record<string, string> = {}) =>
		Math.max(...[text, ...Object.values(texts)].map(({ length }) => length));
	const own = longest(it.name, it.name_localizations) + longest(it.description, it.description_localizations);
	const inside = [...(it.options ?? []), ...(it.choices ?? [])].map(charactersOf);
	return inside.reduce((sum, characters) => sum + characters, own + (it.value?.length ?? 0));
}
