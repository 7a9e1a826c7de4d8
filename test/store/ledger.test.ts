import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cancel, expire, type Hold, holdFor, type Job, note, queue } from '../../src/core/job.ts';
import { AlreadyAccepted, type Decision, type Ledger, StaleJob, type StoredPicture } from '../../src/core/ports.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { startDatabases } from './databases.ts';
import { agree, day, drawn, newJob, noon, picture, within } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const held: Hold = { reason: 'budget' };

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`the ledger in ${name}`, () => {
		let store: Store;
		let ledger: Ledger;

		beforeEach(async () => {
			store = await openStore(await fresh!());
			ledger = store.ledger;
		});
		afterEach(() => store.close());

		const saveAll = async (jobs: readonly Job[]) => {
			for (const job of jobs) await ledger.save(job);
		};
		const operatorMicros = async (operatorSince: number) =>
			(await ledger.spent(newJob().asker, { operatorSince })).operatorMicros;

		test('an accepted job is found again, field by field', async () => {
			const crop = {
				side: 1024,
				content: { left: 0, top: 128, width: 1024, height: 768 },
				original: { width: 4000, height: 3000 },
			};
			const job = newJob({ parent: 'another', crop });
			expect(await ledger.accept(job, [], {}, agree(job))).toEqual({ job });
			expect(await ledger.find(job.id)).toEqual(job);
			expect(await ledger.find('unheard of')).toBeUndefined();
		});

		test('a job in a direct message has no server', async () => {
			const job = newJob({ asker: { guildId: null } });
			await ledger.accept(job, [], {}, agree(job));
			expect(await ledger.find(job.id)).toEqual(job);
		});

		test('every revision of a job is kept until the next one, with what its calls brought', async () => {
			const job = newJob();
			await ledger.accept(job, [], {}, agree(job));
			for (const next of drawn(job, 31_234, noon + 60_000)) {
				await ledger.save(next);
				expect(await ledger.find(job.id)).toEqual(next);
			}
		});

		test('a refused job is not written', async () => {
			const job = newJob();
			const no: Decision = { refusal: { code: 'operatorBudget', resetsAt: day } };
			expect(await ledger.accept(job, [picture('input', randomBytes(10))], {}, () => no)).toEqual(no);
			expect(await ledger.find(job.id)).toBeUndefined();
			expect(await ledger.pictures(job.id, 'input')).toEqual([]);
		});

		test('a rule that breaks leaves nothing behind and does not block the next job', async () => {
			const job = newJob();
			const broken = () => {
				throw new Error('broken rule');
			};
			await expect(ledger.accept(job, [], {}, broken)).rejects.toThrow('broken rule');
			expect(await ledger.find(job.id)).toBeUndefined();
			expect(await ledger.accept(job, [], {}, agree(job))).toEqual({ job });
		});

		test('the same job is not accepted twice, and a failed acceptance keeps no pictures', async () => {
			const job = newJob();
			await ledger.accept(job, [], {}, agree(job));
			await expect(ledger.accept(job, [picture('input', randomBytes(10))], {}, agree(job))).rejects.toThrow();
			expect(await ledger.pictures(job.id, 'input')).toEqual([]);
		});

		test('a write that does not follow its predecessor is refused, with the pictures that came with it', async () => {
			const job = newJob();
			await ledger.accept(job, [], {}, agree(job));
			await ledger.save(cancel(job, noon + 1));
			const late = ledger.save(queue(job, noon + 2), [picture('result', randomBytes(10))]);
			await expect(late).rejects.toThrow(StaleJob);
			expect(await ledger.find(job.id)).toMatchObject({ state: 'cancelled', revision: 2 });
			expect(await ledger.pictures(job.id, 'result')).toEqual([]);
			await expect(ledger.save(queue(newJob(), noon))).rejects.toThrow(StaleJob);
		});

		test('of many writers of one revision exactly one wins', async () => {
			const job = newJob();
			await ledger.accept(job, [], {}, agree(job));
			const writes = Array.from({ length: 20 }, (_, i) => ledger.save(queue(job, noon + i)));
			const settled = await Promise.allSettled(writes);
			expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		});

		test('pictures come back byte for byte, in order and by kind', async () => {
			const job = newJob();
			const inputs = [
				{ ...picture('input', randomBytes(3_000_000)), role: 'image' as const },
				{
					...picture(
						'input',
						Uint8Array.from({ length: 256 }, (_, i) => i),
						1,
					),
					role: 'mask' as const,
				},
			];
			// A view into a larger buffer, as a body that was read in pieces is: only its own part may be stored.
			const shared = randomBytes(5_000);
			const results = [picture('result', new Uint8Array(0), 1), picture('result', shared.subarray(1_000, 2_000), 0)];
			await ledger.accept(job, inputs, {}, agree(job));
			await ledger.save(queue(job, noon), results);

			// Buffer or Uint8Array is the database's choice.
			const inHex = (pictures: readonly StoredPicture[]) =>
				pictures.map((it) => ({ ...it, bytes: Buffer.from(it.bytes).toString('hex') }));
			expect(inHex(await ledger.pictures(job.id, 'input'))).toEqual(inHex(inputs));
			expect(inHex(await ledger.pictures(job.id, 'result'))).toEqual(inHex(results.toReversed()));
		});

		test('a job that is there already is not accepted a second time, and nothing is reserved for it', async () => {
			const job = newJob();
			await ledger.accept(job, [picture('input', randomBytes(10))], {}, agree(job));
			await expect(ledger.accept(job, [], {}, agree(job))).rejects.toThrow(AlreadyAccepted);
			expect(await operatorMicros(day)).toBe(job.reservedMicros);
			expect(await ledger.pictures(job.id, 'input')).toHaveLength(1);
		});

		test('what is owed are open jobs and ends that were not told yet, oldest first', async () => {
			const jobs = [3, 1, 2, 5, 4].map((n) => newJob({}, noon + n));
			for (const job of jobs) await ledger.accept(job, [], {}, agree(job));
			const [third, first, second, fifth, fourth] = jobs;
			await ledger.save(holdFor(third!, held, noon + 10));
			await saveAll(drawn(first!, 1, noon + 10).slice(0, 4));
			await saveAll(drawn(second!, 1, noon + 10));
			await ledger.save(cancel(fourth!, noon + 10));
			await ledger.save(cancel(fifth!, noon + 10));
			await ledger.save(note(cancel(fifth!, noon + 10), { told: true }, noon + 11));
			const unfinished = await ledger.owed();
			expect(unfinished.map(({ id, state }) => [id, state])).toEqual([
				[first!.id, 'made'],
				[third!.id, 'held'],
				[fourth!.id, 'cancelled'],
			]);
		});

		test("a day's spending is what was paid, and what is reserved while that is not known", async () => {
			const [yesterday, paid, free, open] = [newJob({}, day - 1), newJob({}, day), newJob(), newJob()];
			for (const job of [yesterday, paid, free, open]) await ledger.accept(job, [], {}, agree(job));
			expect(await operatorMicros(day)).toBe(120_000);
			await saveAll(drawn(paid, 31_234, noon));
			await ledger.save(cancel(free, noon));
			expect(await operatorMicros(day)).toBe(71_234);
			expect(await operatorMicros(day - 1)).toBe(111_234);
			expect(await operatorMicros(noon + 1)).toBe(0);
		});

		test('jobs that come at once do not overspend by a micro-dollar', async () => {
			const jobs = Array.from({ length: 200 }, () => newJob({ reservedMicros: 40_001 }));
			const budget = 40_001 * 25 + 40_000;
			const answers = await Promise.all(
				jobs.map((job) => ledger.accept(job, [], { operatorSince: day }, within(budget, job))),
			);
			expect(answers.filter((decision) => 'job' in decision)).toHaveLength(25);
			expect(await ledger.owed()).toHaveLength(25);
			expect(await operatorMicros(day)).toBe(40_001 * 25);
		});

		test('a sweep takes the pictures and the token of old finished jobs, and nothing else', async () => {
			const [old, recent, open] = [newJob({}, noon), newJob({}, noon + 50_000), newJob({}, noon)];
			const input = [picture('input', randomBytes(100))];
			for (const job of [old, recent, open]) await ledger.accept(job, input, {}, agree(job));
			await saveAll(drawn(old, 1, noon));
			await saveAll(drawn(recent, 1, noon + 50_000));
			const before = await ledger.find(old.id);

			expect(await ledger.sweep(noon + 20_000, noon + 20_000)).toBe(1);
			expect(await ledger.find(old.id)).toEqual({ ...before, reply: { ...before!.reply, token: '' } });
			expect(await ledger.pictures(old.id, 'input')).toEqual([]);
			for (const job of [recent, open]) {
				expect((await ledger.find(job.id))?.reply.token).toBe('a secret');
				expect(await ledger.pictures(job.id, 'input')).toHaveLength(1);
			}
			expect(await ledger.sweep(noon + 20_000, noon + 20_000)).toBe(0);
		});

		test('a job that was told its end after its token ran out does not keep it', async () => {
			const job = newJob();
			await ledger.accept(job, [], {}, agree(job));
			const waiting = holdFor(job, held, job.reply.until + 1);
			await ledger.save(waiting);
			expect((await ledger.find(job.id))?.reply.token).toBe('a secret');
			const expired = expire(waiting, job.reply.until + 2);
			await ledger.save(expired);
			expect((await ledger.find(job.id))?.reply.token).toBe('a secret');
			await ledger.save(note(expired, { told: true }, job.reply.until + 3));
			expect((await ledger.find(job.id))?.reply.token).toBe('');
		});

		test('recent times are of single calls that brought a picture, newest first', async () => {
			for (const seconds of [1, 2, 3]) {
				const job = newJob();
				await ledger.accept(job, [], {}, agree(job));
				await saveAll(drawn(job, 1, noon + seconds * 60_000, seconds * 1_000));
			}
			const unlucky = newJob();
			await ledger.accept(unlucky, [], {}, agree(unlucky));
			await ledger.save(cancel(unlucky, noon + 600_000));
			expect(await ledger.recentTimes(2)).toEqual([
				{ model: 'gpt-image-2', quality: 'low', tookMs: 3_000 },
				{ model: 'gpt-image-2', quality: 'low', tookMs: 2_000 },
			]);
		});
	});
}
