import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	builtIn,
	type KeptPersona,
	keyOf,
	type Persona,
	type PersonaProblem,
	type Personas,
	personaNamed,
	readPersona,
	seenThrough,
	type TypedPersona,
	takenBy,
} from '../../src/core/personas.ts';
import { starterPersonas } from '../../src/core/prompt.ts';
import { type Offer, type Options, parseImagine } from '../../src/core/request.ts';
import { noon } from './jobs.ts';

const kept = (name: string, change: Partial<KeptPersona> = {}): KeptPersona => ({
	name,
	perspective: `the eyes of ${name}`,
	defaults: {},
	key: keyOf(name),
	owner: { kind: 'member', id: '80351110224678912' },
	by: '80351110224678912',
	at: noon,
	...change,
});
const own = kept('Old Sailor');
const server = kept('House Style', { owner: { kind: 'server', id: '41771983423143937' } });
const personas: Personas = { ...builtIn, own: [own], server: [server] };

const typed = (change: Partial<TypedPersona> = {}): TypedPersona => ({
	...{ name: 'Old Sailor', perspective: 'a sailor of eighty', style: '', shape: '', quality: '' },
	...change,
});
const problemsOf = (change: Partial<TypedPersona>): readonly PersonaProblem[] => {
	const read = readPersona(typed(change));
	return 'problems' in read ? read.problems : [];
};
const readOf = (change: Partial<TypedPersona>): Persona => {
	const read = readPersona(typed(change));
	return 'persona' in read ? read.persona : expect.fail(JSON.stringify(read.problems));
};

describe('a persona that is filled in', () => {
	test('is its name and its perspective on one line, with what was chosen', () => {
		expect(readOf({ name: '  Old   Sailor ', perspective: 'a sailor\n\tof eighty\u0000 ', shape: 'wide' })).toEqual({
			name: 'Old Sailor',
			perspective: 'a sailor of eighty',
			defaults: { shape: 'wide' },
		});
	});

	test.each([
		'a',
		'x'.repeat(32),
		'Zoë’s cat',
		"O'Neill_2-b",
		'水彩画家',
		'수채화가',
		'художник',
		'نقاش',
		'می‌نگارم',
		'चित्रकार',
		'７',
	])('may be called %s', (name) => {
		expect(problemsOf({ name })).toEqual([]);
	});

	test.each([
		'noir+fox',
		'@everyone',
		'<@80351110224678912>',
		'#studio',
		'**bold**',
		'`code`',
		'a:b',
		'a|b',
		'🦊',
		'＠here',
		'a＋b',
		'-',
		"'",
		'_',
		'ㅤ',
	])('may not be called %s', (name) => {
		expect(problemsOf({ name })).toEqual([{ code: 'nameSigns' }]);
	});

	test('needs a name and a perspective, neither of them too long, and hears everything that is wrong at once', () => {
		expect(problemsOf({ name: ' ', perspective: ' \u200b\n' })).toEqual([
			{ code: 'nameEmpty' },
			{ code: 'perspectiveEmpty' },
		]);
		expect(problemsOf({ name: 'x'.repeat(33), perspective: '🦊'.repeat(4000) })).toEqual([
			{ code: 'nameTooLong', length: 33, limit: 32 },
			{ code: 'perspectiveTooLong', length: 4000, limit: 1000 },
		]);
		expect(problemsOf({ perspective: '🦊'.repeat(1000) })).toEqual([]);
	});

	test.each([
		'<@80351110224678912>',
		'<@!80351110224678912>',
		'<@&934189010768064530>',
		'<#934190266370285569>',
		'@everyone',
		'@here',
	])('may not mention %s', (mention) => {
		expect(problemsOf({ perspective: `a friend of ${mention}, in oil` })).toEqual([{ code: 'perspectiveMentions' }]);
	});

	test('may write about signs that mention nobody', () => {
		expect(problemsOf({ perspective: 'like @banksy, <3, #1 and everyone' })).toEqual([]);
	});

	test('takes no style, shape or quality that no model knows', () => {
		for (const change of [{ style: 'loud' }, { shape: '3:2' }, { quality: 'constructor' }]) {
			expect(problemsOf(change)).toEqual([{ code: 'defaultUnknown' }]);
		}
	});
});

