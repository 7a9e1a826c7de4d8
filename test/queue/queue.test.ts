import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Attempt, Queue } from '../../src/core/ports.ts';
import { createQueue, type QueueOptions } from '../../src/queue/queue.ts';
import { createQuota } from './quota.ts';

const queues: Queue[] = [];
afterEach(() => Promise.all(queues.splice(0).map((queue) => queue.close())));

/** A queue whose work is noted by its id, in the order it began. */
function startQueue(options: Partial<QueueOptions> = {}) {
	const queue = createQueue({ images: 1_000, maxConcurrent: 1, ...options });
	queues.push(queue);
	const began: string[] = [];
	return {
		queue,
		began,
		/** `id` begins with the member: `anna-3`. */
		enter<T>(id: string, work: () => Promise<Attempt<T>>, images = 1) {
			const userId = id.split('-')[0]!;
			return queue.enter({ id, guildId: 'guild', userId, images }, () => {
				began.push(id);
				return work();
			});
		},
	};
}

/** Work that lasts until it is told to end. */
function gate() {
	const { promise, resolve } = Promise.withResolvers<void>();
	const begun = Promise.withResolvers<void>();
	const work = async () => {
		begun.resolve();
		await promise;
		return { value: 'drawn' };
	};
	return { work, begun: begun.promise, open: resolve };
}

const drawn = async () => ({ value: 'drawn' });
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('the queue', () => {
	it('brings back what the work brought', async () => {
		const { enter } = startQueue();
		expect(await enter('anna-1', async () => ({ value: 42 }))).toBe(42);
	});

	it('rejects only the one whose work threw, and its slot is free again', async () => {
		const { queue, enter } = startQueue();
		const failing = enter('anna-1', async () => {
			throw new Error('the provider hung up');
		});
		const throwing = enter('anna-2', () => {
			throw new Error('before the first await');
		});
		const next = enter('anna-3', drawn);
		await expect(failing).rejects.toThrow('the provider hung up');
		await expect(throwing).rejects.toThrow('before the first await');
		expect(await next).toBe('drawn');
		await queue.close();
		expect(queue.stats()).toMatchObject({ waiting: 0, running: 0 });
	});

	it('serves the first of five others within one round of a member who asked for thirty', async () => {
		const { began, enter } = startQueue();
		const { work, begun, open } = gate();
		const heavy = [enter('heavy-0', work), ...range(29).map((index) => enter(`heavy-${index + 1}`, drawn))];
		await begun;
		const others = ['a-1', 'b-1', 'c-1', 'd-1', 'e-1'].map((id) => enter(id, drawn));
		open();
		await Promise.all([...heavy, ...others]);
		// heavy-0 was being drawn when they came; the round after it has one of each.
		expect(began.slice(1, 7).sort()).toEqual(['a-1', 'b-1', 'c-1', 'd-1', 'e-1', 'heavy-1']);
	});

	it('gives a lone member every free slot, and not one more', async () => {
		const { queue, enter } = startQueue({ maxConcurrent: 4 });
		const gates = range(6).map(gate);
		const all = gates.map(({ work }, index) => enter(`anna-${index}`, work));
		await Promise.all(gates.slice(0, 4).map(({ begun }) => begun));
		expect(queue.stats()).toMatchObject({ running: 4, waiting: 2 });
		gates[2]!.open();
		await gates[4]!.begun;
		expect(queue.stats()).toMatchObject({ running: 4, waiting: 1 });
		for (const { open } of gates) open();
		await Promise.all(all);
	});

	it('draws what is larger than the whole quota, alone', async () => {
		const { enter } = startQueue({ images: 4, perMs: 300, maxConcurrent: 5 });
		expect(await Promise.all([enter('anna-1', drawn, 10), enter('ben-1', drawn, 10)])).toEqual(['drawn', 'drawn']);
	});

	it('refuses turns nobody could count', async () => {
		const { enter } = startQueue();
		await expect(enter('anna-1', drawn, 0)).rejects.toThrow(RangeError);
		await expect(enter('anna-1', drawn, Number.NaN)).rejects.toThrow(RangeError);
	});
});

