import { beforeEach, describe, expect, test } from 'vitest';
import { type Alerts, createAlerts } from '../../src/core/alerts.ts';
import type { Alert, AlertBook } from '../../src/core/books.ts';
import { noon } from './jobs.ts';
import { alertChannel, createLogBook, createSetClock, guildId, type SetClock, settingsOf } from './servers.ts';

const otherGuild = '41771983423143999';
const budgetOf = (microsPerMonth: number | null, timeZone = 'UTC') =>
	settingsOf({
		'budget.microsPerMonth': microsPerMonth,
		'budget.alertChannel': alertChannel,
		'look.timeZone': timeZone,
	});
const budget = budgetOf(1000);

/** What was raised and told, as a store keeps it: each alert of a month and a budget once. */
function createBook() {
	const rows = new Map<string, { alert: Alert; told: boolean }>();
	const keyOf = ({ guildId: guild, month, percent, budgetMicros }: Alert) =>
		[guild, month, percent, budgetMicros].join();
	let isDown = false;
	let raises = 0;
	const work = async <T>(result: () => T): Promise<T> => {
		if (isDown) throw new Error('the store is gone');
		return result();
	};
	const book: AlertBook = {
		raise: (alert) =>
			work(() => {
				raises++;
				if (rows.has(keyOf(alert))) return false;
				rows.set(keyOf(alert), { alert, told: false });
				return true;
			}),
		untold: () => work(() => [...rows.values()].filter(({ told }) => !told).map(({ alert }) => alert)),
		told: (alert) => work(() => void rows.set(keyOf(alert), { alert, told: true })),
	};
	return {
		book,
		raises: () => raises,
		down: (value: boolean) => {
			isDown = value;
		},
	};
}

let store: ReturnType<typeof createBook>;
let clock: SetClock;
let log: ReturnType<typeof createLogBook>;
/** What was posted; `refuses` are servers whose channel takes nothing for now. */
let posted: Alert[];
let refuses: Set<string>;

const start = (): Alerts =>
	createAlerts({
		alerts: store.book,
		settingsOf: async () => budget,
		async post(alert) {
			if (refuses.has(alert.guildId)) throw new Error('Discord cannot be reached');
			posted.push(alert);
		},
		clock,
		log,
	});

beforeEach(() => {
	store = createBook();
	clock = createSetClock();
	log = createLogBook();
	posted = [];
	refuses = new Set();
});

const percents = () => posted.map(({ percent }) => percent);

