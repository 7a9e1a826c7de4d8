import { describe, expect, test } from 'vitest';
import { type Call, conclude, type Job, type Problem, queue, send, settleCall } from '../../src/core/job.ts';
import { answerAppeal, appeal, type Case, caseKinds, claim, decide } from '../../src/core/moderation/case.ts';
import { DrawnBefore, type Finished, type Waiting } from '../../src/core/ports.ts';
import { landings } from '../../src/core/settings.ts';
import { findingsView } from '../../src/discord/doctor/findings-view.ts';
import { editForm, varyForm } from '../../src/discord/forms.ts';
import { unreachableView } from '../../src/discord/moderation/alarm.ts';
import { appealedView, appealForm } from '../../src/discord/moderation/appealing.ts';
import { closedView } from '../../src/discord/moderation/closed.ts';
import { caseForm, formOf } from '../../src/discord/moderation/forms.ts';
import { acts } from '../../src/discord/moderation/ids.ts';
import { reportedView, reportForm } from '../../src/discord/moderation/reporting.ts';
import { cardView } from '../../src/discord/moderation/views/card.ts';
import type { Payload } from '../../src/discord/payload.ts';
import { askView, deletedView, exportView } from '../../src/discord/privacy/views.ts';
import { blendForm } from '../../src/discord/steps/blend.ts';
import { chartWords } from '../../src/discord/usage/chart.ts';
import { serverView } from '../../src/discord/usage/server-view.ts';
import { alertView } from '../../src/discord/views/alert.ts';
import { earlierView } from '../../src/discord/views/earlier.ts';
import { heldView } from '../../src/discord/views/held.ts';
import { endingView, refusalView, staleView, unexpectedView } from '../../src/discord/views/notice.ts';
import { originalsViews } from '../../src/discord/views/original.ts';
import { resultView } from '../../src/discord/views/result.ts';
import { handoverView, waitingView } from '../../src/discord/views/waiting.ts';
import { spoken, wordsFor } from '../../src/locales/words.ts';
import { findings } from '../core/findings.ts';
import { attached, jobOf, noon } from '../core/jobs.ts';
import { refusals } from '../core/refusals.ts';
import { settingsOf } from '../core/servers.ts';
import { expectOpenable, expectSendable, expectWorded, textOf } from './limits.ts';
import { caseOf, factsOf, max } from './moderation/cases.ts';
import { wordingIn } from './settings/wordings.ts';
import { november } from './usage/months.ts';

const picture = (n: number, altered: Finished['altered'] = 'no'): Finished => ({
	name: `easel-${n}.png`,
	bytes: new Uint8Array(10),
	type: 'image/png',
	altered,
	width: 1024,
	height: 1024,
});
const long = 'x'.repeat(4000);
const problems: Problem['code'][] = [
	...(['moderation', 'badInput', 'modelGone', 'noCredit', 'badKey', 'unverified', 'unreachable', 'busy'] as const),
	...(['unusable', 'lost', 'notApproved', 'filtered', 'unchecked', 'internal'] as const),
];

function ended(job: Job, end: Pick<Call, 'state'> & Partial<Call>): Job {
	const sent = job.calls.reduce((it, { n }) => send(it, n, noon), queue(job, noon));
	const all = job.calls.reduce((it, { n }) => settleCall(it, n, { costMicros: 40_000, ...end }, noon + 12_000), sent);
	return conclude(all, noon + 12_000);
}

