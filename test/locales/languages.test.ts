import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { spoken } from '../../src/locales/words.ts';
import { filesOf, keysFor, originalsOf, type Texts, textsIn } from './files.ts';

/** Every complaint begins with the file, so that the list can be handed to whoever translates it. */
const others = spoken.filter((language) => language !== 'en');
const files = filesOf('en').map((file) => ({ file, english: textsIn('en', file) }));

/** `complain` is called for every text that is there, with what it may be a translation of. */
function complaints(
	language: string,
	complain: (text: string, originals: string[], key: string) => string | undefined,
) {
	return files.flatMap(({ file, english }) =>
		[...textsIn(language, file)].flatMap(([key, text]) => {
			const originals = originalsOf(key, english);
			const words = originals.length > 0 ? complain(text, originals, key) : undefined;
			return words === undefined ? [] : [`${language}/${file} ${key}: ${words}`];
		}),
	);
}

const sorted = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([found]) => found).toSorted();
const placeholders = (text: string) => [...new Set(sorted(text, /\{\{[^}]*\}\}/g))].join(' ');
/** Marks that come in pairs, code as it is written, and what begins a line. */
const marks = (text: string) =>
	[sorted(text, /\*\*/g).length, ...sorted(text, /`[^`]*`/g), ...sorted(text, /^(-#|#+|-|>) /gm)].join(' ');

test('there are four languages', () => {
	expect(['en', 'pt-BR', 'zh-CN', 'ko']).toEqual(expect.arrayContaining([...spoken]));
});

describe.each(others)('the words in %s', (language) => {
	test('are all there, each in the forms that counting in it needs', () => {
		const missing = files.flatMap(({ file, english }) => {
			const texts = textsIn(language, file);
			return [...keysFor(language, english)]
				.filter((key) => !texts.has(key))
				.map((key) => `${language}/${file} lacks ${key}: ${originalsOf(key, english).at(-1)}`);
		});
		expect(missing).toEqual([]);
	});

	test('are none that English has not, and in the same files', () => {
		const known = new Map(files.map(({ file, english }) => [file, keysFor(language, english)]));
		const extra = filesOf(language)
			.filter((file) => file !== 'names.json')
			.flatMap((file) =>
				[...textsIn(language, file).keys()]
					.filter((key) => !known.get(file)?.has(key))
					.map((key) => `${language}/${file} has ${key}`),
			);
		expect(extra).toEqual([]);
	});

	test('have the placeholders of the English ones', () => {
		expect(
			complaints(language, (text, originals) => {
				const wanted = originals.map(placeholders);
				return wanted.includes(placeholders(text)) ? undefined : `${placeholders(text)} instead of ${wanted[0]}`;
			}),
		).toEqual([]);
	});

	test('have the formatting of the English ones, and the same code', () => {
		expect(
			complaints(language, (text, originals) => {
				const wanted = originals.map(marks);
				return wanted.includes(marks(text)) ? undefined : `${marks(text)} instead of ${wanted[0]}`;
			}),
		).toEqual([]);
	});

	test('are no empty ones, and none with a space too many', () => {
		expect(
			complaints(language, (text, _, key) => {
				const isTidy = text.trim() !== '' && text === text.trim() && !text.includes('  ');
				return isTidy || key === 'result.separator' ? undefined : JSON.stringify(text);
			}),
		).toEqual([]);
	});

	test('are no English sentences', () => {
		expect(
			complaints(language, (text, originals) => {
				const plain = text.replace(/\{\{[^}]*\}\}|`[^`]*`/g, '');
				return sorted(plain, /\p{L}{3,}/gu).length > 2 && originals.includes(text) ? text : undefined;
			}),
		).toEqual([]);
	});

	test('have a name for every command, subcommand and option, and for nothing else', () => {
		const names: Texts = textsIn(language, 'names.json');
		const wanted = namesInCode();
		const missing = wanted.filter((key) => !names.has(key)).map((key) => `${language}/names.json lacks ${key}`);
		const extra = [...names.keys()].filter((key) => !wanted.includes(key));
		expect([...missing, ...extra.map((key) => `${language}/names.json has ${key}`)]).toEqual([]);
	});
});

function namesInCode(): string[] {
	const slash = commands.filter(({ data }) => data.type !== 'message').map(({ data }) => data);
	const subcommands = slash.flatMap(({ subcommands: own = [] }) => own);
	const options = [...slash, ...subcommands].flatMap(({ options: own = [] }) => own);
	const named = (of: string, list: readonly { name: string }[]) => list.map(({ name }) => `names.${of}.${name}`);
	return [
		...new Set([...named('commands', slash), ...named('subcommands', subcommands), ...named('options', options)]),
	];
}
