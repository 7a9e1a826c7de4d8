import { describe, expect, test } from 'vitest';
import type { AuditEntry, WordEntry } from '../../../../src/core/moderation/books.ts';
import type { Case } from '../../../../src/core/moderation/case.ts';
import type { Explained, Tried } from '../../../../src/core/moderation/desk.ts';
import type { Trigger } from '../../../../src/core/moderation/judgement.ts';
import { defaultSettings } from '../../../../src/core/settings.ts';
import { dryRunView, examplesOnPage } from '../../../../src/discord/moderation/desk/dry-run-view.ts';
import { wholeQueue } from '../../../../src/discord/moderation/desk/ids.ts';
import * as memberPage from '../../../../src/discord/moderation/desk/member-view.ts';
import { pauseView } from '../../../../src/discord/moderation/desk/pause.ts';
import * as queuePage from '../../../../src/discord/moderation/desk/queue-view.ts';
import { storyLines } from '../../../../src/discord/moderation/desk/story-lines.ts';
import { storyView } from '../../../../src/discord/moderation/desk/story-view.ts';
import { triggerWords } from '../../../../src/discord/moderation/desk/trigger-words.ts';
import { explanation } from '../../../../src/discord/moderation/desk/words-test.ts';
import { entriesOnPage, testView, wordsView } from '../../../../src/discord/moderation/desk/words-view.ts';
import { text } from '../../../../src/discord/payload.ts';
import { plainNotice } from '../../../../src/discord/settings/notices.ts';
import { jobOf } from '../../../core/jobs.ts';
import { buttonsOf, expectSendable, textOf } from '../../limits.ts';
import { fullest, noon, wording } from '../../settings/wordings.ts';
import { caseOf, factsOf, max, mia } from '../cases.ts';
import { everything, found, fullCase, longId, nasty, times } from './fullest.ts';

describe('the queue', () => {
	test('fits with as much as there can be on a page', () => {
		const cases = Array.from({ length: queuePage.casesOnPage }, (_, n) => fullCase(n));
		const view = queuePage.queueView({ view: { ...wholeQueue, page: 3 }, cases, total: 99_999, times }, wording);
		expectSendable(view);
		expect(buttonsOf(view)).toEqual([
			...cases.map(() => 'Open'),
			'‹ Before',
			'After ›',
			'Refresh',
			'Export the audit log',
		]);
	});

	test('says how many wait and how fast they were decided', () => {
		const shown = { view: wholeQueue, cases: [], total: 0 };
		const at = { ...times, waiting: 1, appeals: 2, decided: 41, medianMs: 12 * 60_000, slowestMs: 9 * 3_600_000 };
		const words = textOf(queuePage.queueView({ ...shown, times: at }, wording));
		expect(words).toContain(`**1** waits · the oldest came <t:${noon / 1000}:R> · **2** appeals`);
		expect(words).toContain('Decided in the last 30 days: 41 · half of them within 12 min · the slowest took 9 h');
		expect(words).toContain('Nothing waits here.');
		const none = { ...at, waiting: 0, oldestOpenedAt: null, medianMs: null, slowestMs: null };
		expect(textOf(queuePage.queueView({ ...shown, times: none }, wording))).toContain('Nothing was decided');
	});
});

describe('what triggered', () => {
	const said = (change: Partial<Case>, limit = 150) => triggerWords(caseOf(change), limit, wording);
	const on = { on: 'prompt' } as const;

	test('is told in a line, as much as fits', () => {
		expect(said({})).toBe('graphic violence 0.93');
		expect(said({ triggers: [], kind: 'provider' })).toBe("by the model's own filter");
		expect(said({ triggers: [{ source: 'words', verdict: 'held', subject: on, entry: 'w', found: '**bad**' }] })).toBe(
			"“\\*\\*bad\\*\\*” of this server's words",
		);
		expect(said({ triggers: everything }, 60)).toBe('harassment 0.90 · harassment with threats 0.90 · 15 more');
		expect(said({ triggers: [found] }, 20).length).toBeLessThan(100);
	});

	test('twice the same is once, and emptied words leave the fact', () => {
		const unread: Trigger = {
			source: 'unanswered',
			verdict: 'held',
			reason: 'unreadable',
			subject: { on: 'input', index: 0 },
		};
		expect(said({ triggers: [unread, { ...unread, subject: { on: 'input', index: 1 } }] })).toBe(
			'a picture could not be read',
		);
		expect(said({ triggers: [{ source: 'operator', verdict: 'refused', subject: on, entry: 'o', found: '' }] })).toBe(
			"this bot's own list",
		);
		expect(said({ triggers: [{ source: 'budget', verdict: 'held', percent: 85, subject: on }] })).toBe(
			'85 % of the budget used',
		);
	});
});

