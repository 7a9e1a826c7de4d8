import { describe, expect, test } from 'vitest';
import { caseOf, problemOf } from '../../../src/core/moderation/finding.ts';
import type { Trigger } from '../../../src/core/moderation/judgement.ts';
import { jobOf } from '../jobs.ts';

const onPrompt = { on: 'prompt' } as const;
const scored = (category: 'hate' | 'sexual', verdict: Trigger['verdict']): Trigger => {
	return { source: 'endpoint', verdict, category, score: 0.9, subject: onPrompt };
};
const word = (found: string, verdict: Trigger['verdict'], source: 'words' | 'operator' = 'words'): Trigger => {
	return { source, verdict, entry: '1', found, subject: onPrompt };
};
const unanswered: Trigger = { source: 'unanswered', verdict: 'refused', reason: 'down', subject: onPrompt };

test('the case beside a job says whose it is and why, and nothing of its words', () => {
	const { id, asker } = jobOf();
	const triggers = [scored('hate', 'held')];
	const [userId, guildId] = ['80351110224678912', '41771983423143937'];
	const judgement = { verdict: 'held' as const, triggers, scores: { hate: 0.9 }, model: 'omni-moderation-1' };
	expect(caseOf({ id, asker }, 'prompt', judgement, 'open')).toEqual({
		guildId,
		userId,
		jobId: id,
		kind: 'prompt',
		triggers,
		scores: { hate: 0.9 },
		model: 'omni-moderation-1',
		state: 'open',
	});
	// Nobody was asked, so nobody scored it.
	expect(caseOf({ id, asker }, 'provider', { triggers: [] }, 'refused')).not.toHaveProperty('model');
});

describe('the member is told', () => {
	test('what refused it, each once, and not what would only have been held', () => {
		const triggers = [
			scored('hate', 'refused'),
			scored('hate', 'refused'),
			scored('sexual', 'held'),
			word('pеgs', 'refused'),
			word('pеgs', 'refused', 'operator'),
			word('pins', 'held'),
		];
		expect(problemOf(triggers)).toEqual({ code: 'filtered', categories: ['hate'], found: ['pеgs'] });
	});

	test('only that it was refused, where there is nothing to name', () => {
		const removed: Trigger = { source: 'removed', verdict: 'refused', case: 7, subject: { on: 'result', index: 0 } };
		expect(problemOf([removed])).toEqual({ code: 'filtered' });
		expect(problemOf([removed, unanswered])).toEqual({ code: 'filtered' });
	});

	test('that nobody could check it, where that is all', () => {
		expect(problemOf([unanswered, unanswered])).toEqual({ code: 'unchecked' });
		expect(problemOf([unanswered, scored('hate', 'held')])).toEqual({ code: 'unchecked' });
		expect(problemOf([unanswered, word('pegs', 'refused')])).toEqual({ code: 'filtered', found: ['pegs'] });
	});
});
