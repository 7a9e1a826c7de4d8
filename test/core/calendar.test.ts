import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	canonicalZone,
	dayOf,
	daysOfMonth,
	isTimeZone,
	monthFromId,
	monthId,
	monthOf,
	type Period,
} from '../../src/core/calendar.ts';

const hour = 3_600_000;
const at = (iso: string) => Date.parse(iso);
const period = (start: string, end: string): Period => ({ start: at(start), end: at(end) });
const hoursOf = ({ start, end }: Period) => (end - start) / hour;

const clocks = new Map<string, Intl.DateTimeFormat>();
/** `2026-11-17`, read from the clocks there by another locale and another method than the code's. */
function dateOn(instant: number, zone: string): string {
	let clock = clocks.get(zone);
	if (!clock) {
		clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
		clocks.set(zone, clock);
	}
	return clock.format(instant);
}

/** A row is a zone, the instants a day begins and ends, and its hours. */
type Row = [about: string, zone: string, start: string, end: string, hours: number];

function expectDay(zone: string, start: string, end: string, hours: number) {
	const day = period(start, end);
	expect(hoursOf(day)).toBe(hours);
	for (const now of [day.start, day.start + 1, (day.start + day.end) / 2, day.end - 1]) {
		expect(dayOf(now, zone)).toEqual(day);
	}
	expect(dayOf(day.start - 1, zone).end).toBe(day.start);
	expect(dayOf(day.end, zone).start).toBe(day.end);
}

describe('the name of a zone', () => {
	test('is taken in any case and given in one', () => {
		expect(canonicalZone('europe/berlin')).toBe('Europe/Berlin');
		expect(canonicalZone('AMERICA/NEW_YORK')).toBe('America/New_York');
		expect(canonicalZone('utc')).toBe('UTC');
		expect(isTimeZone('asia/kolkata')).toBe(true);
	});

	test('may be old or new, and both are one zone', () => {
		expect(canonicalZone('Asia/Kolkata')).toBe(canonicalZone('Asia/Calcutta'));
		expect(canonicalZone('Europe/Kyiv')).toBe(canonicalZone('Europe/Kiev'));
	});

	test('is any that the runtime lists, as it spells it', () => {
		const listed = Intl.supportedValuesOf('timeZone');
		expect(listed.map(canonicalZone)).toEqual(listed);
	});

	test.each(['CET', 'EST', 'GMT', 'UTC', 'GB', 'Etc/GMT+5', 'EST5EDT', 'Japan'])('%s is one that IANA has', (zone) => {
		expect(isTimeZone(zone)).toBe(true);
	});

	test.each([
		['nothing', ''],
		['a place that has none', 'Asia/Berlin'],
		['words', 'my time'],
		['a name within spaces', ' Europe/Berlin '],
		['an offset', '+05:30'],
		['an offset without a colon', '-0800'],
		['an offset of hours', '+05'],
		['an offset after GMT', 'GMT+5'],
		['an abbreviation that ICU takes for Dhaka', 'BST'],
		['an abbreviation that ICU takes for India', 'ist'],
		['a name that only ICU has', 'SystemV/PST8'],
		['a control character', 'UTC\0'],
	])('is not %s', (_about, zone) => {
		expect(isTimeZone(zone)).toBe(false);
		expect(canonicalZone(zone)).toBeUndefined();
		expect(() => dayOf(0, zone)).toThrow(RangeError);
		expect(() => monthFromId('2026-11', zone)).toThrow(RangeError);
	});
});

