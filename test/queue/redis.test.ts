import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attempt, Queue } from '../../src/core/ports.ts';
import { createQueue, type QueueOptions } from '../../src/queue/queue.ts';
import { createQuota } from './quota.ts';
import { hasRedis, startRedis } from './redis-server.ts';

if (!hasRedis && process.env.CI === 'true') throw new Error('CI needs redis-server for these tests');
if (!hasRedis) console.warn('redis-server is not installed: the tests of a quota shared through Redis are SKIPPED');

describe.skipIf(!hasRedis)('a quota shared through Redis', () => {
	let redis: Awaited<ReturnType<typeof startRedis>>;
	const queues: Queue[] = [];

	beforeEach(async () => {
		redis = await startRedis();
	});
	afterEach(async () => {
		await Promise.all(queues.splice(0).map((queue) => queue.close()));
		await redis.stop();
	});

	/** As one process among several. */
	function startQueue(options: Partial<QueueOptions> = {}) {
		const queue = createQueue({ images: 20, perMs: 1_500, maxConcurrent: 4, redisUrl: redis.url, ...options });
		queues.push(queue);
		return {
			queue,
			enter: <T>(id: string, work: () => Promise<Attempt<T>>, images = 1) =>
				queue.enter({ id, guildId: 'g', userId: 'u', images }, work),
		};
	}

	const range = (count: number) => Array.from({ length: count }, (_, index) => index);

	it('is never overdrawn by two processes together, and both get their part of it', async () => {
		const quota = createQuota(20, 1_500);
		let running = 0;
		let mostRunning = 0;
		const order: number[] = [];
		const work = (who: number) => async () => {
			running += 1;
			mostRunning = Math.max(mostRunning, running);
			order.push(who);
			quota.draw(1);
			await new Promise((resolve) => setTimeout(resolve, 20));
			running -= 1;
			return { value: true };
		};
		const processes = [startQueue(), startQueue()];
		await Promise.all(processes.flatMap(({ enter }, who) => range(40).map((index) => enter(`${index}`, work(who)))));
		expect(quota.counts).toEqual({ accepted: 80, rejected: 0 });
		expect(mostRunning).toBeLessThanOrEqual(4);
		// Neither waits for the other to be through.
		expect(new Set(order.slice(0, 60)).size).toBe(2);
	});

	it.each([
		['when its calls must have ended', { callTimeoutMs: 1_000 }],
		['when it has been silent for long', { silentMs: 1_000 }],
	])('gets back what a killed process held, %s', async (_, limits) => {
		const options = { images: 20, perMs: 1_500, maxConcurrent: 4, redisUrl: redis.url, ...limits };
		const holder = spawn(process.execPath, [
			'--disable-warning=ExperimentalWarning',
			fileURLToPath(new URL('holder.ts', import.meta.url)),
			JSON.stringify(options),
		]);
		await once(holder.stdout, 'data');
		const { enter, queue } = startQueue(options);
		let killed = false;
		const drawn = range(8).map((index) => enter(`${index}`, async () => ({ value: killed })));
		holder.kill('SIGKILL');
		await once(holder, 'exit');
		killed = true;
		expect(await Promise.all(drawn)).toEqual(range(8).map(() => true));
		expect(queue.stats()).toMatchObject({ waiting: 0 });
	});

	it('goes on when Redis loses its data', async () => {
		const { enter } = startQueue();
		const { enter: enterElsewhere } = startQueue();
		const admin = new Redis(redis.url);
		const drawn = range(40).map((index) =>
			(index % 2 ? enter : enterElsewhere)(`${index}`, async () => {
				if (index === 9) await admin.flushall();
				return { value: index };
			}),
		);
		expect(await Promise.all(drawn)).toEqual(range(40));
		await admin.quit();
	});

	it('goes on when Redis was away, and says what was wrong', async () => {
		const errors: unknown[] = [];
		const { enter } = startQueue({ onError: (error) => errors.push(error) });
		expect(await enter('before', async () => ({ value: 1 }))).toBe(1);
		await redis.stop();
		const during = enter('during', async () => ({ value: 2 }));
		await expect.poll(() => errors.length, { timeout: 10_000 }).toBeGreaterThan(0);
		await redis.restart();
		expect(await during).toBe(2);
	});

	it('waits for a Redis that is not there yet, and closes without it', async () => {
		await redis.stop();
		const { queue, enter } = startQueue();
		const waiting = enter('early', async () => ({ value: 1 }));
		await queue.close();
		expect(await waiting).toBeNull();
	});

	it('pauses all processes when the provider told one of them to wait', async () => {
		const { queue, enter } = startQueue();
		const { queue: other, enter: enterOther } = startQueue();
		await enterOther('warm', async () => ({ value: 1 }));
		let refused = 0;
		const again = enter('refused', async () => {
			refused += 1;
			return refused === 1 ? { again: 1_500 } : { value: Date.now() };
		});
		await expect.poll(() => other.stats().pausedUntil, { interval: 5, timeout: 5_000 }).toBeGreaterThan(0);
		const until = queue.stats().pausedUntil;
		const paused = enterOther('paused', async () => ({ value: Date.now() }));
		expect(await again).toBeGreaterThanOrEqual(until);
		expect(await paused).toBeGreaterThanOrEqual(until);
	});
});