describe('the story', () => {
	const audit = (n: number, change: Partial<AuditEntry> = {}): AuditEntry => ({
		...{ guildId: 'g', at: noon + n, by: max, action: 'claimed', case: 17, about: mia, why: '', ...change },
	});

	test('fits on every page, however much there is to tell, and tells each line once', () => {
		const shown = fullCase(1);
		const lines = storyLines(
			{
				shown,
				ancestors: Array.from({ length: 10 }, () => jobOf()),
				audit: Array.from({ length: 200 }, (_, n) => audit(n, { why: `${n} ${nasty(4000)}`, action: 'changed' })),
			},
			wording,
		);
		const facts = factsOf({ shown, job: jobOf({ prompt: nasty(4000) }) });
		let told = '';
		let page = 0;
		for (let more = true; more; page++) {
			const view = storyView({ facts, lines, page }, wording);
			expectSendable(view);
			told += `${textOf(view)}\n`;
			more = buttonsOf(view).includes('After ›');
		}
		expect(page).toBeGreaterThan(10);
		expect(told.split('\n').filter((line) => lines.includes(line))).toEqual(lines);
		const beyond = storyView({ facts, lines, page: 10_000 }, wording);
		expect(buttonsOf(beyond)).toEqual(['‹ Before', 'Refresh', 'All cases']);
	});

	test('says who did what, the bot included, and links what can be seen', () => {
		const posted = jobOf({ action: 'edit' });
		const seen = { ...posted, reply: { ...posted.reply, messageId: '1043567890123456789' } };
		const unseen = jobOf({ private: true, prompt: 'a secret' });
		const hidden = { ...unseen, reply: { ...unseen.reply, messageId: '1043567890123456780' } };
		const lines = storyLines(
			{
				shown: caseOf(),
				ancestors: [seen, hidden],
				audit: [
					audit(0, { by: null, action: 'opened' }),
					audit(1000, { action: 'refused', why: 'not\n# here' }),
					audit(2000, { by: '0', action: 'appealed' }),
				],
			},
			wording,
		);
		const { guildId, channelId, userId } = posted.asker;
		const made = posted.createdAt;
		expect(lines).toEqual([
			'**Made from**',
			`- an edit · <@${userId}> · <t:${made / 1000}:R> · [see the post](https://discord.com/channels/${guildId}/${channelId}/1043567890123456789)`,
			`- drawn · <@${userId}> · <t:${made / 1000}:R>`,
			'**What happened**',
			`- <t:${noon / 1000}:R> · by itself · opened`,
			`- <t:${noon / 1000 + 1}:R> · <@${max}> · refused: not \\# here`,
			`- <t:${noon / 1000 + 2}:R> · — · appealed`,
		]);
	});
});

describe('a member', () => {
	const shown: memberPage.Member = {
		userId: longId,
		page: 1,
		cases: Array.from({ length: memberPage.casesOnPage }, (_, n) => fullCase(n)),
		total: 9999,
		record: {
			cases: 9999,
			strikes: Array.from({ length: 30 }, (_, n) => ({
				guildId: 'g',
				userId: longId,
				case: 999_999_999,
				at: noon - n,
				by: longId,
			})),
			pausedUntil: wording.now + 1000,
		},
		fadesAfterMs: 90 * 24 * 60 * 60_000,
		notice: plainNotice(nasty(100)),
	};

	test('fits with as much as there can be', () => {
		const view = memberPage.memberView(shown, wording);
		expectSendable(view);
		expect(textOf(view)).toContain('30 strikes that count');
		expect(textOf(view)).toContain('- 22 older ones');
		expect(buttonsOf(view)).toContain('End the pause');
	});

	test('whose pause is over is not paused', () => {
		const record = { ...shown.record, pausedUntil: wording.now };
		const view = memberPage.memberView({ ...shown, record, cases: [], total: 0, page: 0 }, wording);
		expectSendable(view);
		expect(textOf(view)).toContain('Not paused.');
		expect(buttonsOf(view)).toEqual(['Refresh']);
	});
});