describe('a day', () => {
	test.each<Row>([
		['of UTC', 'UTC', '2026-11-17T00:00Z', '2026-11-18T00:00Z', 24],
		['half an hour off', 'Asia/Kolkata', '2026-11-16T18:30Z', '2026-11-17T18:30Z', 24],
		['three quarters off', 'Asia/Kathmandu', '2026-11-16T18:15Z', '2026-11-17T18:15Z', 24],
		['furthest east', 'Pacific/Kiritimati', '2026-11-16T10:00Z', '2026-11-17T10:00Z', 24],
		['furthest west', 'Etc/GMT+12', '2026-11-17T12:00Z', '2026-11-18T12:00Z', 24],
		['of a leap year', 'Europe/Berlin', '2028-02-28T23:00Z', '2028-02-29T23:00Z', 24],
		['at the end of a year', 'America/New_York', '2026-12-31T05:00Z', '2027-01-01T05:00Z', 24],
		['before 1970', 'Europe/Berlin', '1969-07-19T23:00Z', '1969-07-20T23:00Z', 24],
		['with seconds in its offset', 'Africa/Monrovia', '1971-06-01T00:44:30Z', '1971-06-02T00:44:30Z', 24],
	])('%s: %s', (_about, zone, start, end, hours) => {
		expectDay(zone, start, end, hours);
	});

	test.each<Row>([
		['loses an hour', 'Europe/Berlin', '2026-03-28T23:00Z', '2026-03-29T22:00Z', 23],
		['gains an hour', 'Europe/Berlin', '2026-10-24T22:00Z', '2026-10-25T23:00Z', 25],
		['loses an hour', 'America/New_York', '2026-03-08T05:00Z', '2026-03-09T04:00Z', 23],
		['gains an hour', 'America/New_York', '2026-11-01T04:00Z', '2026-11-02T05:00Z', 25],
		['loses half an hour', 'Australia/Lord_Howe', '2026-10-03T13:30Z', '2026-10-04T13:00Z', 23.5],
		['gains half an hour', 'Australia/Lord_Howe', '2026-04-04T13:00Z', '2026-04-05T13:30Z', 24.5],
	])('%s when the clocks change: %s', (_about, zone, start, end, hours) => {
		expectDay(zone, start, end, hours);
	});

	test.each<Row>([
		['Santiago', 'America/Santiago', '2025-09-07T04:00Z', '2025-09-08T03:00Z', 23],
		['Cairo', 'Africa/Cairo', '2025-04-24T22:00Z', '2025-04-25T21:00Z', 23],
		['Beirut', 'Asia/Beirut', '2025-03-29T22:00Z', '2025-03-30T21:00Z', 23],
		['São Paulo', 'America/Sao_Paulo', '2018-11-04T03:00Z', '2018-11-05T02:00Z', 23],
		['Havana', 'America/Havana', '2025-03-09T05:00Z', '2025-03-10T04:00Z', 23],
	])('begins at one where there is no midnight: %s', (_about, zone, start, end, hours) => {
		expectDay(zone, start, end, hours);
		const hourOn = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' });
		expect(hourOn.format(at(start))).toBe('01:00');
		expectDay(zone, new Date(at(start) - 24 * hour).toISOString(), start, 24);
	});

	test.each<Row>([
		['Santiago', 'America/Santiago', '2025-04-05T03:00Z', '2025-04-06T04:00Z', 25],
		['Cairo', 'Africa/Cairo', '2025-10-29T21:00Z', '2025-10-30T22:00Z', 25],
		['Beirut', 'Asia/Beirut', '2025-10-24T21:00Z', '2025-10-25T22:00Z', 25],
		['São Paulo', 'America/Sao_Paulo', '2019-02-16T02:00Z', '2019-02-17T03:00Z', 25],
	])('has its last hour twice where the clocks go back at midnight: %s', (_about, zone, start, end, hours) => {
		expectDay(zone, start, end, hours);
	});

	test('has its first hour twice where the clocks go back to midnight', () => {
		expectDay('America/Havana', '2025-11-02T04:00Z', '2025-11-03T05:00Z', 25);
	});

	test('that Samoa skipped is no day: the one before meets the one after', () => {
		expectDay('Pacific/Apia', '2011-12-29T10:00Z', '2011-12-30T10:00Z', 24);
		expectDay('Pacific/Apia', '2011-12-30T10:00Z', '2011-12-31T10:00Z', 24);
		expect(dateOn(at('2011-12-30T09:59Z'), 'Pacific/Apia')).toBe('2011-12-29');
		expect(dateOn(at('2011-12-30T10:00Z'), 'Pacific/Apia')).toBe('2011-12-31');
	});

	test.each([
		['Newfoundland', 'America/St_Johns', '2010-11-07T02:30Z'],
		['Labrador', 'America/Goose_Bay', '2010-11-07T03:00Z'],
	])('turns once where the clocks went back a minute after midnight: %s', (_about, zone, midnight) => {
		const turns = new Set<number>();
		for (let now = at(midnight) - 2 * hour; now < at(midnight) + 2 * hour; now += 15_000) {
			// The last answer is remembered, and would do for the next instant.
			dayOf(0, zone);
			const { start, end } = dayOf(now, zone);
			expect(start <= now && now < end).toBe(true);
			turns.add(start);
		}
		expect(turns.size).toBe(2);
		expect([at(midnight), at(midnight) + hour]).toContain(Math.max(...turns));
		expect(dateOn(at(midnight), zone)).toBe('2010-11-07');
		expect(dateOn(at(midnight) + 60_000, zone)).toBe('2010-11-06');
	});

	test('is not asked of an instant that is none', () => {
		expect(() => dayOf(Number.NaN, 'UTC')).toThrow(RangeError);
		expect(() => monthId(Number.POSITIVE_INFINITY, 'UTC')).toThrow(RangeError);
	});
});

