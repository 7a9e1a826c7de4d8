import { describe, expect, test } from 'vitest';
import type { Job } from '../../src/core/job.ts';
import {
	blendLimits,
	carriedOver,
	parseBlend,
	parseCanvas,
	parseDescribe,
	parseEditOf,
	parseVaryOf,
} from '../../src/core/next-steps.ts';
import { resultAddress, type Source } from '../../src/core/request.ts';
import { attached, jobOf, requestOf } from './jobs.ts';
import { refusalOf } from './refused.ts';

const flare = 'gpt-image-2.5-flare';
const offer = { model: flare, models: [flare, 'dall-e-3', 'dall-e-2'], mainline: 'gpt-5-mini' };
const remembering = { ...offer, turns: true };
const image: Source = { role: 'image', name: '#1', url: resultAddress({ jobId: jobOf().id, picture: 0 }), size: 0 };

describe('an edit of a result', () => {
	const edit = (from: Job, options = {}, allowed: typeof offer & { turns?: boolean } = remembering) =>
		parseEditOf(from, 1, { prompt: 'at night', image, ...options }, allowed).request;

	test('goes on as a Responses multi-turn where the operator lets the provider remember', () => {
		expect(edit(jobOf({ quality: 'high' }))).toMatchObject({
			action: 'edit',
			endpoint: 'responses',
			quality: 'high',
			turns: true,
			continues: { jobId: jobOf().id, picture: 1 },
			inputs: 1,
		});
	});

	test('sends the picture itself where the operator does not', () => {
		const request = edit(jobOf(), {}, offer);
		expect(request).toMatchObject({ endpoint: 'edits', inputs: 1 });
		expect(request).not.toHaveProperty('turns');
		expect(request).not.toHaveProperty('continues');
	});

	test.each([
		['a region', { region: 'left' }],
		['cells', { cells: 16 }],
		['a mask', { mask: attached('mask.png', 'mask') }],
		['a sketch', { markup: attached('sketch.png', 'markup') }],
	])('of %s sends the picture itself: a conversation knows no parts', (_, part) => {
		expect(edit(jobOf(), part)).toMatchObject({ endpoint: 'edits' });
	});

	test('keeps the shape of what it goes on from, and of what was cropped its own', () => {
		expect(edit(jobOf({ size: { width: 1536, height: 864 } })).size).toEqual({ width: 1536, height: 864 });
		const crop = {
			side: 1024,
			content: { left: 0, top: 171, width: 1024, height: 683 },
			original: { width: 300, height: 200 },
		};
		const { width, height } = edit(jobOf({}, { crop })).size;
		expect(width / height).toBeCloseTo(1.5, 1);
	});

	test('draws several as several calls, for the tool draws one', () => {
		expect(edit(jobOf(), { count: 3 }).calls).toEqual([1, 1, 1]);
	});

	test('with a shape that the model does not draw sends the picture itself', () => {
		const strip = {
			side: 1024,
			content: { left: 0, top: 461, width: 1024, height: 102 },
			original: { width: 1000, height: 100 },
		};
		expect(edit(jobOf({}, { crop: strip })).endpoint).toBe('edits');
	});
});

test('a next step keeps model and quality only where that model can do it and is still offered', () => {
	const from = requestOf({ model: 'dall-e-3', quality: 'hd' });
	expect(carriedOver(from, 'draw', offer)).toEqual({ model: 'dall-e-3', quality: 'hd' });
	expect(carriedOver(from, 'edit', offer)).toEqual({});
	expect(carriedOver(requestOf(), 'edit', { ...offer, models: ['dall-e-2'] })).toEqual({});
	// What was described has no model that draws.
	expect(carriedOver(requestOf({ model: 'gpt-5-mini', quality: null }), 'edit', offer)).toEqual({});
});

test('how far a variation goes is left out where the endpoint takes no words', () => {
	const only = { model: 'dall-e-2', models: ['dall-e-2'] };
	const { request } = parseVaryOf(requestOf({ model: 'dall-e-2', quality: null }), { image, strength: 'strong' }, only);
	expect(request).toMatchObject({ endpoint: 'variations', strength: null, sent: '' });
	expect(parseVaryOf(requestOf(), { image, strength: 'strong' }, offer).request.strength).toBe('strong');
});

