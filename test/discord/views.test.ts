import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Call, conclude, type Job, type Problem, queue, send, settleCall } from '../../src/core/job.ts';
import type { Finished, Waiting } from '../../src/core/ports.ts';
import { endingView, refusalView, refusalWords, staleView, unexpectedView } from '../../src/discord/views/notice.ts';
import { originalsViews } from '../../src/discord/views/original.ts';
import { resultView } from '../../src/discord/views/result.ts';
import { handoverView, waitingView } from '../../src/discord/views/waiting.ts';
import { attached, jobOf, noon } from '../core/jobs.ts';
import { refusals } from '../core/refusals.ts';
import { buttonsOf, componentsOf, expectSendable, galleryOf, textOf } from './limits.ts';
import { formatting } from './markdown.ts';

const MiB = 1024 * 1024;
const place: Waiting = { place: 3, etaMs: 40_000, priceMicros: 40_000 };

/** A concluded job whose calls ended like this. */
function ended(job: Job, ...ends: (Pick<Call, 'state'> & Partial<Call>)[]): Job {
	const sent = job.calls.reduce((it, { n }) => send(it, n, noon), queue(job, noon));
	return conclude(
		ends.reduce((it, end, n) => settleCall(it, n, { costMicros: 40_000, ...end }, noon + 12_000), sent),
		noon + 12_000,
	);
}
const made = (request: Parameters<typeof jobOf>[0] = {}, ...ends: Parameters<typeof ended>[1][]) => {
	const job = jobOf(request);
	return ended(job, ...(ends.length > 0 ? ends : job.calls.map(() => ({ state: 'made' as const }))));
};
const failed = (problem: Problem, state: 'failed' | 'refused' | 'unknown' = 'failed') =>
	made({}, { state, problem, costMicros: 0 });

const picture = (n = 1, altered: Finished['altered'] = 'no'): Finished => ({
	name: `easel-${n}.png`,
	bytes: new Uint8Array(10),
	type: 'image/png',
	altered,
	width: 1024,
	height: 1024,
});
const pictures = (count: number) => Array.from({ length: count }, (_, i) => picture(i + 1));

describe('waiting', () => {
	test.each([
		[1, '1st'],
		[2, '2nd'],
		[3, '3rd'],
		[4, '4th'],
		[11, '11th'],
		[12, '12th'],
		[13, '13th'],
		[21, '21st'],
		[111, '111th'],
		[122, '122nd'],
	])('place %i is the %s in line', (n, ordinal) => {
		const view = waitingView(jobOf(), { ...place, place: n });
		expect(textOf(view)).toBe(`> a lighthouse in a storm\n**${ordinal} in line** · about 40 s · ≈ $0.04`);
		expect(buttonsOf(view)).toEqual(['Cancel']);
		expectSendable(view);
	});

	test('says what costs nothing, and long waits in minutes', () => {
		const view = waitingView(jobOf(), { place: 1, etaMs: 200_000, priceMicros: 0 });
		expect(textOf(view)).toContain('**1st in line** · about 3 min · no charge');
	});

	test('once it is being drawn there is nothing to cancel', () => {
		const view = waitingView(jobOf({}, { reservedMicros: 5880 }), undefined);
		expect(textOf(view)).toContain('**Drawing…** · ≈ $0.0059');
		expect(buttonsOf(view)).toEqual([]);
		expectSendable(view);
	});

	test('before the token ends it says where the picture will come', () => {
		expect(textOf(handoverView(jobOf()))).toContain('as a message of its own');
		expect(buttonsOf(handoverView(jobOf()))).toEqual([]);
		expect(textOf(handoverView(jobOf({ private: true })))).toContain('as a direct message');
		expect(buttonsOf(handoverView(jobOf({ private: true })))).toEqual(['Collect my picture']);
		expectSendable(handoverView(jobOf({ private: true })));
	});
});

