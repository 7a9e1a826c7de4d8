import { describe, expect, test } from 'vitest';
import * as arrow from '../../../src/core/job.ts';
import { emptyJob } from '../../../src/core/moderation/emptying.ts';
import { builtIn, type KeptPersona } from '../../../src/core/personas.ts';
import type { Options } from '../../../src/core/request.ts';
import { parseEdit, parseImagine, parseVary } from '../../../src/core/request.ts';
import { reworded } from '../../../src/core/rewording.ts';
import { attached, jobOf, noon } from '../jobs.ts';

const offer = { model: 'gpt-image-2', models: ['gpt-image-2', 'dall-e-3', 'dall-e-2'] };
const [before, after] = ['a castle with a naked king', 'a castle with a king'];
const image = attached('castle.png');
const sly: KeptPersona = {
	...{ name: 'sly', key: 'sly', perspective: 'a fox in a castle', defaults: {}, at: noon, by: '80351110224678912' },
	owner: { kind: 'member', id: '80351110224678912' },
};

/** A moderator's words bring the same request as if the member had asked with them. */
const requests: [string, (prompt: string) => ReturnType<typeof parseImagine>][] = [
	...Object.entries<Options>({
		'a drawing': {},
		'a drawing through somebody’s eyes': { persona: 'botanist + an old sailor' },
		'words that are not to be rewritten': { model: 'dall-e-3', as_is: true },
		'words that are not to be rewritten, through somebody’s eyes': {
			model: 'dall-e-3',
			as_is: true,
			persona: 'noir',
		},
	}).map(([name, options]): (typeof requests)[number] => [
		name,
		(prompt) => parseImagine({ ...options, prompt }, offer),
	]),
	[
		'a drawing through eyes that are kept',
		(prompt) => parseImagine({ prompt, persona: 'sly + noir' }, offer, { ...builtIn, own: [sly] }),
	],
	['an edit', (prompt) => parseEdit({ image, prompt, region: 'left' }, offer)],
	['a subtle variation', (prompt) => parseVary({ image, prompt }, offer)],
	['a strong variation', (prompt) => parseVary({ image, prompt, strength: 'strong' }, offer)],
];

describe('other words', () => {
	test.each(requests)('of %s are as if its member had asked with them', (_, ask) => {
		expect(reworded(ask(before!).request, after!)).toEqual(ask(after!).request);
	});

	test('are not sent where only a picture is', () => {
		const { request } = parseVary({ image, model: 'dall-e-2' }, offer);
		expect(reworded(request, after!)).toMatchObject({ endpoint: 'variations', sent: '' });
	});

	test('of a job that does not say what its persona stood for are seen through the built-in one', () => {
		const { perspective: _, ...old } = parseImagine({ prompt: before!, persona: 'noir' }, offer).request;
		expect(reworded(old, after!).sent).toBe(parseImagine({ prompt: after!, persona: 'noir' }, offer).request.sent);
	});

	test('keep to the model’s limit, whole characters only', () => {
		const { request } = parseImagine({ prompt: before!, model: 'dall-e-2' }, offer);
		expect([...reworded(request, '🦆'.repeat(1001)).sent].length).toBe(1000);
		expect(reworded(request, '🦆'.repeat(1000)).sent).toBe('🦆'.repeat(1000));
	});
});

test('a member’s own words go with all others, when it is time', () => {
	const words = { prompt: before!, sent: before!, persona: 'a castle', perspective: before! };
	const held = arrow.holdFor(jobOf(words), { reason: 'prompt' }, noon);
	const approved = arrow.approve(held, noon, reworded(held.request, after!));
	expect(approved.asked).toEqual({ prompt: before, sent: before });
	expect(JSON.stringify(emptyJob(approved))).not.toContain('castle');
});

test('what a model said of it goes as well, and nothing goes on from its answer', () => {
	const described = { short: 'a castle', detailed: 'a castle', persona: 'a castle', photograph: 'a castle' };
	const job = jobOf({ perspective: 'a castle' });
	const call = { ...job.calls[0]!, state: 'made' as const, described, revisedPrompt: 'a castle', responseId: 'resp_1' };
	const emptied = emptyJob({ ...job, calls: [call] });
	expect(JSON.stringify(emptied)).not.toContain('castle');
	expect(emptied.calls[0]).not.toHaveProperty('responseId');
});