describe('a month', () => {
	test.each<[about: string, zone: string, id: string, start: string, end: string, days: number]>([
		['of UTC', 'UTC', '2026-11', '2026-11-01T00:00Z', '2026-12-01T00:00Z', 30],
		['that loses an hour', 'Europe/Berlin', '2026-03', '2026-02-28T23:00Z', '2026-03-31T22:00Z', 31],
		['that gains an hour', 'Europe/Berlin', '2026-10', '2026-09-30T22:00Z', '2026-10-31T23:00Z', 31],
		['at the end of a year', 'Europe/Berlin', '2026-12', '2026-11-30T23:00Z', '2026-12-31T23:00Z', 31],
		['at the start of a year', 'Asia/Kathmandu', '2027-01', '2026-12-31T18:15Z', '2027-01-31T18:15Z', 31],
		['of a leap year', 'America/New_York', '2028-02', '2028-02-01T05:00Z', '2028-03-01T05:00Z', 29],
		['of a year that does not leap', 'America/New_York', '2027-02', '2027-02-01T05:00Z', '2027-03-01T05:00Z', 28],
		['of a century that does not leap', 'UTC', '2100-02', '2100-02-01T00:00Z', '2100-03-01T00:00Z', 28],
		['whose first has no midnight', 'America/Asuncion', '2017-10', '2017-10-01T04:00Z', '2017-11-01T03:00Z', 31],
		['whose last gains an hour', 'Asia/Almaty', '2024-02', '2024-01-31T18:00Z', '2024-02-29T19:00Z', 29],
		['whose last gains an hour', 'Africa/Juba', '2021-01', '2020-12-31T21:00Z', '2021-01-31T22:00Z', 31],
	])('%s: %s %s', (_about, zone, id, start, end, days) => {
		const month = period(start, end);
		for (const now of [month.start, (month.start + month.end) / 2, month.end - 1]) {
			expect(monthOf(now, zone)).toEqual(month);
			expect(monthId(now, zone)).toBe(id);
			expect(daysOfMonth(now, zone)).toHaveLength(days);
		}
		expect(monthFromId(id, zone)).toEqual(month);
		expect(monthId(month.start - 1, zone) < id).toBe(true);
		expect(monthId(month.end, zone) > id).toBe(true);
	});

	test('has turned in the east while it has not in the west', () => {
		const now = at('2026-12-31T10:30Z');
		expect(monthId(now, 'Pacific/Kiritimati')).toBe('2027-01');
		expect(monthId(now, 'Pacific/Pago_Pago')).toBe('2026-12');
	});

	test('lists its days oldest first', () => {
		const days = daysOfMonth(at('2026-03-15T12:00Z'), 'Europe/Berlin');
		expect(days[0]).toEqual(period('2026-02-28T23:00Z', '2026-03-01T23:00Z'));
		expect(days[28]).toEqual(period('2026-03-28T23:00Z', '2026-03-29T22:00Z'));
		expect(days[30]).toEqual(period('2026-03-30T22:00Z', '2026-03-31T22:00Z'));
	});

	test('has a day less where one was skipped', () => {
		const days = daysOfMonth(at('2011-12-15T00:00Z'), 'Pacific/Apia');
		expect(days).toHaveLength(30);
		expect(days.slice(-2)).toEqual([
			period('2011-12-29T10:00Z', '2011-12-30T10:00Z'),
			period('2011-12-30T10:00Z', '2011-12-31T10:00Z'),
		]);
	});

	test.each([
		'',
		'2026',
		'2026-1',
		'2026-00',
		'2026-13',
		'2014-12',
		'2101-01',
		'2026-11-01',
		' 2026-11',
		'2026-11\n',
		'２０２６-11',
	])('is not named by %j', (id) => {
		expect(monthFromId(id, 'UTC')).toBeUndefined();
	});

	test('is named from 2015 to 2100', () => {
		expect(monthFromId('2015-01', 'UTC')).toEqual(period('2015-01-01T00:00Z', '2015-02-01T00:00Z'));
		expect(monthFromId('2100-12', 'UTC')).toEqual(period('2100-12-01T00:00Z', '2101-01-01T00:00Z'));
	});
});