describe('the words', () => {
	const entry = (n: number): WordEntry => ({
		...{
			id: `${n}`.padStart(36, 'a'),
			guildId: 'g',
			kind: 'pattern',
			text: nasty(200),
			verdict: 'refuse',
			by: longId,
			at: noon,
		},
	});

	test('fit with the longest entries and the longest notices', () => {
		const entries = Array.from({ length: 1000 }, (_, n) => entry(n));
		const notice = [...plainNotice(nasty(500)), ...plainNotice(nasty(500))];
		const view = wordsView({ entries, page: 60, notice }, wording);
		expectSendable(view);
		expect(buttonsOf(view)).toEqual([...Array(entriesOnPage).fill('Remove'), '‹ Before', 'After ›']);
		expect(textOf(view)).toContain('1,000 of at most 1,000 entries · Page 61 of 125');
	});

	test('that were found in a long sentence fit', () => {
		const hit: Explained = {
			source: 'words',
			entry: nasty(200),
			verdict: 'refuse',
			found: nasty(90),
			readAs: nasty(80),
		};
		const hits = Array.from({ length: 40 }, (_, n): Explained => (n % 2 ? hit : { ...hit, shieldedBy: nasty(100) }));
		const view = testView([...plainNotice(nasty(500)), text(explanation(nasty(4000), hits, wording))], wording);
		expectSendable(view);
		expect(textOf(view)).toContain('- and 32 more');
	});

	test('of the operator stay the operator’s', () => {
		const words = explanation(
			'a bad dog',
			[{ source: 'operator', entry: 'secret', verdict: 'hold', found: 'bad', readAs: 'bad' }],
			wording,
		);
		expect(words).toContain("- bad · by this bot's own list · held");
		expect(words).not.toContain('secret');
	});
});

describe('a dry run', () => {
	const tried = (n: number, change: Partial<Tried> = {}): Tried => ({
		...{
			jobId: `${n}`,
			userId: longId,
			at: noon,
			prompt: nasty(4000),
			private: false,
			verdict: 'refused',
			category: 'self-harm/instructions',
			score: 0.123,
		},
		...change,
	});
	const examples = Array.from({ length: 200 }, (_, n) => tried(n));
	const would = { prompts: 5000, scored: 4000, held: 3000, refused: 900, examples };
	const shown = {
		trial: { preset: 'strict', category: 'self-harm/instructions', hold: 0.123, refuse: 0.456 },
		settings: fullest,
		would,
		present: would,
		page: 3,
		examples: examples.slice(0, examplesOnPage).map((it) => ({ ...it, isHidden: false })),
		revision: 999_999_999,
		maySwitch: true,
	} as const;

	test('fits with the longest prompts', () => {
		const view = dryRunView(shown, wording);
		expectSendable(view);
		expect(buttonsOf(view)).toEqual(['‹ Before', 'After ›', 'Switch it on']);
		expect(textOf(view)).toContain("This would have held 3,000 and refused 900 of the last week's 5,000 prompts.");
		expect(textOf(view)).toContain('Page 4 of 25 · 3,700 more are not listed');
		expect(textOf(view)).toContain('Of 1,000 prompts no scores are known.');
	});

	test('shows no words of a private request that nobody flagged', () => {
		const one = { ...tried(1, { prompt: 'a secret', private: true }), isHidden: true };
		const words = textOf(dryRunView({ ...shown, examples: [one] }, wording));
		expect(words).not.toContain('a secret');
		expect(words).toContain('A private request');
	});

	test('says that it has nothing to go by', () => {
		const nothing = { prompts: 3, scored: 0, held: 0, refused: 0, examples: [] };
		const view = dryRunView(
			{
				...shown,
				settings: defaultSettings,
				trial: {},
				would: nothing,
				present: undefined,
				page: 0,
				examples: [],
				maySwitch: false,
			},
			wording,
		);
		expectSendable(view);
		expect(textOf(view)).toContain("No scores are known of the last week's 3 prompts");
		expect(buttonsOf(view)).toEqual([]);
	});

	test('names thresholds as they would hold: below the floors nobody gets', () => {
		const floor = { sexual: { hold: 0.2, refuse: 0.5 } };
		const trial = { category: 'sexual', hold: 0.9, refuse: 0.95 } as const;
		const settings = structuredClone(defaultSettings);
		settings.moderation.thresholds = { sexual: { hold: 0.9, refuse: 0.95 } };
		const words = textOf(dryRunView({ ...shown, trial, settings }, { ...wording, floor }));
		expect(words).toMatch(/Preset Standard · sexual .*0\.2.*0\.5/);
	});
});

test.each([
	[true, true, 'Let drawing go on'],
	[true, false, 'Let drawing go on'],
	[false, true, 'Stop all drawing'],
	[false, false, 'Stop all drawing'],
])('drawing stopped %s, anew %s: the button is the other way', (isPaused, isNew, label) => {
	const view = pauseView(isPaused, isNew, wording);
	expectSendable(view);
	expect(buttonsOf(view)).toEqual([label]);
});
