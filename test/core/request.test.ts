import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { knownModels, liveModels, modelOf } from '../../src/core/catalogue.ts';
import { carriedOver } from '../../src/core/next-steps.ts';
import { type Offer, type Options, parseEdit, parseImagine, parseVary } from '../../src/core/request.ts';
import { attached, requestOf } from './jobs.ts';
import { refusalOf } from './refused.ts';

const live: Offer = { model: 'gpt-image-2.5-flare', models: liveModels };
const every: Offer = { model: 'gpt-image-2.5-flare', models: [...knownModels, 'own-model'] };
const only = (...models: string[]): Offer => ({ model: models[0]!, models });

const words = { prompt: 'a lighthouse' };
const image = attached('cat.png');
const mask = attached('mask.png', 'mask');
const references = {
	reference: attached('a.png', 'reference'),
	reference2: attached('b.png', 'reference'),
	reference3: attached('c.png', 'reference'),
};

const imagine = (options: Options = {}, offer = live) => parseImagine({ ...words, ...options }, offer).request;
const edit = (options: Options = {}, offer = live) => parseEdit({ ...words, image, ...options }, offer).request;
const vary = (options: Options = {}, offer = live) => parseVary({ image, ...options }, offer).request;

describe('/imagine', () => {
	test('a prompt alone is one square picture of the default model, for everyone to see', () => {
		expect(parseImagine(words, live)).toEqual({
			request: {
				action: 'imagine',
				endpoint: 'generations',
				model: 'gpt-image-2.5-flare',
				prompt: 'a lighthouse',
				sent: 'a lighthouse',
				size: { width: 1024, height: 1024 },
				quality: 'medium',
				style: null,
				background: null,
				format: null,
				persona: null,
				count: 1,
				calls: [1],
				inputs: 0,
				fit: 'contain',
				region: null,
				strength: null,
				private: false,
			},
			sources: [],
		});
	});

	test('every option finds its place', () => {
		const request = imagine({
			shape: 'wide',
			quality: 'xhigh',
			count: 4,
			background: 'transparent',
			format: 'webp',
			private: true,
		});
		expect(request).toMatchObject({
			size: { width: 1536, height: 864 },
			quality: 'xhigh',
			count: 4,
			calls: [4],
			background: 'transparent',
			format: 'webp',
			private: true,
		});
		expect(imagine({ model: 'dall-e-3', style: 'natural', quality: 'hd' }, every)).toMatchObject({
			style: 'natural',
			quality: 'hd',
		});
	});

	test('wide is what the model calls wide', () => {
		expect(imagine({ shape: 'wide' }).size).toEqual({ width: 1536, height: 864 });
		expect(imagine({ shape: 'wide', model: 'dall-e-3' }, every).size).toEqual({ width: 1792, height: 1024 });
	});

	test('reference pictures go to the edit endpoint, in their order', () => {
		const asked = parseImagine({ ...words, ...references }, live);
		expect(asked.request).toMatchObject({ endpoint: 'edits', inputs: 3 });
		expect(asked.sources.map(({ name }) => name)).toEqual(['a.png', 'b.png', 'c.png']);
	});

	test('enhance goes through the Responses API, which draws one picture a call', () => {
		expect(imagine({ enhance: true, count: 3 })).toMatchObject({ endpoint: 'responses', calls: [1, 1, 1] });
		expect(parseImagine({ ...words, enhance: true, reference: references.reference }, live)).toMatchObject({
			request: { endpoint: 'responses', inputs: 1 },
			sources: [{ name: 'a.png' }],
		});
	});

	test('enhance and as_is contradict each other', () => {
		expect(refusalOf(() => imagine({ enhance: true, as_is: true }))).toEqual({ code: 'asIsOrEnhance' });
	});

	test('as_is puts OpenAI’s prefix before a dall-e-3 prompt and leaves other models their words', () => {
		const { prompt, sent } = imagine({ as_is: true, model: 'dall-e-3' }, every);
		expect(prompt).toBe('a lighthouse');
		expect(sent).toBe(
			'I NEED to test how the tool works with extremely simple prompts. DO NOT add any detail, just use it AS-IS: a lighthouse',
		);
		expect(imagine({ as_is: true }).sent).toBe('a lighthouse');
	});

	test('personas are combined, and named again in the request', () => {
		const request = imagine({ persona: ' noir + a bored cat ' });
		expect(request.persona).toBe('noir + a bored cat');
		expect(request.sent).toMatch(/^As seen by a film noir .*, and a bored cat: a lighthouse$/);
		expect(imagine({ persona: '  ' })).toMatchObject({ persona: null, sent: 'a lighthouse' });
	});

	test.each([undefined, '', '   ', '\u0000\u0007', '\u202e', '\u200b \u2060'])(
		'the prompt %j says nothing',
		(prompt) => {
			expect(refusalOf(() => parseImagine({ prompt }, live))).toEqual({ code: 'promptEmpty' });
		},
	);

	test.each([
		['dall-e-2', 1000],
		['dall-e-3', 4000],
		['own-model', 4000],
		['gpt-image-2', 32_000],
	])('%s reads %i characters, surrogate pairs counted once, and not one more', (model, limit) => {
		expect(imagine({ model, prompt: '🦊'.repeat(limit) }, every).prompt).toHaveLength(2 * limit);
		expect(refusalOf(() => imagine({ model, prompt: '🦊'.repeat(limit + 1) }, every))).toEqual({
			code: 'promptTooLong',
			length: limit + 1,
			limit,
			model,
		});
	});

	test('what is put before the prompt counts too', () => {
		const prompt = 'x'.repeat(3990);
		expect(imagine({ model: 'dall-e-3', prompt }, every).prompt).toBe(prompt);
		expect(refusalOf(() => imagine({ model: 'dall-e-3', prompt, as_is: true }, every)).code).toBe('promptTooLong');
		expect(refusalOf(() => imagine({ model: 'dall-e-3', prompt, persona: 'noir' }, every)).code).toBe('promptTooLong');
	});

	test('a transparent background needs a format that has transparency', () => {
		const refusal = refusalOf(() => imagine({ background: 'transparent', format: 'jpeg' }));
		expect(refusal).toEqual({ code: 'transparentNeedsAlpha', format: 'jpeg' });
		expect(imagine({ background: 'opaque', format: 'jpeg' }).format).toBe('jpeg');
	});

	test('a shape that cannot be read or drawn is refused', () => {
		expect(refusalOf(() => imagine({ shape: 'round' })).code).toBe('shapeUnreadable');
		expect(refusalOf(() => imagine({ shape: '10:1' })).code).toBe('sizeOutOfBounds');
		expect(refusalOf(() => imagine({ shape: 'tall', model: 'dall-e-2' }, every)).code).toBe('shapeNotLegal');
	});
});

