import { ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Call, Job } from '../../../src/core/job.ts';
import { parseDescribe } from '../../../src/core/next-steps.ts';
import { type Described, descriptions } from '../../../src/core/request.ts';
import { pictureForm } from '../../../src/discord/forms.ts';
import { blendForm } from '../../../src/discord/steps/blend.ts';
import { canvasOf, canvasPanel, isZoom, reshapeOf, shapeForm } from '../../../src/discord/steps/canvas.ts';
import { readStepId, stepId } from '../../../src/discord/steps/ids.ts';
import { paintView } from '../../../src/discord/steps/painting.ts';
import { picturesOf, priceOf, resultSource, someWords } from '../../../src/discord/steps/parts.ts';
import { isCells, regionForm, regionOf, regionPanel } from '../../../src/discord/steps/region.ts';
import { whichView } from '../../../src/discord/steps/views.ts';
import { describedView } from '../../../src/discord/views/described.ts';
import { resultView } from '../../../src/discord/views/result.ts';
import { spoken } from '../../../src/locales/words.ts';
import { jobOf, noon } from '../../core/jobs.ts';
import { refusalOf } from '../../core/refused.ts';
import { buttonsOf, componentsOf, expectOpenable, expectSendable, expectWorded, textOf } from '../limits.ts';

const offer = { model: 'gpt-image-2.5-flare', models: ['gpt-image-2.5-flare'], mainline: 'gpt-5-mini' };
const made = (pictures: number): Job => {
	const job = jobOf({ count: pictures, calls: [pictures] });
	return { ...job, state: 'delivered', calls: job.calls.map((call) => ({ ...call, state: 'made' as const })) };
};
const job = made(10);
const from = { jobId: job.id, picture: 9, isPrivate: true };
const preview = { name: 'part-511.png', bytes: new Uint8Array(1), type: 'image/png' };
const address = `https://easel.example.org/paint/${'x'.repeat(240)}`;

/** What is pressed, chosen or filled in in a panel, as it is read back. */
const stepsIn = (panel: Parameters<typeof componentsOf>[0]) =>
	componentsOf(panel).flatMap(({ custom_id }) => {
		const id = typeof custom_id === 'string' ? readStepId(custom_id.split(':').slice(1)) : undefined;
		return id ? [id] : [];
	});

describe.each(spoken)('in %s', (locale) => {
	const more = { locale, micros: 99_990_000, paintId: stepId('paint', from) };

	test('the panels are within Discord’s limits where they hold most', () => {
		for (const cells of [0, 16, 511]) expectSendable(regionPanel(job, from, cells, preview, more));
		for (const view of [canvasPanel(job, from, offer, locale), whichView(10, from, locale)]) expectSendable(view);
		expectSendable(paintView(address, noon, locale));
	});

	test('the forms open, with the price that they would cost', () => {
		const form = { customId: stepId('blend-form', from), pictures: 10, micros: 99_990_000, locale };
		const forms = [
			regionForm(from, 511, 99_990_000, locale),
			shapeForm(from, 99_990_000, locale),
			blendForm(form),
			pictureForm(form),
		];
		for (const one of forms) {
			expectOpenable(one);
			expect(JSON.stringify(one)).toMatch(/99[.,]99/);
		}
	});

	test('a description is within Discord’s limits, however long and strange its words are', () => {
		for (const words of ['x'.repeat(4000), '*_`~|>#@-[]()'.repeat(300), '```\n@everyone', ' ']) {
			expectSendable(describedView(describedAs(words, locale)));
		}
	});
});

function describedAs(words: string, locale = 'en-US', isPrivate = false): Job {
	const described = Object.fromEntries(descriptions.map((kind) => [kind, words])) as unknown as Described;
	const { request } = parseDescribe(resultSource(from), locale, offer, isPrivate);
	const asked = jobOf(request, { asker: { ...jobOf().asker, locale } });
	const call: Call = { ...asked.calls[0]!, state: 'made', described, costMicros: 400 };
	return { ...asked, state: 'made', calls: [call], costMicros: 400 };
}

