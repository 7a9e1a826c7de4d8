import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actions, againId, idOf, readId } from '../../src/discord/ids.ts';
import { jobOf } from '../core/jobs.ts';

const jobId = jobOf().id;

describe('the id of a button', () => {
	test('is read back as it was made, and fits Discord’s 100 characters', () => {
		for (const action of actions) {
			expect(readId(idOf(action, jobId))).toEqual({ action, jobId });
			expect(idOf(action, jobId).length).toBeLessThanOrEqual(100);
		}
	});

	test('of Again says whether the answer will be private', () => {
		expect(againId(jobOf())).toBe(`again:${jobId}`);
		expect(againId(jobOf({ private: true }))).toBe(`again-private:${jobId}`);
	});

	test.each([
		'',
		'again',
		'again:',
		`:${jobId}`,
		`again:${jobId}:more`,
		`destroy:${jobId}`,
		`Again:${jobId}`,
		`toString:${jobId}`,
		'again:short',
		`again:${jobId.toUpperCase()}`,
		`again:${'0'.repeat(26)}`,
		'again:../../etc/passwd',
		`again:${jobId}\n`,
	])('%j is none of ours', (customId) => {
		expect(readId(customId)).toBeUndefined();
	});

	test('from a forger is read as one of ours or not at all', () => {
		const forged = fc.oneof(
			fc.string(),
			fc.tuple(fc.constantFrom(...actions), fc.string()).map((it) => it.join(':')),
		);
		fc.assert(
			fc.property(forged, (customId) => {
				const id = readId(customId);
				if (id) expect(idOf(id.action, id.jobId)).toBe(customId);
			}),
		);
	});
});
