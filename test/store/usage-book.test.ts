import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UsageReport, Used } from '../../src/core/books.ts';
import { daysOfMonth, type Period } from '../../src/core/calendar.ts';
import { chargeOf, type Job, type JobState } from '../../src/core/job.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { startDatabases } from './databases.ts';
import { agree, newJob } from './jobs.ts';

const databases = await startDatabases();
afterAll(databases.remove);

const states: readonly JobState[] = ['accepted', 'held', 'queued', 'sending', 'made', 'delivered', 'refused'];
const ends: readonly JobState[] = ['delivered', 'delivered', 'failed', 'unknown', 'cancelled', 'expired'];
const models = ['gpt-image-2', 'gpt-image-1.5', 'dall-e-3'];
const codes = ['memberDay', 'cooldown', 'serverBudget', 'atOnce'];

interface Stop {
	guildId: string;
	userId: string;
	code: string;
	at: number;
}

/** Jobs and stops of two servers and of nobody's, in these days and around them, often right where one day becomes the next. */
function history(days: readonly Period[]) {
	const [start, end] = [days[0]!.start, days.at(-1)!.end];
	const edges = days.flatMap((day) => [day.start - 1, day.start, day.end - 1]);
	const at = fc.oneof(fc.constantFrom(...edges, end), fc.integer({ min: start - 86_400_000, max: end + 86_400_000 }));
	const userId = fc.integer({ min: 1, max: 30 }).map((n) => `10${n}`);
	const job = fc
		.record({
			at,
			userId,
			guildId: fc.constantFrom('22', '22', '22', '23', null),
			model: fc.constantFrom(...models),
			state: fc.constantFrom(...states, ...ends),
			calls: fc.array(fc.record({ state: fc.constantFrom('made', 'made', 'refused'), cost: fc.nat(90_000) } as const), {
				minLength: 1,
				maxLength: 4,
			}),
		})
		.map(({ at: createdAt, userId: asks, guildId, model, state, calls }): Job => {
			const isOpen = ['accepted', 'held', 'queued', 'sending'].includes(state);
			const request = { model, count: calls.length, calls: calls.map(() => 1) };
			const fresh = newJob(
				{ asker: { userId: asks, guildId }, request, reservedMicros: calls.length * 40_000 },
				createdAt,
			);
			if (isOpen) return { ...fresh, state };
			const settled = calls.map((call, n) => ({ ...fresh.calls[n]!, state: call.state, costMicros: call.cost }));
			return { ...fresh, state, calls: settled, costMicros: calls.reduce((sum, { cost }) => sum + cost, 0) };
		});
	const stop = fc.record({ guildId: fc.constantFrom('22', '22', '23'), userId, code: fc.constantFrom(...codes), at });
	const some = fc.record({
		jobs: fc.array(job, { minLength: 250, maxLength: 250 }),
		stops: fc.array(stop, { minLength: 80, maxLength: 80 }),
	});
	return fc.sample(some, { numRuns: 1, seed: 2026 })[0]!;
}

