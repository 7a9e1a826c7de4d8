import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Attempt, Queue, Turn } from '../../src/core/ports.ts';
import { createStandstill, type Standstill } from '../../src/core/standstill.ts';
import { createSetClock, type SetClock, settingsOf } from './servers.ts';

/** A line with one slot, whose servers stop and go on by what their settings say. */
let paused: Set<string>;
let unreadable = false;
let clock: SetClock;
let line: Standstill<Queue>;
/** What was drawn, in order; each stands until it is let go. */
let drawn: string[];
let letGo: (() => void)[];

beforeEach(() => {
	paused = new Set();
	unreadable = false;
	drawn = [];
	letGo = [];
	clock = createSetClock();
	const queue = oneByOne();
	const read = async (guildId: string) => {
		if (unreadable) throw new Error('away');
		return { settings: settingsOf({ 'moderation.paused': paused.has(guildId) }), revision: 1 };
	};
	line = createStandstill({ queue, settings: { read }, clock });
});
afterEach(async () => {
	const closed = line.close();
	await settled();
	for (const go of letGo) go();
	await closed;
});

interface Waiting {
	id: string;
	work: () => Promise<Attempt<unknown>>;
	end: (ended: unknown) => void;
	fail: (error: unknown) => void;
}

/** First come, first served. */
function oneByOne(): Queue {
	const waiting: Waiting[] = [];
	let running: Promise<void> | undefined;
	const serve = async (first: Waiting) => {
		try {
			const outcome = await first.work();
			if ('value' in outcome) first.end(outcome.value);
			else waiting.unshift(first);
		} catch (error) {
			first.fail(error);
		}
		running = undefined;
		pump();
	};
	const pump = () => {
		const first = running ? undefined : waiting.shift();
		if (first) running = serve(first);
	};
	const leave = (id: string) => {
		const at = waiting.findIndex((it) => it.id === id);
		if (at >= 0) waiting.splice(at, 1)[0]!.end(null);
		return at >= 0;
	};
	return {
		enter: ({ id }, work) =>
			new Promise((resolve, reject) => {
				waiting.push({ id, work, end: (ended) => resolve(ended as never), fail: reject });
				pump();
			}),
		leave,
		place: (id) => (waiting.some((it) => it.id === id) ? { place: 1, imagesAhead: 0 } : undefined),
		onChange: () => {},
		stats: () => ({ waiting: waiting.length, running: running ? 1 : 0, pausedUntil: 0 }),
		async close() {
			for (const { id } of [...waiting]) leave(id);
			await running;
		},
	};
}

const settled = async () => {
	for (let n = 0; n < 20; n++) await new Promise(setImmediate);
};
const turn = (id: string, guildId = 'a'): Turn => ({ id, guildId, userId: 'u', images: 1 });
const enter = (id: string, guildId = 'a') =>
	line.enter(turn(id, guildId), async (): Promise<Attempt<string>> => {
		drawn.push(id);
		await new Promise<void>((go) => letGo.push(go));
		return { value: id };
	});
const next = async () => {
	letGo.shift()?.();
	await settled();
};
const stop = async (guildId: string) => {
	paused.add(guildId);
	line.look(guildId);
	await settled();
};
const goOn = async (guildId: string) => {
	paused.delete(guildId);
	line.look(guildId);
	await settled();
};

describe('a server that stands still', () => {
	test('gets what is being drawn, and nothing more, while others go on', async () => {
		const [one, two, other] = [enter('one'), enter('two'), enter('other', 'b')];
		await settled();
		await stop('a');
		await next();
		expect(await one).toBe('one');
		expect(drawn).toEqual(['one', 'other']);
		await next();
		expect(await other).toBe('other');
		expect(drawn).toEqual(['one', 'other']);
		expect(line.place('two')).toBeUndefined();
		expect(line.stats().waiting).toBe(1);
		await goOn('a');
		expect(drawn).toEqual(['one', 'other', 'two']);
		await next();
		expect(await two).toBe('two');
	});

	test('lets whoever comes meanwhile stand aside at once, and all go on in their order', async () => {
		await stop('a');
		const turns = ['one', 'two', 'three'].map((id) => enter(id));
		await settled();
		expect(drawn).toEqual([]);
		await goOn('a');
		for (const _ of turns) await next();
		expect(await Promise.all(turns)).toEqual(['one', 'two', 'three']);
		expect(drawn).toEqual(['one', 'two', 'three']);
	});

	test('that another process stopped costs nobody a call, and goes on within five seconds', async () => {
		paused.add('a');
		const turns = [enter('one'), enter('two')];
		await settled();
		expect(drawn).toEqual([]);
		paused.delete('a');
		await clock.pass(5_000);
		await settled();
		expect(drawn).toEqual(['one']);
		await next();
		await next();
		expect(await Promise.all(turns)).toEqual(['one', 'two']);
	});

	test('stands still as long as its settings cannot be read', async () => {
		await stop('a');
		void enter('one');
		unreadable = true;
		await clock.pass(5_000);
		await settled();
		expect(drawn).toEqual([]);
		unreadable = false;
		await goOn('a');
		expect(drawn).toEqual(['one']);
	});

	test('lets a turn leave: it never runs', async () => {
		const [, two] = [enter('one'), enter('two')];
		await settled();
		await stop('a');
		expect(line.leave('two')).toBe(true);
		expect(line.leave('two')).toBe(false);
		expect(await two).toBeNull();
		await goOn('a');
		await next();
		expect(drawn).toEqual(['one']);
	});

	test('keeps nobody from closing: who stands aside leaves', async () => {
		await stop('a');
		const one = enter('one');
		await settled();
		await line.close();
		expect(await one).toBeNull();
		expect(await enter('two')).toBeNull();
		expect(drawn).toEqual([]);
	});

	test('may stop and go on many times: each turn runs once', async () => {
		const turns = Array.from({ length: 10 }, (_, n) => enter(`${n}`, n % 2 ? 'a' : 'b'));
		for (let n = 0; n < 30; n++) {
			await (n % 3 === 0 ? stop('a') : goOn('a'));
			await next();
		}
		expect(await Promise.all(turns)).toEqual(turns.map((_, n) => `${n}`));
		expect(drawn.toSorted()).toEqual(turns.map((_, n) => `${n}`));
	});
});

test('what is not taken is put back into the line, as without any of this', async () => {
	let tries = 0;
	const one = line.enter(turn('one'), async () => (tries++ === 0 ? { again: 1 } : { value: 'drawn' }));
	expect(await one).toBe('drawn');
	expect(tries).toBe(2);
});

test('a turn whose work breaks breaks', async () => {
	await expect(
		line.enter(turn('one'), async () => {
			throw new Error('broken');
		}),
	).rejects.toThrow('broken');
	expect(line.stats().waiting).toBe(0);
});
