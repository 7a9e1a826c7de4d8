import { describe, expect, test } from 'vitest';
import { type BatchProgress, planBatch } from '../../src/core/batch.ts';
import { builtIn } from '../../src/core/personas.ts';
import { batchForm } from '../../src/discord/batches/form.ts';
import { batchId, noDraft, readBatchId } from '../../src/discord/batches/ids.ts';
import { textOf } from '../../src/discord/batches/list-file.ts';
import { panelView, wrongView } from '../../src/discord/batches/panel-view.ts';
import { progressView } from '../../src/discord/batches/progress-view.ts';
import { jobOf, noon } from '../core/jobs.ts';
import { refusals } from '../core/refusals.ts';
import { refusalOf } from '../core/refused.ts';
import { expectOpenable, expectSendable } from './limits.ts';

const offer = { model: 'gpt-image-2', models: ['gpt-image-2'] };
const draftId = '0f8c2f4e-9f43-4f0e-8a8d-0a1b2c3d4e5f';

describe('the ids of a batch', () => {
	test('say what was pressed, and of what', () => {
		for (const ref of [draftId, noDraft, '41771983429993940']) {
			const [, ...parts] = batchId('draw', ref).split(':');
			expect(readBatchId(parts)).toEqual({ verb: 'draw', ref });
		}
	});

	test.each([
		'batch:draw',
		'batch:buy:new',
		'other:draw:new',
		'batch:draw:new:more',
		"batch:draw:'; drop",
		'batch:draw:',
	])('%s is none of ours', (id) => {
		expect(readBatchId(id.split(':'))).toBeUndefined();
	});
});

describe('a batch file', () => {
	const name = 'list.txt';
	test('is UTF-8, with or without its mark', () => {
		expect(textOf(Buffer.from('ein Fuchs 🦊\n여우'), name)).toBe('ein Fuchs 🦊\n여우');
		expect(textOf(Buffer.from('\ufeffa fox'), name)).toBe('a fox');
		expect(textOf(new Uint8Array(), name)).toBe('');
	});

	test('in UTF-16 is told from other bytes that are no text', () => {
		const little = Buffer.from('\ufeffa fox', 'utf16le');
		const big = Buffer.from(little).swap16();
		for (const bytes of [little, big, little.subarray(2), big.subarray(2)]) {
			expect(refusalOf(() => textOf(bytes, name))).toEqual({ code: 'batchFileUtf16', name });
		}
		for (const bytes of [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('a\0b'), Buffer.alloc(64)]) {
			expect(refusalOf(() => textOf(bytes, name))).toEqual({ code: 'batchFileNotText', name });
		}
	});
});

describe('what is shown of a batch', () => {
	const long = Array.from({ length: 100 }, (_, n) => `${n} ${'*'.repeat(3000)}`);

	test('is within Discord’s limits, whatever it holds', () => {
		const plan = planBatch(long, { persona: '*'.repeat(200) }, { offer: offer, personas: builtIn, limit: 100 });
		expectSendable(panelView({ plan, draftId, target: 'newThread', left: 3 }, 'en'));
		for (const refusal of refusals) expectSendable(wrongView(refusal, draftId, 'en'));
		expectOpenable(batchForm(draftId, 'en', { text: 'a'.repeat(4000), options: { shape: '3:2', count: 3 } }));
		expectOpenable(batchForm(draftId, 'en', { text: 'a'.repeat(5000) }));
	});

	test('counts in ten pieces, the last of them when all is done', () => {
		const { prompts, request, sources } = planBatch(['a'], {}, { offer: offer, personas: builtIn, limit: 20 });
		const batch = {
			id: '41771983429993940',
			at: noon,
			asker: jobOf().asker,
			roleIds: [],
			place: { canAttach: true, canThread: false },
			applicationId: '4',
			attachmentLimit: 1,
			look: {},
			...{ request, prompts, sources },
			total: { jobs: 20, pictures: 20, micros: 1 },
			isAccepted: true,
			isOpen: true,
		};
		const at = (done: number): BatchProgress => ({
			...{
				total: 20,
				done,
				failed: 0,
				cancelled: 0,
				left: 20 - done,
				held: 0,
				micros: 0,
				expectedMicros: 1,
				reasons: [],
			},
			isOver: done === 20,
		});
		const bars = [0, 1, 2, 19].map((done) => /[▰▱]+/.exec(JSON.stringify(progressView(batch, at(done))))?.[0]);
		expect(bars).toEqual(['▱▱▱▱▱▱▱▱▱▱', '▱▱▱▱▱▱▱▱▱▱', '▰▱▱▱▱▱▱▱▱▱', '▰▰▰▰▰▰▰▰▰▱']);
		expect(JSON.stringify(progressView(batch, at(20)))).not.toMatch(/[▰▱]/);
		for (const refusal of refusals) {
			expectSendable(progressView({ ...batch, stopped: { by: 'rule', refusal } }, at(3)));
		}
	});
});
