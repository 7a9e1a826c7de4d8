import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonFiles } from '../../../src/discord/privacy/files.ts';
import { recordOf } from '../../../src/discord/privacy/record.ts';
import { noon } from '../../core/jobs.ts';

const head = { member: '80351110224678912', exportedAt: '2026-11-21T12:00:00.000Z' };

type Read = Record<string, object[]> & { part: number; parts: number };
const read = (file: Uint8Array): Read => JSON.parse(Buffer.from(file).toString('utf8')) as Read;
const joined = (files: readonly Uint8Array[], name: string) => files.flatMap((file) => read(file)[name] ?? []);

describe('the files of an export', () => {
	test('are one where all fits, with every section and who it is of', async () => {
		const files = await jsonFiles(head, { jobs: [{ id: 'a' }], cases: [] }, 10_000);
		expect(files.map(read)).toEqual([{ ...head, part: 1, parts: 1, jobs: [{ id: 'a' }], cases: [] }]);
	});

	test('are there for a member of whom nothing is kept', async () => {
		const [file] = await jsonFiles(head, { jobs: [], cases: [] }, 10_000);
		expect(read(file!)).toEqual({ ...head, part: 1, parts: 1, jobs: [], cases: [] });
	});

	test('hold every entry once and in order, each within the limit and readable by itself', async () => {
		const entries = fc.array(fc.record({ prompt: fc.string({ unit: 'grapheme', maxLength: 300 }) }), { maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(entries, entries, fc.integer({ min: 4000, max: 20_000 }), async (jobs, cases, limit) => {
				const files = await jsonFiles(head, { jobs, cases }, limit);
				for (const file of files) expect(file.byteLength).toBeLessThanOrEqual(limit);
				expect(joined(files, 'jobs')).toEqual(JSON.parse(JSON.stringify(jobs)));
				expect(joined(files, 'cases')).toEqual(JSON.parse(JSON.stringify(cases)));
				expect(files.map((file) => read(file).part)).toEqual(files.map((_, i) => i + 1));
			}),
		);
	});

	test('say moments as people read them, and amounts as they are kept', async () => {
		const [file] = await jsonFiles(
			head,
			{ jobs: [{ createdAt: noon, costMicros: 53_070, calls: [{ at: noon }] }] },
			10_000,
		);
		const moment = '2026-11-21T12:00:00.000Z';
		expect(read(file!).jobs).toEqual([{ createdAt: moment, costMicros: 53_070, calls: [{ at: moment }] }]);
	});

	test('leave the process free for others while years of jobs are written', async () => {
		let ticks = 0;
		const timer = setInterval(() => ticks++, 1);
		const jobs = Array.from({ length: 10_000 }, (_, n) => ({ id: String(n), prompt: 'a fox '.repeat(100) }));
		const files = await jsonFiles(head, { jobs }, 10 * 1024 * 1024);
		clearInterval(timer);
		expect(files).toHaveLength(1);
		expect(ticks).toBeGreaterThan(5);
	});
});

test('what others wrote into the log is left out, what the member wrote stays', () => {
	const line = { guildId: '41771983423143937', at: noon, action: 'reported', case: 1 } as const;
	const record = recordOf({
		jobs: [],
		cases: [],
		strikes: [],
		pauses: [],
		reports: [],
		acts: [],
		stops: [],
		changes: [],
		personas: [],
		batches: [],
		stars: [],
		audit: [
			{ ...line, by: 'other', why: 'they are awful' },
			{ ...line, by: 'self', why: 'my own words' },
		],
	});
	expect(record.audit).toEqual([
		{ ...line, by: 'other' },
		{ ...line, by: 'self', why: 'my own words' },
	]);
});
