import { randomInt } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { note } from '../../src/core/job.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { plain } from '../pictures/samples.ts';
import { agree, drawn, type JobChange, newJob, picture } from '../store/jobs.ts';
import { type Easel, filesOf, notice, result, startEasel } from './easel.ts';
import { answered, idIn, jobIn, prompts, selectOf, visitorsOf } from './galleries.ts';
import { expectManners } from './manners.ts';
import { bystanderSees, words } from './trouble.ts';

/** `/gallery`: what was drawn before is found again, privately, by whoever may see it. */

const atelier = '934188725630984202';
const studioId = '934190266370285569';
const miaId = '327418590244601857';

let easel: Easel;
let store: Store;

beforeAll(async () => {
	easel = await startEasel({
		openai: { pictures: 'drawn' },
		env: { IMAGE_MODELS: 'gpt-image-2.5-flare,dall-e-3' },
	});
	store = await openStore(easel.env.STORE_URL!);
});
afterAll(async () => {
	expectManners(easel.discord);
	await store.close();
	await easel.stop();
});
const { as, imagine, gallery, show, open, choose, sentTo } = visitorsOf(() => easel);

/** A result that nobody posted, so its picture is gone. */
async function lost(change: JobChange, at: number): Promise<void> {
	const id = String(1_400_000_000_000_000_000n + BigInt(randomInt(2 ** 40)));
	const who = { guildId: atelier, channelId: studioId, userId: miaId };
	const job = newJob({ id, ...change, asker: { ...who, ...change.asker } }, at);
	await store.ledger.accept(job, [], {}, agree(job));
	for (const next of drawn(job, 1, at)) await store.ledger.save(next);
}

describe('a member’s own', () => {
	test('are shown as one picture, private ones among them, and opened with all that can be done', async () => {
		const first = await imagine('mia', { prompt: 'a red fox', count: 2 });
		await imagine('mia', { prompt: 'a secret fox', private: true });
		await imagine('noah', { prompt: 'an owl of Noah’s' });
		const before = bystanderSees(easel);
		const page = await gallery('mia', 'mine');
		expect(prompts(page)).toEqual(['a secret fox', 'a red fox']);
		expect(selectOf(page, 'open').options[0]?.description).toContain('private');
		expect(page.pictures()[0]?.description).toContain('1: a secret fox; 2: a red fox');
		const [grid] = await filesOf(easel.discord, page);
		expect((await sharp(grid).metadata()).format).toBe('png');

		const opened = await open('mia', page, 'a red fox');
		expect(opened.ephemeral).toBe(true);
		expect(await filesOf(easel.discord, opened)).toEqual(await filesOf(easel.discord, first));
		expect(opened.text()).toContain('> a red fox');
		const link = opened.buttons().find(({ label }) => label === 'Open in channel');
		expect(link?.url).toBe(`https://discord.com/channels/${atelier}/${studioId}/${first.id}`);
		const secret = await open('mia', page, 'a secret fox');
		expect(secret.pictures()).toHaveLength(1);
		expect(secret.buttons().map(({ label }) => label)).toContain('Share here');
		expect(bystanderSees(easel)).toEqual(before);
	});

	test('are everywhere theirs in a direct message, where no server’s gallery is', async () => {
		const message = await answered(as('mia').dm('gallery', {}, { subcommand: 'mine' }));
		expect(prompts(message)).toContain('a red fox');
		expect(message.text()).toContain(words('gallery.note.all'));
		const opened = await open('mia', message, 'a red fox');
		expect(opened.buttons().map(({ label }) => label)).not.toContain('Share here');
		const refused = await answered(as('mia').dm('gallery', {}, { subcommand: 'server' }));
		expect(refused.text()).toBe(words('gallery.onlyServer'));
	});

	test('wait here to be collected when they could not be brought', async () => {
		const at = Date.now();
		const id = '1400000000000000077';
		const job = newJob(
			{
				id,
				asker: { guildId: atelier, channelId: studioId, userId: miaId },
				request: { prompt: 'a patient fox', private: true },
			},
			at,
		);
		await store.ledger.accept(job, [], {}, agree(job));
		const bytes = await plain(64, 64).png().toBuffer();
		const made = drawn(job, 1, at).slice(0, 4);
		for (const next of made) await store.ledger.save(next, next.state === 'made' ? [picture('result', bytes)] : []);
		await store.ledger.save(note(made.at(-1)!, { keptAt: at }, at));

		const page = await gallery('mia', 'mine');
		expect(page.text()).toContain('**Waiting for you**: a patient fox');
		const collected = await result(as('mia').press(page, words('button.collect')));
		expect([collected.ephemeral, collected.text().includes('a patient fox')]).toEqual([true, true]);
		expect((await gallery('mia', 'mine')).text()).not.toContain('Waiting for you');
		expect((await gallery('noah', 'mine')).text()).not.toContain('patient');
	});
});