describe('how many', () => {
	test.each([0, -1, 11, 1.5, Number.NaN])('%d pictures are refused', (count) => {
		expect(refusalOf(() => imagine({ count }))).toEqual({ code: 'countOutOfRange', count, limit: 10 });
	});

	test('dall-e-3 and unknown models draw one a call, the others all at once', () => {
		expect(imagine({ count: 3, model: 'dall-e-3' }, every).calls).toEqual([1, 1, 1]);
		expect(imagine({ count: 2, model: 'own-model' }, every).calls).toEqual([1, 1]);
		expect(imagine({ count: 10, model: 'dall-e-2' }, every).calls).toEqual([10]);
		expect(imagine({ count: 10 }).calls).toEqual([10]);
	});

	test('the calls of any legal request add up to its count, none above what a call may ask for', () => {
		const count = fc.integer({ min: 1, max: 10 });
		fc.assert(
			fc.property(count, fc.constantFrom(...every.models), (n, model) => {
				const { calls } = imagine({ count: n, model }, every);
				expect(calls.reduce((sum, images) => sum + images, 0)).toBe(n);
				expect(Math.min(...calls)).toBeGreaterThan(0);
				expect(Math.max(...calls)).toBeLessThanOrEqual(modelOf(model).perCall);
			}),
		);
	});
});