describe('the panel of a region', () => {
	const panel = (cells: number, change = {}) =>
		regionPanel(job, from, cells, preview, { locale: 'en', micros: 40_000, ...change });

	test('switches each of nine cells by itself', () => {
		const toggled = stepsIn(panel(0b000_010_001))
			.filter(({ verb, arg }) => verb === 'cells' && /-\d$/.test(arg))
			.map(({ arg }) => Number(arg.split('-')[0]));
		expect(toggled).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => 0b000_010_001 ^ (1 << n)));
	});

	test('knows edges, centre, background, and nothing', () => {
		const presets = stepsIn(panel(0)).filter(({ arg }) => /-[a-z]/.test(arg) && !arg.endsWith('picture'));
		expect(presets.map(({ arg }) => arg)).toEqual(['495-edges', '16-centre', '367-background', '0-clear']);
	});

	test('tells its price, and cannot be sent with nothing chosen', () => {
		const asks = (cells: number) =>
			componentsOf(panel(cells)).find(({ custom_id }) => String(custom_id).startsWith('step:cells-ask'));
		expect(asks(16)).toMatchObject({ label: 'Say what to change · ≈ $0.04' });
		expect(asks(16)).not.toHaveProperty('disabled');
		expect(asks(0)).toMatchObject({ disabled: true });
		expect(textOf(panel(0))).toContain('Nothing is chosen yet.');
	});

	test('offers the painter only where there is one', () => {
		expect(buttonsOf(panel(16))).not.toContain('Paint it instead');
		expect(buttonsOf(panel(16, { paintId: stepId('paint', from) }))).toContain('Paint it instead');
	});

	test('says without a picture how much of it is chosen', () => {
		const gallery = componentsOf(panel(0b111)).find(({ type }) => type === ComponentType.MediaGallery);
		expect(JSON.stringify(gallery)).toContain('The picture with 3 of nine parts tinted');
	});

	test('asks which picture only where there are several, and keeps the cells', () => {
		const selects = (of: Job) => stepsIn(regionPanel(of, from, 5, preview, { locale: 'en', micros: undefined }));
		expect(selects(job).filter(({ arg }) => arg === '5-picture')).toHaveLength(1);
		expect(selects(made(1)).filter(({ arg }) => arg === '5-picture')).toEqual([]);
	});

	test('everything in it stays as private as it is, and about the same picture', () => {
		for (const isPrivate of [true, false]) {
			const open = regionPanel(job, { ...from, isPrivate }, 16, preview, { locale: 'en', micros: 1 });
			const canvas = canvasPanel(job, { ...from, isPrivate }, offer, 'en');
			for (const id of [...stepsIn(open), ...stepsIn(canvas)]) expect(id).toMatchObject({ ...from, isPrivate });
		}
	});
});

test.each([
	['', false],
	['0', true],
	['511', true],
	['512', false],
	['-1', false],
	['1.5', false],
	['0x1', false],
	['1e2', false],
])('%j as cells: %s', (text, isRight) => {
	expect(isCells(text)).toBe(isRight);
});

test('the camera goes back by half or by twice, and by nothing else', () => {
	expect([1.5, 2, 1, 0, 3, Number.NaN, Number.POSITIVE_INFINITY].map(isZoom)).toEqual([
		...[true, true],
		...[false, false, false, false, false],
	]);
});

test('a region is one picture and the cells that may change in it', () => {
	const { request, sources } = regionOf(job, from, 5, 'a moon', offer);
	expect(request).toMatchObject({ action: 'edit', endpoint: 'edits', cells: 5, private: true, prompt: 'a moon' });
	expect(sources).toEqual([{ role: 'image', name: '#10', url: `result:${job.id}/9`, size: 0 }]);
});