describe('a server’s', () => {
	test('are what was drawn in public, in channels that the member can see', async () => {
		await imagine('max', { prompt: 'a fox for moderators' }, 'mod-review');
		await imagine('noah', { prompt: 'a secret of Noah’s', private: true, persona: 'noir' });
		await imagine('sam', { prompt: 'a fox elsewhere' });
		const mia = prompts(await gallery('mia', 'server'));
		expect(mia).toEqual(expect.arrayContaining(['a red fox', 'an owl of Noah’s']));
		expect(mia.filter((it) => /secret|moderators|elsewhere|patient/.test(it))).toEqual([]);
		expect(prompts(await gallery('max', 'server'))).toContain('a fox for moderators');
		// What nobody may see names no filter either.
		expect(JSON.stringify((await gallery('mia', 'server')).selects())).not.toContain('noir');
	});

	test('leave out what a moderator removed', async () => {
		const message = await imagine('noah', { prompt: 'an awful fox' });
		const page = await gallery('mia', 'server');
		const id = jobIn(page, 'an awful fox');
		const job = (await store.ledger.find(id))!;
		const opened = await store.cases.open(
			{ guildId: atelier, kind: 'report', userId: job.asker.userId, jobId: id, triggers: [] },
			Date.now(),
			[],
		);
		await store.cases.save({ ...opened, state: 'removed', revision: opened.revision + 1 }, { audit: [] });
		expect(prompts(await gallery('mia', 'server'))).not.toContain('an awful fox');
		const told = await answered(as('mia').choose(page, 'gallery:open', [id]));
		expect(told.text()).toBe(words('refusal.jobGone'));
		const history = await answered(as('noah').choose(message, 'More…', ['History']));
		expect(history.text()).toBe(words('refusal.jobGone'));
	});
});

describe('a page', () => {
	test('is narrowed down by model, persona, date and star, and each can be taken off again', async () => {
		await imagine('ada', { prompt: 'a noir fox', persona: 'noir' });
		await imagine('ada', { prompt: 'a botanist’s fox', persona: 'botanist + noir' });
		await imagine('ada', { prompt: 'a dall-e fox', model: 'dall-e-3' });
		const old = Date.now() - 10 * 86_400_000;
		await lost({ asker: { userId: '271364825918767104' }, request: { prompt: 'an old fox', model: 'dall-e-3' } }, old);
		const page = await gallery('ada', 'mine');
		expect(prompts(page)).toEqual(['a dall-e fox', 'a botanist’s fox', 'a noir fox', 'an old fox']);

		const botanist = await choose('ada', page, 'persona', 'botanist');
		expect([botanist.id, prompts(botanist)]).toEqual([page.id, ['a botanist’s fox']]);
		const noir = await choose('ada', botanist, 'persona', 'noir');
		expect(prompts(noir)).toEqual(['a botanist’s fox', 'a noir fox']);
		const none = await choose('ada', noir, 'model', 'dall-e-3');
		expect([none.text().includes(words('gallery.noMatch')), none.pictures()]).toEqual([true, []]);
		const dalle = await choose('ada', none, 'persona', words('gallery.any.persona'));
		expect(prompts(dalle)).toEqual(['a dall-e fox', 'an old fox']);
		expect(prompts(await choose('ada', dalle, 'span', 'The last 7 days'))).toEqual(['a dall-e fox']);

		const all = await gallery('ada', 'mine');
		const opened = await open('ada', all, 'a noir fox');
		expect((await answered(as('ada').press(opened, 'Star'))).text()).toContain(words('gallery.starDone'));
		const favourites = await answered(as('ada').press(all, words('gallery.starred')));
		expect(prompts(favourites)).toEqual(['a noir fox']);
		const again = await open('ada', favourites, 'a noir fox');
		const gone = await answered(as('ada').press(again, 'Take the star away'));
		expect((await answered(as('ada').press(gone, words('gallery.favourites')))).text()).toContain(
			words('gallery.noMatch'),
		);
	});

	test('is turned, also where no picture is left, and after a restart', async () => {
		for (let n = 1; n <= 26; n++) {
			await lost(
				{
					asker: { guildId: '1012846350418620499', userId: '415273094866960394', channelId: '1012846912107098112' },
					request: { prompt: `fox ${n}` },
				},
				Date.now() - 86_400_000 + n * 1000,
			);
		}
		const first = await gallery('sam', 'mine');
		expect(prompts(first).slice(0, 2)).toEqual(['a fox elsewhere', 'fox 26']);
		const second = await answered(as('sam').press(first, words('gallery.older')));
		await easel.restart();
		const third = await answered(as('sam').press(second, words('gallery.older')));
		expect(prompts(third)).toEqual(['fox 3', 'fox 2', 'fox 1']);
		expect(third.buttons().map(({ label }) => label)).toEqual([words('gallery.newer'), words('gallery.starred')]);
		expect(prompts(await answered(as('sam').press(third, words('gallery.newer'))))).toHaveLength(12);

		// Beyond the end is the last page.
		const beyond = await answered(as('sam').force(third, 'gallery:page:mine:0:any:::-1.1400000000000000000'));
		expect(prompts(beyond).at(-1)).toBe('fox 1');
	});

	test.each([
		'gallery:page:mine:0:any:x::',
		'gallery:page',
		'gallery:steal:1400000000000000000',
		'gallery:',
		'gallery:star:1',
	])('that a forged %s asks for is none', async (id) => {
		const page = await gallery('mia', 'mine');
		expect((await notice(as('mia').force(page, id))).text()).toBe(words('unexpected.stale'));
	});

	test('of the server is refused when it is forged in a direct message', async () => {
		const message = await answered(as('mia').dm('gallery', {}, { subcommand: 'mine' }));
		const told = await notice(as('mia').force(message, 'gallery:page:server:0:any:::'));
		expect(told.text()).toBe(words('gallery.onlyServer'));
	});
});

