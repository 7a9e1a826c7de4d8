import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cancel, type Hold, holdFor, type Job } from '../../src/core/job.ts';
import type { Ledger, StoredPicture } from '../../src/core/ports.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { startDatabases } from './databases.ts';
import { agree, day, drawn, type JobChange, newJob, noon, picture } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const held: Hold = { reason: 'budget' };
const someoneElse = { asker: { userId: '12' } };
const inPrivate = { request: { private: true } };

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`the same request again, in ${name}`, () => {
		let store: Store;
		let ledger: Ledger;

		beforeEach(async () => {
			store = await openStore(await fresh!());
			ledger = store.ledger;
		});
		afterEach(() => store.close());

		const accepted = async (change: JobChange = {}, at = noon, inputs: readonly StoredPicture[] = []) => {
			const job = newJob(change, at);
			await ledger.accept(job, inputs, {}, agree(job));
			return job;
		};
		const delivered = async (change: JobChange = {}, at = noon, inputs: readonly StoredPicture[] = []) => {
			const steps = drawn(await accepted(change, at, inputs), 1, at);
			for (const step of steps) await ledger.save(step);
			return steps.at(-1)!;
		};
		const found = async (change: JobChange = {}, inputs: readonly StoredPicture[] = [], since = day) =>
			ledger.sameAs(newJob(change), inputs, since);

		test('is found while it is accepted, waits or is made, and no longer when it has ended', async () => {
			const job = await accepted();
			expect(await found()).toEqual(job);
			const waiting = holdFor(job, held, noon);
			await ledger.save(waiting);
			expect(await found()).toEqual(waiting);
			await ledger.save(cancel(waiting, noon));
			expect(await found()).toBeUndefined();

			const another = await accepted();
			for (const step of drawn(another, 1, noon).slice(0, -1)) {
				await ledger.save(step);
				expect(await found()).toEqual(step);
			}
		});

		test('is never the job itself', async () => {
			const job = await accepted();
			expect(await ledger.sameAs(job, [], day)).toBeUndefined();
		});

		test('that goes on is only its own member’s, of the same privacy, parent and server', async () => {
			await accepted();
			const others: JobChange[] = [
				someoneElse,
				inPrivate,
				{ parent: 'another' },
				{ asker: { guildId: '23' } },
				{ asker: { guildId: null } },
				{ request: { quality: 'high' } },
				{ request: { prompt: 'a fox' } },
				{ request: { count: 2, calls: [2] } },
			];
			for (const other of others) expect(await found(other)).toBeUndefined();
			const child = await accepted({ parent: 'another' });
			expect(await found({ parent: 'another' })).toEqual(child);
		});

		test('is the newest that was delivered since then', async () => {
			await delivered({}, noon - 2_000);
			const newest = await delivered(someoneElse, noon - 1_000);
			await delivered({ request: { quality: 'high' } }, noon);
			expect(await found({ parent: 'another' })).toEqual(newest);
			expect(await found({}, [], noon - 1_000)).toEqual(newest);
			expect(await found({}, [], noon - 999)).toBeUndefined();
			expect(await found({ asker: { guildId: '23' } })).toBeUndefined();
			expect(await found({ asker: { guildId: null } })).toBeUndefined();
		});

		test('that goes on comes before what was delivered', async () => {
			const open = await accepted({}, noon - 5_000);
			const done = await delivered({}, noon - 1_000);
			expect(await found()).toEqual(open);
			expect(await found(someoneElse)).toEqual(done);
		});

		test('that was private is offered to nobody but its member', async () => {
			const open = await delivered(someoneElse, noon - 60_000);
			for (let n = 0; n < 30; n++) await delivered({ ...inPrivate, ...someoneElse }, noon - 30_000 + n);
			expect(await found()).toEqual(open);
			const own = await delivered(inPrivate, noon - 50_000);
			expect(await found()).toEqual(own);
			expect(await found(someoneElse)).toMatchObject({ createdAt: noon - 30_000 + 29 });
		});

		test('in a direct message is only the member’s own', async () => {
			const inDirect = { asker: { guildId: null } };
			const own = await delivered(inDirect, noon - 60_000);
			await delivered({ asker: { guildId: null, userId: '12' } }, noon - 30_000);
			expect(await found(inDirect)).toEqual(own);
		});

		test('has the same pictures byte for byte and in the same order, whatever order they are handed over in', async () => {
			const [first, second] = [randomBytes(1_000), randomBytes(1_000)];
			const inputs = [picture('input', first, 0), picture('input', second, 1)];
			const job = await delivered({}, noon, inputs);
			expect(await found({}, inputs)).toEqual(job);
			expect(await found({}, inputs.toReversed())).toEqual(job);
			expect(await found({}, [picture('input', second, 0), picture('input', first, 1)])).toBeUndefined();
			expect(await found({}, [picture('input', first, 0), picture('input', randomBytes(1_000), 1)])).toBeUndefined();
			expect(await found({}, inputs.slice(0, 1))).toBeUndefined();
			expect(await found()).toBeUndefined();
		});

		test('is the same in whatever order its fields were set, and stays it when its pictures are gone', async () => {
			const inputs = [picture('input', randomBytes(100))];
			const job = await delivered({}, noon, inputs);
			await ledger.forget(job.id, 'input');
			const mirrored: Job = newJob();
			const request = Object.fromEntries(Object.entries(mirrored.request).toReversed()) as unknown as Job['request'];
			expect(await ledger.sameAs({ ...mirrored, request }, inputs, day)).toEqual(job);
		});
	});
}
