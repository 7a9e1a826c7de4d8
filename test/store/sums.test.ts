import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
	cancel,
	conclude,
	deliver,
	type Hold,
	holdFor,
	type Job,
	loseSentCalls,
	queue,
	send,
	settleCall,
} from '../../src/core/job.ts';
import type { Ledger, Spent } from '../../src/core/ports.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { startDatabases } from './databases.ts';
import { agree, day, drawn, everything, type JobChange, newJob, noon, withinServer } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const held: Hold = { reason: 'budget' };
const month = everything.serverMonthSince;
const nothing: Spent = {
	operatorMicros: 0,
	serverDayImages: 0,
	serverMonthImages: 0,
	serverMonthMicros: 0,
	memberImages: 0,
	memberRunning: 0,
	memberLastAt: null,
};
const me = { guildId: '22', userId: '11' };

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`what is spent, in ${name}`, () => {
		let store: Store;
		let ledger: Ledger;

		beforeEach(async () => {
			store = await openStore(await fresh!());
			ledger = store.ledger;
		});
		afterEach(() => store.close());

		const accepted = async (change: JobChange = {}, at = noon) => {
			const job = newJob(change, at);
			await ledger.accept(job, [], {}, agree(job));
			return job;
		};
		const saved = async (...jobs: readonly Job[]) => {
			for (const job of jobs) await ledger.save(job);
		};
		const four = { request: { count: 4, calls: [4] }, reservedMicros: 160_000 };

		test('every sum is of its own time, server and member', async () => {
			await accepted(four, day);
			await accepted(four, day - 1);
			await accepted(four, month - 1);
			await accepted({ ...four, asker: { userId: '12' } }, noon);
			await accepted({ ...four, asker: { guildId: '23' } }, noon);
			await accepted({ ...four, asker: { guildId: null } }, noon);
			expect(await ledger.spent(me, everything)).toEqual({
				operatorMicros: 640_000,
				serverDayImages: 8,
				serverMonthImages: 12,
				serverMonthMicros: 480_000,
				memberImages: 4,
				memberRunning: 3,
				memberLastAt: day,
			});
		});

		test('only the sums that are wanted are added up', async () => {
			await accepted();
			const wanted = Object.entries(everything) as [keyof typeof everything, number][];
			expect(await ledger.spent(me, {})).toEqual(nothing);
			const sums = await Promise.all(wanted.map(([one, since]) => ledger.spent(me, { [one]: since })));
			expect(sums).toEqual([
				{ ...nothing, operatorMicros: 40_000 },
				{ ...nothing, serverDayImages: 1 },
				{ ...nothing, serverMonthImages: 1, serverMonthMicros: 40_000 },
				{ ...nothing, memberImages: 1 },
				{ ...nothing, memberRunning: 1, memberLastAt: noon },
			]);
		});

		test('outside of servers a member’s own pictures are counted, and nobody else’s', async () => {
			await accepted({ asker: { guildId: null } });
			await accepted({ asker: { guildId: null, userId: '12' } });
			await accepted();
			const sums = await ledger.spent({ guildId: null, userId: '11' }, everything);
			expect(sums).toEqual({ ...nothing, operatorMicros: 120_000, memberImages: 1 });
		});

		test('a batch is one request under way, however many jobs it has', async () => {
			for (const n of [0, 1, 2]) await accepted({ batch: { id: 'b1', n } });
			await accepted();
			expect((await ledger.spent(me, everything)).memberRunning).toBe(2);
		});

		test('a first request finds all at nothing', async () => {
			expect(await ledger.spent(me, everything)).toEqual(nothing);
		});

		test('a server is charged for the pictures that came, the operator for everything', async () => {
			const job = await accepted({ request: { count: 3, calls: [1, 1, 1] }, reservedMicros: 120_000 });
			const all = () => ledger.spent(me, everything);
			const sending = [queue(job, noon)];
			for (const { n } of job.calls) sending.push(send(sending[n]!, n, noon));
			const first = settleCall(sending[3]!, 0, { state: 'made', costMicros: 31_000 }, noon + 1);
			const second = settleCall(first, 1, { state: 'refused', costMicros: 2_000 }, noon + 2);
			await saved(...sending, first, second);
			expect(await all()).toMatchObject({ operatorMicros: 120_000, serverDayImages: 3, serverMonthMicros: 120_000 });

			const lost = loseSentCalls(second, noon + 3);
			const made = conclude(lost, noon + 3);
			await saved(lost, made, deliver(made, noon + 4, { messageId: '55', altered: false }));
			expect(await all()).toMatchObject({
				operatorMicros: 73_000,
				serverDayImages: 1,
				serverMonthImages: 1,
				serverMonthMicros: 31_000,
				memberImages: 1,
			});
		});

		test('a job that brought nothing gives everything back, its cooldown too', async () => {
			await accepted({}, noon - 60_000);
			const job = await accepted();
			await saved(cancel(job, noon + 1));
			expect(await ledger.spent(me, everything)).toEqual({
				operatorMicros: 40_000,
				serverDayImages: 1,
				serverMonthImages: 1,
				serverMonthMicros: 40_000,
				memberImages: 1,
				memberRunning: 1,
				memberLastAt: noon - 60_000,
			});
		});

		test('what waits for a moderator, is made or delivered does not count as running', async () => {
			const running = async () => (await ledger.spent(me, { member: true })).memberRunning;
			const [waiting, drawing] = [await accepted(), await accepted()];
			expect(await running()).toBe(2);
			await saved(holdFor(waiting, held, noon));
			expect(await running()).toBe(1);
			const steps = drawn(drawing, 30_000, noon);
			await saved(...steps.slice(0, 3));
			expect(await running()).toBe(1);
			await saved(steps[3]!);
			expect(await running()).toBe(0);
			await saved(steps[4]!);
			expect(await running()).toBe(0);
		});

		test('many at once exceed neither the budget of their server nor the limit of a member', async () => {
			const budget = 40_000 * 30 + 39_999;
			const perMember = 7;
			const jobs = Array.from({ length: 200 }, (_, n) => newJob({ asker: { userId: `1${n % 6}` } }));
			const decisions = await Promise.all(
				jobs.map((job) => ledger.accept(job, [], everything, withinServer(budget, perMember, job))),
			);
			expect(decisions.filter((decision) => 'job' in decision)).toHaveLength(30);
			expect(await ledger.spent(me, everything)).toMatchObject({ serverMonthMicros: 1_200_000 });
			for (const n of [0, 1, 2, 3, 4, 5]) {
				const { memberImages } = await ledger.spent({ guildId: '22', userId: `1${n}` }, everything);
				expect(memberImages).toBeLessThanOrEqual(perMember);
			}
		});

		test('what the rules made of the job is written, not what was asked for', async () => {
			const job = newJob();
			const lowered: Job = {
				...job,
				request: { ...job.request, quality: 'low' },
				loweredFrom: 'high',
				reservedMicros: 10,
			};
			const onHold = holdFor(lowered, held, noon);
			expect(await ledger.accept(job, [], everything, () => ({ job: onHold }))).toEqual({ job: onHold });
			expect(await ledger.find(job.id)).toEqual(onHold);
			expect(await ledger.spent(me, everything)).toMatchObject({ operatorMicros: 10, memberRunning: 0 });
		});
	});
}
