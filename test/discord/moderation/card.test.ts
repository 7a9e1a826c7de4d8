import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	answerAppeal,
	appeal,
	type Case,
	type CaseKind,
	caseKinds,
	claim,
	decide,
	endWithout,
	undoMs,
} from '../../../src/core/moderation/case.ts';
import type { Trigger } from '../../../src/core/moderation/judgement.ts';
import { cardView } from '../../../src/discord/moderation/views/card.ts';
import type { CardPicture } from '../../../src/discord/moderation/views/facts.ts';
import type { Payload } from '../../../src/discord/payload.ts';
import { jobOf, noon } from '../../core/jobs.ts';
import { buttonsOf, componentsOf, expectSendable, galleryOf, textOf } from '../limits.ts';
import { formatting } from '../markdown.ts';
import { caseOf, factsOf, graphic, max } from './cases.ts';

const picture = (n: number): CardPicture => ({ id: String(n), name: `input-${n}.png`, description: `Picture ${n}` });
const decisions = ['Approve', 'Approve with changes', 'Refuse', 'Warn', 'Claim'];
const minute = noon + 60_000;

describe('the card of a case that waits', () => {
	test('says what is asked, why it waits, whose it is and until when', () => {
		const view = cardView(factsOf());
		expect(textOf(view)).toBe(
			[
				'### Case #17: may this be drawn?',
				`<@80351110224678912> asked for this in <#41771983423143938> <t:${noon / 1000}:R>. Without a decision it is let go <t:${noon / 1000 + 86_400}:R>.`,
				'> a lighthouse in a storm',
				'**What stands out**',
				'▰▰▰▰▰▰▰▰▰▱ 93% graphic violence · in the words',
				'-# gpt-image-2.5-flare · 1024×1024 · medium · 1 picture · ≈ $0.05',
				'-# <@80351110224678912> has 3 cases in this server · 0 strikes',
			].join('\n'),
		);
		expect(buttonsOf(view)).toEqual(decisions);
		expectSendable(view);
	});

	test.each<[CaseKind, string[]]>([
		['prompt', decisions],
		['result', ['Approve', 'Refuse', 'Warn', 'Claim']],
		['budget', decisions],
		['report', ['Keep', 'Spoiler', 'Remove', 'Claim']],
		['provider', []],
	])('of the kind %s offers what can be decided on it', (kind, buttons) => {
		const view = cardView(factsOf({ shown: caseOf({ kind }) }));
		expect(buttonsOf(view)).toEqual(buttons);
		expectSendable(view);
	});

	test('says who has claimed it, and offers to give it back', () => {
		const view = cardView(factsOf({ shown: claim(caseOf(), max, minute) }));
		expect(textOf(view)).toContain(`-# Claimed by <@${max}>`);
		expect(buttonsOf(view).at(-1)).toBe('Unclaim');
	});

	test('shows pictures behind spoilers', () => {
		const view = cardView(factsOf({ pictures: [picture(1), picture(2)] }));
		expect(galleryOf(view)).toEqual([
			{ media: { url: 'attachment://input-1.png' }, description: 'Picture 1', spoiler: true },
			{ media: { url: 'attachment://input-2.png' }, description: 'Picture 2', spoiler: true },
		]);
		expectSendable(view);
	});

	test('names strikes and pauses of the member', () => {
		const strike = { guildId: '1', userId: '2', case: 1, at: noon, by: max };
		const record = { cases: 1, strikes: [strike, strike], pausedUntil: noon + 3_600_000 };
		const view = cardView(factsOf({ record }));
		expect(textOf(view)).toContain(`has 1 case in this server · 2 strikes · paused until <t:${noon / 1000 + 3600}:f>`);
	});

	test('a posted picture that was reported is linked, with who said what', () => {
		const reports = [{ userId: max, at: noon, text: 'this is *me*' }];
		const job = { ...jobOf(), reply: { ...jobOf().reply, messageId: '41771983429993999' } };
		const view = cardView(factsOf({ job, shown: caseOf({ kind: 'report', reports, triggers: [] }) }));
		expect(textOf(view)).toContain(`<@${max}> reported it <t:${noon / 1000}:R>: this is \\*me\\*`);
		expect(JSON.stringify(view)).toContain(
			'https://discord.com/channels/41771983423143937/41771983423143938/41771983429993999',
		);
		expectSendable(view);
	});
});

describe('a private request', () => {
	const job = jobOf({ private: true, prompt: 'my secret garden' });

	test('of which only the price is in question keeps its words', () => {
		const view = cardView(factsOf({ job, shown: caseOf({ kind: 'budget', triggers: [] }) }));
		expect(JSON.stringify(view)).not.toContain('secret garden');
		expect(textOf(view)).toContain('A private request: only whoever asked sees its words.');
		// Whoever may not read them cannot change them.
		expect(buttonsOf(view)).toEqual(['Approve', 'Refuse', 'Warn', 'Claim']);
	});

	test.each<CaseKind>(['prompt', 'result', 'provider', 'report'])('that was flagged (%s) can be read', (kind) => {
		expect(textOf(cardView(factsOf({ job, shown: caseOf({ kind }) })))).toContain('> my secret garden');
	});
});