describe('a result', () => {
	test('shows the prompt, what it was made with, the pictures and what can be done next', () => {
		const view = resultView(made(), [picture()]);
		expect(textOf(view)).toBe('> a lighthouse in a storm\n-# gpt-image-2.5-flare · 1024×1024 · medium · 12 s · $0.04');
		expect(galleryOf(view)).toEqual([
			{ media: { url: 'attachment://easel-1.png' }, description: 'a lighthouse in a storm' },
		]);
		expect(view.attachments).toEqual([{ id: '0', filename: 'easel-1.png', description: 'a lighthouse in a storm' }]);
		expect(buttonsOf(view)).toEqual(['Again', 'Vary', 'Edit']);
		expectSendable(view);
	});

	test('shows how the model revised the prompt, on one line, and reads it to those who cannot see', () => {
		const job = made({ model: 'dall-e-3' }, { state: 'made', revisedPrompt: 'A *tall*\n\nlighthouse' });
		const view = resultView(job, [picture()]);
		expect(textOf(view)).toContain('\n-# Revised by the model: A \\*tall\\* lighthouse\n');
		expect(galleryOf(view)[0]?.description).toBe('A *tall* lighthouse');
	});

	test('reads to each picture the words of the call that made it', () => {
		const job = made(
			{ count: 3, calls: [1, 1, 1] },
			{ state: 'refused', problem: { code: 'moderation' } },
			{ state: 'made', revisedPrompt: 'the first' },
			{ state: 'made', revisedPrompt: 'the second' },
		);
		const descriptions = galleryOf(resultView(job, pictures(2))).map(({ description }) => description);
		expect(descriptions).toEqual(['the first', 'the second']);
	});

	test('names the persona, and leaves out a price of nothing', () => {
		const job = made({ persona: 'noir + _me_', quality: null }, { state: 'made', costMicros: 0 });
		expect(textOf(resultView(job, [picture()]))).toContain(
			'-# gpt-image-2.5-flare · 1024×1024 · persona noir + \\_me\\_ · 12 s',
		);
		expect(textOf(resultView(job, [picture()]))).not.toContain('$');
	});

	test('a variation says so, and needs no words of the member', () => {
		const view = resultView(made({ action: 'vary', prompt: '', strength: 'strong' }), [picture()]);
		expect(textOf(view)).toMatch(/^\*\*A strong variation\*\*\n-# /);
		expect(galleryOf(view)[0]?.description).toBe('A strong variation');
		expect(textOf(resultView(made({ action: 'vary', prompt: '' }), [picture()]))).toMatch(/^\*\*A variation\*\*\n/);
	});

	test('says how many came back, and why not all', () => {
		const job = made(
			{ count: 2, calls: [1, 1] },
			{ state: 'made' },
			{ state: 'refused', problem: { code: 'moderation', categories: ['violence'] } },
		);
		expect(textOf(resultView(job, [picture()]))).toContain(
			"-# 1 of 2 pictures came back. The model's safety filter refused this (violence).",
		);
	});

	test('says what was re-encoded for Discord’s limit, and nothing of what was only cropped', () => {
		const job = made({ count: 2, calls: [2] });
		expect(textOf(resultView(job, [picture(1), picture(2, 'reencoded')]))).toContain(
			"-# The picture was re-encoded to fit Discord's limit of 10 MB here.",
		);
		expect(textOf(resultView(job, [picture(1, 'reencoded'), picture(2, 'reencoded')]))).toContain(
			'-# 2 pictures were re-encoded',
		);
		const ten = Array.from({ length: 10 }, (_, i) => picture(i + 1, 'reencoded'));
		expect(textOf(resultView(made({ count: 10, calls: [10] }), ten))).toContain(
			"-# 10 pictures were re-encoded to fit Discord's limit of 2.4 MB here.",
		);
		expect(textOf(resultView(job, [picture(1), picture(2, 'cropped')]))).not.toContain('re-encoded');
	});

	test('names the member, without a ping, only where it is no answer to a command', () => {
		const view = resultView(made(), [picture()], { mention: true });
		expect(textOf(view)).toMatch(/^<@80351110224678912>, your picture is ready\.\n/);
		expectSendable(view);
		expect(textOf(resultView(made(), [picture()]))).not.toContain('<@');
	});
});

describe('an end without a picture', () => {
	test.each([
		['moderation', 'Please word it differently'],
		['badInput', 'Please try other options'],
		['modelGone', 'The model gpt-image-2.5-flare is not there any more'],
		['noCredit', 'out of credit'],
		['badKey', 'did not accept the bot'],
		['unverified', 'try another model'],
		['unreachable', 'could not be reached'],
		['busy', 'busy for too long'],
		['unusable', 'without a picture'],
		['internal', 'tell the operator the reference `bcdfgh`'],
	] as const)('%s says what happened, that it was free, and offers to run again', (code, words) => {
		const view = endingView(failed({ code, reference: 'bcdfgh' }));
		expect(textOf(view)).toContain(`**No picture came back**\n`);
		expect(textOf(view)).toContain(words);
		expect(textOf(view)).toContain('-# You have not been charged.');
		expect(buttonsOf(view)).toEqual(['Run again']);
		expectSendable(view);
	});

	test('what got lost on the way is never bought again silently', () => {
		const view = endingView(failed({ code: 'lost' }, 'unknown'));
		expect(textOf(view)).toContain('**The picture got lost on the way**');
		expect(textOf(view)).toContain('I will not buy it a second time on my own');
		expect(buttonsOf(view)).toEqual(['Run again']);
	});

	test('a refusal names the categories and offers no second try of the same words', () => {
		const view = endingView(failed({ code: 'moderation', categories: ['self-harm', 'sexual/minors'] }, 'refused'));
		expect(textOf(view)).toContain('(self-harm, sexual, with minors)');
		expect(buttonsOf(view)).toEqual([]);
	});

	test.each<[Partial<Problem>, string]>([
		[{}, 'The rules of this server refused this. Please word it differently.'],
		[{ categories: ['hate', 'sexual/minors'] }, 'refused this (hate, sexual, with minors).'],
		[{ found: ['p_gs', '<@1>'] }, 'with **p\\_gs**, **\\<\\@1\\>** in the words.'],
		[{ found: ['pegs'], categories: ['hate'] }, 'with **pegs** in the words, and its rules refused this (hate) too.'],
	])('a refusal by the rules of the server names what they found: %j', (what, words) => {
		const view = endingView(failed({ code: 'filtered', ...what }, 'refused'));
		expect(textOf(view)).toContain('**Refused**\n');
		expect(textOf(view)).toContain(words);
		expectSendable(view);
	});

	test('a refusal by a moderator has their reason, which formats nothing', () => {
		const view = endingView(failed({ code: 'notApproved', reason: '# No\n@everyone' }, 'refused'));
		expect(textOf(view)).toContain('did not approve it: \\# No\n\\@everyone');
		expect(textOf(endingView(failed({ code: 'notApproved' }, 'refused')))).toContain('did not approve it.\n');
	});

	test('what nobody could check says so', () => {
		expect(textOf(endingView(failed({ code: 'unchecked' }, 'refused')))).toContain('could not be checked just now');
	});

	test('what was taken back or waited too long says only that', () => {
		const cancelled = { ...jobOf(), state: 'cancelled' as const };
		expect(textOf(endingView(cancelled))).toMatch(/^\*\*Cancelled\*\*\n.*\n-# You have not been charged\.$/);
		expect(textOf(endingView({ ...cancelled, state: 'expired' }))).toMatch(/^\*\*Expired\*\*\n/);
	});
});

describe('a refusal', () => {
	test.each(refusals.map((refusal) => [refusal.code, refusal] as const))('%s is worded completely', (_, refusal) => {
		const words = refusalWords(refusal, 'en-US');
		expect(words).not.toMatch(/\{\{|undefined|null|NaN|\[object|refusal\.|ability\./);
		expect(words).toMatch(/^\S.*\.$/);
		expectSendable(refusalView(refusal, 'en-US'));
	});

	test('says that nothing was drawn, but not to somebody who pressed a button', () => {
		expect(textOf(refusalView({ code: 'promptEmpty' }, 'en'))).toMatch(
			/^\*\*Not drawn\*\*\n.*\n-# Nothing was drawn and nothing was charged\.$/,
		);
		expect(textOf(refusalView({ code: 'tooLate' }, 'en'))).toBe('That one is already being drawn, or done.');
	});

	test('writes numbers, lists, sizes and times as people read them', () => {
		const words = (code: string) => refusalWords(refusals.find((it) => it.code === code)!, 'en-US');
		expect(words('promptTooLong')).toBe(
			'The prompt is 4,001 characters long and gpt-image-2 reads at most 4,000. Please shorten it.',
		);
		expect(words('optionUnknown')).toBe(
			'`quality: hd` is not something gpt-image-2 knows. It takes low, medium, or high.',
		);
		expect(words('modelCannot')).toBe('`gpt-image-2` cannot make variations. Try dall-e-2.');
		expect(words('pictureTooLarge')).toContain('larger than 20 MB');
		expect(words('pictureTooManyPixels')).toContain('more than 50 megapixels');
		expect(words('operatorBudget')).toContain(`<t:${Date.UTC(2026, 10, 22) / 1000}:R>`);
		expect(refusalWords({ code: 'modelCannot', what: 'edit', model: 'dall-e-3', able: [] }, 'en')).toMatch(
			/^No model offered here can change a picture\./,
		);
	});

	test('shows what members typed as they typed it, short and without effect', () => {
		const shape = (text: string) => refusalWords({ code: 'shapeUnreadable', shape: text }, 'en');
		expect(shape('**`x`**')).toContain("the shape `**'x'**`.");
		expect(shape('$t(button.again) {{limit}}')).toContain('`$t(button.again) {{limit}}`');
		expect(shape('x'.repeat(200))).toContain(`\`${'x'.repeat(79)}…\``);
		expect(refusalWords({ code: 'pictureEmpty', name: '[a](b)<@1>.png' }, 'en')).toContain(
			'**\\[a\\]\\(b\\)\\<\\@1\\>.png**',
		);
	});

	test('is English where the member’s language is not here', () => {
		expect(refusalWords({ code: 'jobGone' }, 'xx-XX')).toBe('That request is no longer here.');
	});
});

describe('a notice', () => {
	test('of something unexpected carries the reference and nothing else', () => {
		expect(textOf(unexpectedView('bcdfgh', 'en'))).toContain('the reference `bcdfgh`');
		expectSendable(unexpectedView('bcdfgh', 'en'));
	});

	test('of a dead button is one sentence', () => {
		expect(textOf(staleView('en'))).toBe('That button is no longer connected to anything.');
		expectSendable(staleView('en'));
	});
});

describe('originals', () => {
	const posted = (count: number) => pictures(count).map(({ name }) => attached(name));
	const altered = { job: { ...made(), altered: true }, posted: posted(1), limit: 10 * MiB, locale: 'en' };
	const sized = (name: string, bytes: number) => ({ ...picture(), name, bytes: new Uint8Array(bytes) });

	test('are links to what was posted, where that is the provider’s own file', () => {
		const [message, ...more] = originalsViews({ ...altered, job: made(), posted: posted(10), files: [] });
		expect(textOf(message!.view)).toBe('The original files, exactly as the model made them:');
		expect(buttonsOf(message!.view)).toHaveLength(10);
		expect(message!.attached).toEqual([]);
		expectSendable(message!.view);
		expect(more).toEqual([]);
	});

	test('are attached where what was posted was altered', () => {
		const [message] = originalsViews({ ...altered, files: pictures(2) });
		expect(message!.attached.map(({ name }) => name)).toEqual(['easel-1.png', 'easel-2.png']);
		expectSendable(message!.view);
	});

	test('that do not fit into one request come in several', () => {
		const files = [1, 2, 3].map((n) => sized(`easel-${n}.png`, 9 * MiB));
		const messages = originalsViews({ ...altered, files });
		expect(messages.map(({ attached }) => attached.map(({ name }) => name))).toEqual([
			['easel-1.png', 'easel-2.png'],
			['easel-3.png'],
		]);
		for (const { view } of messages) expectSendable(view);
	});

	test('that are too large or gone are said to be', () => {
		const [message] = originalsViews({ ...altered, limit: MiB, files: [sized('easel-1.png', 2 * MiB)] });
		expect(textOf(message!.view)).toBe(
			'The original has 2 MB, and Discord takes at most 1 MB here. The picture in the message is the closest that fits.',
		);
		expectSendable(message!.view);
		const [gone] = originalsViews({ ...altered, files: [] });
		expect(textOf(gone!.view)).toContain('it is gone now');
		expectSendable(gone!.view);
	});
});

describe('whatever was written', () => {
	const sign = fc.constantFrom(
		'*',
		'_',
		'`',
		'[',
		'](',
		')',
		'<@',
		'>',
		'#',
		'\n',
		'\n- ',
		'@everyone',
		'שלום ',
		'\u202e',
		'a',
		'://',
		'🦊',
	);
	const long = fc.array(sign, { minLength: 1, maxLength: 60 }).map((parts) => {
		const once = parts.join('');
		return once.repeat(Math.ceil(6000 / once.length)).slice(0, 6000);
	});
	const anyPrompt = fc.oneof(long, fc.string({ minLength: 1, maxLength: 300 }));

	test('every message can be sent, and formats nothing of it', () => {
		fc.assert(
			fc.property(anyPrompt, anyPrompt, fc.string({ maxLength: 200 }), (prompt, revisedPrompt, persona) => {
				const request = { prompt, persona, count: 10, calls: Array<number>(10).fill(1), action: 'vary' as const };
				const refusal = {
					state: 'refused' as const,
					problem: { code: 'moderation' as const, categories: [revisedPrompt] },
				};
				const job = made(
					request,
					...Array.from({ length: 9 }, () => ({ state: 'made' as const, revisedPrompt })),
					refusal,
				);
				const result = resultView(
					job,
					Array.from({ length: 9 }, (_, i) => picture(i + 1, 'reencoded')),
					{ mention: true },
				);
				const problem = endingView({ ...job, ...refusal });
				for (const view of [result, problem, waitingView(job, place), waitingView(job, undefined), handoverView(job)]) {
					expectSendable(view);
				}
				const quoted = componentsOf(result).find(({ content }) => String(content).startsWith('> '));
				for (const line of String(quoted?.content ?? '').split('\n')) expect(formatting(line.slice(2))).toBeUndefined();
			}),
			{ numRuns: 60 },
		);
	});
});