describe('a name', () => {
	test('is found however it is written', () => {
		for (const name of ['old sailor', ' OLD  SAILOR ', 'Ｏｌｄ Sailor']) expect(personaNamed(name, personas)).toBe(own);
		expect(keyOf('Zoë’s cat')).toBe(keyOf("ZOE\u0308'S CAT"));
	});

	test('is one’s own first, then the server’s, then built in', () => {
		const mine = kept('house style');
		expect(personaNamed('House Style', { ...personas, own: [mine] })).toBe(mine);
		expect(personaNamed('House Style', personas)).toBe(server);
		expect(personaNamed('Noir', personas)?.perspective).toBe(starterPersonas.noir);
		expect(personaNamed('noir', { ...personas, starters: [] })).toBeUndefined();
		expect(personaNamed('constructor', personas)).toBeUndefined();
	});

	test('that is built in is nobody’s to take, one of the server’s none of its members’', () => {
		for (const kind of ['member', 'server'] as const) {
			expect(takenBy(' NOIR', kind, personas)).toBe('starter');
			expect(takenBy('noir', kind, { ...personas, starters: [] })).toBe('starter');
		}
		expect(takenBy('house STYLE', 'member', personas)).toBe('server');
		expect(takenBy('house style', 'server', personas)).toBeUndefined();
		expect(takenBy('old sailor', 'server', personas)).toBeUndefined();
	});
});

describe('a combination', () => {
	test('is what each name stands for, in order, and own words among them', () => {
		expect(seenThrough(' old sailor + a bored cat + noir ', personas)).toEqual({
			names: 'old sailor + a bored cat + noir',
			perspective: `the eyes of Old Sailor, and a bored cat, and ${starterPersonas.noir}`,
			defaults: [{}, {}],
		});
	});

	test('says nothing twice, and nothing for nobody', () => {
		expect(seenThrough('noir+NOIR', personas).perspective).toBe(starterPersonas.noir);
		expect(seenThrough(' + ', personas)).toEqual({ names: null, perspective: '', defaults: [] });
	});

	test('does not read what a persona says as names again', () => {
		const sly = kept('sly', { perspective: 'noir + botanist' });
		expect(seenThrough('sly', { ...personas, own: [sly] }).perspective).toBe('noir + botanist');
	});
});

const offer: Offer = { model: 'gpt-image-2.5-flare', models: ['gpt-image-2.5-flare', 'dall-e-3', 'dall-e-2'] };
const withDefaults = (...defaults: Persona['defaults'][]): Personas => ({
	...personas,
	own: defaults.map((it, n) => kept(`p${n}`, { defaults: it })),
});
const imagine = (options: Options, known: Personas, under = offer) =>
	parseImagine({ prompt: 'a fox', ...options }, under, known).request;

describe('a request', () => {
	test('keeps the names for its caption and the words for the model', () => {
		expect(imagine({ persona: 'Old Sailor + noir' }, personas)).toMatchObject({
			persona: 'Old Sailor + noir',
			perspective: `the eyes of Old Sailor, and ${starterPersonas.noir}`,
			sent: `As seen by the eyes of Old Sailor, and ${starterPersonas.noir}: a fox`,
		});
		expect(imagine({}, personas)).not.toHaveProperty('perspective');
	});

	test('takes style, shape and quality from its persona where nothing else is asked', () => {
		const known = withDefaults({ style: 'natural', shape: 'wide', quality: 'hd' });
		const model = 'dall-e-3';
		const wide = { width: 1792, height: 1024 };
		expect(imagine({ model, persona: 'p0' }, known)).toMatchObject({ style: 'natural', size: wide, quality: 'hd' });
		const asked = { model, persona: 'p0', style: 'vivid', shape: 'square', quality: 'standard' };
		expect(imagine(asked, known)).toMatchObject({ style: 'vivid', size: { width: 1024 }, quality: 'standard' });
	});

	test('takes of several personas what the first one says', () => {
		const known = withDefaults({ quality: 'low' }, { quality: 'high', shape: 'tall' });
		expect(imagine({ persona: 'p0 + p1' }, known)).toMatchObject({ quality: 'low', size: { width: 864 } });
		expect(imagine({ persona: 'p1 + p0' }, known)).toMatchObject({ quality: 'high' });
	});

	test('leaves out what its model does not know', () => {
		const known = withDefaults({ style: 'vivid', shape: 'wide', quality: 'max' });
		expect(imagine({ persona: 'p0', model: 'dall-e-2' }, known)).toMatchObject({
			...{ style: null, quality: null, size: { width: 1024, height: 1024 } },
		});
	});

	test('leaves out what its server does not allow', () => {
		const known = withDefaults({ shape: 'wide', quality: 'max' });
		const narrow = { ...offer, qualities: ['low', 'medium'], shapes: ['square'] };
		expect(imagine({ persona: 'p0' }, known, narrow)).toMatchObject({ quality: 'medium', size: { width: 1024 } });
	});

	test('is never refused for what a persona says beside its words', () => {
		const value = fc.option(fc.constantFrom('vivid', 'hd', 'wide', 'tall', 'max', 'toString', ''), { nil: undefined });
		const defaults = fc.record({ style: value, shape: value, quality: value });
		fc.assert(
			fc.property(defaults, fc.constantFrom(...offer.models), (said, model) => {
				const given = Object.fromEntries(Object.entries(said).filter(([, it]) => it !== undefined));
				expect(imagine({ persona: 'p0', model }, withDefaults(given)).persona).toBe('p0');
			}),
		);
	});
});