describe('one by its id', () => {
	test('is found with the sign and without, by whoever may see it', async () => {
		const opened = await open('mia', await gallery('mia', 'server'), 'an owl of Noah’s');
		const id = idIn(opened);
		for (const typed of [id, `#${id}`, `  #${id} `])
			expect((await show('mia', typed)).text()).toContain('an owl of Noah’s');
		expect((await show('sam', id)).text()).toBe(words('refusal.jobGone'));
	});

	test.each([
		'nonsense',
		'#',
		'12',
		"1'; drop table jobs",
		'١٤٤٤٨١٢٣٤٥٦٧٨٩٠١٢٣٤',
		'../../etc/passwd',
		'#1290480934123456789x y',
	])('that is nonsense (%s) is answered with where ids stand', async (id) => {
		const told = await show('mia', id);
		expect([told.ephemeral, told.text()]).toEqual([true, words('gallery.noId')]);
	});

	test('of nobody, of somebody else’s private one, of a channel out of sight is refused', async () => {
		expect((await show('mia', '1400000000000000001')).text()).toBe(words('refusal.jobGone'));
		const secret = await open('noah', await gallery('noah', 'mine'), 'a secret of Noah’s');
		expect((await show('mia', idIn(secret))).text()).toBe(words('refusal.notYours'));
		const hidden = await open('max', await gallery('max', 'server'), 'a fox for moderators');
		expect((await show('mia', idIn(hidden))).text()).toBe(words('refusal.jobGone'));
		const page = await gallery('mia', 'mine');
		for (const verb of ['star', 'dm', 'share', 'back', 'compare', 'history', 'show']) {
			const told = await answered(as('mia').force(page, `gallery:${verb}:${idIn(secret)}`));
			expect([verb, told.ephemeral, told.text()]).toEqual([verb, true, words('refusal.notYours')]);
		}
		expect(sentTo('mia')).toEqual([]);
	});

	test('whose message was deleted keeps its words, and is drawn again at a price', async () => {
		const message = await imagine('mia', { prompt: 'a lost fox' });
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await as('mia').choose(message, 'More…', ['Delete']);
		await gone;
		const opened = await open('mia', await gallery('mia', 'mine'), 'a lost fox');
		expect(opened.text()).toContain(words('gallery.gone'));
		const again = await result(as('mia').press(opened, 'Draw again · ≈ $0.05'));
		expect(again.text()).toContain('> a lost fox');
	});
});
