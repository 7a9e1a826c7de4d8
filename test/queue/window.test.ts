import { expect, it } from 'vitest';
import { createQueue } from '../../src/queue/queue.ts';
import { createQuota } from './quota.ts';

const PER_MS = 2_000;
const LIMIT = 40;

async function drawAll(sizes: readonly number[]) {
	const quota = createQuota(LIMIT, PER_MS);
	const queue = createQueue({ images: LIMIT, perMs: PER_MS, maxConcurrent: 20 });
	const turns = sizes.map((images, index) =>
		queue.enter({ id: `${index}`, guildId: 'g', userId: `${index % 7}`, images }, async () => {
			quota.draw(images);
			return { value: images };
		}),
	);
	const drawn = await Promise.all(turns);
	await queue.close();
	return { quota, drawn };
}

it.concurrent('a sliding window never says no, and at least 95 % of what it allows is drawn', async () => {
	const windows = 4;
	const { quota } = await drawAll(Array.from({ length: windows * LIMIT }, () => 1));
	expect(quota.counts.rejected).toBe(0);
	expect(quota.drawnIn(windows)).toBeGreaterThanOrEqual(0.95 * windows * LIMIT);
});

it.concurrent('a sliding window never says no to turns of one to ten images', async () => {
	const sizes = Array.from({ length: 24 }, (_, index) => 1 + ((index * 7) % 10));
	const { quota, drawn } = await drawAll(sizes);
	expect(drawn).toEqual(sizes);
	expect(quota.counts.rejected).toBe(0);
});
