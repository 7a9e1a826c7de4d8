import { beforeEach, describe, expect, test } from 'vitest';
import type { GuildBook } from '../../src/core/books.ts';
import { type Case, openCase } from '../../src/core/moderation/case.ts';
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
let emptied: Case[];
let alertsFail: boolean;
let upkeep: Upkeep;

const showCases = async () => void calls.push(['cases']);

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
	alertsFail = false;
	emptied = [];
	start();
});

function start(guilds = kept.guilds) {
	upkeep = createUpkeep({
		studio: {
			letGo: noted('letGo'),
			expireHeld: noted('expireHeld'),
			showCases,
			cases: { show: async ({ number }) => void calls.push(['card', number]) },
		},
		ledger: {
			async sweep(before) {
				calls.push(['ledger', before]);
				return pictures;
			},
		},
		sweep: noted('store'),
		emptyCases: async () => emptied,
		guilds,
		alerts: {
			check: async () => {},
			async catchUp() {
				if (alertsFail) throw new Error('Discord cannot be reached');
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
	test('lets go of what waited too long: what no moderator decided on, a week for its member, a day for bytes', async () => {
		await upkeep.tidy();
		expect(calls).toEqual([
			['letGo', noon - 7 * day],
			['expireHeld', noon],
			['store', noon],
			['ledger', noon - day],
		]);
	});

	test('takes the words off the cards of cases that were emptied', async () => {
		const base = { guildId: '1', userId: '2', jobId: '3', kind: 'prompt' as const, triggers: [] };
		const carded = { ...openCase(base, 7, noon), emptied: true, card: { channelId: '4', messageId: '5' } };
		emptied = [carded, { ...openCase(base, 8, noon), emptied: true }];
		await upkeep.tidy();
		expect(calls.filter(([what]) => what === 'card')).toEqual([['card', 7]]);
	});

	test('tells how many pictures went, and nothing when none did', async () => {
		await upkeep.tidy();
		expect(log.entries).toEqual([]);
		pictures = 2;
		await upkeep.tidy();
		expect(log.entries).toEqual([['info', { pictures: 2 }]]);
	});
});

describe('catching up', () => {
	test('tells the alerts that could not be told, and shows the cases that could not be shown', async () => {
		await upkeep.catchUp();
		expect(calls).toEqual([['alerts'], ['cases']]);
	});

	test('with the one is not kept back by the other', async () => {
		alertsFail = true;
		await expect(upkeep.catchUp()).rejects.toThrow('Discord cannot be reached');
		expect(calls).toEqual([['cases']]);
	});
});
