import { describe, expect, test } from 'vitest';
import type { Job } from '../../../src/core/job.ts';
import type { Finished } from '../../../src/core/ports.ts';
import { fresh, nameHash, type View } from '../../../src/discord/history/ids.ts';
import { compareView, treeView } from '../../../src/discord/history/lineage-view.ts';
import { galleryFile, pageView, type Shown } from '../../../src/discord/history/page-view.ts';
import { askView, sharedView } from '../../../src/discord/history/sharing-view.ts';
import { goneView, type ShownResult, shownView } from '../../../src/discord/history/show-view.ts';
import { starredView } from '../../../src/discord/history/stars.ts';
import { shortDate, titleOf } from '../../../src/discord/history/wording.ts';
import { wordsFor } from '../../../src/locales/words.ts';
import { jobOf, noon, requestOf } from '../../core/jobs.ts';
import { buttonsOf, componentsOf, expectSendable, galleryOf, textOf } from '../limits.ts';

const t = wordsFor('en');
const wild = '@everyone **bold** <@1> ]( https://evil ~~ '.repeat(100);
const dating = { locale: 'en', timeZone: 'UTC', now: noon };
const resultOf = (n: number, change: Partial<Job> = {}): Job => ({
	...jobOf(),
	id: `144481234567890${1000 + n}`,
	state: 'delivered',
	createdAt: noon - n * 60_000,
	...change,
});
const pictureOf = (n: number): Finished => ({
	name: `easel-${n}.png`,
	bytes: new Uint8Array(1),
	type: 'image/png',
	altered: 'no',
	width: 1024,
	height: 1024,
});

function shownOf(count: number, change: Partial<Shown> = {}, view: Partial<View> = {}): Shown {
	return {
		view: { ...fresh('mine'), ...view },
		page: { jobs: Array.from({ length: count }, (_, n) => resultOf(n)) },
		filters: { models: [], personas: [] },
		waiting: [],
		isElsewhere: false,
		starred: new Set(),
		isCovered: false,
		dating,
		...change,
	};
}

describe('a page', () => {
	test('shows twelve numbered tiles with what they are, and opens each of them', () => {
		const shown = shownOf(12, { starred: new Set([resultOf(1).id]) });
		const view = pageView(shown);
		expectSendable(view);
		const file = galleryFile(shown, [new Uint8Array(1), ...Array<null>(11).fill(null)]);
		expect(file?.tiles.map(({ badge }) => badge)).toEqual(Array.from({ length: 12 }, (_, n) => String(n + 1)));
		expect(file?.tiles.slice(0, 2)).toEqual([
			{ bytes: new Uint8Array(1), label: 'a lighthouse in a storm', note: 'Nov 21', badge: '1' },
			{ bytes: null, label: 'a lighthouse in a storm', note: 'Nov 21', badge: '2', isStarred: true },
		]);
		expect(galleryOf(view)[0]?.description).toContain('12 pictures in rows. 1: a lighthouse in a storm; 2: ');
	});

	test('with the longest names, prompts and everything to narrow it down by is still sendable', () => {
		const names = Array.from({ length: 60 }, (_, n) => `${n} ${'x'.repeat(200)}`);
		const jobs = Array.from({ length: 12 }, (_, n) =>
			resultOf(n, { request: requestOf({ prompt: wild, model: 'm'.repeat(200) }) }),
		);
		const from = { at: noon, id: resultOf(1).id };
		const view = pageView(
			shownOf(
				12,
				{
					page: { jobs, newer: from, older: from },
					filters: { models: names, personas: names },
					waiting: jobs,
					isCovered: true,
				},
				{ model: nameHash(names[3]!), persona: nameHash('no longer there'), span: 'week', starred: true },
			),
		);
		expectSendable(view);
		expect(textOf(view)).not.toMatch(/(?<!\\)<@1/);
		expect(buttonsOf(view).slice(-3)).toEqual([t('gallery.newer'), t('gallery.older'), t('gallery.all')]);
		expect(galleryOf(view)[0]).toMatchObject({ spoiler: true });
	});

	test.each([
		['mine', {}, 'gallery.empty.mine'],
		['server', {}, 'gallery.empty.server'],
		['mine', { starred: true }, 'gallery.noMatch'],
		['server', { span: 'today' }, 'gallery.noMatch'],
	] as const)('of %s with nothing in it (%o) says so', (scope, change, key) => {
		const view = pageView(shownOf(0, {}, { ...fresh(scope), ...change }));
		expectSendable(view);
		expect(textOf(view)).toContain(t(key));
		expect(view.attachments).toEqual([]);
	});
});

