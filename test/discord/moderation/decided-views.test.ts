import { describe, expect, test } from 'vitest';
import { approve, holdFor, type Job, type Problem, refuse } from '../../../src/core/job.ts';
import { answerAppeal, appeal, type Case, decide, undoMs } from '../../../src/core/moderation/case.ts';
import type { Finished } from '../../../src/core/ports.ts';
import { unreachableView } from '../../../src/discord/moderation/alarm.ts';
import { closedView } from '../../../src/discord/moderation/closed.ts';
import { caseForm, formOf, isFormAct } from '../../../src/discord/moderation/forms.ts';
import { acts, caseId, readCaseId } from '../../../src/discord/moderation/ids.ts';
import { coveredView, filesShown } from '../../../src/discord/moderation/posts.ts';
import { heldView } from '../../../src/discord/views/held.ts';
import { endingView } from '../../../src/discord/views/notice.ts';
import { resultView } from '../../../src/discord/views/result.ts';
import { jobOf, noon } from '../../core/jobs.ts';
import { buttonsOf, expectOpenable, expectSendable, galleryOf, textOf } from '../limits.ts';
import { caseOf, max } from './cases.ts';

const picture: Finished = {
	name: 'easel-1.png',
	bytes: new Uint8Array(10),
	type: 'image/png',
	altered: 'no',
	width: 1024,
	height: 1024,
};
const held = (reason: 'prompt' | 'result' | 'budget', request = {}): Job => holdFor(jobOf(request), { reason }, noon);
const expiresAt = noon + 3_600_000;

describe('what the member of a held job sees', () => {
	test.each(['prompt', 'result', 'budget'] as const)(
		'says why (%s), what happens next and that nothing is charged',
		(reason) => {
			const view = heldView(held(reason), { expiresAt, percent: 81.6 });
			expect(textOf(view)).toContain('> a lighthouse in a storm\n**Waiting for a moderator**');
			expect(textOf(view)).toContain(`let go <t:${expiresAt / 1000}:R>`);
			expect(textOf(view)).toMatch(/charged/);
			if (reason === 'budget') expect(textOf(view)).toContain('82 % of its budget');
			expect(buttonsOf(view)).toEqual(['Cancel']);
			expectSendable(view);
		},
	);

	test('the first private answer says who else can see it', () => {
		const view = heldView(held('prompt', { private: true }), { expiresAt, isFirstPrivate: true });
		expect(textOf(view)).toContain(
			'Moderators of this server see a private request only when it is flagged or reported.',
		);
		expectSendable(view);
		expect(textOf(heldView(held('prompt'), { expiresAt }))).not.toContain('only when it is flagged');
	});
});

describe('how a refusal ends', () => {
	const refused = (problem: Problem) => refuse(held('prompt'), problem, noon + 1000);
	const found = decide(caseOf(), { verb: 'refuse', by: max, reason: 'no _swords_', warned: true }, noon);

	test('with the reason, the warning and a second look', () => {
		const view = endingView(refused({ code: 'notApproved', reason: 'no _swords_' }), { found, left: 3 });
		expect(textOf(view)).toContain('did not approve it: no \\_swords\\_');
		expect(textOf(view)).toContain('This counts as a warning.');
		expect(textOf(view)).toContain('You have not been charged. · 3 left today');
		expect(buttonsOf(view)).toEqual(['Ask for a second look']);
		expectSendable(view);
	});

	test('once: with an appeal there is the answer instead', () => {
		const asked = appeal(found, 'please', noon);
		expect(buttonsOf(endingView(refused({ code: 'notApproved' }), { found: asked }))).toEqual([]);
		const answered = answerAppeal(asked, { by: max, text: 'still *no*', granted: false }, noon);
		const view = endingView(refused({ code: 'notApproved' }), { found: answered });
		expect(textOf(view)).toContain('**A moderator looked at it again, and it stays as it is.**\n> still \\*no\\*');
		expectSendable(view);
	});

	test('in public without the words, and with whom it is for', () => {
		const view = endingView(refused({ code: 'notApproved' }), { inPublic: true });
		expect(textOf(view)).not.toContain('lighthouse');
		expect(textOf(view)).toContain('<@80351110224678912>');
		expectSendable(view);
	});

	test.each<[Problem, string]>([
		[{ code: 'filtered' }, 'The rules of this server refused this.'],
		[{ code: 'filtered', categories: ['sexual', 'violence/graphic'] }, '(sexual, graphic violence)'],
		[{ code: 'filtered', found: ['b*d'] }, '**b\\*d**'],
		[{ code: 'moderation', categories: ['violence'] }, 'safety filter refused this (violence)'],
	])('%j is worded', (problem, words) => {
		expect(textOf(endingView(refused(problem), { found: caseOf({ state: 'refused' }) }))).toContain(words);
	});

	test('nobody decided in time', () => {
		const expired: Job = { ...held('prompt'), state: 'expired' };
		expect(textOf(endingView(expired))).toContain('No moderator decided in time');
		expect(textOf(endingView({ ...jobOf(), state: 'expired' }))).toContain('waited too long');
	});
});