describe('a waiting turn', () => {
	it('knows its place, in the order in which turns are really served', async () => {
		const { queue, began, enter } = startQueue();
		const { work, begun, open } = gate();
		const first = enter('anna-0', work);
		await begun;
		const ids = ['anna-1', 'anna-2', 'ben-1', 'cem-1', 'anna-3', 'ben-2'];
		const sizes = [3, 1, 2, 1, 1, 4];
		const all = ids.map((id, index) => enter(id, drawn, sizes[index]));
		const places = ids.map((id) => ({ id, ...queue.place(id)! })).sort((a, b) => a.place - b.place);
		expect(places.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6]);
		for (const [index, { imagesAhead }] of places.entries()) {
			const ahead = places.slice(0, index).map(({ id }) => sizes[ids.indexOf(id)]!);
			expect(imagesAhead).toBe(ahead.reduce((sum, images) => sum + images, 0));
		}
		expect(queue.place('anna-0')).toBeUndefined();
		open();
		await Promise.all([first, ...all]);
		expect(began.slice(1)).toEqual(places.map(({ id }) => id));
	});

	it('tells of changed places once for everything that happens at a time', async () => {
		const { queue, enter } = startQueue();
		let told = 0;
		const { work, begun, open } = gate();
		const first = enter('anna-0', work);
		await begun;
		await sleep(0);
		queue.onChange(() => {
			told += 1;
		});
		const rest = range(100).map((index) => enter(`anna-${index + 1}`, drawn));
		expect(told).toBe(0);
		await sleep(5);
		expect(told).toBe(1);
		for (const index of range(100)) queue.leave(`anna-${index + 1}`);
		open();
		await Promise.all([first, ...rest]);
	});

	it('can leave, and then never runs', async () => {
		const { queue, began, enter } = startQueue();
		const { work, begun, open } = gate();
		const first = enter('anna-1', work);
		await begun;
		const left = enter('anna-2', drawn);
		const last = enter('anna-3', drawn);
		expect(queue.leave('anna-2')).toBe(true);
		expect(queue.leave('anna-2')).toBe(false);
		expect(queue.leave('anna-1')).toBe(false);
		expect(queue.place('anna-3')).toEqual({ place: 1, imagesAhead: 0 });
		expect(await left).toBeNull();
		open();
		await Promise.all([first, last]);
		expect(began).toEqual(['anna-1', 'anna-3']);
	});

	it('blocks nobody when it leaves while it waits for more of the quota than is free', async () => {
		const { queue, enter } = startQueue({ images: 10, perMs: 60_000, maxConcurrent: 5 });
		await enter('anna-1', drawn, 6);
		const large = enter('anna-2', drawn, 9);
		const small = enter('anna-3', drawn, 4);
		expect(queue.place('anna-3')).toEqual({ place: 2, imagesAhead: 9 });
		queue.leave('anna-2');
		expect(await large).toBeNull();
		expect(await small).toBe('drawn');
	});

	it('gives its images back when it leaves while they are being asked for', async () => {
		const { queue, enter } = startQueue({ images: 1, perMs: 60_000, maxConcurrent: 1 });
		const leaving = enter('anna-1', drawn);
		queue.leave('anna-1');
		expect(await leaving).toBeNull();
		expect(await enter('ben-1', drawn)).toBe('drawn');
	});
});

