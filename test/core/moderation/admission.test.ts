import { describe, expect, test } from 'vitest';
import { admit } from '../../../src/core/admission.ts';
import { chargeOf } from '../../../src/core/job.ts';
import { judgementOf, type Trigger } from '../../../src/core/moderation/judgement.ts';
import type { Spent } from '../../../src/core/ports.ts';
import type { Patch } from '../../../src/core/settings-change.ts';
import { jobOf, noon } from '../jobs.ts';
import { guildId, limitsOf, reviewChannel, settingsOf, spentOf } from '../servers.ts';

/** What becomes of a request that was judged, on what is spent. */

const onPrompt = { on: 'prompt' } as const;
const doubt: Trigger = { source: 'endpoint', verdict: 'held', category: 'violence', score: 0.85, subject: onPrompt };
const word: Trigger = { source: 'words', verdict: 'refused', entry: '7', found: 'pegs', subject: onPrompt };

const job = jobOf({ count: 2, calls: [2] });
const decide = (triggers: readonly Trigger[], patch: Patch = {}, spent: Partial<Spent> = {}) =>
	admit(job, 0, spentOf(spent), limitsOf(settingsOf(patch)), judgementOf(triggers, {}), noon);
const beside = { guildId, userId: job.asker.userId, jobId: job.id };

const nearlySpent: [Patch, Partial<Spent>] = [
	{
		'budget.microsPerMonth': 10_000_000,
		'budget.landing': 'approval',
		'safety.reviewChannel': reviewChannel,
	},
	{ serverMonthMicros: 8_790_000 },
];
const dear: Trigger = { source: 'budget', verdict: 'held', percent: 87, subject: onPrompt };

describe('what is in doubt', () => {
	test('is held, with its money reserved and an open case beside it', () => {
		expect(decide([doubt])).toEqual({
			job: { ...job, state: 'held', revision: 2, hold: { reason: 'prompt' } },
			opened: { ...beside, kind: 'prompt', state: 'open', triggers: [doubt] },
		});
	});

	test('counts with the limits as long as it waits', () => {
		const decision = decide([doubt], { 'limits.memberImagesPerDay': 5 }, { memberImages: 1 });
		if (!('job' in decision)) return expect.fail('it was refused');
		expect(decision.job).toMatchObject({ left: 2, quota: { memberDay: 5 } });
		expect(chargeOf(decision.job)).toEqual({ images: 2, micros: job.reservedMicros });
	});

	test('and dear at once is one case, for its words, that names both', () => {
		expect(decide([doubt], ...nearlySpent)).toMatchObject({
			job: { state: 'held', hold: { reason: 'prompt' } },
			opened: { kind: 'prompt', state: 'open', triggers: [doubt, dear] },
		});
	});
});

describe('what a rule refuses', () => {
	const told = { code: 'filtered', found: ['pegs'] };

	test('is a job all the same, so that its member can appeal, and counts nothing', () => {
		const decision = decide([doubt, word]);
		expect(decision).toEqual({
			job: { ...job, state: 'refused', revision: 2, problem: told, costMicros: 0, told: false },
			opened: { ...beside, kind: 'prompt', state: 'refused', triggers: [doubt, word] },
		});
		expect('job' in decision && chargeOf(decision.job)).toEqual({ images: 0, micros: 0 });
	});

	test('is not held for its price', () => {
		expect(decide([word], ...nearlySpent)).toMatchObject({
			job: { state: 'refused' },
			opened: { state: 'refused', triggers: [word] },
		});
	});
});

test('limits come first: what does not fit is nobody’s to decide on, and no case', () => {
	const full: [Patch, Partial<Spent>] = [{ 'limits.memberImagesPerDay': 5 }, { memberImages: 4 }];
	for (const triggers of [[doubt], [word]]) {
		expect(decide(triggers, ...full)).toEqual({
			refusal: { code: 'memberDay', limit: 5, left: 1, asked: 2, resetsAt: Date.UTC(2026, 10, 22) },
		});
	}
});

test('what is only dear is a case of its price alone', () => {
	expect(decide([], ...nearlySpent)).toMatchObject({
		job: { hold: { reason: 'budget' } },
		opened: { kind: 'budget', state: 'open', triggers: [dear] },
	});
});
