import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as step from '../../../src/core/moderation/case.ts';
import { type Case, CaseClosed, type CaseKind, type CaseState, caseKinds } from '../../../src/core/moderation/case.ts';
import { noon } from '../jobs.ts';

const later = noon + 1000;
const [ada, max, sue] = ['1', '2', '3'];
const minute = 60_000;

const opened = (kind: CaseKind = 'prompt', change: Partial<Case> = {}): Case => ({
	...step.openCase({ guildId: '7', kind, userId: sue!, jobId: '9', triggers: [] }, 17, noon),
	...change,
});
const refused = (kind: CaseKind = 'prompt') =>
	step.openCase({ guildId: '7', kind, userId: sue!, jobId: '9', triggers: [], state: 'refused' }, 17, noon);
const decided = (verb: step.Verb, kind: CaseKind, at = noon) => step.decide(opened(kind), { verb, by: ada! }, at);
const appealed = () => step.appeal(decided('refuse', 'prompt'), 'It is only a duck.', later);

/** Fails when the step can be taken. */
function expectClosed(take: () => Case, found: Case): void {
	try {
		take();
	} catch (error) {
		expect(error).toBeInstanceOf(CaseClosed);
		expect((error as CaseClosed).found).toBe(found);
		return;
	}
	expect.fail('the step could be taken');
}

describe('a case', () => {
	test('begins open, as nobody’s, at its first revision', () => {
		expect(opened()).toEqual({
			guildId: '7',
			number: 17,
			revision: 1,
			kind: 'prompt',
			state: 'open',
			userId: sue,
			jobId: '9',
			openedAt: noon,
			changedAt: noon,
			triggers: [],
			reports: [],
		});
	});

	test('that a rule has decided begins refused, with nothing left to decide', () => {
		expect(refused()).toMatchObject({ state: 'refused', revision: 1 });
		expect(step.openVerbs(refused())).toEqual([]);
	});
});

describe('a decision', () => {
	const verbs: Record<CaseKind, Partial<Record<step.Verb, CaseState>>> = {
		prompt: { approve: 'approved', refuse: 'refused' },
		result: { approve: 'approved', refuse: 'refused' },
		budget: { approve: 'approved', refuse: 'refused' },
		provider: {},
		report: { keep: 'kept', remove: 'removed', spoiler: 'spoilered' },
	};
	for (const kind of caseKinds) {
		for (const verb of step.verbs) {
			const state = verbs[kind][verb];
			test(`to ${verb} a case of ${kind} ${state ? `makes it ${state}` : 'is none'}`, () => {
				const before = opened(kind);
				if (!state) return expectClosed(() => step.decide(before, { verb, by: ada! }, later), before);
				const after = step.decide(before, { verb, by: ada!, reason: 'because' }, later);
				expect(after).toEqual({
					...before,
					state,
					revision: 2,
					changedAt: later,
					decision: { verb, by: ada, reason: 'because', at: later },
				});
				expectClosed(() => step.decide(after, { verb, by: max! }, later), after);
				expect(step.openVerbs(after)).toEqual([]);
			});
		}
	}

	test('can be taken back for five minutes, by whoever', () => {
		for (const [kind, verb] of [
			['prompt', 'approve'],
			['result', 'refuse'],
			['report', 'remove'],
		] as const) {
			const found = decided(verb, kind);
			const last = noon + 5 * minute - 1;
			expect(step.undo(found, last)).toEqual({ ...opened(kind), revision: 3, changedAt: last });
			expect(step.canUndo(found, noon + 5 * minute)).toBe(false);
			expectClosed(() => step.undo(found, noon + 5 * minute), found);
		}
	});

	test('cannot be taken back where nobody made one', () => {
		for (const found of [opened(), refused(), step.endWithout(opened(), 'expired', noon)]) {
			expect(step.canUndo(found, noon)).toBe(false);
			expectClosed(() => step.undo(found, noon), found);
		}
	});

	test('that its member has appealed against is answered, not taken back', () => {
		const found = appealed();
		expect(step.canUndo(found, later)).toBe(false);
		expectClosed(() => step.undo(found, later), found);
	});
});

describe('a claim', () => {
	test('holds for the first, and is given back by pressing again', () => {
		const claimed = step.claim(opened(), ada!, later);
		expect(claimed).toEqual({ ...opened(), claimedBy: ada, revision: 2, changedAt: later });
		expectClosed(() => step.claim(claimed, max!, later), claimed);
		expect(step.claim(claimed, ada!, later)).toEqual({ ...opened(), revision: 3, changedAt: later });
		expect(step.claim(step.claim(claimed, ada!, later), max!, later).claimedBy).toBe(max);
	});

	test('is for what waits, and keeps nobody else from deciding', () => {
		const found = decided('approve', 'prompt');
		expectClosed(() => step.claim(found, ada!, later), found);
		const claimed = step.claim(opened(), ada!, later);
		expect(step.decide(claimed, { verb: 'refuse', by: max! }, later)).toMatchObject({
			claimedBy: ada,
			state: 'refused',
		});
	});
});

describe('an end without a decision', () => {
	test.each(['expired', 'withdrawn'] as const)('%s is for what waits', (state) => {
		expect(step.endWithout(opened(), state, later)).toEqual({ ...opened(), state, revision: 2, changedAt: later });
		for (const found of [decided('approve', 'prompt'), refused(), step.endWithout(opened(), 'expired', noon)]) {
			expectClosed(() => step.endWithout(found, state, later), found);
		}
	});
});

