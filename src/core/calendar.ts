/** A stretch of time, milliseconds since the epoch: from `start` up to but not including `end`. */
export interface Period {
	readonly start: number;
	readonly end: number;
}

/** A date without a zone, as days since 1970-01-01: dates are compared and counted, and a number does both. */
type DateNumber = number;

interface Month extends Period {
	readonly id: string;
	/** Its first date and the first of the month after. */
	readonly first: DateNumber;
	readonly next: DateNumber;
}

interface Zone {
	readonly canonical: string;
	readonly format: Intl.DateTimeFormat;
	/** The instants at which dates begin. */
	readonly turns: Map<DateNumber, number>;
	/** What was asked last, which is nearly always what is asked next: the present. */
	day?: Period;
	month?: Month;
}

const second = 1000;
const fullDay = 86_400_000;
/** No clock was ever 16 hours off UTC (ms); the widest is Manila's until 1844, 15:56 behind. */
const widestOffset = 16 * 3_600_000;

/** A formatter weighs some 30 KB, hence the bound. */
const zonesKept = 128;
/** The days of three months, in each zone. */
const turnsKept = 100;
const zones = new Map<string, Zone>();

/**
 * What Intl takes and IANA does not know are ICU's abbreviations of three letters, and they mislead: `BST` is Dhaka
 * there, `IST` India only. These are the ones that IANA has.
 */
const ianaAbbreviations = new Set('CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' '));

/** True for an IANA name that this runtime knows, in any case. Offsets such as `+05:30` name no zone and are refused. */
export const isTimeZone = (zone: string): boolean => canonicalZone(zone) !== undefined;

/**
 * The runtime's spelling of a zone's name, undefined when there is no such zone: `europe/berlin` is `Europe/Berlin`.
 * Names of one zone become one, and that is the one ICU began with: `Asia/Kolkata` is `Asia/Calcutta`.
 */
export function canonicalZone(zone: string): string | undefined {
	try {
		return zoneOf(zone).canonical;
	} catch (error) {
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}

/**
 * The day `now` (ms) is in by the clocks of `zone`: 24 hours, or what a change of the clocks makes of them. Here and
 * below, an unknown zone or an instant that is no time throws a `RangeError`.
 */
export function dayOf(now: number, zone: string): Period {
	const at = zoneOf(zone);
	if (!isIn(at.day, now)) {
		const date = dateAt(now, at);
		at.day = { start: turnOf(date, at), end: turnOf(date + 1, at) };
	}
	return at.day;
}

/** The month `now` (ms) is in by the clocks of `zone`. */
export function monthOf(now: number, zone: string): Period {
	const { start, end } = monthAt(now, zoneOf(zone));
	return { start, end };
}

/**
 * The days of the month `now` (ms) is in, oldest first; they meet without gap or overlap and fill the month. A date
 * that a zone skipped, as Samoa did 2011-12-30 to change sides of the date line, is not among them.
 */
export function daysOfMonth(now: number, zone: string): Period[] {
	const at = zoneOf(zone);
	const { first, next } = monthAt(now, at);
	return Array.from({ length: next - first }, (_, day) => ({
		start: turnOf(first + day, at),
		end: turnOf(first + day + 1, at),
	})).filter(({ start, end }) => start < end);
}

/** The month `now` (ms) is in, as `2026-11`. */
export const monthId = (now: number, zone: string): string => monthAt(now, zoneOf(zone)).id;

/** The month that such an id names, undefined for what is no `YYYY-MM` from 2015 to 2100. */
export function monthFromId(id: string, zone: string): Period | undefined {
	const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(id) ?? [];
	if (!(Number(year) >= 2015 && Number(year) <= 2100)) return undefined;
	const at = zoneOf(zone);
	return {
		start: turnOf(firstOf(Number(year), Number(month)), at),
		end: turnOf(firstOf(Number(year), Number(month) + 1), at),
	};
}

function monthAt(now: number, at: Zone): Month {
	if (!isIn(at.month, now)) {
		const date = new Date(dateAt(now, at) * fullDay);
		const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
		const [first, next] = [firstOf(year, month), firstOf(year, month + 1)];
		const id = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
		at.month = { id, first, next, start: turnOf(first, at), end: turnOf(next, at) };
	}
	return at.month;
}

const isIn = <P extends Period>(period: P | undefined, now: number): period is P =>
	period !== undefined && period.start <= now && now < period.end;

/** Of a year's month, 1 to 12; the 13th is the next year's first. */
const firstOf = (year: number, month: number): DateNumber => Date.UTC(year, month - 1) / fullDay;

/**
 * The date whose day `now` is in: the one on the clocks, except around a midnight that they show twice. Newfoundland's
 * went back at 00:01 until 2011; the day turns once even so, or an instant would be in two days.
 */
function dateAt(now: number, at: Zone): DateNumber {
	let date = clockDate(now, at);
	while (now < turnOf(date, at)) date--;
	while (now >= turnOf(date + 1, at)) date++;
	return date;
}

/**
 * The instant a date begins: the first with that date or a later one on the clocks, as there may be no 00:00 (they go
 * forward at midnight in Chile and Egypt) and even no such date. It is searched for, and always over the same stretch:
 * of a midnight shown twice the same one is found whoever asks. To the second, as offsets were not always whole minutes.
 */
function turnOf(date: DateNumber, at: Zone): number {
	const known = at.turns.get(date);
	if (known !== undefined) return known;
	let before = (date * fullDay - widestOffset) / second;
	let after = (date * fullDay + widestOffset) / second;
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		if (clockDate(middle * second, at) < date) before = middle;
		else after = middle;
	}
	return keep(at.turns, date, after * second, turnsKept);
}

/** The date that a calendar on a wall there shows. */
function clockDate(now: number, at: Zone): DateNumber {
	let [year, month, day] = [0, 0, 0];
	for (const { type, value } of at.format.formatToParts(now)) {
		if (type === 'year') year = Number(value);
		else if (type === 'month') month = Number(value);
		else if (type === 'day') day = Number(value);
	}
	return Date.UTC(year, month - 1, day) / fullDay;
}

/** Throws a `RangeError` for what is no IANA name. */
function zoneOf(name: string): Zone {
	const known = zones.get(name);
	if (known) return known;
	if (!isIanaLike(name)) throw new RangeError(`Not the name of a time zone: ${name}`);
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone: name,
		calendar: 'gregory',
		numberingSystem: 'latn',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
	});
	const zone: Zone = { canonical: format.resolvedOptions().timeZone, format, turns: new Map() };
	return keep(zones, name, zone, zonesKept);
}

const isIanaLike = (name: string) =>
	/^[a-z]/i.test(name) && !/^SystemV\//i.test(name) && (name.length !== 3 || ianaAbbreviations.has(name.toUpperCase()));

/** The oldest goes when there are more than `most`. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, most: number): Value {
	for (const oldest of map.keys()) {
		if (map.size < most) break;
		map.delete(oldest);
	}
	map.set(key, value);
	return value;
}