describe('which model', () => {
	test('one that is not offered is refused with those that are', () => {
		expect(refusalOf(() => imagine({ model: 'dall-e-3' }))).toEqual({
			code: 'modelNotOffered',
			model: 'dall-e-3',
			offered: liveModels,
		});
	});

	test('the default draws; where it cannot, the first offered one that can', () => {
		expect(imagine({}, only('dall-e-2', 'gpt-image-2')).model).toBe('dall-e-2');
		expect(imagine({ enhance: true }, only('dall-e-2', 'own-model', 'gpt-image-2')).model).toBe('gpt-image-2');
		expect(imagine({ reference: image }, only('dall-e-3', 'gpt-image-2')).model).toBe('gpt-image-2');
		expect(edit({}, only('dall-e-3', 'gpt-image-2')).model).toBe('gpt-image-2');
		expect(vary({}, only('dall-e-3', 'dall-e-2')).model).toBe('dall-e-2');
	});

	test('a named one that cannot is refused with those that can', () => {
		const refusal = (ask: () => unknown) => refusalOf(ask);
		expect(refusal(() => edit({ model: 'dall-e-3' }, every))).toEqual({
			code: 'modelCannot',
			what: 'edit',
			model: 'dall-e-3',
			able: every.models.filter((id) => id !== 'dall-e-3'),
		});
		expect(refusal(() => vary({ model: 'own-model' }, every))).toMatchObject({ code: 'modelCannot', what: 'vary' });
		expect(refusal(() => imagine({ model: 'dall-e-2', reference: image }, every))).toMatchObject({
			what: 'references',
		});
		expect(refusal(() => imagine({ model: 'dall-e-2', enhance: true }, every))).toMatchObject({ what: 'enhance' });
	});

	test('nobody able is said as it is', () => {
		expect(refusalOf(() => edit({}, only('dall-e-3')))).toMatchObject({ code: 'modelCannot', able: [] });
		expect(refusalOf(() => vary({}, only('own-model')))).toMatchObject({ code: 'modelCannot', able: [] });
	});

	test('a name that was left empty is none', () => {
		expect(imagine({ model: ' ' }).model).toBe('gpt-image-2.5-flare');
	});
});

describe('an option that a model does not know', () => {
	test.each([
		['style', 'vivid', 'gpt-image-2', ['dall-e-3']],
		['quality', 'high', 'own-model', every.models.filter((id) => id.includes('image'))],
		[
			'background',
			'transparent',
			'dall-e-3',
			['gpt-image-2.5-flare', 'gpt-image-2.5-sunburst', 'gpt-image-1.5', 'gpt-image-1-mini', 'chatgpt-image-latest'],
		],
		['format', 'webp', 'dall-e-2', every.models.filter((id) => id.includes('image'))],
	])('%s: %s on %s names the models that know it', (option, value, model, able) => {
		expect(refusalOf(() => imagine({ [option]: value, model }, every))).toEqual({
			code: 'optionNeeds',
			option,
			model,
			able,
		});
	});

	test.each([
		['quality', 'hd', 'gpt-image-2', ['low', 'medium', 'high']],
		['quality', 'max', 'gpt-image-2', ['low', 'medium', 'high']],
		['quality', 'low', 'dall-e-3', ['standard', 'hd']],
		['background', 'transparent', 'gpt-image-2', ['auto', 'opaque']],
		['background', 'transparent', 'gpt-image-2.6-flare', ['auto', 'opaque']],
		['format', 'gif', 'gpt-image-2', ['png', 'jpeg', 'webp']],
	])('%s: %s on %s names the values it knows', (option, value, model, legal) => {
		expect(refusalOf(() => imagine({ [option]: value, model }, every))).toEqual({
			code: 'optionUnknown',
			option,
			value,
			legal,
			model,
		});
	});
});

