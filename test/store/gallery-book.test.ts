import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GalleryQuery } from '../../src/core/gallery.ts';
import { type Job, note } from '../../src/core/job.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { caseOf } from './cases.ts';
import { startDatabases } from './databases.ts';
import { agree, drawn, type JobChange, newJob, noon } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const minute = 60_000;
const mine: GalleryQuery = { scope: 'mine', guildId: '22', viewer: '11', starred: false };
const server: GalleryQuery = { ...mine, scope: 'server' };

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`the gallery in ${name}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await openStore(await fresh!());
		});
		afterEach(() => store.close());

		let clock = noon;
		/** A result, a minute after the one before. */
		async function result(id: string, change: JobChange = {}): Promise<Job> {
			clock += minute;
			const job = newJob({ id, ...change }, clock);
			await store.ledger.accept(job, [], {}, agree(job));
			let last = job;
			for (last of drawn(job, 1, clock)) await store.ledger.save(last);
			return last;
		}
		const found = async (query: GalleryQuery, limit = 10) =>
			(await store.gallery.read(query, { towards: 'older', limit })).map(({ id }) => id);

		test('has a member’s own of a server, private ones too, newest first', async () => {
			await result('a');
			await result('b', { request: { private: true } });
			await result('c', { asker: { userId: '12' } });
			await result('d', { asker: { guildId: '23' } });
			await result('e', { asker: { guildId: null } });
			const failing = newJob({ id: 'f' }, clock);
			await store.ledger.accept(failing, [], {}, agree(failing));
			expect(await found(mine)).toEqual(['b', 'a']);
			expect(await found({ ...mine, guildId: null })).toEqual(['e', 'd', 'b', 'a']);
			expect(await found(server)).toEqual(['c', 'a']);
			expect(await found({ ...server, guildId: null })).toEqual([]);
		});

		test('is narrowed down by model, persona and time', async () => {
			await result('a', { request: { model: 'dall-e-3', persona: 'Botanist' } });
			await result('b', { request: { persona: 'botanist + film noir' } });
			await result('c', { request: { persona: 'botanists' } });
			await result('d', { request: { persona: '100%_real' } });
			const since = clock - minute;
			expect(await found({ ...mine, model: 'dall-e-3' })).toEqual(['a']);
			expect(await found({ ...mine, persona: 'botanist' })).toEqual(['b', 'a']);
			expect(await found({ ...server, persona: 'film noir' })).toEqual(['b']);
			expect(await found({ ...mine, persona: '100%_real' })).toEqual(['d']);
			expect(await found({ ...mine, persona: '%' })).toEqual([]);
			expect(await found({ ...mine, since })).toEqual(['d', 'c']);
			expect(await found({ ...mine, persona: 'botanist', model: 'gpt-image-2', since: noon })).toEqual(['b']);
		});

		test('goes on from a place in either direction, also within one millisecond', async () => {
			for (const id of ['a', 'b', 'c', 'd']) {
				clock = noon;
				await result(id);
			}
			const from = { at: noon + minute, id: 'b' };
			const ids = async (towards: 'older' | 'newer') =>
				(await store.gallery.read(mine, { from, towards, limit: 9 })).map(({ id }) => id);
			expect(await ids('older')).toEqual(['a']);
			expect(await ids('newer')).toEqual(['c', 'd']);
		});

		test('keeps stars, and with them what others drew in public', async () => {
			await result('a');
			await result('b', { asker: { userId: '12' } });
			await result('c', { asker: { userId: '12' }, request: { private: true } });
			await result('d', { asker: { guildId: '23' } });
			for (const id of ['a', 'b', 'c', 'd', 'a']) await store.gallery.star('11', id, noon);
			await store.gallery.star('12', 'b', noon);
			expect(await store.gallery.starred('11', ['a', 'b', 'x'])).toEqual(new Set(['a', 'b']));
			expect(await found({ ...mine, starred: true })).toEqual(['b', 'a']);
			expect(await found({ ...server, starred: true })).toEqual(['b', 'a']);
			expect(await found({ ...mine, guildId: null, starred: true })).toEqual(['d', 'a']);
			await store.gallery.unstar('11', 'b');
			expect(await found({ ...mine, starred: true })).toEqual(['a']);
			expect(await store.gallery.starred('12', ['b'])).toEqual(new Set(['b']));
		});

		test('lets go of stars with their member, their server or their result', async () => {
			await result('a');
			await result('b', { asker: { userId: '12' } });
			await result('c', { asker: { guildId: '23', userId: '12' } });
			for (const id of ['b', 'c']) await store.gallery.star('11', id, noon);
			await store.gallery.star('12', 'a', noon);
			expect((await store.privacy.exportMember('11')).stars).toEqual([
				{ job: 'b', at: noon },
				{ job: 'c', at: noon },
			]);
			await store.privacy.emptyMember('22', '11', noon);
			// The server's are gone, and the star that somebody else gave to what is empty now.
			expect(await store.gallery.starred('11', ['b', 'c'])).toEqual(new Set(['c']));
			expect(await store.gallery.starred('12', ['a'])).toEqual(new Set());
			await store.guilds.forget('23');
			expect((await store.privacy.exportMember('11')).stars).toEqual([]);
			await store.gallery.star('11', 'b', noon);
			await store.privacy.emptyMember(null, '11', noon);
			expect((await store.privacy.exportMember('11')).stars).toEqual([]);
		});

		test('says which models and personas there are among the latest', async () => {
			await result('a', { request: { model: 'dall-e-2' } });
			await result('b', { request: { persona: 'Noir' } });
			await result('c', { request: { persona: 'noir' } });
			await result('d', { request: { persona: 'secret', private: true } });
			const traits = await store.gallery.traits(server, 2);
			expect(traits).toEqual([{ model: 'gpt-image-2', persona: 'noir', channelId: '33' }]);
			const own = await store.gallery.traits(mine, 100);
			expect(own.map(({ model, persona }) => `${model} ${persona}`).toSorted()).toEqual([
				'dall-e-2 null',
				'gpt-image-2 noir',
				'gpt-image-2 secret',
			]);
		});

		test('knows what waits to be collected', async () => {
			const job = newJob({ id: 'w' }, noon);
			await store.ledger.accept(job, [], {}, agree(job));
			const made = drawn(job, 1, noon).slice(0, 4);
			for (const next of made) await store.ledger.save(next);
			expect(await store.gallery.waiting({ userId: '11', guildId: null })).toEqual([]);
			await store.ledger.save(note(made.at(-1)!, { keptAt: noon }, noon));
			for (const [userId, guildId, ids] of [
				['11', null, ['w']],
				['11', '22', ['w']],
				['11', '23', []],
				['12', null, []],
			] as const) {
				expect((await store.gallery.waiting({ userId, guildId })).map(({ id }) => id)).toEqual(ids);
			}
		});

		test('knows what was made from what, and what moderators removed', async () => {
			await result('a');
			await result('b', { parent: 'a', parentPicture: 2 });
			await result('c', { parent: 'b' });
			const children = await store.gallery.children(['a', 'b'], 10);
			expect(children).toMatchObject([{ id: 'b', parentPicture: 2 }, { id: 'c' }]);
			expect(await store.gallery.children([], 10)).toEqual([]);

			const reported = { ...caseOf((await store.ledger.find('b'))!), kind: 'report' as const };
			const opened = await store.cases.open(reported, noon, []);
			expect(await store.gallery.reported(['a', 'b'])).toEqual(new Map());
			const removed = { ...opened, state: 'removed' as const, revision: opened.revision + 1 };
			await store.cases.save(removed, { audit: [] });
			expect(await store.gallery.reported(['a', 'b'])).toEqual(new Map([['b', 'removed']]));
		});
	});
}