/** The same report, counted by hand. */
function counted(guildId: string, days: readonly Period[], most: number, jobs: readonly Job[], stops: readonly Stop[]) {
	const dayOf = (at: number) => days.findIndex(({ start, end }) => at >= start && at < end);
	const mine = jobs.filter(({ asker, createdAt }) => asker.guildId === guildId && dayOf(createdAt) >= 0);
	const stopped = stops.filter((stop) => stop.guildId === guildId && dayOf(stop.at) >= 0);
	const sum = (some: readonly Job[]): Used => {
		const charges = some.map(chargeOf);
		return {
			images: charges.reduce((total, charge) => total + charge.images, 0),
			micros: charges.reduce((total, charge) => total + charge.micros, 0),
		};
	};
	const refused = mine.filter(({ state }) => state === 'refused');
	const report: UsageReport = {
		total: sum(mine),
		days: days.flatMap((_, day) =>
			models.toSorted().flatMap((model) => {
				const used = sum(mine.filter((job) => dayOf(job.createdAt) === day && job.request.model === model));
				return used.images > 0 || used.micros > 0 ? [{ day, model, ...used }] : [];
			}),
		),
		refused: days.flatMap((_, day) => {
			const here = [...refused.map(({ createdAt }) => createdAt), ...stopped.map(({ at }) => at)];
			const count = here.filter((at) => dayOf(at) === day).length;
			return count > 0 ? [{ day, count }] : [];
		}),
		stopped: codes
			.map((code) => ({ code, count: stopped.filter((stop) => stop.code === code).length }))
			.filter(({ count }) => count > 0)
			.toSorted((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
		members: [...new Set(mine.map(({ asker }) => asker.userId))]
			.map((userId) => ({ userId, ...sum(mine.filter(({ asker }) => asker.userId === userId)) }))
			.filter(({ images }) => images > 0)
			.toSorted((a, b) => b.images - a.images || (a.userId < b.userId ? -1 : 1))
			.slice(0, most),
	};
	return report;
}

for (const { name, fresh } of databases.kinds) {
	describe.skipIf(!fresh)(`the usage book in ${name}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await openStore(await fresh!());
		});
		afterEach(() => store.close());

		const write = async (...jobs: readonly Job[]) => {
			for (const job of jobs) await store.ledger.accept(job, [], {}, agree(job));
		};

		test.each([
			['a day of 25 hours', Date.UTC(2026, 9, 10), 'Europe/Berlin', 25],
			['a day of 23 hours', Date.UTC(2026, 2, 10), 'Europe/Berlin', 23],
		])('a report says what a count by hand says, over %s', async (_, now, zone, hours) => {
			const days = daysOfMonth(now, zone);
			expect(days.some(({ start, end }) => end - start === hours * 3_600_000)).toBe(true);
			const { jobs, stops } = history(days);
			await write(...jobs);
			for (const stop of stops) await store.usage.stopped(stop);
			for (const guildId of ['22', '23', '24']) {
				expect(await store.usage.report(guildId, days, 10)).toEqual(counted(guildId, days, 10, jobs, stops));
			}
			const [first, second] = days;
			expect(await store.usage.report('22', [first!, second!], 3)).toEqual(
				counted('22', [first!, second!], 3, jobs, stops),
			);
		});

		test('a report over no days is empty', async () => {
			const nothing = { total: { images: 0, micros: 0 }, days: [], refused: [], stopped: [], members: [] };
			expect(await store.usage.report('22', [], 10)).toEqual(nothing);
		});

		test('a member’s own usage is of one server and since a time', async () => {
			const [day] = daysOfMonth(Date.UTC(2026, 9, 10), 'UTC');
			const mine = newJob({}, day!.start);
			const before = newJob({}, day!.start - 1);
			const elsewhere = newJob({ asker: { guildId: '23' } }, day!.start);
			const others = newJob({ asker: { userId: '12' } }, day!.start);
			await write(mine, before, elsewhere, others);
			const me = { guildId: '22', userId: '11' };
			expect(await store.usage.member(me, day!.start)).toEqual({ images: 1, micros: 40_000 });
			expect(await store.usage.member(me, day!.start - 1)).toEqual({ images: 2, micros: 80_000 });
			expect(await store.usage.member({ ...me, userId: '13' }, 0)).toEqual({ images: 0, micros: 0 });
		});

		test('lines are the jobs of a period, oldest first and not more than asked for', async () => {
			const start = Date.UTC(2026, 9, 1);
			const jobs = [3, 1, 2, 0, 4].map((n) => newJob({}, start + n));
			await write(...jobs, newJob({ asker: { guildId: '23' } }, start + 1));
			const lines = await store.usage.lines('22', { start: start + 1, end: start + 4 }, 100);
			expect(lines.map(({ at }) => at - start)).toEqual([1, 2, 3]);
			expect(lines[0]).toEqual({
				id: jobs[1]!.id,
				at: start + 1,
				userId: '11',
				channelId: '33',
				model: 'gpt-image-2',
				quality: 'low',
				state: 'accepted',
				asked: 1,
				images: 1,
				micros: 40_000,
			});
			expect(await store.usage.lines('22', { start, end: start + 4 }, 2)).toHaveLength(2);
		});

		test('what was stopped is kept for 100 days', async () => {
			const at = Date.UTC(2026, 9, 1);
			const stop = { guildId: '22', userId: '11', code: 'memberDay', at };
			await store.usage.stopped(stop);
			await store.usage.stopped(stop);
			const stopped = async () => (await store.usage.report('22', [{ start: at, end: at + 1 }], 1)).stopped;
			await store.sweep(at + 100 * 86_400_000);
			expect(await stopped()).toEqual([{ code: 'memberDay', count: 2 }]);
			await store.sweep(at + 100 * 86_400_000 + 1);
			expect(await stopped()).toEqual([]);
		});
	});
}