describe('an alert', () => {
	test('comes when its percent is reached, once, with what was spent then', async () => {
		const alerts = start();
		await alerts.check(guildId, budget, 499);
		expect(posted).toEqual([]);
		await alerts.check(guildId, budget, 500);
		await alerts.check(guildId, budget, 640);
		expect(posted).toEqual([
			{ guildId, month: '2026-11', percent: 50, spentMicros: 500, budgetMicros: 1000, at: noon },
		]);
		for (const spent of [799, 800, 900, 999, 1000, 1000]) await alerts.check(guildId, budget, spent);
		expect(percents()).toEqual([50, 80, 100]);
	});

	test('is the highest of several that are due at once, and the lower ones are not told later', async () => {
		const alerts = start();
		await alerts.check(guildId, budget, 850);
		expect(percents()).toEqual([80]);
		await alerts.catchUp();
		await alerts.check(guildId, budget, 860);
		expect(percents()).toEqual([80]);
	});

	test('of everything used up comes when nothing fits any more, though a little is left', async () => {
		const alerts = start();
		await alerts.check(guildId, budget, 970, false);
		await alerts.check(guildId, budget, 970, true);
		await alerts.check(guildId, budget, 970, true);
		expect(percents()).toEqual([80, 100]);
		expect(posted[1]).toMatchObject({ spentMicros: 970 });
	});

	test('is given once by several processes, and after a restart', async () => {
		await Promise.all([start().check(guildId, budget, 500), start().check(guildId, budget, 510)]);
		await start().check(guildId, budget, 520);
		expect(percents()).toEqual([50]);
	});

	test('does not come back when something was given back meanwhile', async () => {
		const alerts = start();
		for (const spent of [500, 400, 500]) await alerts.check(guildId, budget, spent);
		expect(percents()).toEqual([50]);
	});

	test('is asked of the store once by each process, however many are drawn after it', async () => {
		const alerts = start();
		for (let spent = 500; spent < 800; spent += 10) await alerts.check(guildId, budget, spent);
		expect(store.raises()).toBe(1);
	});

	test('is each server’s own', async () => {
		const alerts = start();
		await alerts.check(guildId, budget, 500);
		await alerts.check(otherGuild, budget, 500);
		expect(posted.map((it) => it.guildId)).toEqual([guildId, otherGuild]);
	});

	test('is told anew in a new month, which begins by the server’s clocks', async () => {
		const alerts = start();
		const inIndia = budgetOf(1000, 'Asia/Kolkata');
		await clock.pass(Date.parse('2026-11-30T18:29:59.999Z') - noon);
		await alerts.check(guildId, inIndia, 500);
		await clock.pass(1);
		await alerts.check(guildId, inIndia, 500);
		expect(posted.map(({ month }) => month)).toEqual(['2026-11', '2026-12']);
	});

	test('is told anew of a raised budget', async () => {
		const alerts = start();
		await alerts.check(guildId, budget, 1000);
		await alerts.check(guildId, budgetOf(2000), 1000);
		await alerts.check(guildId, budgetOf(2000), 1600);
		expect(posted.map(({ percent, budgetMicros }) => [percent, budgetMicros])).toEqual([
			[100, 1000],
			[50, 2000],
			[80, 2000],
		]);
	});

	test('is none without a budget', async () => {
		await start().check(guildId, budgetOf(null), 1e12, true);
		expect(posted).toEqual([]);
		expect(await store.book.untold()).toEqual([]);
	});
});

describe('an alert that Discord will not take', () => {
	test('keeps nobody from drawing, and is told later, once', async () => {
		const alerts = start();
		refuses.add(guildId);
		await alerts.check(guildId, budget, 500);
		expect(log.entries).toEqual([['error', new Error('Discord cannot be reached')]]);
		await alerts.catchUp();
		expect(posted).toEqual([]);

		refuses.clear();
		await alerts.catchUp();
		await alerts.catchUp();
		await alerts.check(guildId, budget, 600);
		expect(posted).toMatchObject([{ percent: 50, spentMicros: 500 }]);
	});

	test('is told by another process too', async () => {
		refuses.add(guildId);
		await start().check(guildId, budget, 500);
		refuses.clear();
		await start().catchUp();
		expect(percents()).toEqual([50]);
	});

	test('does not hold up those of other servers', async () => {
		const alerts = start();
		refuses.add(guildId).add(otherGuild);
		await alerts.check(guildId, budget, 500);
		await alerts.check(otherGuild, budget, 500);
		refuses.delete(otherGuild);
		await alerts.catchUp();
		expect(posted.map((it) => it.guildId)).toEqual([otherGuild]);
	});
});

test('a store that fails keeps nobody from drawing, and the alert comes with the next request', async () => {
	const alerts = start();
	store.down(true);
	await alerts.check(guildId, budget, 500);
	expect(log.entries).toEqual([['error', new Error('the store is gone')]]);
	store.down(false);
	await alerts.check(guildId, budget, 510);
	expect(percents()).toEqual([50]);
});

test('a server without a channel for them has them done with at once', async () => {
	// Nobody is there to be told, which is no failure: `post` resolves.
	const alerts = start();
	await alerts.check(guildId, settingsOf({ 'budget.microsPerMonth': 1000 }), 500);
	expect(await store.book.untold()).toEqual([]);
});
