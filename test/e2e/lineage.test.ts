import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';
import { agree, drawn, newJob } from '../store/jobs.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, filesOf, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { bystanderSees, words } from './trouble.ts';

/** Every result knows what it was made from: Back, Compare, History, and going on from any step. */

let easel: Easel;
let store: Store;

beforeAll(async () => {
	// Bot and twin look at the same clock; timers stay real, so that sockets do.
	vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
	easel = await startEasel({ openai: { pictures: 'drawn' }, discord: { now: () => Date.now() } });
	store = await openStore(easel.env.STORE_URL!);
});
afterAll(async () => {
	vi.useRealTimers();
	expectManners(easel.discord);
	await store.close();
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

const as = (name: string) => easel.discord.as(name);
const answered = async (asked: Interaction | Promise<Interaction>, has = ''): Promise<Message> =>
	(await asked).response((it) => !it.thinking && it.text().includes(has), 15_000);
const imagine = (prompt: string, options: Record<string, string | number | boolean> = {}) =>
	result(as('mia').slash('studio', 'imagine', { prompt, ...options }));
const more = (name: string, message: Message, label: string) => answered(as(name).choose(message, 'More…', [label]));
const labels = (message: Message) => message.buttons().map(({ label }) => label);

async function edited(name: string, message: Message, prompt: string, picture?: number): Promise<Message> {
	const form = await as(name).press(message, 'Edit');
	await form.modal();
	const fields = { prompt, ...(picture === undefined ? {} : { picture: [String(picture)] }) };
	return result(as(name).submit(form, fields));
}

interface Step {
	label: string;
	value: string;
}
const stepsOf = (message: Message): Step[] => {
	const select = message.selects().find(({ customId }) => customId === 'gallery:open');
	return (select as unknown as { options: Step[] }).options;
};
const namesOf = (message: Message) => stepsOf(message).map(({ label }) => label.replace(/^\d+ · /, ''));
const goOn = (name: string, message: Message, n: number) =>
	answered(as(name).choose(message, 'gallery:open', [stepsOf(message)[n]!.value]));
/** The id of Mia's latest result with this prompt. */
async function idOf(prompt: string): Promise<string> {
	const query = { scope: 'mine', guildId: null, viewer: '327418590244601857', starred: false } as const;
	const jobs = await store.gallery.read(query, { towards: 'older', limit: 50 });
	return jobs.find(({ request }) => request.prompt === prompt)!.id;
}
/** Waits for Discord to have deleted it. */
async function deleteIt(message: Message) {
	const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
	await as('mia').choose(message, 'More…', ['Delete']);
	await gone;
}

describe('a result that was made from another', () => {
	let first: Message;
	let second: Message;
	let third: Message;

	beforeAll(async () => {
		first = await imagine('a fox', { count: 2 });
		second = await edited('mia', first, 'in snow', 1);
		third = await result(as('noah').press(second, 'Vary'));
	});

	test('leads back to it, privately, with its buttons', async () => {
		const before = bystanderSees(easel);
		const back = await more('noah', second, words('gallery.back'));
		expect([back.ephemeral, back.text().includes('> a fox')]).toEqual([true, true]);
		expect(await filesOf(easel.discord, back)).toEqual(await filesOf(easel.discord, first));
		expect(labels(back)).toEqual(expect.arrayContaining(['Again', 'Vary', 'Edit', 'History']));
		expect(labels(back)).not.toContain('Back');
		expect(bystanderSees(easel)).toEqual(before);
	});

	test('is compared with the very picture that was gone on from', async () => {
		const compared = await more('mia', second, words('gallery.compare'));
		expect(compared.ephemeral).toBe(true);
		expect(compared.text()).toContain('**Left**: a fox\n**Then**: in snow');
		expect(compared.pictures()[0]?.description).toContain('“in snow”');
		// One before, one after, side by side.
		const { width = 0, height = 1 } = await sharp((await filesOf(easel.discord, compared))[0]).metadata();
		expect(width / height).toBeGreaterThan(1.4);
		const [job] = (await store.gallery.children([await idOf('a fox')], 10)).filter(
			({ request }) => request.prompt === 'in snow',
		);
		expect(job?.parentPicture).toBe(1);
		const opened = await answered(as('mia').press(compared, words('gallery.openThis')));
		expect(await filesOf(easel.discord, opened)).toEqual(await filesOf(easel.discord, second));
	});

	test('has a history, as a picture and in words', async () => {
		const tree = await more('mia', second, words('gallery.history'));
		expect([tree.ephemeral, namesOf(tree)]).toEqual([true, ['a fox', 'in snow', 'A subtle variation']]);
		expect(tree.pictures()[0]?.description).toBe(
			'A tree with 3 steps, from left to right. 1: a fox; 2: in snow (from 1); 3: A subtle variation (from 2)',
		);
		expect((await sharp((await filesOf(easel.discord, tree))[0]).metadata()).format).toBe('png');
		// The same from every one of its steps.
		expect(namesOf(await more('noah', third, words('gallery.history')))).toEqual(namesOf(tree));
	});

	test('is gone on from at any step, in public as that was, which makes a branch', async () => {
		const tree = await more('mia', third, words('gallery.history'));
		const step = await goOn('mia', tree, 0);
		expect(step.text()).toContain(words('gallery.inPublic'));
		const branch = await edited('mia', step, 'at night', 0);
		expect([branch.ephemeral, branch.text().includes('> at night')]).toEqual([false, true]);
		expect(easel.openai.calls).toMatchObject([{ path: '/v1/images/edits', prompt: 'at night' }]);
		const grown = await more('mia', branch, words('gallery.history'));
		expect(namesOf(grown)).toEqual(['a fox', 'in snow', 'A subtle variation', 'at night']);
		expect(grown.pictures()[0]?.description).toContain('4: at night (from 1)');
	});

	test('does not tell others of what was made from it in private', async () => {
		const asker = { guildId: '934188725630984202', channelId: '934190266370285569', userId: '341906627730145281' };
		const request = { prompt: 'a secret branch', private: true };
		const job = newJob({ id: '1400000000000000001', asker, request, parent: await idOf('in snow') }, Date.now());
		await store.ledger.accept(job, [], {}, agree(job));
		for (const next of drawn(job, 1, Date.now())) await store.ledger.save(next);
		expect(namesOf(await more('noah', second, words('gallery.history')))).toContain('a secret branch');
		const theirs = await more('mia', second, words('gallery.history'));
		expect(namesOf(theirs)).not.toContain('a secret branch');
		for (const verb of ['history', 'compare', 'back']) {
			const told = await answered(as('mia').force(theirs, `gallery:${verb}:${job.id}`));
			expect([told.ephemeral, told.text()]).toEqual([true, words('refusal.notYours')]);
		}
	});

	test('is starred from under its picture', async () => {
		const starred = await more('noah', third, words('gallery.star'));
		expect(starred.text()).toContain(words('gallery.starDone'));
		const favourites = await answered(as('noah').press(starred, words('gallery.favourites')));
		expect(namesOf(favourites)).toEqual(['A subtle variation']);
	});
});

describe('a result whose parent is gone', () => {
	test('still tells its words, and offers to draw it again', async () => {
		const first = await imagine('a doomed fox');
		const second = await result(as('mia').press(first, 'Vary'));
		await deleteIt(first);
		const back = await more('mia', second, words('gallery.back'));
		expect(back.text()).toContain('> a doomed fox');
		expect(back.text()).toContain(words('gallery.gone'));
		expect([back.ephemeral, labels(back)]).toEqual([true, ['Draw again · ≈ $0.05', 'History']]);
		// A place is kept for it in comparison and tree.
		for (const label of [words('gallery.compare'), words('gallery.history')]) {
			const shown = await more('mia', second, label);
			expect(shown.pictures()[0]?.description).toContain('a doomed fox');
		}
	});

	test('whose inputs are no longer kept says that it cannot be drawn again from here', async () => {
		const first = await imagine('a root');
		const second = await edited('mia', first, 'a lost step');
		const third = await result(as('mia').press(second, 'Vary'));
		await deleteIt(second);
		await store.ledger.forget(await idOf('a lost step'), 'input');
		const back = await more('mia', third, words('gallery.back'));
		expect([back.text().includes(words('gallery.goneInputs')), labels(back)]).toEqual([true, ['History']]);
	});

	test('has none to compare it with when its words are gone too', async () => {
		const first = await result(as('noah').slash('studio', 'imagine', { prompt: 'a withdrawn fox' }));
		const second = await result(as('mia').press(first, 'Vary'));
		await store.privacy.emptyMember(null, '341906627730145281', Date.now());
		for (const label of [words('gallery.back'), words('gallery.compare')]) {
			expect((await more('mia', second, label)).text()).toBe(words('gallery.noParent'));
		}
		const tree = await more('mia', second, words('gallery.history'));
		expect([namesOf(tree), tree.text().includes('withdrawn')]).toEqual([['A subtle variation'], false]);
	});
});

test('a result of nothing has a history of one step, and no way back', async () => {
	const message = await imagine('a lonely fox');
	const tree = await more('mia', message, words('gallery.history'));
	expect([namesOf(tree), tree.text().includes(words('gallery.treeAlone'))]).toEqual([['a lonely fox'], true]);
	await expect(as('mia').choose(message, 'More…', [words('gallery.back')])).rejects.toThrow();
	const forged = await answered(as('mia').force(message, `gallery:back:${stepsOf(tree)[0]!.value}`));
	expect(forged.text()).toBe(words('gallery.noParent'));
});

test('what left Discord’s CDN is fetched again through its message', async () => {
	const first = await imagine('a fox of yesterday');
	const bytes = await filesOf(easel.discord, first);
	const second = await edited('mia', first, 'a fox of today');
	vi.setSystemTime(Date.now() + 26 * 3_600_000);
	await expect(easel.discord.download(first.pictures()[0]!.url)).rejects.toThrow();
	const back = await more('mia', second, words('gallery.back'));
	expect(await filesOf(easel.discord, back)).toEqual(bytes);
	const branch = await edited('mia', back, 'a fox of tomorrow');
	expect(branch.pictures()).toHaveLength(1);
});