describe('after it ended', () => {
	const decided = (decision: Parameters<typeof decide>[1], kind: CaseKind = 'prompt') =>
		decide(caseOf({ kind }), decision, minute);
	const at = `<t:${minute / 1000}:R>`;

	test.each<[Case, string]>([
		[decided({ verb: 'approve', by: max }), `Approved by <@${max}> ${at}.`],
		[
			decided({ verb: 'approve', by: max, changedTo: 'a calm sea' }),
			`Approved with other words by <@${max}> ${at}:**\n> a calm sea`,
		],
		[decided({ verb: 'refuse', by: max, reason: 'not _here_' }), `Refused by <@${max}> ${at}.**\n> not \\_here\\_`],
		[decided({ verb: 'refuse', by: max, warned: true }), `Refused with a warning by <@${max}> ${at}.`],
		[decided({ verb: 'keep', by: max }, 'report'), `Kept by <@${max}> ${at}.`],
		[decided({ verb: 'spoiler', by: max }, 'report'), `Covered with a spoiler by <@${max}> ${at}.`],
		[decided({ verb: 'remove', by: max }, 'report'), `Removed by <@${max}> ${at}.`],
		[endWithout(caseOf(), 'expired', minute), 'Nobody decided in time: it was let go.'],
		[endWithout(caseOf(), 'withdrawn', minute), 'Taken back by whoever asked.'],
		[caseOf({ state: 'refused' }), 'A rule of this server refused it.'],
		[caseOf({ state: 'refused', kind: 'provider' }), "The model's own filter refused it."],
	])('it says how, by whom and why: %#', (shown, words) => {
		const view = cardView(factsOf({ shown }));
		expect(textOf(view)).toContain(words);
		expect(buttonsOf(view)).not.toContain('Approve');
		expectSendable(view);
	});

	test('a decision can be undone for five minutes', () => {
		const shown = decided({ verb: 'approve', by: max });
		expect(buttonsOf(cardView(factsOf({ shown, now: minute + undoMs - 1 })))).toEqual(['Undo']);
		expect(buttonsOf(cardView(factsOf({ shown, now: minute + undoMs })))).toEqual([]);
	});

	test('an appeal is granted or denied, and then says so', () => {
		const asked = appeal(decided({ verb: 'refuse', by: max }), 'it is a *painting*', minute + 1000);
		const view = cardView(factsOf({ shown: asked }));
		expect(textOf(view)).toContain('asked for a second look');
		expect(textOf(view)).toContain('> it is a \\*painting\\*');
		expect(buttonsOf(view)).toEqual(['Grant', 'Deny']);
		expectSendable(view);
		const denied = answerAppeal(asked, { by: max, text: 'no', granted: false }, minute + 2000);
		expect(textOf(cardView(factsOf({ shown: denied })))).toContain(`Left as it is by <@${max}>`);
		expect(buttonsOf(cardView(factsOf({ shown: denied })))).toEqual([]);
	});

	test('what no server can loosen can only be left as it is', () => {
		const shown = appeal(caseOf({ state: 'refused' }), 'please', minute);
		expect(buttonsOf(cardView(factsOf({ shown, isFinal: true })))).toEqual(['Deny']);
	});

	test('its words are gone when they are no longer kept', () => {
		const view = cardView(factsOf({ shown: { ...decided({ verb: 'approve', by: max }), emptied: true } }));
		expect(textOf(view)).toContain('Its words and pictures are no longer kept.');
		expect(textOf(view)).not.toContain('lighthouse');
		expectSendable(view);
		expectSendable(cardView(factsOf({ job: undefined })));
	});

	test('its member can be paused all the same', () => {
		const select = componentsOf(cardView(factsOf({ shown: caseOf({ state: 'kept' }) }))).find(({ type }) => type === 3);
		expect(select).toMatchObject({ custom_id: 'moderation:pause-member:17' });
	});
});

describe('whatever people wrote', () => {
	const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 4000 });
	const triggers: Trigger[] = [
		...Array<Trigger>(14).fill(graphic),
		{ source: 'words', verdict: 'held', subject: { on: 'prompt' }, entry: '1', found: '**bad** [x](http://x.y)' },
		{ source: 'unanswered', verdict: 'held', subject: { on: 'input', index: 3 }, reason: 'unreadable' },
		{ source: 'removed', verdict: 'refused', subject: { on: 'result', index: 0 }, case: 3 },
	];
	const worst = (text: string, kind: CaseKind): Payload => {
		const reports = Array.from({ length: 9 }, () => ({ userId: max, at: noon, text }));
		const refused = decide(
			caseOf({ kind: 'prompt', triggers, reports }),
			{ verb: 'refuse', by: max, reason: text, changedTo: text, warned: true },
			minute,
		);
		const answered = answerAppeal(appeal(refused, text, minute), { by: max, text, granted: true }, minute);
		const job = jobOf({ prompt: text, persona: text, perspective: `eyes: ${text}`, private: true, count: 10 });
		const pictures = Array.from({ length: 10 }, (_, n) => picture(n));
		return cardView(factsOf({ job, shown: { ...answered, kind }, pictures }));
	};

	test('fits into a message, and formats nothing', () => {
		fc.assert(
			fc.property(words, fc.constantFrom(...caseKinds), (text, kind) => {
				expectSendable(worst(text, kind));
			}),
			{ numRuns: 60 },
		);
		expectSendable(worst('`*_~|[]()<>#@\\'.repeat(300), 'report'));
		const quoted = textOf(worst('**x** @everyone `y`', 'prompt'))
			.split('\n')
			.filter((line) => line.startsWith('> '))
			.map((line) => line.slice(2));
		expect(quoted.length).toBeGreaterThan(2);
		for (const line of quoted) expect(formatting(line)).toBeUndefined();
	});
});
