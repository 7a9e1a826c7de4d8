import { describe, expect, test } from 'vitest';
import * as arrow from '../../../src/core/job.ts';
import { emptyJob } from '../../../src/core/moderation/emptying.ts';
import type { Options } from '../../../src/core/request.ts';
import { parseEdit, parseImagine, parseVary } from '../../../src/core/request.ts';
import { reworded } from '../../../src/core/rewording.ts';
import { attached, jobOf, noon } from '../jobs.ts';

const offer = { model: 'gpt-image-2', models: ['gpt-image-2', 'dall-e-3', 'dall-e-2'] };
const [before, after] = ['a castle with a naked king', 'a castle with a king'];
const image = attached('castle.png');

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

	test('keep to the model’s limit, whole characters only', () => {
		const { request } = parseImagine({ prompt: before!, model: 'dall-e-2' }, offer);
		expect([...reworded(request, '🦆'.repeat(1001)).sent].length).toBe(1000);
		expect(reworded(request, '🦆'.repeat(1000)).sent).toBe('🦆'.repeat(1000));
	});
});

test('a member’s own words go with all others, when it is time', () => {
	const held = arrow.holdFor(jobOf({ prompt: before!, sent: before! }), { reason: 'prompt' }, noon);
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
