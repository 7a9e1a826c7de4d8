import type { Case } from '../../../../src/core/moderation/case.ts';
import { categories } from '../../../../src/core/moderation/categories.ts';
import type { Trigger } from '../../../../src/core/moderation/judgement.ts';
import { noon } from '../../settings/wordings.ts';
import { caseOf } from '../cases.ts';

/** Nobody has a longer id, and everything that people write grows when it is escaped. */
export const longId = '99999999999999999999';
export const nasty = (length: number) => '*_`[@everyone](x)'.repeat(length).slice(0, length);
export const found: Trigger = {
	source: 'words',
	verdict: 'held',
	subject: { on: 'prompt' },
	entry: 'w',
	found: nasty(200),
};
export const everything: Trigger[] = [
	...categories.map(
		(category): Trigger => ({
			source: 'endpoint',
			verdict: 'held',
			subject: { on: 'input', index: 3 },
			category,
			score: 0.9,
		}),
	),
	found,
	{ ...found, source: 'autoMod' },
	{ ...found, source: 'operator' },
	{ source: 'removed', verdict: 'refused', case: 999_999_999, subject: { on: 'result', index: 9 } },
];
export const fullCase = (number: number): Case =>
	caseOf({
		number: 999_999_000 + number,
		userId: longId,
		kind: 'report',
		state: 'spoilered',
		triggers: everything,
		reports: Array.from({ length: 30 }, (_, n) => ({ userId: longId, at: noon + n, text: nasty(500) })),
		claimedBy: longId,
		appeal: { text: nasty(1000), at: noon },
		emptied: true,
	});
export const times = {
	waiting: 999_999,
	appeals: 999_999,
	oldestOpenedAt: noon,
	decided: 999_999,
	medianMs: 1e12,
	slowestMs: 1e13,
};
