import { describe, expect, test } from 'vitest';
import { type Batch, concluded, countedTo, linesOf, planBatch, progressOf } from '../../src/core/batch.ts';
import * as arrow from '../../src/core/job.ts';
import { reservationFor } from '../../src/core/outcome.ts';
import { builtIn } from '../../src/core/personas.ts';
import type { Offer } from '../../src/core/request.ts';
import { jobOf, noon } from './jobs.ts';
import { refusalOf } from './refused.ts';

const offer: Offer = { model: 'gpt-image-2', models: ['gpt-image-2', 'dall-e-3'] };
const plan = (lines: readonly string[], options = {}, limit = 20) =>
	planBatch(lines, options, { offer: offer, personas: builtIn, limit: limit });

describe('a list of prompts for a batch', () => {
	test('has one a line, without blank ones and remarks, whatever ends the lines', () => {
		expect(linesOf('a fox\r\n\r\n  # foxes \n\tan owl\rtwo hares\u2028')).toEqual(['a fox', 'an owl', 'two hares']);
	});

	test('is priced as a whole, each prompt once', () => {
		const made = plan(['a {red, blue} fox', 'a red fox', 'an owl'], { count: 2, quality: 'low', persona: 'noir' });
		expect(made.prompts.map(({ prompt }) => prompt)).toEqual(['a red fox', 'a blue fox', 'an owl']);
		expect(made.prompts[0]!.sent).toContain('film noir');
		expect(made).toMatchObject({ pictures: 6, request: { count: 2, quality: 'low', persona: 'noir' } });
		const each = made.prompts.map((prompt) => reservationFor({ ...made.request, ...prompt }, 0));
		expect(made.micros).toBe(each.reduce((a, b) => a + b));
	});

	test.each([
		[['{0,1,2,3,4,5,6,7,8,9}'.repeat(4)], {}, { code: 'batchTooMany', pictures: 10_000, limit: 20 }],
		[['{a,b}'.repeat(1000)], {}, { code: 'batchTooMany', pictures: countedTo, limit: 20 }],
		[['a', 'b', 'c'], { count: 10 }, { code: 'batchTooMany', pictures: 30, limit: 20 }],
		[['a', 'b {c'], {}, { code: 'braceUnclosed', near: 'b {c' }],
		[['a', '{ , }'], {}, { code: 'promptEmpty' }],
		[[], {}, { code: 'batchEmpty' }],
		[['a'], { private: true }, { code: 'batchPrivate' }],
		[['a'], { style: 'vivid' }, { code: 'optionNeeds', option: 'style', model: 'gpt-image-2', able: ['dall-e-3'] }],
		[['a'.repeat(40_000)], {}, { code: 'promptTooLong', length: 40_000, limit: 32_000, model: 'gpt-image-2' }],
	])('%#: what cannot be drawn is refused before anything is made', (lines, options, refusal) => {
		expect(refusalOf(() => plan(lines, options))).toEqual(refusal);
	});

	test('is refused where a server has no batches, and beyond what any batch may have', () => {
		expect(refusalOf(() => plan(['a'], {}, 0))).toEqual({ code: 'batchesOff' });
		expect(refusalOf(() => plan(Array(101).fill('a'), {}, 1000))).toMatchObject({ code: 'batchTooMany', limit: 100 });
	});
});

const { request, prompts, sources, pictures, micros } = plan(['a', 'b', 'c', 'd', 'e']);
const { asker } = jobOf();
const batch: Batch = {
	id: '41771983429993940',
	at: noon,
	asker,
	roleIds: [],
	place: { canAttach: true, canThread: true },
	applicationId: '41771983429993937',
	attachmentLimit: 10_000_000,
	look: {},
	request,
	prompts,
	sources,
	total: { jobs: 5, pictures, micros },
	isAccepted: false,
	isOpen: true,
};

const waiting = (id: string) =>
	arrow.queue(jobOf({}, { id, batch: { id: batch.id, n: 0 }, reservedMicros: 50_000 }), noon);
const settled = (id: string, call: Parameters<typeof arrow.settleCall>[2]) =>
	arrow.conclude(arrow.settleCall(arrow.send(waiting(id), 0, noon), 0, call, noon), noon);
const delivered = (id: string) =>
	arrow.deliver(settled(id, { state: 'made', images: 1, costMicros: 40_000 }), noon, {
		messageId: '1',
		altered: false,
	});

describe('how far a batch is', () => {
	test('is counted from its jobs, and from what is still to become one', () => {
		const held = arrow.holdFor(jobOf({}, { reservedMicros: 50_000 }), { reason: 'prompt' }, noon);
		const refused = settled('r', { state: 'refused', costMicros: 0, problem: { code: 'moderation' } });
		const progress = progressOf(batch, [delivered('a'), waiting('b'), held, refused]);
		expect(progress).toMatchObject({ total: 5, done: 1, failed: 1, cancelled: 0, left: 3, held: 1, isOver: false });
		expect(progress.reasons).toEqual([{ code: 'moderation', count: 1 }]);
		expect(progress.micros).toBe(40_000);
		expect(progress.expectedMicros).toBe(40_000 + 2 * 50_000 + (micros - 50_000 * 3 - refused.reservedMicros));
	});

	test('ends with what was accepted when a rule stopped it', () => {
		const stopped = concluded(batch, { by: 'rule', refusal: { code: 'serverPaused' } });
		expect(stopped).toMatchObject({ prompts: [], isAccepted: true });
		expect(progressOf(stopped, [delivered('a'), waiting('b')])).toMatchObject({ cancelled: 3, left: 1, isOver: false });
		const over = progressOf(stopped, [delivered('a'), delivered('b')]);
		expect(over).toMatchObject({
			done: 2,
			cancelled: 3,
			left: 0,
			isOver: true,
			micros: 80_000,
			expectedMicros: 80_000,
		});
	});

	test('is not kept waiting by a picture that can be brought nowhere', () => {
		const kept = arrow.note(settled('a', { state: 'made', images: 1, costMicros: 40_000 }), { keptAt: noon }, noon);
		const all = [kept, ...['b', 'c', 'd', 'e'].map(delivered)];
		expect(progressOf(concluded(batch), all)).toMatchObject({ done: 4, failed: 1, left: 0, isOver: true });
	});
});