describe('an appeal', () => {
	test('is for a refusal, by a person or a rule, and only once', () => {
		expect(appealed()).toMatchObject({ state: 'refused', appeal: { text: 'It is only a duck.', at: later } });
		expect(step.appeal(refused('result'), 'Look again.', later).appeal).toBeDefined();
		const found = appealed();
		expectClosed(() => step.appeal(found, 'Please!', later), found);
	});

	test('is not for what was not refused', () => {
		const others = [
			opened(),
			decided('approve', 'prompt'),
			decided('remove', 'report'),
			step.endWithout(opened(), 'expired', noon),
		];
		for (const found of others) expectClosed(() => step.appeal(found, 'Please.', later), found);
	});

	test('against the provider’s own filter would help nobody', () => {
		const found = refused('provider');
		expect(step.canAppeal(found)).toBe(false);
		expectClosed(() => step.appeal(found, 'Please.', later), found);
	});

	test('gets one answer', () => {
		const answer = { by: ada!, text: 'No.', granted: false };
		const answered = step.answerAppeal(appealed(), answer, later);
		expect(answered).toMatchObject({ state: 'refused', revision: 4, appeal: { answer: { ...answer, at: later } } });
		expectClosed(() => step.answerAppeal(answered, { ...answer, granted: true }, later), answered);
		const unasked = refused();
		expectClosed(() => step.answerAppeal(unasked, answer, later), unasked);
	});
});

describe('a report', () => {
	const [first, second] = [
		{ userId: ada!, at: noon, text: 'ugly' },
		{ userId: max!, at: later, text: '' },
	];
	const reported = () => step.report(opened('report'), first, noon);

	test('of the same picture is in the same case', () => {
		expect(step.report(reported(), second, later)).toMatchObject({ state: 'open', reports: [first, second] });
	});

	test('opens a case again whose picture was kept, as if nobody had decided', () => {
		const kept = step.decide(step.claim(reported(), ada!, noon), { verb: 'keep', by: ada! }, noon);
		expect(step.report(kept, second, later)).toEqual({
			...opened('report', { reports: [first, second], claimedBy: ada! }),
			revision: 5,
			changedAt: later,
		});
	});

	test.each(['remove', 'spoiler'] as const)('changes nothing about what %s has decided', (verb) => {
		const found = step.decide(reported(), { verb, by: ada! }, noon);
		expect(step.report(found, second, later)).toEqual({
			...found,
			reports: [first, second],
			revision: 4,
			changedAt: later,
		});
	});
});

describe('any walk', () => {
	type Step = (found: Case, now: number) => Case;
	const by = fc.constantFrom(ada!, max!);
	const steps: fc.Arbitrary<Step> = fc.oneof(
		fc.tuple(fc.constantFrom(...step.verbs), by).map<Step>(
			([verb, who]) =>
				(it, now) =>
					step.decide(it, { verb, by: who }, now),
		),
		by.map<Step>((who) => (it, now) => step.claim(it, who, now)),
		fc.constantFrom<Step>(step.undo),
		fc.constantFrom<Step>((it, now) => step.endWithout(it, 'expired', now)),
		fc.constantFrom<Step>((it, now) => step.appeal(it, 'why', now)),
		fc.boolean().map<Step>((granted) => (it, now) => step.answerAppeal(it, { by: ada!, text: '', granted }, now)),
		by.map<Step>((userId) => (it, at) => step.report(it, { userId, at, text: '' }, at)),
		fc.constantFrom<Step>((it, now) => step.note(it, { card: { channelId: '1', messageId: '2' } }, now)),
	);
	const endedBy: Partial<Record<CaseState, step.Verb>> = {
		approved: 'approve',
		kept: 'keep',
		removed: 'remove',
		spoilered: 'spoiler',
	};

	test('writes one revision a step, and what stands is what was decided', () => {
		const anyOpening = fc.constantFrom(...caseKinds.map((kind) => opened(kind)), refused(), refused('provider'));
		const pause = fc.constantFrom(1, minute, 5 * minute);
		fc.assert(
			fc.property(anyOpening, fc.array(fc.tuple(steps, pause), { maxLength: 30 }), (begin, walk) => {
				let found = begin;
				let now = noon;
				for (const [take, ms] of walk) {
					now += ms;
					const before = found;
					try {
						found = take(before, now);
					} catch (error) {
						expect(error).toBeInstanceOf(CaseClosed);
						continue;
					}
					expect(found).toMatchObject({ revision: before.revision + 1, changedAt: now, number: 17, openedAt: noon });
					const { kind, jobId, userId, triggers } = before;
					expect(found).toMatchObject({ kind, jobId, userId, triggers });
					expect(found.reports.length).toBeGreaterThanOrEqual(before.reports.length);
					// Nothing that is open has a decision, and nobody changes one that stands.
					if (found.state === 'open') expect(found).not.toHaveProperty('decision');
					if (before.decision && found.decision) expect(found.decision).toBe(before.decision);
					if (before.appeal) expect(found.appeal).toMatchObject(before.appeal);
					if (found.appeal) expect(found.state).toBe('refused');
					const verb = endedBy[found.state];
					if (verb) expect(found.decision?.verb).toBe(verb);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});
