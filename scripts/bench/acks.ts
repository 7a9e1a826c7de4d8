import type { BurstResult } from '../../test/twins/discord/types.ts';
import { type Contestant, startBare, startEasel } from './contestants.ts';
import { atMost, median, percentile, type Row, timesBare } from './table.ts';

const sizes = [200, 1000];
const rounds = 5;
/** Discord's own limit, in milliseconds. */
const tooLateMs = 3000;

/**
 * `/imagine` of many members at once: how long each waits for its acknowledgement. The bare bot only defers; Easel also writes each job
 * down and draws it. They take turns, and one begins when the other has nothing left to do.
 */
export async function benchAcks(): Promise<Row[]> {
	const easel = await startEasel();
	try {
		const bare = await startBare();
		try {
			let asked = 0;
			const ofEasel = async (count: number) => {
				const result = await burst(easel, count);
				asked += count - result.missing;
				await easel.delivered(asked);
				await easel.discord.reset();
				return result;
			};
			const ofBare = async (count: number) => {
				const result = await burst(bare, count);
				await bare.discord.reset();
				return result;
			};
			// Code that has never run is slow at both.
			await ofBare(sizes[0]!);
			await ofEasel(sizes[0]!);
			const rows: Row[] = [];
			for (const count of sizes) {
				const times = { easel: [] as BurstResult[], bare: [] as BurstResult[] };
				for (let round = 0; round < rounds; round++) {
					times.bare.push(await ofBare(count));
					times.easel.push(await ofEasel(count));
				}
				rows.push(...rowsOf(count, times));
			}
			return rows;
		} finally {
			await bare.stop();
		}
	} finally {
		await easel.stop();
	}
}

const burst = ({ discord }: Contestant, count: number): Promise<BurstResult> =>
	discord.burst({ count, command: 'imagine', options: { prompt: 'a lighthouse in a storm, oil on canvas' } });

/** Percentiles are those of the middle round, so that one round in which the machine was busy with something else decides nothing. */
function rowsOf(count: number, times: Record<'easel' | 'bare', BurstResult[]>): Row[] {
	const middle = (who: BurstResult[], share: number) => median(who.map(({ acks }) => percentile(acks, share)));
	const both = (of: (results: BurstResult[]) => number) => ({ easel: of(times.easel), bare: of(times.bare) });
	const p99 = both((results) => middle(results, 0.99));
	const slowest = both((results) => Math.max(...results.flatMap(({ acks }) => acks)));
	const missing = both((results) => results.reduce((sum, result) => sum + result.missing, 0));
	const what = `acks, ${count.toLocaleString('en')} at once`;
	return [
		{ what: `${what}: p50`, unit: 'ms', ...both((results) => middle(results, 0.5)) },
		{ what: `${what}: p99`, unit: 'ms', ...p99, goal: timesBare(1.5, p99.easel, p99.bare) },
		{ what: `${what}: slowest`, unit: 'ms', ...slowest, goal: atMost(tooLateMs, slowest.easel, 'ms') },
		{ what: `${what}: missing`, unit: 'of all', ...missing, goal: atMost(0, missing.easel) },
	];
}