/** Every message and form that members and moderators are shown, where it says most. */
describe.each(spoken)('in %s', (language) => {
	const t = wordsFor(language);
	const asker = { ...jobOf().asker, locale: language, guildLocale: language };
	const job = (request: Parameters<typeof jobOf>[0] = {}) => jobOf({ prompt: long, ...request }, { asker });
	const checks = (...views: Payload[]) => {
		for (const view of views) {
			expectSendable(view);
			expectWorded(view);
		}
	};
	const opens = (...forms: Parameters<typeof expectOpenable>[0][]) => {
		for (const form of forms) {
			expectOpenable(form);
			expectWorded(form);
		}
	};

	test('a job is told of from its place in line to its end', () => {
		const place: Waiting = { place: 3, etaMs: 40_000, priceMicros: 40_000, left: 2 };
		for (const request of [{}, { private: true }, { action: 'vary', strength: 'strong', prompt: '' } as const]) {
			const it = job(request);
			checks(waitingView(it, place), waitingView(it, undefined), handoverView(it));
			checks(heldView(it, { expiresAt: noon, isFirstPrivate: true }));
			const drawn = ended(it, { state: 'made', revisedPrompt: long });
			const most = { isChanged: true, answer: long, isFirstPrivate: true, mention: true, left: 1 };
			checks(earlierView(new DrawnBefore(drawn, [attached('a.png')], it), language));
			checks(resultView(drawn, [picture(1, 'reencoded')], most), resultView(drawn, [picture(1)], { again: true }));
		}
	});

	test('what was for everybody and comes to somebody alone is in their language', () => {
		const drawn = ended(jobOf({ action: 'vary', prompt: '' }), { state: 'made' });
		const view = resultView(drawn, [picture(1)], { mention: true, locale: language });
		expect(textOf(view)).toContain(t('result.variationPlain'));
		expect(textOf(view)).toContain(t('result.forUser', { user: `<@${asker.userId}>` }));
		const held = heldView({ ...job(), reply: { ...job().reply, private: false } }, { expiresAt: noon });
		expect(textOf(held)).toContain(t('held.title'));
	});

	test('an end without a picture says why', () => {
		for (const code of problems) {
			for (const state of ['failed', 'refused', 'unknown'] as const) {
				const problem = { code, categories: ['hate' as const], found: ['dragon'], reference: 'bcdfgh' };
				const found = decide(caseOf(), { verb: 'refuse', by: max, reason: long, warned: true }, noon);
				checks(endingView(ended(job(), { state, problem, costMicros: 0 }), { found, left: 3 }));
			}
		}
		for (const state of ['cancelled', 'expired'] as const) checks(endingView({ ...job(), state }));
	});

	test('every refusal is worded, and so is what is wrong with the bot', () => {
		for (const refusal of refusals) checks(refusalView(refusal, language));
		checks(staleView(language), unexpectedView('bcdfgh', language));
		const found = findings.map((finding) => findingsView([finding], 3, wordingIn(language)));
		checks(...found, findingsView(findings, 3, wordingIn(language)), findingsView([], 3, wordingIn(language)));
	});

	test('forms open', () => {
		const form = { customId: 'form:1', pictures: 10, micros: 40_000, locale: language };
		opens(editForm(form), varyForm(form), blendForm({ ...form, pictures: 1 }));
		opens(reportForm('report:1', language), appealForm('1', language));
		for (const act of Object.keys(formOf) as (keyof typeof formOf)[]) opens(caseForm(act, 9_999_999, language));
	});

	test('cases are shown with all that can be decided on them', () => {
		const decided = decide(caseOf(), { verb: 'refuse', by: max, reason: long, warned: true }, noon);
		const asked = appeal(decided, long, noon);
		const cases: Case[] = [
			...caseKinds.map((kind) => caseOf({ kind })),
			claim(caseOf(), max, noon),
			decided,
			asked,
			answerAppeal(asked, { granted: false, by: max, text: long }, noon),
			...(['expired', 'withdrawn', 'removed'] as const).map((state) => caseOf({ state })),
		];
		for (const shown of cases) {
			const facts = factsOf({ shown, job: job(), locale: language });
			checks(cardView(facts), cardView({ ...facts, job: undefined }));
			expect(textOf(cardView(facts))).toContain(t('case.title', { number: 17, what: t(`case.what.${shown.kind}`) }));
			for (const act of acts) checks(closedView(shown, act, noon, language));
			checks(reportedView(shown, language));
		}
		checks(appealedView(language), unreachableView('1', undefined, language));
	});

	test('usage, alerts, originals and what is kept are told', () => {
		const usage = november({ earlier: '2026-10', later: '2026-12' });
		const chart = { name: 'usage.png', type: 'image/png', bytes: new Uint8Array(1) };
		const files = { chart: { file: chart, description: chartWords(usage, language) } };
		checks(serverView(usage, files, language));
		for (const landing of landings) {
			const settings = settingsOf({ 'budget.landing': landing, 'safety.reviewChannel': max });
			for (const percent of [50, 80, 100] as const) {
				const alert = { guildId: '1', month: '2026-11', percent, spentMicros: 9e6, budgetMicros: 1e7, at: noon };
				checks(alertView(alert, settings, noon, language));
			}
		}
		const shown = { job: ended(job(), { state: 'made' }), posted: [attached('a.png')], limit: 5, locale: language };
		for (const file of [[], [picture(1)]]) {
			checks(...originalsViews({ ...shown, files: file }).map(({ view }) => view));
		}
		checks(askView(language), exportView({ name: 'a.json', part: 1, parts: 2 }, 3, language));
		const underWay = Array.from({ length: 7 }, () => job());
		checks(deletedView({ jobs: 2, personas: 2, cases: [caseOf()], underWay }, language));
		checks(deletedView({ jobs: 0, cases: [], underWay: [], personas: 3 }, language));
	});
});
