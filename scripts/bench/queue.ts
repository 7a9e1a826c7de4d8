import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Bottleneck from 'bottleneck';
import { createQueue } from '../../src/queue/queue.ts';
import { createQuota } from '../../test/queue/quota.ts';
import { atLeast, atMost, type Row } from './table.ts';

type Work = () => Promise<void>;
/** Both contestants: `enter` resolves when the member's work is done. */
type Contestant = { enter: (userId: string, work: Work) => Promise<unknown>; close: () => unknown };

/** The fair line in front of Bottleneck beside Bottleneck alone, first come first served, as its README would set it up. */
export async function benchQueue(): Promise<Row[]> {
	const [easelWindow, bareWindow] = [await overWindow(easel), await overWindow(bare)];
	const each = { easel: await perJob(easel), bare: await perJob(bare) };
	const jain = { easel: await fairness(easel), bare: await fairness(bare) };
	const used = { easel: easelWindow.used, bare: bareWindow.used };
	const rejected = { easel: easelWindow.rejected, bare: bareWindow.rejected };
	return [
		{ what: 'queue, 1,000 waiting: time per job', unit: 'ms', ...each },
		{ what: 'queue, beside one who asks for 100: fairness', unit: '(Jain)', ...jain },
		{ what: 'queue, use of a sliding window', unit: '%', ...used, goal: atLeast(95, used.easel, '%') },
		{ what: 'queue, rejected by a sliding window', unit: 'calls', ...rejected, goal: atMost(0, rejected.easel) },
	];
}

type Quota = { images: number; perMs: number; maxConcurrent: number };

function easel(quota: Quota): Contestant {
	const queue = createQueue(quota);
	return {
		enter: (userId, work) =>
			queue.enter({ id: randomUUID(), guildId: 'guild', userId, images: 1 }, async () => ({ value: await work() })),
		close: queue.close,
	};
}

function bare({ images, perMs, maxConcurrent }: Quota): Contestant {
	const limiter = new Bottleneck({
		maxConcurrent,
		reservoir: images,
		reservoirRefreshAmount: images,
		reservoirRefreshInterval: perMs,
	});
	return { enter: (_, work) => limiter.schedule(work), close: () => limiter.disconnect() };
}

async function perJob(start: (quota: Quota) => Contestant): Promise<number> {
	const jobs = 1_000;
	const { enter, close } = start({ images: 10 * jobs, perMs: 60_000, maxConcurrent: 5 });
	const begin = performance.now();
	await Promise.all(range(jobs).map((index) => enter(`member ${index % 50}`, async () => {})));
	const each = (performance.now() - begin) / jobs;
	await close();
	return each;
}

/** Jain's index of how fast each of ten members gets their first five pictures: 1 is equal, 0.1 is all for one. */
async function fairness(start: (quota: Quota) => Contestant): Promise<number> {
	const { enter, close } = start({ images: 10_000, perMs: 60_000, maxConcurrent: 5 });
	const begin = performance.now();
	const draw = () => sleep(20);
	const ask = async (userId: string, jobs: number) => {
		let done = 0;
		let rate = 0;
		const count = () => {
			done += 1;
			if (done === 5) rate = 5 / (performance.now() - begin);
		};
		await Promise.all(range(jobs).map(() => enter(userId, draw).then(count)));
		return rate;
	};
	const rates = await Promise.all([ask('heavy', 100), ...range(9).map((index) => ask(`light ${index}`, 5))]);
	await close();
	const sum = rates.reduce((total, rate) => total + rate, 0);
	return sum ** 2 / (rates.length * rates.reduce((total, rate) => total + rate ** 2, 0));
}

/** Four windows' worth of calls, the first of them when the window's clock, where there is one, is three quarters round. */
async function overWindow(start: (quota: Quota) => Contestant): Promise<{ used: number; rejected: number }> {
	const windows = 4;
	const limit = 40;
	const perMs = 2_000;
	const quota = createQuota(limit, perMs);
	const { enter, close } = start({ images: limit, perMs, maxConcurrent: 20 });
	await sleep(0.75 * perMs);
	const call = async () => void quota.draw(1);
	await Promise.all(range(windows * limit).map((index) => enter(`member ${index % 7}`, call)));
	await close();
	return { used: (100 * quota.drawnIn(windows)) / (windows * limit), rejected: quota.counts.rejected };
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
