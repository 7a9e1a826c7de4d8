import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { monthFromId } from '../../../src/core/calendar.ts';
import { readUsageId, usageId } from '../../../src/discord/usage/ids.ts';
import { usageOf } from '../../../src/discord/usage/server.ts';
import { openStore, type Store } from '../../../src/store/index.ts';
import { agree, drawn, newJob } from '../../store/jobs.ts';
import { mia } from './months.ts';

const guildId = '934188725630984202';
/** Half an hour off the hour: its November begins on October 31 at 18:30 UTC. */
const timeZone = 'Asia/Kolkata';
const november = monthFromId('2026-11', timeZone)!;

let store: Store;
beforeAll(async () => {
	store = await openStore('sqlite://:memory:');
	const patch = { 'look.timeZone': timeZone, 'budget.microsPerMonth': 1_000_000 };
	await store.settings.change({ guildId, userId: mia, how: 'command', patch, at: 0 });
	for (const at of [november.start - 1, november.start, november.end - 1, november.end]) {
		const job = newJob({ asker: { guildId, userId: mia } }, at);
		await store.ledger.accept(job, [], {}, agree(job));
		for (const revision of drawn(job, 40_000, at)) await store.ledger.save(revision);
	}
});
afterAll(() => store.close());

const look = (asked: string | undefined, at: number, guild = guildId) =>
	usageOf(guild, asked, { ...store, clock: { now: () => at, sleep: async () => {} } });

describe('a month', () => {
	test('begins and ends at midnight by the clocks of the server', async () => {
		const usage = await look(undefined, november.end - 1);
		expect(new Date(november.start).toISOString()).toBe('2026-10-31T18:30:00.000Z');
		expect(usage).toMatchObject({
			id: '2026-11',
			month: november,
			isOver: false,
			report: { total: { images: 2, micros: 80_000 }, members: [{ userId: mia, images: 2 }] },
			budget: { microsPerMonth: 1_000_000 },
			isCut: false,
			earlier: '2026-10',
			later: undefined,
		});
		expect(usage?.lines.map(({ at }) => at)).toEqual([november.start, november.end - 1]);
		expect(usage?.report.days.map(({ day }) => day)).toEqual([0, 29]);
		expect(usage?.forecast).toEqual({ since: november.start, images: 2, micros: 80_000 });
	});

	test('is the next one a moment later', async () => {
		expect(await look(undefined, november.end)).toMatchObject({ id: '2026-12', earlier: '2026-11', later: undefined });
	});

	test('can be turned to from the first job to the present', async () => {
		expect(await look('2026-10', november.end)).toMatchObject({
			id: '2026-10',
			isOver: true,
			report: { total: { images: 1, micros: 40_000 } },
			forecast: undefined,
			earlier: undefined,
			later: '2026-11',
		});
		expect(await look('2026-11', november.end)).toMatchObject({ earlier: '2026-10', later: '2026-12', isOver: true });
	});

	test.each(['2027-01', '2026-09', '2026-13', 'november'])('%s is none that can be turned to', async (id) => {
		expect(await look(id, november.end)).toBeUndefined();
	});

	test('is empty in a server without jobs, and the only one', async () => {
		const usage = await look(undefined, november.start, '934188725630984203');
		expect(usage).toMatchObject({ lines: [], earlier: undefined, later: undefined, timeZone: 'UTC', id: '2026-10' });
		expect(await look('2026-09', november.start, '934188725630984203')).toBeUndefined();
	});
});

describe('an id', () => {
	test('has the month in it', () => {
		expect(usageId('2026-11')).toBe('usage:server:2026-11');
		expect(readUsageId(['server', '2026-11'])).toBe('2026-11');
	});

	test.each([
		[],
		['server'],
		['2026-11'],
		['me', '2026-11'],
		['server', ''],
		['server', '2026-13'],
		['server', '2026-1'],
		['server', '1999-11'],
		['server', '2026-11', 'x'],
		['server', "2026-11'; drop table jobs --"],
		['server', '٢٠٢٦-١١'],
	])('that Easel did not make is none: %j %j %j', (...parts) => {
		expect(readUsageId(parts)).toBeUndefined();
	});
});