describe('a larger canvas', () => {
	const canvas = (zoom: number, ratio: number | null, from = requestOf(), allowed = offer) =>
		parseCanvas(from, image, { zoom, ratio }, {}, allowed).request;

	test('is an edit of one square, in the words that the picture was drawn from', () => {
		expect(canvas(2, null)).toMatchObject({
			action: 'zoom',
			endpoint: 'edits',
			prompt: 'a lighthouse in a storm',
			canvas: { zoom: 2, ratio: null },
			size: { width: 1024, height: 1024 },
			inputs: 1,
		});
		expect(canvas(2, null).sent).toMatch(/larger canvas.+a lighthouse in a storm$/);
		expect(canvas(1, 21 / 9)).toMatchObject({ action: 'reshape', canvas: { zoom: 1, ratio: 21 / 9 } });
	});

	test('needs no words: a variation without any has none', () => {
		const { prompt, sent } = canvas(2, null, requestOf({ prompt: '', sent: '' }));
		expect(prompt).toBe('');
		expect(sent).toMatch(/leave the picture itself as it is\.$/);
	});

	test('is refused before anything is paid where no model edits, or where the words become too long', () => {
		const allowed = { ...offer, model: 'dall-e-3', models: ['dall-e-3'] };
		expect(refusalOf(() => canvas(2, null, requestOf({ model: 'dall-e-3' }), allowed))).toMatchObject({
			code: 'modelCannot',
		});
		const from = requestOf({ prompt: 'x'.repeat(31_990) });
		expect(refusalOf(() => canvas(2, null, from))).toMatchObject({ code: 'promptTooLong' });
	});
});

describe('a blend', () => {
	const blend = (pictures: number, options = {}, from = requestOf()) =>
		parseBlend(from, Array(pictures).fill(image), { prompt: 'one world', ...options }, offer);

	test('takes two to four pictures as references, and keeps the shape of the first', () => {
		const { request, sources } = blend(3, {}, requestOf({ size: { width: 1536, height: 864 } }));
		expect(request).toMatchObject({ action: 'blend', endpoint: 'edits', inputs: 3, prompt: 'one world' });
		expect(request.size).toEqual({ width: 1536, height: 864 });
		expect(request.sent).toBe('Blend these pictures into a single one. one world');
		expect(sources.map(({ role }) => role)).toEqual(['reference', 'reference', 'reference']);
	});

	test.each([0, 1, 5, 9])('of %i pictures is refused', (pictures) => {
		expect(refusalOf(() => blend(pictures))).toEqual({ code: 'blendCount', ...blendLimits });
	});

	test('needs words, and a model that takes several pictures', () => {
		expect(refusalOf(() => blend(2, { prompt: '\u200b' }))).toEqual({ code: 'promptEmpty' });
		expect(blend(2, {}, requestOf({ model: 'dall-e-2' })).request.model).toBe(flare);
		expect(blend(2, {}, requestOf({ size: { width: 1000, height: 1000 } })).request.size.width).toBeGreaterThan(0);
	});
});

describe('a description', () => {
	test('is asked of the vision model, for one member alone, and draws nothing', () => {
		const { request, sources } = parseDescribe({ ...image, role: 'reference' }, 'pt-BR', offer);
		expect(request).toMatchObject({
			action: 'describe',
			endpoint: 'describe',
			model: 'gpt-5-mini',
			count: 0,
			calls: [0],
			inputs: 1,
			private: true,
		});
		expect(request.sent).toContain('Write in Brazilian Portuguese.');
		expect(sources).toEqual([image]);
	});

	test('tells what a picture from its words would cost, and whether that is for one member alone', () => {
		const { nextMicros, nextPrivate } = parseDescribe(image, 'en-US', offer).request;
		expect(nextMicros).toBeGreaterThan(0);
		expect(nextPrivate).toBeUndefined();
		expect(parseDescribe(image, 'en-US', offer, true).request.nextPrivate).toBe(true);
	});

	test('is refused where no model could look at it', () => {
		const { mainline: _, ...blind } = offer;
		expect(refusalOf(() => parseDescribe(image, 'en-US', blind))).toEqual({ code: 'cannotDescribe' });
	});
});
