import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { plain } from '../pictures/samples.ts';
import type { OptionValue, Upload } from '../twins/discord/index.ts';
import { type Easel, startEasel } from './easel.ts';
import { drawn, goesOn, hasPictures, inVain, unpaid, words } from './trouble.ts';

const models = ['gpt-image-2.5-flare', 'gpt-image-2', 'gpt-image-1.5', 'dall-e-3', 'dall-e-2'];
let easel: Easel;
let fox: Upload;

beforeAll(async () => {
	easel = await startEasel({ env: { MAX_CONCURRENT: '1', IMAGE_MODELS: models.join(',') } });
	fox = { file: await plain(300, 300).png().toBuffer(), name: 'fox.png' };
});

afterAll(() => easel.stop());

afterEach(() => goesOn(easel));

type Options = Record<string, OptionValue>;

const ask = (command: string, options: Options) => () => easel.discord.as('mia').slash('studio', command, options);

async function refuses(command: string, options: Options, code: string, values: Record<string, string>) {
	const calls = easel.openai.calls.length;
	const told = await inVain(easel, ask(command, options), words(`refusal.${code}`, values));
	expect(told.text()).toContain(unpaid);
	expect(easel.openai.calls).toHaveLength(calls);
}

describe('/imagine refuses', () => {
	const gpt = 'gpt-image-2.5-flare';
	const cases: [string, Options, string, Record<string, string>][] = [
		[
			'a model that is not offered',
			{ model: 'midjourney' },
			'modelNotOffered',
			{
				model: 'midjourney',
				offered: 'gpt-image-2.5-flare, gpt-image-2, gpt-image-1.5, dall-e-3, or dall-e-2',
			},
		],
		['a style on GPT', { style: 'vivid' }, 'optionNeeds', { option: 'style', model: gpt, able: 'dall-e-3' }],
		[
			'a background on dall-e-3',
			{ background: 'transparent', model: 'dall-e-3' },
			'optionNeeds',
			{ option: 'background', model: 'dall-e-3', able: 'gpt-image-2.5-flare or gpt-image-1.5' },
		],
		[
			'transparency where the model has only opaque ones',
			{ background: 'transparent', model: 'gpt-image-2' },
			'optionUnknown',
			{ option: 'background', value: 'transparent', model: 'gpt-image-2', legal: 'auto or opaque' },
		],
		[
			'a format on dall-e-2',
			{ format: 'webp', model: 'dall-e-2' },
			'optionNeeds',
			{ option: 'format', model: 'dall-e-2', able: 'gpt-image-2.5-flare, gpt-image-2, or gpt-image-1.5' },
		],
		[
			'a quality of dall-e on GPT',
			{ quality: 'hd' },
			'optionUnknown',
			{ option: 'quality', value: 'hd', model: gpt, legal: 'low, medium, high, xhigh, or max' },
		],
		[
			'transparency as JPEG',
			{ background: 'transparent', format: 'jpeg' },
			'transparentNeedsAlpha',
			{ format: 'jpeg' },
		],
		['as_is together with enhance', { as_is: true, enhance: true }, 'asIsOrEnhance', {}],
		[
			'enhance on dall-e-3',
			{ enhance: true, model: 'dall-e-3' },
			'modelCannot',
			{
				what: words('ability.enhance'),
				model: 'dall-e-3',
				able: 'gpt-image-2.5-flare, gpt-image-2, or gpt-image-1.5',
			},
		],
		['a shape that is none', { shape: 'round' }, 'shapeUnreadable', { shape: 'round' }],
		['a shape of nothing', { shape: '0x0' }, 'shapeUnreadable', { shape: '0x0' }],
		[
			'a shape that dall-e-3 has not',
			{ shape: '3:2', model: 'dall-e-3' },
			'shapeNotLegal',
			{
				shape: '3:2',
				model: 'dall-e-3',
				legal: 'square, portrait, landscape, wide, tall, 1024x1024, 1792x1024, or 1024x1792',
			},
		],
		[
			'a size beyond all bounds',
			{ shape: '9000x9000' },
			'sizeOutOfBounds',
			{
				size: '9008x9008',
				model: gpt,
				minPixels: '655,360',
				maxPixels: '8,294,400',
				maxEdge: '3,840',
				maxRatio: '3',
			},
		],
	];

	test.each(cases)('%s', (_, options, code, values) =>
		refuses('imagine', { prompt: 'a fox', ...options }, code, values),
	);

	test('a reference on a model that is not guided by pictures', () =>
		refuses('imagine', { prompt: 'a fox', reference: fox, model: 'dall-e-3' }, 'modelCannot', {
			what: words('ability.references'),
			model: 'dall-e-3',
			able: 'gpt-image-2.5-flare, gpt-image-2, or gpt-image-1.5',
		}));
});

describe('/edit and /vary refuse', () => {
	test('a model that cannot change pictures', () =>
		refuses('edit', { prompt: 'at night', image: fox, model: 'dall-e-3' }, 'modelCannot', {
			what: words('ability.edit'),
			model: 'dall-e-3',
			able: 'gpt-image-2.5-flare, gpt-image-2, gpt-image-1.5, or dall-e-2',
		}));

	test('dall-e-2 without anything that says where', () =>
		refuses('edit', { prompt: 'at night', image: fox, model: 'dall-e-2' }, 'maskNeeded', { model: 'dall-e-2' }));

	test('a model that makes no variations', () =>
		refuses('vary', { image: fox, model: 'dall-e-3' }, 'modelCannot', {
			what: words('ability.vary'),
			model: 'dall-e-3',
			able: 'gpt-image-2.5-flare, gpt-image-2, gpt-image-1.5, or dall-e-2',
		}));

	test.each(['prompt', 'strength'])('a %s where the endpoint takes a picture and nothing else', (option) =>
		refuses('vary', { image: fox, model: 'dall-e-2', [option]: 'strong' }, 'optionNeeds', {
			option,
			model: 'dall-e-2',
			able: 'gpt-image-2.5-flare, gpt-image-2, or gpt-image-1.5',
		}),
	);
});

describe('what only another offer could do', () => {
	test('is said without a model to go to', async () => {
		await easel.restart({ IMAGE_MODELS: 'dall-e-3', IMAGE_MODEL: 'dall-e-3' });
		try {
			await refuses('edit', { prompt: 'at night', image: fox }, 'modelCannotNone', { what: words('ability.edit') });
			await refuses('imagine', { prompt: 'a fox', format: 'webp' }, 'optionNeedsNone', { option: 'format' });
		} finally {
			await easel.restart();
		}
	});

	test('is refused on Again when the operator has withdrawn the model', async () => {
		const message = await drawn(easel, { model: 'dall-e-3' });
		await easel.restart({ IMAGE_MODELS: 'gpt-image-2', IMAGE_MODEL: 'gpt-image-2' });
		try {
			const again = () => easel.discord.as('mia').press(message, 'Again');
			await inVain(easel, again, words('refusal.modelNotOffered', { model: 'dall-e-3', offered: 'gpt-image-2' }));
			const varied = await easel.discord.as('mia').press(message, 'Vary');
			expect((await varied.response(hasPictures)).text()).toContain('gpt-image-2 · ');
		} finally {
			await easel.restart();
		}
	});
});
