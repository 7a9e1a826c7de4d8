import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditAction, AuditEntry, WordEntry } from '../../src/core/moderation/books.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { caseOf, heldJob, line } from './cases.ts';
import { startDatabases } from './databases.ts';
import { agree, day, newJob, noon } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const me = { guildId: '22', userId: '11' };

const entry = (action: AuditAction, at: number, change: Partial<AuditEntry> = {}): AuditEntry => ({
	...{ guildId: '22', at, by: '99', action, case: null, about: null, why: '' },
	...change,
});

const word: WordEntry = {
	...{ id: 'a', guildId: '22', kind: 'word', text: 'f\u0000x 狐', verdict: 'hold', by: '99', at: noon },
};

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`the books of moderators in ${name}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await openStore(await fresh!());
		});
		afterEach(() => store.close());

		test('a member is paused until the time is over or somebody ends it, and a later pause replaces it', async () => {
			const pause = { ...me, until: noon + 100, by: '99', case: null };
			expect(await store.members.pausedUntil(me, noon)).toBeNull();
			await store.members.pause(pause, entry('paused', noon, { about: '11', why: 'flood' }));
			await store.members.pause({ ...pause, until: noon + 50 }, entry('paused', noon + 1, { about: '11' }));
			expect(await store.members.pausedUntil(me, noon)).toBe(noon + 50);
			expect(await store.members.pausedUntil(me, noon + 50)).toBeNull();
			expect(await store.members.pausedUntil({ ...me, guildId: '23' }, noon)).toBeNull();
			expect(await store.members.pausedUntil({ ...me, userId: '12' }, noon)).toBeNull();
			await store.members.unpause(me, entry('unpaused', noon + 2));
			await store.members.unpause(me, entry('unpaused', noon + 3));
			expect(await store.members.pausedUntil(me, noon)).toBeNull();
			const log = await store.audit.list('22', { limit: 10 });
			expect(log.map(({ action, at }) => [action, at - noon])).toEqual([
				['unpaused', 2],
				['paused', 1],
				['paused', 0],
			]);
		});

		test("a member's record leaves out strikes that have faded, other servers and budgets", async () => {
			for (const at of [noon, noon + 1, noon + 2]) {
				const { opened } = await heldJob(store, {}, at);
				const strike = { ...me, case: opened.number, at, by: '99' };
				await store.cases.save({ ...opened, revision: 2 }, { audit: [line(opened, 'warned', at)], strike });
			}
			await heldJob(store, { asker: { guildId: '23' } });
			await store.cases.open(caseOf(newJob(), { kind: 'budget' }), noon, []);
			const { cases, strikes } = await store.members.record(me, noon + 1);
			expect(cases).toBe(3);
			expect(strikes.map((strike) => strike.case)).toEqual([3, 2]);
		});

		test('words are listed as they were added, each once, and every change makes another version', async () => {
			const versions = [await store.words.version('22')];
			const step = async (done: Promise<boolean>) => {
				const isDone = await done;
				versions.push(await store.words.version('22'));
				return isDone;
			};
			const pattern: WordEntry = { ...word, id: 'b', kind: 'pattern', verdict: 'refuse' };
			expect(await step(store.words.add(word, entry('wordAdded', noon)))).toBe(true);
			expect(await step(store.words.add(pattern, entry('wordAdded', noon)))).toBe(true);
			expect(await store.words.list('22')).toEqual([word, pattern]);
			expect(await step(store.words.remove('22', 'a', entry('wordRemoved', noon)))).toBe(true);
			expect(await store.words.list('22')).toEqual([pattern]);
			expect(new Set(versions).size).toBe(4);
			expect(versions).toEqual(versions.toSorted((a, b) => a - b));

			const last = versions.at(-1);
			expect(await store.words.add({ ...pattern, id: 'c', verdict: 'hold' }, entry('wordAdded', noon))).toBe(false);
			expect(await store.words.add({ ...pattern, text: 'other' }, entry('wordAdded', noon))).toBe(false);
			expect(await store.words.remove('22', 'a', entry('wordRemoved', noon))).toBe(false);
			expect(await store.words.remove('23', 'b', entry('wordRemoved', noon))).toBe(false);
			expect(await store.words.version('22')).toBe(last);
			expect(await store.words.version('23')).toBe(0);
			const log = await store.audit.all('22', 0, 10);
			expect(log.map(({ action }) => action)).toEqual(['wordAdded', 'wordAdded', 'wordRemoved']);
		});

		test('of many who add the same word one does', async () => {
			const tries = Array.from({ length: 8 }, (_, n) =>
				store.words.add({ ...word, id: `${n}` }, entry('wordAdded', noon)),
			);
			expect((await Promise.all(tries)).filter((isNew) => isNew)).toHaveLength(1);
			expect(await store.words.list('22')).toHaveLength(1);
		});

		test('the log is read in pages, by case, and oldest first for a file', async () => {
			for (let n = 0; n < 5; n++) {
				await store.audit.append(entry('claimed', noon + Math.floor(n / 2), { case: n % 2, why: `${n}` }));
			}
			await store.audit.append(entry('claimed', noon, { guildId: '23' }));
			const why = (lines: readonly AuditEntry[]) => lines.map((it) => it.why).join('');
			const first = await store.audit.list('22', { limit: 2 });
			expect(why(first)).toBe('43');
			expect(why(await store.audit.list('22', { limit: 9, before: first.at(-1)!.n }))).toBe('210');
			expect(why(await store.audit.list('22', { limit: 9, case: 1 }))).toBe('31');
			expect(why(await store.audit.all('22', noon + 1, 9))).toBe('234');
			expect(why(await store.audit.all('22', 0, 3))).toBe('012');
		});

		test('lines that are written at once are all there, and each has its own place', async () => {
			await Promise.all(
				Array.from({ length: 20 }, (_, n) => store.audit.append(entry('claimed', noon, { why: `${n}` }))),
			);
			const lines = await store.audit.list('22', { limit: 100 });
			expect(lines.map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, n) => 20 - n));
			expect(new Set(lines.map(({ why }) => why)).size).toBe(20);
		});

		test('a picture like a removed one is found by the bits in which it differs', async () => {
			const { add, near, drop } = store.removed;
			await add('22', ['ffffffff00000000', '00000000ffffffff'], 5, noon);
			await add('22', ['ffffffff00000000'], 5, noon);
			await add('22', ['8000000000000001'], 6, noon);
			expect(await near('22', 'ffffffff00000000', 0)).toBe(5);
			expect(await near('22', 'fffffffe00000001', 1)).toBeUndefined();
			expect(await near('22', 'fffffffe00000001', 2)).toBe(5);
			expect(await near('22', '0000000000000000', 2)).toBe(6);
			expect(await near('22', '0000000000000000', 1)).toBeUndefined();
			expect(await near('23', 'ffffffff00000000', 6)).toBeUndefined();
			await drop('22', 5);
			expect(await near('22', 'ffffffff00000000', 6)).toBeUndefined();
			expect(await near('22', '8000000000000001', 0)).toBe(6);
			await add('22', [], 7, noon);
		});

		test('the nearest of thousands is right, and found quickly', async () => {
			const hashes = Array.from({ length: 3_000 }, () => randomBytes(8).toString('hex'));
			for (let n = 0; n < hashes.length; n += 500) await store.removed.add('22', hashes.slice(n, n + 500), n, noon);
			const wanted = randomBytes(8).toString('hex');
			const ones = (hash: string) =>
				(BigInt(`0x${hash}`) ^ BigInt(`0x${wanted}`)).toString(2).replaceAll('0', '').length;
			const least = Math.min(...hashes.map(ones));
			const cases = hashes.flatMap((hash, n) => (ones(hash) === least ? [Math.floor(n / 500) * 500] : []));
			expect(await store.removed.near('22', wanted, 64)).toBe(Math.max(...cases));
			expect(await store.removed.near('22', wanted, least - 1)).toBeUndefined();
			const began = performance.now();
			for (let n = 0; n < 10; n++) await store.removed.near('22', wanted, 6);
			expect((performance.now() - began) / 10).toBeLessThan(100);
		});

		test('prompts are those of the server since then, newest first, with their scores', async () => {
			const asked = async (at: number, change: Parameters<typeof newJob>[0] = {}) => {
				const job = newJob(change, at);
				await store.ledger.accept(job, [], {}, agree(job));
				return job;
			};
			await asked(day - 1);
			const first = await asked(day, { scores: { violence: 0.4 } });
			const second = await asked(day + 1, { request: { prompt: 'a cat', private: true } });
			await asked(day + 1, { asker: { guildId: '23' } });
			await asked(day + 1, { asker: { guildId: null } });
			const of = { userId: '11', private: false };
			const lines = [
				{ ...of, jobId: second.id, at: day + 1, prompt: 'a cat', private: true },
				{ ...of, jobId: first.id, at: day, prompt: first.request.prompt, scores: { violence: 0.4 } },
			];
			expect(await store.prompts.recent('22', day, 10)).toEqual(lines);
			expect(await store.prompts.recent('22', day, 1)).toEqual(lines.slice(0, 1));
		});

		test('more prompts than fit on a page come once each, in order', async () => {
			const jobs = Array.from({ length: 1_100 }, (_, n) => newJob({}, day + Math.floor(n / 3)));
			await Promise.all(jobs.map((job) => store.ledger.accept(job, [], {}, agree(job))));
			const order = jobs.toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
			const ids = async (limit: number) => (await store.prompts.recent('22', day, limit)).map(({ jobId }) => jobId);
			expect(await ids(9_999)).toEqual(order);
			expect(await ids(700)).toEqual(order.slice(0, 700));
		});
	});
}
