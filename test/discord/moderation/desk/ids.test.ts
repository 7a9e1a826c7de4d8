import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseKinds } from '../../../../src/core/moderation/case.ts';
import { categories, presetNames } from '../../../../src/core/moderation/categories.ts';
import {
	chosenView,
	dryRunId,
	exportId,
	memberId,
	memberVerbs,
	openId,
	owners,
	pageNames,
	pauseId,
	queueId,
	queueVerbs,
	readDryRunId,
	readExportId,
	readMemberId,
	readOpenId,
	readPauseId,
	readQueueId,
	readWordsId,
	shows,
	wholeQueue,
	wordsId,
} from '../../../../src/discord/moderation/desk/ids.ts';

const rest = (id: string): string[] => {
	expect(id.length).toBeLessThanOrEqual(100);
	const [command, page, ...parts] = id.split(':');
	expect(command).toBe('moderation');
	expect(pageNames).toContain(page);
	return parts;
};

const page = fc.nat(999_999_999);
const view = fc.record({
	show: fc.constantFrom(...shows),
	kind: fc.constantFrom(...caseKinds, 'any' as const),
	whose: fc.constantFrom(...owners),
	page,
});
const userId = fc.bigInt({ min: 10n ** 16n, max: 10n ** 20n - 1n }).map(String);
const score = fc.nat(1000).map((it) => it / 1000);
const trial = fc.record(
	{ preset: fc.constantFrom(...presetNames), category: fc.constantFrom(...categories), hold: score, refuse: score },
	{ requiredKeys: [] },
);

describe('what an id says is read back', () => {
	test('of the queue', () => {
		fc.assert(
			fc.property(fc.constantFrom(...queueVerbs), view, (verb, it) => {
				expect(readQueueId(rest(queueId(verb, it)))).toEqual({ verb, view: it });
			}),
		);
	});
	test('of a case, an export and the pause', () => {
		fc.assert(
			fc.property(page, page, (number, at) => {
				const first = Math.max(1, number);
				expect(readOpenId(rest(openId(first, at)))).toEqual({ number: first, page: at });
				expect(readExportId(rest(exportId(number)))).toBe(number);
			}),
		);
		expect([true, false].map((it) => readPauseId(rest(pauseId(it))))).toEqual([true, false]);
	});
	test('of a member', () => {
		fc.assert(
			fc.property(fc.constantFrom(...memberVerbs), userId, page, (verb, id, at) => {
				const it = { verb, userId: id, page: at };
				expect(readMemberId(rest(memberId(it)))).toEqual(it);
			}),
		);
	});
	test('of the words', () => {
		fc.assert(
			fc.property(fc.option(fc.uuid(), { nil: undefined }), page, (entry, at) => {
				const it = { page: at, ...(entry === undefined ? {} : { remove: entry }) };
				expect(readWordsId(rest(wordsId(it)))).toEqual(it);
			}),
		);
	});
	test('of a dry run', () => {
		fc.assert(
			fc.property(fc.constantFrom('page' as const, 'on' as const), page, trial, (verb, at, it) => {
				expect(readDryRunId(rest(dryRunId({ verb, at, trial: it })))).toEqual({ verb, at, trial: it });
			}),
		);
	});
});

describe('anything else is none', () => {
	const readers = { readQueueId, readExportId, readOpenId, readMemberId, readWordsId, readDryRunId, readPauseId };
	const parts = fc.array(
		fc.oneof(
			fc.string(),
			fc.constantFrom('page', 'open', 'any', '-1', '1e3', '٣', '0x1', ' 1', '__proto__', 'constructor', 'toString', ''),
		),
		{ maxLength: 8 },
	);
	test.each(Object.entries(readers))('for %s, and none throws', (_, read) => {
		fc.assert(
			fc.property(parts, (some) => {
				const found = read(some);
				// The few that are right by chance are written as they were read.
				if (found === undefined || typeof found === 'boolean') return;
				expect(some.every((part) => /^[\w./-]*$/.test(part))).toBe(true);
			}),
		);
	});
	test('a score that is more than one, or finer than a thousandth, is none', () => {
		for (const bad of ['1.1', '2', '-0.5', '0.1234', '.5', '1.0', 'NaN', '1e-1']) {
			expect(readDryRunId(['page', '0', '-', 'hate', bad, '-'])).toBeUndefined();
		}
	});
});

test('a select replaces its part of the view and goes back to the first page', () => {
	const at = { ...wholeQueue, page: 3 };
	expect(chosenView('page', at, undefined)).toEqual(at);
	expect(chosenView('kind', at, 'report')).toEqual({ ...wholeQueue, kind: 'report' });
	expect(chosenView('whose', at, 'mine')).toEqual({ ...wholeQueue, whose: 'mine' });
	for (const verb of ['show', 'kind', 'whose'] as const) {
		for (const bad of [undefined, '', 'everything', '__proto__']) expect(chosenView(verb, at, bad)).toBeUndefined();
	}
});
