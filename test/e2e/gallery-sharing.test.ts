import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';
import type { Message } from '../twins/discord/index.ts';
import { type Easel, filesOf, notice, result, startEasel } from './easel.ts';
import { answered, idIn, prompts, visitorsOf } from './galleries.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** A result that was found again is sent to oneself, or shown to others later. */

const atelier = '934188725630984202';
const review = '934190266370285571';
const miaId = '327418590244601857';

let easel: Easel;
let store: Store;

beforeAll(async () => {
	easel = await startEasel({ openai: { pictures: 'drawn' }, settings: { 'safety.reviewChannel': review } });
	store = await openStore(easel.env.STORE_URL!);
	await imagine('mia', { prompt: 'a red fox', count: 2 });
	await imagine('mia', { prompt: 'a secret fox', private: true });
	await imagine('mia', { prompt: 'an unwise fox', private: true });
});
afterAll(async () => {
	expectManners(easel.discord);
	await store.close();
	await easel.stop();
});
beforeEach(() => easel.discord.faults.dmRefused.clear());

const { as, imagine, gallery, show, open, sentTo } = visitorsOf(() => easel);

describe('Send to my DMs', () => {
	test('brings the pictures once, however often it is pressed', async () => {
		const opened = await open('noah', await gallery('noah', 'server'), 'a red fox');
		await Promise.all(
			[1, 2].map(async () => answered(as('noah').press(opened, words('gallery.dm')), words('gallery.dmDone'))),
		);
		const [sent, ...more] = sentTo('noah');
		expect(more).toEqual([]);
		expect(await filesOf(easel.discord, sent!)).toEqual(await filesOf(easel.discord, opened));
		// Somebody else's cannot be gone on from in a direct message.
		expect(sent!.buttons().map(({ label }) => label)).toEqual(['Open in channel']);
	});

	test('says what to change where Discord does not let it', async () => {
		easel.discord.faults.dmRefused.add(miaId);
		const opened = await open('mia', await gallery('mia', 'mine'), 'a secret fox');
		const told = await answered(as('mia').press(opened, words('gallery.dm')));
		expect([told.ephemeral, told.text()]).toEqual([true, words('gallery.dmRefused')]);
		easel.discord.faults.dmRefused.clear();
		await answered(as('mia').press(opened, words('gallery.dm')), words('gallery.dmDone'));
		const [sent] = sentTo('mia');
		expect((await result(as('mia').press(sent!, 'Again'))).text()).toContain('a secret fox');
	});
});

async function pause(isPaused: boolean): Promise<void> {
	const patch = { 'moderation.paused': isPaused };
	await store.settings.change({ guildId: atelier, userId: miaId, how: 'command', patch, at: Date.now() });
}

describe('a private one, shared later', () => {
	const shared = () =>
		easel.discord
			.channel('studio')
			.messages('noah')
			.filter((it) => it.text().includes('shared a picture'));
	let message: Message;

	test('is posted for everybody after a word of warning, once', async () => {
		const opened = await open('mia', await gallery('mia', 'mine'), 'a secret fox');
		const asked = await answered(as('mia').press(opened, words('gallery.share')));
		expect(asked.text()).toContain(words('gallery.shareText'));
		expect(shared()).toEqual([]);
		await Promise.all(
			[1, 2].map(() =>
				as('mia')
					.press(asked, words('gallery.shareNow'))
					.catch(() => undefined),
			),
		);
		await expect.poll(() => shared().length).toBe(1);
		message = shared()[0]!;
		expect(message.text()).toContain('> a secret fox');
		expect(await filesOf(easel.discord, message)).toEqual(await filesOf(easel.discord, opened));
		// The job is as private as it was.
		expect(prompts(await gallery('noah', 'server'))).not.toContain('a secret fox');
		expect((await show('noah', idIn(opened))).text()).toBe(words('refusal.notYours'));
	});

	test('can be reported by whoever sees it, and by nobody else', async () => {
		const form = await as('noah').choose(message, 'More…', [words('button.report')]);
		await form.modal();
		const told = await answered(as('noah').submit(form, { why: 'not here' }));
		expect(told.text()).toContain(words('report.thanks'));
	});

	test('is taken back by its member, not by others', async () => {
		const told = await notice(as('noah').press(message, words('gallery.unshare')));
		expect(told.text()).toBe(words('refusal.notYours'));
		await as('mia').press(message, words('gallery.unshare'));
		await expect.poll(shared).toEqual([]);
	});

	test('is removed by a moderator after a report, wherever it stands', async () => {
		const opened = await open('mia', await gallery('mia', 'mine'), 'an unwise fox');
		const asked = await answered(as('mia').press(opened, words('gallery.share')));
		await as('mia').press(asked, words('gallery.shareNow'));
		await expect.poll(() => shared().length).toBe(1);
		const form = await as('noah').choose(shared()[0]!, 'More…', [words('button.report')]);
		await form.modal();
		await answered(as('noah').submit(form, { why: 'no' }), words('report.thanks'));
		const cards = () => easel.discord.channel(review).messages('max');
		const card = () => cards().find((it) => it.text().includes('an unwise fox'));
		await expect.poll(card).toBeDefined();
		await as('max').press(card()!, words('case.button.remove'));
		await expect.poll(shared).toEqual([]);
		expect(prompts(await gallery('mia', 'mine'))).not.toContain('an unwise fox');
	});

	test('is not posted by somebody else, nor with a word that was used, nor where drawing is paused', async () => {
		const opened = await open('mia', await gallery('mia', 'mine'), 'a secret fox');
		const id = idIn(opened);
		const forged = await answered(as('mia').force(opened, `gallery:post:${id}:1400000000000000000`));
		expect(forged.text()).toBe(words('unexpected.stale'));
		const theirs = await gallery('noah', 'mine');
		const told = await notice(as('noah').force(theirs, `gallery:post:${id}:1400000000000000000`));
		expect(told.text()).toBe(words('refusal.notYours'));
		await pause(true);
		const paused = await answered(as('mia').press(opened, words('gallery.share')));
		expect(paused.text()).toContain(words('refusal.serverPaused'));
		await pause(false);
		expect(shared()).toEqual([]);
	});
});
