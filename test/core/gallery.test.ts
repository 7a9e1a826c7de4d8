import { describe, expect, test } from 'vitest';
import { type GalleryBook, type GalleryQuery, type Page, pageOf, perPage, readerOf } from '../../src/core/gallery.ts';
import type { Job } from '../../src/core/job.ts';
import type { ImageRequest } from '../../src/core/request.ts';
import { jobOf, noon } from './jobs.ts';

const query: GalleryQuery = { scope: 'mine', guildId: '22', viewer: '11', starred: false };

/** A delivered result, `n` minutes after noon. */
function resultOf(n: number, request: Partial<ImageRequest> = {}, change: Partial<Job> = {}): Job {
	const id = `job${String(n).padStart(8, '0')}`;
	return { ...jobOf(request), id, state: 'delivered', createdAt: noon + n * 60_000, ...change };
}

/** A book in memory; `removed`: by a moderator, after a report. */
function bookOf(jobs: readonly Job[], removed: readonly string[] = []): Pick<GalleryBook, 'read' | 'reported'> {
	return {
		async read(_, { from, towards, limit }) {
			const sign = towards === 'older' ? -1 : 1;
			const order = (a: { at: number; id: string }, b: { at: number; id: string }) =>
				sign * (a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
			const placed = jobs.map((job) => ({ job, at: job.createdAt, id: job.id })).toSorted(order);
			const beyond = from ? placed.filter((it) => order(it, from) > 0) : placed;
			return beyond.slice(0, limit).map(({ job }) => job);
		},
		reported: async (ids) => new Map(ids.filter((id) => removed.includes(id)).map((id) => [id, 'removed'])),
	};
}

const everything = async () => true;
const numbersOf = (page: Page) => page.jobs.map(({ id }) => Number(id.slice(3)));
const upTo = (count: number) => Array.from({ length: count }, (_, n) => resultOf(n + 1));
const newestFirst = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => from - n);

describe('a gallery', () => {
	const read = readerOf(bookOf(upTo(30)), query, everything);

	test('begins with the newest, and is turned to its end and back', async () => {
		const first = await pageOf(read);
		expect([numbersOf(first), first.newer]).toEqual([newestFirst(30, 19), undefined]);
		const second = await pageOf(read, { from: first.older!, towards: 'older' });
		expect(numbersOf(second)).toEqual(newestFirst(18, 7));
		const last = await pageOf(read, { from: second.older!, towards: 'older' });
		expect([numbersOf(last), last.older]).toEqual([newestFirst(6, 1), undefined]);
		const back = await pageOf(read, { from: last.newer!, towards: 'newer' });
		expect(numbersOf(back)).toEqual(newestFirst(18, 7));
		const start = await pageOf(read, { from: back.newer!, towards: 'newer' });
		expect([numbersOf(start), start.newer]).toEqual([newestFirst(30, 19), undefined]);
	});

	test('beyond its end shows the last page, and before its beginning the first', async () => {
		const last = await pageOf(read, { from: { at: 0, id: '0' }, towards: 'older' });
		expect([numbersOf(last), last.older]).toEqual([newestFirst(12, 1), undefined]);
		const first = await pageOf(read, { from: { at: noon * 2, id: 'z' }, towards: 'newer' });
		expect([numbersOf(first), first.newer]).toEqual([newestFirst(30, 19), undefined]);
	});

	test('of nothing is an empty page, wherever it is looked at', async () => {
		const none = readerOf(bookOf([]), query, everything);
		expect(await pageOf(none)).toEqual({ jobs: [] });
		expect(await pageOf(none, { from: { at: noon, id: 'a' }, towards: 'older' })).toEqual({ jobs: [] });
		expect(await pageOf(none, { from: { at: noon, id: 'a' }, towards: 'newer' })).toEqual({ jobs: [] });
	});

	test('tells apart what was asked for in the same millisecond', async () => {
		const twins = upTo(20).map((job) => ({ ...job, createdAt: noon }));
		const same = readerOf(bookOf(twins), query, everything);
		const first = await pageOf(same);
		const second = await pageOf(same, { from: first.older!, towards: 'older' });
		expect([...numbersOf(first), ...numbersOf(second)]).toEqual(newestFirst(20, 1));
	});

	test('leaves out what may not be seen, what was removed and what is empty, and fills its pages', async () => {
		const jobs = [
			...upTo(100),
			resultOf(101, {}, { emptied: true }),
			resultOf(102, { action: 'describe' }),
			resultOf(103, {}, { state: 'failed' }),
			resultOf(104),
		];
		const isOdd = async ({ id }: Job) => Number(id.slice(3)) % 2 === 1;
		const seen = readerOf(bookOf(jobs, ['job00000099']), query, isOdd);
		const page = await pageOf(seen);
		expect(numbersOf(page)).toEqual(Array.from({ length: perPage }, (_, n) => 97 - 2 * n));
	});

	test('that a member may see nothing of is not read to its end', async () => {
		let reads = 0;
		const endless = { ...bookOf(upTo(5000)) };
		const counting: typeof endless = {
			...endless,
			read(...asked) {
				reads++;
				return endless.read(...asked);
			},
		};
		expect(await pageOf(readerOf(counting, query, async () => false))).toEqual({ jobs: [] });
		expect(reads).toBeLessThan(50);
	});
});
