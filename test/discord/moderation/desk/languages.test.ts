import { describe, expect, test } from 'vitest';
import { auditActions, type WordEntry } from '../../../../src/core/moderation/books.ts';
import { caseKinds } from '../../../../src/core/moderation/case.ts';
import { dryRunView } from '../../../../src/discord/moderation/desk/dry-run-view.ts';
import { owners, shows } from '../../../../src/discord/moderation/desk/ids.ts';
import * as memberPage from '../../../../src/discord/moderation/desk/member-view.ts';
import { pauseView } from '../../../../src/discord/moderation/desk/pause.ts';
import * as queuePage from '../../../../src/discord/moderation/desk/queue-view.ts';
import { storyLines } from '../../../../src/discord/moderation/desk/story-lines.ts';
import { storyView } from '../../../../src/discord/moderation/desk/story-view.ts';
import { wordsView } from '../../../../src/discord/moderation/desk/words-view.ts';
import { spoken } from '../../../../src/locales/words.ts';
import { jobOf } from '../../../core/jobs.ts';
import { expectSendable, expectWorded, textOf } from '../../limits.ts';
import { fullest, noon, wordingIn } from '../../settings/wordings.ts';
import { factsOf } from '../cases.ts';
import { fullCase, longId, nasty, times } from './fullest.ts';

describe.each(spoken)('the desk in %s', (language) => {
	const wording = wordingIn(language);
	const send = (view: Parameters<typeof expectSendable>[0]) => {
		expectSendable(view);
		expectWorded(view);
	};

	test('fits with as many cases as there can be on a page, whichever are looked for', () => {
		const cases = Array.from({ length: queuePage.casesOnPage }, (_, n) => fullCase(n));
		for (const show of shows) {
			for (const kind of ['any', ...caseKinds] as const) {
				const view = { show, kind, whose: owners[0], page: 3 };
				send(queuePage.queueView({ view, cases, total: 99_999, times }, wording));
				send(queuePage.queueView({ view, cases: [], total: 0, times: { ...times, medianMs: null } }, wording));
			}
		}
	});

	test('tells the story of a case on as many pages as it needs', () => {
		const audit = auditActions.map((action) => {
			return { guildId: 'g', at: noon, by: longId, action, case: 17, about: longId, why: nasty(4000) };
		});
		const shown = fullCase(1);
		const ancestors = (['imagine', 'edit', 'vary'] as const).map((action) => jobOf({ action }));
		const lines = storyLines({ shown, ancestors, audit }, wording);
		const facts = factsOf({ shown, job: jobOf({ prompt: nasty(4000) }), locale: language });
		for (let page = 0; page < 8; page++) send(storyView({ facts, lines, page }, wording));
		const title = wording.t('case.title', { number: shown.number, what: wording.t('case.what.report') });
		expect(textOf(storyView({ facts, lines, page: 0 }, wording))).toContain(`### ${title}`);
	});

	test('fits with a member of whom there is much to tell', () => {
		const strike = { guildId: 'g', userId: longId, case: 999_999_999, at: noon, by: longId };
		const record = { cases: 9999, strikes: Array(30).fill(strike), pausedUntil: wording.now + 1000 };
		const cases = Array.from({ length: memberPage.casesOnPage }, (_, n) => fullCase(n));
		const member = { userId: longId, page: 1, cases, total: 9999, record, fadesAfterMs: 1e10, notice: [] };
		send(memberPage.memberView(member, wording));
		const none = { cases: 0, strikes: [], pausedUntil: null };
		send(memberPage.memberView({ ...member, page: 0, cases: [], total: 0, record: none }, wording));
	});

	test('fits with long words and long prompts', () => {
		const entries = (['word', 'pattern', 'allow'] as const).flatMap((kind) =>
			Array.from({ length: 300 }, (_, n): WordEntry => {
				const id = `${kind}${n}`.padEnd(36, 'a');
				return { id, guildId: 'g', kind, text: nasty(200), verdict: 'refuse', by: longId, at: noon };
			}),
		);
		for (const page of [0, 60, 112]) send(wordsView({ entries, page, notice: [] }, wording));
		send(wordsView({ entries: [], page: 0, notice: [] }, wording));
		const tried = { jobId: '1', userId: longId, at: noon, prompt: nasty(4000), private: false, score: 0.123 };
		const examples = [
			{ ...tried, verdict: 'refused', category: 'self-harm/instructions', isHidden: false },
			{ ...tried, verdict: 'held', category: 'hate', isHidden: true },
			{ ...tried, verdict: 'held', category: 'hate', prompt: '', isHidden: false },
		] as const;
		const would = { prompts: 5000, scored: 4000, held: 3000, refused: 900, examples: [...examples] };
		const shown = { settings: fullest, page: 0, examples, revision: 999_999_999, maySwitch: true };
		const trial = { preset: 'strict', category: 'hate', hold: 0.1, refuse: 0.2 } as const;
		send(dryRunView({ ...shown, trial, would, present: would }, wording));
		send(dryRunView({ ...shown, trial, would: { ...would, scored: 0 }, present: undefined }, wording));
	});

	test('says whether drawing stands still', () => {
		for (const isPaused of [true, false]) {
			for (const isNew of [true, false]) send(pauseView(isPaused, isNew, wording));
		}
	});
});
