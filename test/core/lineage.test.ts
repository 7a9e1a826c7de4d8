import { describe, expect, test } from 'vitest';
import type { Reported } from '../../src/core/gallery.ts';
import type { Job } from '../../src/core/job.ts';
import { familyOf, type LineageParts, madeFrom, mostSteps } from '../../src/core/lineage.ts';
import { jobOf, noon } from './jobs.ts';

/** `b<a` was made from a. What comes later in the list was asked for later. */
function jobsOf(...lines: string[]): Map<string, Job> {
	return new Map(
		lines.map((line, n) => {
			const [id = '', parent] = line.split('<');
			const job: Job = { ...jobOf(), id, state: 'delivered', createdAt: noon + n, ...(parent ? { parent } : {}) };
			return [id, job];
		}),
	);
}

function partsOf(
	jobs: Map<string, Job>,
	hidden: readonly string[] = [],
	removed: readonly string[] = [],
): LineageParts {
	return {
		find: async (id) => jobs.get(id),
		mayLook: async ({ id }) => !hidden.includes(id),
		book: {
			children: async (parents, limit) =>
				[...jobs.values()].filter(({ parent }) => parent && parents.includes(parent)).slice(0, limit),
			reported: async (ids) =>
				new Map(ids.filter((id) => removed.includes(id)).map((id): [string, Reported] => [id, 'removed'])),
		},
	};
}

const family = async (jobs: Map<string, Job>, id: string, ...rest: [hidden?: string[], removed?: string[]]) =>
	(await familyOf(jobs.get(id)!, partsOf(jobs, ...rest))).map(({ job, parent }) =>
		parent ? `${job.id}<${parent}` : job.id,
	);

const failed = (jobs: Map<string, Job>, id: string) => jobs.set(id, { ...jobs.get(id)!, state: 'failed' });

describe('the history of a result', () => {
	const jobs = jobsOf('a', 'b<a', 'c<a', 'd<b', 'e<d', 'x');

	test('has what led to it, what came of it and what stands beside it, parents first', async () => {
		expect(await family(jobs, 'b')).toEqual(['a', 'b<a', 'c<a', 'd<b', 'e<d']);
		expect(await family(jobs, 'x')).toEqual(['x']);
	});

	test('passes over failed tries and what was removed, and goes on behind them', async () => {
		const tried = failed(jobsOf('a', 'b<a', 'c<b', 'd<c'), 'b');
		expect(await family(tried, 'd')).toEqual(['a', 'c<a', 'd<c']);
		expect(await family(tried, 'd', [], ['c'])).toEqual(['a', 'd<a']);
	});

	test('ends where somebody may not look: neither what is hidden is told, nor what is behind it', async () => {
		expect(await family(jobs, 'e', ['b'])).toEqual(['d', 'e<d']);
		expect(await family(jobs, 'a', ['b'])).toEqual(['a', 'c<a']);
	});

	test('ends where the ledger has no more', async () => {
		expect(await family(jobsOf('b<gone', 'c<b'), 'c')).toEqual(['b', 'c<b']);
	});

	test('that runs in a circle is no endless one', async () => {
		expect(await family(jobsOf('a<b', 'b<a'), 'a')).toHaveLength(2);
	});

	test('of hundreds of steps is cut to those around the one that was asked about', async () => {
		const line = jobsOf('n0', ...Array.from({ length: 60 }, (_, n) => `n${n + 1}<n${n}`), 'side<n58');
		const steps = await family(line, 'n60');
		expect(steps).toHaveLength(mostSteps);
		expect(steps.slice(-2)).toEqual(['n59<n58', 'n60<n59']);
		expect(await family(jobsOf('root', ...Array.from({ length: 40 }, (_, n) => `k${n}<root`)), 'k39')).toContain(
			'k39<root',
		);
	});
});

describe('what a result was made from', () => {
	const nameOf = async (jobs: Map<string, Job>, id: string, ...rest: [hidden?: string[], removed?: string[]]) =>
		(await madeFrom(jobs.get(id)!, partsOf(jobs, ...rest)))?.id;

	test('is the nearest one that has pictures and may be seen', async () => {
		const jobs = failed(jobsOf('a', 'b<a', 'c<b'), 'b');
		expect(await nameOf(jobs, 'c')).toBe('a');
		expect(await nameOf(jobs, 'c', ['b'])).toBeUndefined();
		expect(await nameOf(jobs, 'a')).toBeUndefined();
		expect(await nameOf(jobsOf('a', 'b<a'), 'b', [], ['a'])).toBeUndefined();
	});
});
