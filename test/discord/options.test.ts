import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownModels, liveModels, modelOf } from '../../src/core/catalogue.ts';
import { builtIn } from '../../src/core/personas.ts';
import { starterPersonas } from '../../src/core/prompt.ts';
import type { Offer, Options } from '../../src/core/request.ts';
import { sizeFor } from '../../src/core/shape.ts';
import { background, count, format, prompt, quality, style, suggest } from '../../src/discord/options.ts';
import { spoken } from '../../src/locales/words.ts';

const offer: Offer = { model: 'gpt-image-2.5-flare', models: [...liveModels, 'dall-e-3', 'dall-e-2', 'own-model'] };

const offered = (option: string, typed: string, options: Options = {}) =>
	suggest({ option, typed, options, offer, personas: builtIn, locale: 'en-US' });
const values = (...asked: Parameters<typeof offered>) => offered(...asked).map(({ value }) => value);

describe('closed choices', () => {
	test('are what some model knows', () => {
		expect(quality.choices).toEqual(['low', 'medium', 'high', 'xhigh', 'max', 'standard', 'hd']);
		expect(style.choices).toEqual(['vivid', 'natural']);
		expect(background.choices?.toSorted()).toEqual(['auto', 'opaque', 'transparent']);
		expect(format.choices).toEqual(['png', 'jpeg', 'webp']);
		expect(count).toMatchObject({ min: 1, max: 10 });
		expect(prompt(true)).toMatchObject({ required: true, maxLength: 6000 });
		expect(prompt(false).required).toBeUndefined();
	});
});

test.each(spoken)('whatever is suggested in English is suggested in %s: no name is too long for Discord', (locale) => {
	const inLanguage = (option: string) => suggest({ option, typed: '', options: {}, offer, personas: builtIn, locale });
	for (const option of ['shape', 'persona']) {
		expect(inLanguage(option).map(({ value }) => value)).toEqual(values(option, ''));
		for (const { name } of inLanguage(option)) expect(name).not.toMatch(/\{\{|^(shape|persona)\./);
	}
});

describe('models', () => {
	test('are those that are offered, best matches first', () => {
		expect(values('model', '')).toEqual(offer.models);
		expect(values('model', 'DALL')).toEqual(['dall-e-3', 'dall-e-2']);
		expect(values('model', 'sun')).toEqual(['gpt-image-2.6-sunburst', 'gpt-image-2.5-sunburst']);
		expect(values('model', 'midjourney')).toEqual([]);
	});
});

describe('shapes', () => {
	test('are named with the size they have on the default model', () => {
		expect(offered('shape', '')).toEqual([
			{ name: 'square · 1024x1024', value: 'square' },
			{ name: 'portrait · 1024x1536', value: 'portrait' },
			{ name: 'landscape · 1536x1024', value: 'landscape' },
			{ name: 'wide · 1536x864', value: 'wide' },
			{ name: 'tall · 864x1536', value: 'tall' },
		]);
	});

	test('follow the model that was chosen, and list its sizes', () => {
		expect(offered('shape', 'wi', { model: 'dall-e-3' })).toEqual([{ name: 'wide · 1792x1024', value: 'wide' }]);
		expect(values('shape', '', { model: 'dall-e-2' })).toEqual(['square', '1024x1024', '512x512', '256x256']);
		expect(values('shape', 'wi', { model: 'not-offered' })).toEqual(['wide']);
	});

	test('that were typed are taken as typed', () => {
		expect(offered('shape', '3:2')).toEqual([{ name: '3:2', value: '3:2' }]);
		expect(values('shape', '1792', { model: 'dall-e-3' })).toContain('1792x1024');
	});

	test('that are offered can be drawn', () => {
		for (const model of offer.models) {
			for (const shape of values('shape', '', { model })) expect(() => sizeFor(shape, modelOf(model))).not.toThrow();
		}
	});
});

describe('personas', () => {
	test('are the starters, with what they see', () => {
		expect(values('persona', '')).toEqual(Object.keys(starterPersonas));
		expect(offered('persona', 'no')).toEqual([{ name: 'noir: hard light, deep shadows', value: 'noir' }]);
	});

	test('are completed one after another', () => {
		expect(values('persona', 'noir + bo')).toEqual(['noir + botanist']);
		expect(values('persona', 'noir+')).toEqual(
			Object.keys(starterPersonas)
				.filter((name) => name !== 'noir')
				.map((name) => `noir + ${name}`),
		);
	});

	test('in own words are taken as typed', () => {
		expect(offered('persona', 'a bored cat')).toEqual([{ name: 'a bored cat', value: 'a bored cat' }]);
		expect(values('persona', ' + ')).toEqual(Object.keys(starterPersonas));
	});
});

test('an option without suggestions gets none', () => {
	expect(offered('prompt', 'a')).toEqual([]);
});

test('whatever is typed, Discord can take what is offered', () => {
	const option = fc.constantFrom('model', 'shape', 'persona', 'prompt');
	const typed = fc.oneof(
		fc.string({ maxLength: 200 }),
		fc
			.array(fc.constantFrom('noir', 'a bored cat ', '+', ' + ', 'x'.repeat(60)), { maxLength: 20 })
			.map((it) => it.join('')),
	);
	const model = fc.option(fc.constantFrom<string>(...knownModels), { nil: undefined });
	fc.assert(
		fc.property(option, typed, model, (name, text, id) => {
			const suggestions = offered(name, text.slice(0, 200), { model: id });
			expect(suggestions.length).toBeLessThanOrEqual(25);
			for (const it of suggestions) {
				expect(it.name.length).toBeGreaterThanOrEqual(1);
				expect(it.name.length).toBeLessThanOrEqual(100);
				expect(it.value.length).toBeLessThanOrEqual(100);
			}
		}),
		{ numRuns: 300 },
	);
});