describe('in any zone', () => {
	const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
	/** Random instants seldom fall on a day the clocks change, and those are the days that go wrong. */
	const changes = [
		'2026-03-29T01:00Z', // Europe
		'2026-11-01T06:00Z', // New York
		'2025-09-07T04:00Z', // Santiago
		'2025-10-30T21:00Z', // Cairo
		'2025-10-25T21:00Z', // Beirut
		'2026-04-04T15:00Z', // Lord Howe
		'2021-03-13T13:00Z', // Casey, by three hours at midnight
		'2024-02-29T18:00Z', // Almaty, for good
	].map(at);
	const between = (from: string, to: string) =>
		fc.oneof(
			{ weight: 3, arbitrary: fc.integer({ min: at(from), max: at(to) - 1 }) },
			{
				weight: 1,
				arbitrary: fc
					.tuple(fc.constantFrom(...changes), fc.integer({ min: -30 * hour, max: 30 * hour }))
					.map(([change, off]) => change + off),
			},
		);
	const instant = between('2020-01-01T00:00Z', '2036-01-01T00:00Z');
	const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
	const check = (property: fc.IProperty<[number, string]>) => fc.assert(property, { numRuns: 400 });

	test('an instant is within its day and its month', () => {
		check(
			fc.property(instant, zone, (now, zone) => {
				for (const { start, end } of [dayOf(now, zone), monthOf(now, zone)]) {
					expect(start).toBeLessThanOrEqual(now);
					expect(end).toBeGreaterThan(now);
				}
			}),
		);
	});

	test('days and months meet, back to 1970 and on to 2100', () => {
		check(
			fc.property(between('1970-01-01T00:00Z', '2100-01-01T00:00Z'), zone, (now, zone) => {
				for (const of of [dayOf, monthOf]) {
					const { start, end } = of(now, zone);
					expect(start <= now && now < end).toBe(true);
					expect(of(start, zone)).toEqual({ start, end });
					expect(of(end - 1, zone)).toEqual({ start, end });
					expect(of(end, zone).start).toBe(end);
					expect(of(start - 1, zone).end).toBe(start);
				}
			}),
		);
	});

	test('a day has one date, and the next day a later one', () => {
		fc.assert(
			fc.property(instant, zone, fc.array(share, { maxLength: 5 }), (now, zone, shares) => {
				const { start, end } = dayOf(now, zone);
				const date = dateOn(now, zone);
				const within = shares.map((share) => start + Math.floor((end - start) * share));
				for (const instant of [start, ...within, end - 1]) expect(dateOn(instant, zone)).toBe(date);
				expect(dateOn(end, zone) > date).toBe(true);
				expect(dateOn(start - 1, zone) < date).toBe(true);
			}),
			{ numRuns: 400 },
		);
	});

	test('the days of a month fill it, a day for each date but those a zone skipped', () => {
		check(
			fc.property(instant, zone, (now, zone) => {
				const month = monthOf(now, zone);
				const days = daysOfMonth(now, zone);
				expect(days[0]?.start).toBe(month.start);
				expect(days.at(-1)?.end).toBe(month.end);
				for (const [index, day] of days.entries()) {
					if (index > 0) expect(day.start).toBe(days[index - 1]?.end);
					expect(dayOf(day.start, zone)).toEqual(day);
				}
				expect(days).toContainEqual(dayOf(now, zone));

				const [year, number] = monthId(now, zone).split('-').map(Number);
				const dates = Array.from({ length: new Date(Date.UTC(year!, number!, 0)).getUTCDate() }, (_, day) =>
					new Date(Date.UTC(year!, number! - 1, day + 1)).toISOString().slice(0, 10),
				);
				expect(dates.length).toBeGreaterThanOrEqual(28);
				expect(dates.length).toBeLessThanOrEqual(31);
				const shown = new Set<string>();
				for (let hours = 0; month.start + hours * hour < month.end; hours++) {
					shown.add(dateOn(month.start + hours * hour, zone));
				}
				expect(days.map((day) => dateOn(day.start, zone))).toEqual(dates.filter((date) => shown.has(date)));
			}),
		);
	});

	test('an id leads back to its month', () => {
		check(
			fc.property(between('2015-01-02T00:00Z', '2100-12-31T00:00Z'), zone, (now, zone) => {
				const id = monthId(now, zone);
				expect(dateOn(now, zone).startsWith(`${id}-`)).toBe(true);
				expect(monthFromId(id, zone)).toEqual(monthOf(now, zone));
			}),
		);
	});
});
