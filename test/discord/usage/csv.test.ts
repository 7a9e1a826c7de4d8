import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UsageLine } from '../../../src/core/books.ts';
import { daysOfMonth, monthFromId } from '../../../src/core/calendar.ts';
import { columns, csvOf, dollars } from '../../../src/discord/usage/csv.ts';
import { datesOf } from '../../../src/discord/usage/dates.ts';
import { line, mia } from './months.ts';
import { parseCsv } from './parse-csv.ts';

const zone = 'Asia/Kolkata';
const days = daysOfMonth(monthFromId('2026-11', zone)!.start, zone);
const dates = datesOf(days, '2026-11', zone);
const mostBytes = 10 * 1024 * 1024;
const csv = (lines: readonly UsageLine[], most = mostBytes) => csvOf(lines, { days, dates, mostBytes: most });
const textOf = (lines: readonly UsageLine[]) => Buffer.from(csv(lines).bytes).toString();

describe('the CSV', () => {
	test('has one line a job, under the names of the columns', () => {
		expect(textOf([line()])).toBe(
			'id,time_utc,local_date,member_id,channel_id,model,quality,state,pictures_asked,pictures,usd\r\n' +
				`1300000000000000001,2026-11-01T18:29:59.999Z,2026-11-01,${mia},934190266370285569,gpt-image-2,low,delivered,2,1,0.053071\r\n`,
		);
	});

	test('dates a job by the clocks of the server: half past six in the evening in London is tomorrow in Kolkata', () => {
		const turn = Date.UTC(2026, 10, 1, 18, 30);
		const lines = [turn - 1, turn, Date.UTC(2026, 10, 30, 18, 29, 59, 999)].map((at) => line({ at }));
		expect(parseCsv(textOf(lines)).map((row) => row[2])).toEqual([
			'local_date',
			'2026-11-01',
			'2026-11-02',
			'2026-11-30',
		]);
	});

	test('names nobody whose data was deleted', () => {
		expect(parseCsv(textOf([line({ userId: '0', channelId: '0' })]))[1]?.slice(3, 5)).toEqual(['', '']);
	});

	test('ends with the last whole line that fits, and says how many do', () => {
		const lines = Array.from({ length: 10 }, () => line());
		const [header = '', one = ''] = textOf(lines).split(/(?<=\r\n)/);
		const cut = csv(lines, header.length + 3 * one.length + 1);
		expect(cut.rows).toBe(3);
		expect(parseCsv(Buffer.from(cut.bytes).toString())).toHaveLength(4);
		expect(csv(lines, 10).rows).toBe(0);
	});

	test('reads back as it was written, whatever models and qualities are called', () => {
		const name = fc.oneof(fc.string(), fc.constantFrom('=1+1', '"a",b\r\n', "'=x", '\t=cmd|x!A1', '＝1', ' @SUM(A1)'));
		const lines = fc.array(
			fc.record({
				id: fc.constant('1300000000000000001'),
				at: fc.integer({ min: days[0]!.start, max: days.at(-1)!.end - 1 }),
				model: name,
				quality: name,
				micros: fc.nat(2 ** 40),
				asked: fc.nat(10),
				images: fc.nat(10),
			}),
		);
		fc.assert(
			fc.property(lines, (some) => {
				const sorted = some.map((it) => line(it)).toSorted((a, b) => a.at - b.at);
				const [header, ...rows] = parseCsv(textOf(sorted));
				expect(header).toEqual(columns);
				expect(rows.map((row) => row.map(withoutGuard))).toEqual(
					sorted.map((it) => [
						it.id,
						new Date(it.at).toISOString(),
						expect.stringMatching(/^2026-11-\d\d$/),
						it.userId,
						it.channelId,
						withoutGuard(it.model),
						withoutGuard(it.quality),
						it.state,
						String(it.asked),
						String(it.images),
						expect.any(String),
					]),
				);
				const cents = rows.map((row) => BigInt((row[10] ?? '').replace('.', '')));
				expect(cents.reduce((sum, it) => sum + it, 0n)).toBe(BigInt(sorted.reduce((sum, it) => sum + it.micros, 0)));
			}),
		);
	});
});

/** An apostrophe before what would be a formula is the guard; one that was there stays out of the comparison. */
const withoutGuard = (text: string) => text.replace(/^'(?=[\s\p{Cc}]*[=+\-@＝＋－＠]|[\t\r\n])/u, '');

test.each([
	[0, '0.000000'],
	[1, '0.000001'],
	[999_999, '0.999999'],
	[1_000_000, '1.000000'],
	[1_234_567_890, '1234.567890'],
	[9_007_199_254_740_991, '9007199254.740991'],
])('%i micro-dollars are %s dollars, to the last one', (micros, expected) => {
	expect(dollars(micros)).toBe(expected);
});
