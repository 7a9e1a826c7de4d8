import { describe, expect, test } from 'vitest';
import { describedId, readDescribedId } from '../../../src/discord/describe/ids.ts';
import { type From, readStepId, stepId, verbs } from '../../../src/discord/steps/ids.ts';
import { jobOf } from '../../core/jobs.ts';

const { id: jobId } = jobOf();
const from: From = { jobId, picture: 3, isPrivate: true };
const read = (customId: string) => readStepId(customId.split(':').slice(1));

describe('the id of a step', () => {
	test.each(verbs)('of %s says all that a press after a restart has to go by', (verb) => {
		for (const isPrivate of [true, false]) {
			const id = stepId(verb, { ...from, isPrivate }, '511-picture');
			expect(read(id)).toEqual({ ...from, isPrivate, verb, arg: '511-picture' });
			expect(id.length).toBeLessThanOrEqual(100);
		}
		expect(read(stepId(verb, from))).toEqual({ ...from, verb, arg: '' });
	});

	test.each([
		'step',
		'step:cells',
		`step:draw:${jobId}:0:o:`,
		`step:constructor:${jobId}:0:o:`,
		'step:cells:short:0:o:1-1',
		`step:cells:${jobId.toUpperCase()}:0:o:1-1`,
		`step:cells:${jobId}:10:o:1-1`,
		`step:cells:${jobId}:-1:o:1-1`,
		`step:cells:${jobId}:NaN:o:1-1`,
		`step:cells:${jobId}:0:x:1-1`,
		`step:cells:${jobId}:0::1-1`,
		`step:cells:${jobId}:0:o:1:1`,
	])('%j is none', (customId) => {
		expect(read(customId)).toBeUndefined();
	});
});

describe('the id of a description’s button', () => {
	const readDescribed = (customId: string) => readDescribedId(customId.split(':').slice(1));

	test('says which words are drawn, and for whom', () => {
		for (const isPrivate of [true, false]) {
			const described = { jobId, kind: 'photograph', isPrivate } as const;
			expect(readDescribed(describedId(described))).toEqual(described);
		}
	});

	test.each([
		'describe',
		`describe:show:${jobId}:short`,
		'describe:draw:x:short',
		`describe:draw:${jobId}:alt`,
		`describe:draw:${jobId}:toString`,
		`describe:draw:${jobId}:short:o`,
		`describe:draw:${jobId}:short:p:p`,
	])('%j is none', (customId) => {
		expect(readDescribed(customId)).toBeUndefined();
	});
});