describe('/edit', () => {
	test('a picture and words go to the edit endpoint', () => {
		expect(parseEdit({ ...words, image }, live)).toMatchObject({
			request: {
				action: 'edit',
				endpoint: 'edits',
				inputs: 1,
				fit: 'contain',
				region: null,
				size: { width: 1024, height: 1024 },
			},
			sources: [image],
		});
	});

	test('a mask travels with its picture; a region is no picture', () => {
		expect(parseEdit({ ...words, image, mask }, live)).toMatchObject({
			request: { inputs: 2 },
			sources: [image, mask],
		});
		expect(edit({ region: 'edges', fit: 'cover' })).toMatchObject({ inputs: 1, region: 'edges', fit: 'cover' });
	});

	test('a mask and a region contradict each other', () => {
		expect(refusalOf(() => edit({ mask, region: 'left' }))).toEqual({ code: 'maskOrRegion' });
	});

	test.each(['dall-e-2', 'own-model'])('%s changes only what is marked', (model) => {
		expect(refusalOf(() => edit({ model }, every))).toEqual({ code: 'maskNeeded', model });
		expect(edit({ model, region: 'top' }, every)).toMatchObject({ model, region: 'top' });
		expect(edit({ model, mask }, every)).toMatchObject({ model, inputs: 2 });
	});

	test('words and a picture are needed', () => {
		expect(refusalOf(() => edit({ prompt: ' ' }))).toEqual({ code: 'promptEmpty' });
		expect(refusalOf(() => parseEdit(words, live))).toMatchObject({ code: 'pictureGone' });
	});

	test.each(['region', 'fit'])('a forged %s is refused with the legal ones', (option) => {
		expect(refusalOf(() => edit({ [option]: 'sideways' }))).toMatchObject({
			code: 'choiceUnknown',
			option,
			value: 'sideways',
		});
	});
});

describe('/vary', () => {
	test('on a model that edits, a variation is an edit with a prompt of its own', () => {
		const subtle = vary();
		expect(subtle).toMatchObject({ action: 'vary', endpoint: 'edits', prompt: '', strength: 'subtle', inputs: 1 });
		expect(subtle.sent).toMatch(/^Make a subtle variation/);
		const strong = vary({ strength: 'strong', prompt: 'at night' });
		expect(strong).toMatchObject({ prompt: 'at night', strength: 'strong' });
		expect(strong.sent).toMatch(/^Make a strong variation .* at night$/);
	});

	test('only dall-e-2 has the variations endpoint, which takes a picture and nothing else', () => {
		const endpoints = every.models
			.filter((id) => modelOf(id).can.vary || !modelOf(id).inputs?.square)
			.filter((id) => id !== 'dall-e-3')
			.map((model) => [model, vary({ model }, every).endpoint]);
		expect(endpoints.filter(([, endpoint]) => endpoint === 'variations')).toEqual([['dall-e-2', 'variations']]);
		expect(vary({ model: 'dall-e-2', count: 4 }, every)).toMatchObject({ sent: '', strength: null, calls: [4] });
	});

	test.each([
		[{ prompt: 'at night' }, 'prompt'],
		[{ strength: 'strong' }, 'strength'],
		[{ prompt: 'at night', strength: 'strong' }, 'prompt'],
	])('%j does not work with the variations endpoint', (options, option) => {
		expect(refusalOf(() => vary({ model: 'dall-e-2', ...options }, every))).toEqual({
			code: 'optionNeeds',
			option,
			model: 'dall-e-2',
			able: every.models.filter((id) => id.includes('image')),
		});
	});

	test('the variation prompt counts towards the limit', () => {
		expect(refusalOf(() => vary({ model: 'gpt-image-2', prompt: 'x'.repeat(31_950) })).code).toBe('promptTooLong');
	});

	test('a picture is needed, and a forged strength refused', () => {
		expect(refusalOf(() => parseVary({}, live))).toMatchObject({ code: 'pictureGone' });
		expect(refusalOf(() => vary({ strength: 'enormous' }))).toMatchObject({
			code: 'choiceUnknown',
			option: 'strength',
		});
	});
});

describe('the next step from a picture', () => {
	test('keeps model and quality where that model can do it', () => {
		const request = requestOf({ model: 'gpt-image-2', quality: 'high' });
		expect(carriedOver(request, 'edit', live)).toEqual({ model: 'gpt-image-2', quality: 'high' });
		expect(carriedOver(requestOf({ model: 'dall-e-2', quality: null }), 'vary', every)).toEqual({ model: 'dall-e-2' });
	});

	test('leaves the choice open where it cannot, or is not offered any more', () => {
		expect(carriedOver(requestOf({ model: 'dall-e-3', quality: 'hd' }), 'edit', every)).toEqual({});
		expect(carriedOver(requestOf({ model: 'gpt-image-1.5' }), 'edit', live)).toEqual({});
	});
});

test('a request is plain JSON, as the ledger keeps it', () => {
	for (const request of [imagine({ ...references, persona: 'noir' }), edit({ mask }), vary({ strength: 'strong' })]) {
		expect(JSON.parse(JSON.stringify(request))).toEqual(request);
	}
});
