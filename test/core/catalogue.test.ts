import { describe, expect, test } from 'vitest';
import { knownModels, liveModels, modelOf } from '../../src/core/catalogue.ts';

const all = knownModels.map(modelOf);
const gptImage = all.filter(({ id }) => id.includes('image'));

describe('the catalogue', () => {
	test('offers by itself only what OpenAI serves without an announced end', () => {
		expect(knownModels).toEqual(expect.arrayContaining([...liveModels]));
		for (const gone of [
			'gpt-image-1',
			'gpt-image-1.5',
			'gpt-image-1-mini',
			'chatgpt-image-latest',
			'dall-e-3',
			'dall-e-2',
		]) {
			expect(liveModels).not.toContain(gone);
		}
	});

	test('knows which endpoints each model has', () => {
		expect(gptImage.map(({ can }) => can)).toEqual(
			gptImage.map(() => ({ draw: true, edit: true, vary: false, enhance: true })),
		);
		expect(modelOf('dall-e-3').can).toEqual({ draw: true, edit: false, vary: false, enhance: false });
		expect(modelOf('dall-e-2').can).toEqual({ draw: true, edit: true, vary: true, enhance: false });
	});

	test('sends a style only to dall-e-3, and safety_identifier only to OpenAI’s GPT models', () => {
		expect(all.filter(({ styles }) => styles.length > 0).map(({ id }) => id)).toEqual(['dall-e-3']);
		expect(all.filter(({ identifies }) => identifies)).toEqual(gptImage);
		expect(modelOf('own-model').identifies).toBe(false);
	});

	test('has for every default quality a quality, and for every quality a price', () => {
		for (const { qualities, defaultQuality, price } of all) {
			if (defaultQuality) expect(qualities).toContain(defaultQuality);
			const priced = price.kind === 'tokens' ? price.outputTokens : price.table;
			expect(Object.keys(priced)).toEqual(expect.arrayContaining([...qualities]));
		}
	});

	test('never fails for a name it does not know, and trusts that model with little', () => {
		expect(modelOf('flux-own')).toMatchObject({
			id: 'flux-own',
			can: { draw: true, edit: true, vary: false, enhance: false },
			perCall: 1,
			qualities: [],
			inputs: { max: 1, square: true },
		});
		expect(modelOf('constructor').id).toBe('constructor');
	});
});