describe('what was approved', () => {
	const approved: Job = { ...approve(held('prompt'), noon + 1000), state: 'made' };

	test('says so, and that the words were changed, and what was answered', () => {
		expect(textOf(resultView(approved, [picture]))).toContain('-# Approved by a moderator.');
		const view = resultView(approved, [picture], { isChanged: true, answer: 'you\nare *right*', mention: true });
		expect(textOf(view)).toContain('-# Approved by a moderator, who changed the words.');
		expect(textOf(view)).toContain("-# A moderator's answer: you are \\*right\\*");
		expect(textOf(view)).toContain('<@80351110224678912>, your picture is ready.');
		expectSendable(view);
		expect(textOf(resultView(approved, [picture], { again: true }))).not.toContain('Approved');
	});

	test('fits into a message, however much was said', () => {
		const long = '*_~'.repeat(2000);
		const job = { ...approved, request: { ...approved.request, prompt: long } };
		expectSendable(resultView(job, [picture], { isChanged: true, answer: long, mention: true, isFirstPrivate: true }));
	});
});

describe('forms', () => {
	test.each(Object.keys(formOf).filter((act) => isFormAct(act as 'warn')) as (keyof typeof formOf)[])(
		'%s can be opened',
		(act) => {
			expectOpenable(caseForm(act, 999_999_999, 'en', act === 'change' ? 'x'.repeat(4000) : ''));
		},
	);

	test('a prompt that is longer than a field is cut', () => {
		expectOpenable(caseForm('change', 1, 'en', 'é'.repeat(6000)));
	});
});

describe('ids', () => {
	test.each(acts)('%s is read back', (act) => {
		expect(readCaseId(caseId(act, 17).split(':').slice(1))).toEqual({ act, number: 17 });
	});
	test.each(['', 'approve', 'approve:', 'approve:0', 'approve:01', 'approve:-1', 'approve:1:2', 'approve:1e3', 'x:1'])(
		'%s is none of ours',
		(rest) => {
			expect(readCaseId(rest.split(':'))).toBeUndefined();
		},
	);
});

describe('who comes too late is told', () => {
	const refused: Case = decide(caseOf(), { verb: 'refuse', by: max }, noon);
	const said = (found: Case, act: Parameters<typeof closedView>[1], now = noon) => {
		const view = closedView(found, act, now, 'en');
		expectSendable(view);
		return textOf(view);
	};
	const at = `<t:${noon / 1000}:R>`;

	test('whose decision it was, and when', () => {
		expect(said(refused, 'approve')).toBe(`Case #17: Refused by <@${max}> ${at}.`);
		expect(said({ ...caseOf(), claimedBy: max }, 'claim')).toBe(`<@${max}> has claimed case #17.`);
		expect(said({ ...caseOf(), state: 'expired' }, 'approve')).toContain('Nobody decided in time');
		expect(said(refused, 'undo', noon + undoMs)).toContain('five minutes have passed');
		expect(said(caseOf({ kind: 'report' }), 'approve')).toContain('not open for that');
		const answered = answerAppeal(appeal(refused, 'x', noon), { by: max, text: '', granted: false }, noon);
		expect(said(answered, 'granted')).toContain(`<@${max}> has answered this appeal ${at}`);
	});
});

test('a lost review channel is told with the server, and formats nothing of its name', () => {
	const view = unreachableView('934190266370285571', 'The *best* <#1>', 'en');
	expect(textOf(view)).toContain('**The \\*best\\* \\<\\#1\\>**');
	expectSendable(view);
	expectSendable(unreachableView('934190266370285571', undefined, 'en'));
});

describe('a posted result is covered', () => {
	const view = resultView({ ...jobOf(), state: 'made' }, [picture]);
	/** As Discord gives it back: addresses in the place of names. */
	const posted = JSON.parse(
		JSON.stringify(view).replaceAll(
			'"url":"attachment://easel-1.png"',
			'"url":"https://cdn.discordapp.com/attachments/1/2/easel-1.png?ex=1","attachment_id":"2","proxy_url":"https://x.y"',
		),
	);

	test('with everything else as it was', () => {
		const covered = coveredView(posted, true);
		expect(galleryOf(covered)).toMatchObject([{ media: { url: 'attachment://easel-1.png' }, spoiler: true }]);
		expect(covered.attachments).toEqual([{ id: '2', filename: 'easel-1.png' }]);
		expect(textOf(covered)).toBe(textOf(view));
		expectSendable(covered);
		expect(galleryOf(coveredView(posted, false))).toMatchObject([{ spoiler: false }]);
	});

	test('files are found by what the galleries say', () => {
		expect(filesShown(posted)).toEqual([{ id: '2', name: 'easel-1.png', description: 'a lighthouse in a storm' }]);
		expect(filesShown({ components: [] })).toEqual([]);
	});
});
