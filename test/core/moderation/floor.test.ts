import { expect, test } from 'vitest';
import { isBeyondServers } from '../../../src/core/moderation/floor.ts';
import type { Trigger } from '../../../src/core/moderation/judgement.ts';

const scored = (
	category: 'sexual' | 'sexual/minors',
	score: number,
	verdict: Trigger['verdict'] = 'refused',
): Trigger => ({
	source: 'endpoint',
	verdict,
	category,
	score,
	subject: { on: 'prompt' },
});
const operator: Trigger = { source: 'operator', verdict: 'refused', entry: '1', found: 'x', subject: { on: 'prompt' } };
const floor = { sexual: { hold: 0.2, refuse: 0.6 } };

test.each<[string, Trigger, boolean]>([
	['the operator’s words', operator, true],
	['the operator’s words that only hold', { ...operator, verdict: 'held' }, false],
	['what the operator’s floor refuses', scored('sexual', 0.6), true],
	['what only the server refuses', scored('sexual', 0.59), false],
	['what no server draws', scored('sexual/minors', 0.4), true],
	['the same when it was only held', scored('sexual/minors', 0.3, 'held'), false],
	['the server’s own words', { ...operator, source: 'words' }, false],
	['a removed picture', { source: 'removed', verdict: 'refused', case: 1, subject: { on: 'result', index: 0 } }, false],
])('%s', (_, trigger, is) => {
	expect(isBeyondServers([scored('sexual', 0.1, 'held'), trigger], floor)).toBe(is);
});