describe('one result', () => {
	const base: ShownResult = {
		job: resultOf(1),
		pictures: [pictureOf(1)],
		asking: jobOf(),
		locale: 'en',
		parent: undefined,
		isStarred: false,
		isCovered: false,
	};
	const seen = (change: Partial<ShownResult>) => {
		const view = shownView({ ...base, ...change });
		expectSendable(view);
		return { text: textOf(view), buttons: buttonsOf(view), view };
	};
	const posted = (job: Job): Job => ({ ...job, reply: { ...job.reply, messageId: '1444812345678909999' } });

	test('tells its id, when it was drawn, and that it goes on in public', () => {
		const { text, buttons } = seen({ job: posted(resultOf(1)) });
		expect(text).toContain(`drawn <t:${(noon - 60_000) / 1000}:R> · #${base.job.id}`);
		expect(text).toContain(t('gallery.inPublic'));
		expect(text).not.toContain('free this time');
		expect(buttons).toEqual(['Again', 'Vary', 'Edit', 'Star', 'Send to my DMs', 'Open in channel', 'History']);
	});

	test('that was made from another one leads back to it', () => {
		const parent = resultOf(2, { request: requestOf({ prompt: wild }) });
		const { text, buttons } = seen({ parent, isStarred: true });
		expect(text).toContain('Made from: \\@everyone');
		expect(buttons.slice(3)).toEqual(['Take the star away', 'Send to my DMs', 'Back', 'Compare', 'History']);
	});

	test('that is private can be shared by its member alone, and where somebody else is', () => {
		const job = resultOf(1, { request: requestOf({ private: true }) });
		expect(seen({ job }).buttons).toContain('Share here');
		const { asker, reply } = base.asking;
		expect(seen({ job, asking: { reply, asker: { ...asker, userId: '1' } } }).buttons).not.toContain('Share here');
		const direct = { ...asker, guildId: null };
		expect(seen({ job, asking: { reply, asker: direct } }).buttons).not.toContain('Share here');
		expect(seen({ job, asking: { reply: { ...reply, onlyAnswer: true }, asker: direct } }).buttons).toContain(
			'Share here',
		);
		expect(seen({ job }).text).not.toContain(t('gallery.inPublic'));
	});

	test('with ten pictures, the longest words and a spoiler is still sendable', () => {
		const job = resultOf(1, { request: requestOf({ prompt: wild, count: 10 }) });
		const { view } = seen({
			job: posted(job),
			parent: job,
			isCovered: true,
			pictures: Array.from({ length: 10 }, (_, n) => pictureOf(n + 1)),
		});
		expect(galleryOf(view).every((item) => 'spoiler' in item && item.spoiler === true)).toBe(true);
	});

	test('whose pictures are gone has its words, and a price for drawing it again', () => {
		const view = goneView(resultOf(1), { locale: 'en', canDraw: true });
		expectSendable(view);
		expect(textOf(view)).toContain('> a lighthouse in a storm');
		expect(textOf(view)).toContain(t('gallery.gone'));
		expect(buttonsOf(view)).toEqual(['Draw again · ≈ $0.05', 'History']);
		const without = goneView(resultOf(1), { locale: 'en', canDraw: false });
		expect([textOf(without).includes(t('gallery.goneInputs')), buttonsOf(without)]).toEqual([true, ['History']]);
	});

	test('is starred and shared in words that can be sent', () => {
		const job = resultOf(1, { request: requestOf({ prompt: wild, private: true }) });
		expectSendable(starredView(job.id, true, 'en'));
		expectSendable(askView(job, '1444812345678901235', 'en'));
		const shared = sharedView(job, [pictureOf(1)], jobOf(), 'en');
		expectSendable(shared);
		// What others can do with it is to report it; and its member can take it back.
		expect(buttonsOf(shared)).toEqual([t('gallery.unshare')]);
		expect(textOf(shared)).not.toContain(job.id);
	});
});

describe('where a result came from', () => {
	test('is a comparison with words for whoever cannot see it', () => {
		const view = compareView({
			job: resultOf(1, { request: requestOf({ prompt: wild }) }),
			parent: resultOf(2),
			isCovered: false,
			locale: 'en',
		});
		expectSendable(view);
		expect(galleryOf(view)[0]?.description).toContain('“a lighthouse in a storm”');
		expect(buttonsOf(view)).toEqual(['Back', 'Open the new one', 'History']);
	});

	test('is a tree of which each step can be gone on from', () => {
		const steps = Array.from({ length: 24 }, (_, n) => ({
			job: resultOf(n, { request: requestOf({ prompt: wild }) }),
			parent: n === 0 ? null : resultOf(n - 1).id,
		}));
		const view = treeView({ job: steps[3]!.job, steps, isCovered: true, dating });
		expectSendable(view);
		const select = componentsOf(view).find(({ options }) => options) as { options: unknown[] } | undefined;
		expect(select?.options).toHaveLength(24);
		expect(galleryOf(view)[0]?.description).toMatch(/^A tree with 24 steps/);
	});
});

test('results without a prompt have a name, and long ones a short one', () => {
	const named = (change: Parameters<typeof requestOf>[0]) =>
		titleOf({ ...resultOf(1), request: requestOf(change) }, 'en');
	expect(named({ action: 'vary', prompt: '', strength: 'strong' })).toBe('A strong variation');
	expect(named({ action: 'zoom', prompt: 'a fox', canvas: { zoom: 1.5, ratio: null } })).toBe('Zoomed out 1.5×');
	expect(named({ action: 'edit', prompt: ' ' })).toBe('A picture');
	expect(named({ prompt: 'a\n  b' })).toBe('a b');
	expect(named({ prompt: 'x'.repeat(200) })).toHaveLength(80);
});

test('dates name the year when it is another one, by the clocks of the zone', () => {
	expect(shortDate(noon, dating)).toBe('Nov 21');
	expect(shortDate(Date.UTC(2025, 11, 31, 23), { ...dating, timeZone: 'Asia/Tokyo' })).toBe('Jan 1');
	expect(shortDate(Date.UTC(2025, 11, 31, 23), dating)).toBe('Dec 31, 2025');
});
