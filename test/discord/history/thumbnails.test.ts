import { describe, expect, test } from 'vitest';
import type { Job } from '../../../src/core/job.ts';
import type { Finished } from '../../../src/core/ports.ts';
import { Refused } from '../../../src/core/refusal.ts';
import { createThumbnails } from '../../../src/discord/history/thumbnails.ts';
import { jobOf, noon } from '../../core/jobs.ts';

const jobs = (count: number, first = 0): Job[] =>
	Array.from({ length: count }, (_, n) => ({ ...jobOf(), id: `job${first + n}` }));
const picture = (bytes: Uint8Array): Finished => ({
	name: 'easel-1.png',
	bytes,
	type: 'image/png',
	altered: 'no',
	width: 1,
	height: 1,
});

interface World {
	size?: number;
	/** Resolves when patience is over; never unless given. */
	late?: Promise<void>;
	one?: (job: Job) => Promise<Finished>;
}

function world({
	size = 10,
	late = new Promise(() => {}),
	one = async () => picture(new Uint8Array(size)),
}: World = {}) {
	const fetched: string[] = [];
	let [now, running, most] = [noon, 0, 0];
	const thumbnails = createThumbnails({
		async one(job) {
			fetched.push(job.id);
			most = Math.max(most, ++running);
			try {
				return await one(job);
			} finally {
				running--;
			}
		},
		shrink: async ({ bytes }) => bytes,
		clock: { now: () => now, sleep: () => late },
	});
	return {
		thumbnails,
		fetched,
		most: () => most,
		wait(ms: number) {
			now += ms;
		},
	};
}

describe('small pictures', () => {
	test('come in order, a few at once, and are fetched once', async () => {
		const { thumbnails, fetched, most } = world({ one: async ({ id }) => picture(Buffer.from(id)) });
		const twelve = jobs(12);
		const [one, two] = await Promise.all([thumbnails.of(twelve), thumbnails.of(twelve)]);
		expect(one.map((bytes) => Buffer.from(bytes!).toString())).toEqual(twelve.map(({ id }) => id));
		expect(two).toEqual(one);
		await thumbnails.of(twelve);
		expect([fetched.length, most()]).toEqual([12, 4]);
	});

	test('that are gone, or broken, are left open, and are asked for again', async () => {
		const { thumbnails, fetched } = world({
			async one({ id }) {
				if (id === 'job0') throw new Refused({ code: 'resultUnseen' });
				if (id === 'job1') throw new Error('Discord is away');
				return picture(new Uint8Array(1));
			},
		});
		const [gone, broken, there] = await thumbnails.of(jobs(3));
		expect([gone, broken, there]).toEqual([null, null, new Uint8Array(1)]);
		await thumbnails.of(jobs(3));
		expect(fetched).toHaveLength(5);
	});

	test('that take too long are left open, and are there when somebody turns back', async () => {
		const late = Promise.withResolvers<void>();
		const slow = Promise.withResolvers<Finished>();
		const { thumbnails, fetched } = world({ late: late.promise, one: () => slow.promise });
		const shown = thumbnails.of(jobs(1));
		late.resolve();
		expect(await shown).toEqual([null]);
		slow.resolve(picture(new Uint8Array(3)));
		await expect.poll(async () => (await thumbnails.of(jobs(1)))[0]).toEqual(new Uint8Array(3));
		expect(fetched).toHaveLength(1);
	});

	test('are forgotten when there are too many, those first that nobody asked for lately', async () => {
		const { thumbnails, fetched } = world({ size: 6 * 1024 * 1024 });
		await thumbnails.of(jobs(2));
		await thumbnails.of(jobs(1));
		await thumbnails.of(jobs(1, 2));
		fetched.length = 0;
		await thumbnails.of(jobs(1));
		await thumbnails.of(jobs(1, 1));
		expect(fetched).toEqual(['job1']);
	});

	test('are asked for again after a while: their message may be gone', async () => {
		const { thumbnails, fetched, wait } = world();
		await thumbnails.of(jobs(1));
		wait(9 * 60_000);
		await thumbnails.of(jobs(1));
		wait(2 * 60_000);
		await thumbnails.of(jobs(1));
		expect(fetched).toHaveLength(2);
	});
});
