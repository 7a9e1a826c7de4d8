import { beforeEach, describe, expect, test } from 'vitest';
import type { GuildBook } from '../../src/core/books.ts';
import { createUpkeep, type Upkeep } from '../../src/core/upkeep.ts';
import { noon } from './jobs.ts';
import { createLogBook, createSetClock, type SetClock } from './servers.ts';

const hour = 60 * 60_000;
const day = 24 * hour;

/** As a store keeps it: since when (ms) the bot is not in a server; a server that is forgotten is not known any more. */
function createGuilds(...known: string[]) {
	const leftAt = new Map<string, number | null>(known.map((id) => [id, null]));
	const forgotten: string[] = [];
	const guilds: GuildBook = {
		greet: async () => false,
		all: async () => [...leftAt.keys()],
		async absent(ids, at) {
			for (const [id, since] of leftAt) leftAt.set(id, ids.includes(id) ? (since ?? at) : null);
		},
		leftBefore: async (before) => [...leftAt].flatMap(([id, at]) => (at !== null && at < before ? [id] : [])),
		async forget(id) {
			forgotten.push(id);
			leftAt.delete(id);
			return 3;
		},
	};
	return { guilds, leftAt, forgotten };
}

let kept: ReturnType<typeof createGuilds>;
let clock: SetClock;
let log: ReturnType<typeof createLogBook>;
/** What the bot is in; an error while Discord does not tell. */
let botIsIn: string[] | Error;
let listed: number;
let calls: [name: string, before?: number][];
let pictures: number;
let upkeep: Upkeep;

const noted =
	(name: string) =>
	async (before: number): Promise<void> =>
		void calls.push([name, before]);

beforeEach(() => {
	kept = createGuilds('1', '2');
	clock = createSetClock();
	log = createLogBook();
	botIsIn = ['1', '2', '3'];
	listed = 0;
	calls = [];
	pictures = 0;
	start();
});

function start(guilds = kept.guilds) {
	upkeep = createUpkeep({
		studio: { letGo: noted('letGo'), expireHeld: noted('expireHeld') },
		ledger: {
			async sweep(before) {
				calls.push(['ledger', before]);
				return pictures;
			},
		},
		sweep: noted('store'),
		guilds,
		alerts: {
			check: async () => {},
			async catchUp() {
				calls.push(['alerts']);
			},
		},
		clock,
		log,
		async guildsOfBot() {
			listed++;
			if (botIsIn instanceof Error) throw botIsIn;
			return botIsIn;
		},
	});
}

const onceMore = async (ms: number) => {
	await clock.pass(ms);
	await upkeep.deleteLeft();
};

describe('a server that the bot has left', () => {
	test('keeps everything for thirty days, and is deleted then', async () => {
		await upkeep.deleteLeft();
		botIsIn = ['1', '3'];
		await upkeep.deleteLeft();
		expect(kept.leftAt).toEqual(
			new Map([
				['1', null],
				['2', noon],
			]),
		);
		await onceMore(30 * day);
		expect(kept.forgotten).toEqual([]);
		expect(kept.leftAt.get('2')).toBe(noon);
		await onceMore(1);
		expect(kept.forgotten).toEqual(['2']);
		expect(log.entries).toEqual([['info', { jobs: 3 }]]);
		await onceMore(day);
		expect(kept.forgotten).toEqual(['2']);
	});

	test('finds everything again when it comes back, and has its thirty days anew', async () => {
		botIsIn = ['1'];
		await upkeep.deleteLeft();
		botIsIn = ['1', '2'];
		await onceMore(31 * day);
		expect(kept.forgotten).toEqual([]);
		expect(kept.leftAt.get('2')).toBeNull();

		botIsIn = ['1'];
		await onceMore(day);
		await onceMore(30 * day);
		expect(kept.forgotten).toEqual([]);
		await onceMore(1);
		expect(kept.forgotten).toEqual(['2']);
	});

	test('is not taken for left because Discord does not tell', async () => {
		botIsIn = new Error('Discord cannot be reached');
		await expect(upkeep.deleteLeft()).rejects.toThrow('Discord cannot be reached');
		await clock.pass(31 * day);
		await expect(upkeep.deleteLeft()).rejects.toThrow('Discord cannot be reached');
		expect(kept.leftAt).toEqual(
			new Map([
				['1', null],
				['2', null],
			]),
		);
		expect(kept.forgotten).toEqual([]);
	});

	test('is not deleted either while nobody knows whether it came back', async () => {
		botIsIn = ['1'];
		await upkeep.deleteLeft();
		botIsIn = new Error('Discord cannot be reached');
		await clock.pass(31 * day);
		await expect(upkeep.deleteLeft()).rejects.toThrow();
		expect(kept.forgotten).toEqual([]);
	});
});

test('Discord is not asked for its servers when nothing is kept of any', async () => {
	start(createGuilds().guilds);
	await upkeep.deleteLeft();
	expect(listed).toBe(0);
});

describe('tidying', () => {
	test('lets go of what waited too long: a day for a moderator, a week for its member, a day for bytes', async () => {
		await upkeep.tidy();
		expect(calls).toEqual([
			['letGo', noon - 7 * day],
			['expireHeld', noon - day],
			['store', noon],
			['ledger', noon - day],
		]);
	});

	test('tells how many pictures went, and nothing when none did', async () => {
		await upkeep.tidy();
		expect(log.entries).toEqual([]);
		pictures = 2;
		await upkeep.tidy();
		expect(log.entries).toEqual([['info', { pictures: 2 }]]);
	});
});

test('catching up tells the alerts that could not be told', async () => {
	await upkeep.catchUp();
	expect(calls).toEqual([['alerts']]);
});
