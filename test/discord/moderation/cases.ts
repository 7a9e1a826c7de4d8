import { type Case, openCase } from '../../../src/core/moderation/case.ts';
import type { Trigger } from '../../../src/core/moderation/judgement.ts';
import type { CardFacts } from '../../../src/discord/moderation/views/facts.ts';
import { jobOf, noon } from '../../core/jobs.ts';

export const max = '298855170346352641';
export const mia = '80351110224678912';

export const graphic: Trigger = {
	source: 'endpoint',
	verdict: 'held',
	subject: { on: 'prompt' },
	category: 'violence/graphic',
	score: 0.93,
};

/** An open case of the job that `jobOf` gives, opened at noon. */
export const caseOf = (change: Partial<Case> = {}): Case => ({
	...openCase(
		{
			guildId: '41771983423143937',
			userId: mia,
			jobId: '0mb1c2d3e4f5g6h7j8k9l0',
			kind: 'prompt',
			triggers: [graphic],
		},
		17,
		noon,
	),
	...change,
});

export const factsOf = (change: Partial<CardFacts> = {}): CardFacts => ({
	locale: 'en',
	shown: caseOf(),
	job: jobOf(),
	record: { cases: 3, strikes: [], pausedUntil: null },
	pictures: [],
	now: noon + 60_000,
	expiresAt: noon + 24 * 60 * 60_000,
	isFinal: false,
	...change,
});