test('a new shape can be typed; what is none is refused', () => {
	expect(reshapeOf(job, from, ' 21 : 9 ', offer).request.canvas).toEqual({ zoom: 1, ratio: 21 / 9 });
	expect(reshapeOf(job, from, 'tall', offer).request.canvas).toEqual({ zoom: 1, ratio: 9 / 16 });
	expect(reshapeOf(job, from, '１６：９', offer).request.canvas).toEqual({ zoom: 1, ratio: 16 / 9 });
	for (const shape of ['', 'round', '0:9', '9:0', '-1:2', '1:2:3', '9:', '∞:1']) {
		expect(refusalOf(() => reshapeOf(job, from, shape, offer))).toMatchObject({ code: 'shapeUnreadable' });
	}
	for (const shape of ['30:9.9', '1:4', '99999:1']) {
		expect(refusalOf(() => reshapeOf(job, from, shape, offer))).toMatchObject({ code: 'shapeTooLong' });
	}
});

test('the price of a step that cannot be done is not told', () => {
	expect(priceOf(offer, () => canvasOf(job, from, { zoom: 2, ratio: null }, offer))).toBeGreaterThan(0);
	expect(priceOf(offer, () => canvasOf(job, from, { zoom: 2, ratio: null }, { ...offer, models: [] }))).toBeUndefined();
	expect(() =>
		priceOf(offer, () => {
			throw new TypeError('ours');
		}),
	).toThrow('ours');
	// A mask is a picture put in, too.
	const whole = priceOf(offer, () => regionOf(job, from, 16, someWords, offer))!;
	expect(whole).toBeGreaterThanOrEqual(
		priceOf(offer, () => canvasOf(job, from, { zoom: 2, ratio: null }, offer))! - 1000,
	);
});

test('the price of a step counts the pictures on the way, as it will be reserved', () => {
	const cost = (previews: number) => priceOf({ ...offer, previews }, () => regionOf(job, from, 16, someWords, offer))!;
	// About a hundred tokens each, at 30 dollars a million.
	expect(cost(3) - cost(0)).toBe(9000);
});

test('pictures are those that came, not those that were asked for', () => {
	expect(picturesOf(job)).toBe(10);
	expect(
		picturesOf({
			...job,
			calls: [
				{ ...job.calls[0]!, images: 3 },
				{ ...job.calls[0]!, state: 'failed' },
			],
		}),
	).toBe(3);
});

describe('what a picture shows in words', () => {
	test('has a button for each of four prompts that draws it, with its price, and an alt text to copy', () => {
		const view = describedView(describedAs('a red fox'));
		expect(buttonsOf(view)).toHaveLength(4);
		for (const label of buttonsOf(view)) expect(label).toMatch(/^Draw · ≈ \$0\.\d\d$/);
		expect(textOf(view)).toContain('```\na red fox\n```');
		expect(textOf(view)).toContain('gpt-5-mini');
		expectWorded(view);
	});

	test('ends no fence early and formats nothing', () => {
		const said = textOf(describedView(describedAs('a ``` fox **loud** [x](https://evil)')));
		expect(said.match(/```/g)).toHaveLength(2);
		expect(said).toContain('\\*\\*loud\\*\\*');
	});

	test('is drawn for everybody, or for whoever alone has seen the picture', () => {
		const ids = (isPrivate: boolean) =>
			componentsOf(describedView(describedAs('a fox', 'en-US', isPrivate))).flatMap(({ custom_id }) => custom_id ?? []);
		expect(ids(false)).toContain(`describe:draw:${job.id}:short`);
		expect(ids(true)).toContain(`describe:draw:${job.id}:short:p`);
	});
});

describe('More under a result', () => {
	const choices = (guildId: string | null) => {
		const asker = { ...jobOf().asker, guildId };
		const view = resultView(jobOf({}, { asker }), [
			{ name: 'a.png', bytes: new Uint8Array(1), type: 'image/png', altered: 'no', width: 1, height: 1 },
		]);
		const [select] = componentsOf(view).filter(({ type }) => type === ComponentType.StringSelect);
		return (select!.options as { value: string }[]).map(({ value }) => value);
	};

	test('offers every next step', () => {
		expect(choices('1')).toEqual([
			...['region', 'canvas', 'blend', 'describe', 'original', 'batch'],
			...['history', 'star', 'report', 'delete'],
		]);
	});

	test('has no report where there are no moderators', () => {
		expect(choices(null)).not.toContain('report');
	});
});