describe('a provider that says: later', () => {
	it('pauses everybody; the turn keeps its place and its images are counted once', async () => {
		const { queue, began, enter } = startQueue({ images: 3, perMs: 60_000 });
		const { work, begun, open } = gate();
		let pausedUntil = 0;
		let refusals = 0;
		const refusedOnce = enter('anna-1', async () => {
			await work();
			if (refusals > 0) return { value: Date.now() };
			refusals += 1;
			pausedUntil = Date.now() + 400;
			return { again: 400 };
		});
		await begun;
		const others = [enter('ben-1', async () => ({ value: Date.now() })), enter('anna-2', drawn)];
		open();
		expect(await refusedOnce).toBeGreaterThanOrEqual(pausedUntil);
		expect(await others[0]).toBeGreaterThanOrEqual(pausedUntil);
		await others[1];
		// With its first try counted, three images would have been four and the last had to wait a minute.
		expect(began.slice(0, 3)).toEqual(['anna-1', 'anna-1', 'ben-1']);
		expect(queue.stats().pausedUntil).toBe(0);
	});

	it('shows the pause, and a turn can leave during it', async () => {
		const { queue, enter } = startQueue();
		const { promise: refused, resolve } = Promise.withResolvers<void>();
		queue.onChange(() => queue.stats().pausedUntil > 0 && resolve());
		const turn = enter('anna-1', async () => ({ again: 60_000 }));
		await refused;
		expect(queue.place('anna-1')).toEqual({ place: 1, imagesAhead: 0 });
		expect(queue.leave('anna-1')).toBe(true);
		expect(await turn).toBeNull();
	});

	it('gets everything drawn although somebody else uses the same key', async () => {
		const quota = createQuota(6, 500);
		const { enter } = startQueue({ images: 6, perMs: 500, maxConcurrent: 3 });
		quota.draw(4);
		const results = range(10).map((index) =>
			enter(`anna-${index}`, async () => {
				const wait = quota.draw(1);
				return wait === undefined ? { value: index } : { again: wait };
			}),
		);
		expect(await Promise.all(results)).toEqual(range(10));
		expect(quota.counts.accepted).toBe(14);
	});
});

it('ends every turn once, whatever the provider and the members do', async () => {
	const { queue, enter } = startQueue({ images: 30, perMs: 200, maxConcurrent: 5 });
	const runs = new Map<string, number>();
	const left = new Set<string>();
	const turns = range(150).map(async (index) => {
		const id = `member${index % 9}-${index}`;
		const result = enter(
			id,
			async () => {
				const run = (runs.get(id) ?? 0) + 1;
				runs.set(id, run);
				await sleep(index % 4);
				if (index % 11 === 0 && run === 1) return { again: index % 7 };
				if (index % 13 === 0) throw new Error(id);
				return { value: id };
			},
			1 + (index % 5),
		).catch((error: Error) => error.message);
		if (index % 10 === 3) {
			await sleep(index);
			if (queue.leave(id)) left.add(id);
		}
		return { id, index, result: await result };
	});
	for (const { id, index, result } of await Promise.all(turns)) {
		expect(result).toBe(left.has(id) ? null : id);
		const expected = index % 11 === 0 ? 2 : 1;
		if (!left.has(id)) expect(runs.get(id)).toBe(expected);
	}
	expect(left.size).toBeGreaterThan(0);
	await queue.close();
	expect(queue.stats()).toMatchObject({ waiting: 0, running: 0 });
});

describe('closing', () => {
	it('lets running work end, sends the waiting away and takes nobody in', async () => {
		const { queue, began, enter } = startQueue();
		const { work, begun, open } = gate();
		const running = enter('anna-1', work);
		await begun;
		const waiting = enter('anna-2', drawn);
		const closed = queue.close();
		expect(await waiting).toBeNull();
		expect(await enter('ben-1', drawn)).toBeNull();
		expect(queue.stats()).toMatchObject({ waiting: 0, running: 1 });
		open();
		await closed;
		expect(await running).toBe('drawn');
		expect(began).toEqual(['anna-1']);
	});

	it('does not run again what the provider did not take', async () => {
		const { queue, began, enter } = startQueue();
		const { work, begun, open } = gate();
		const running = enter('anna-1', async () => {
			await work();
			return { again: 10 };
		});
		await begun;
		const closed = queue.close();
		open();
		await closed;
		expect(await running).toBeNull();
		expect(began).toEqual(['anna-1']);
	});
});
