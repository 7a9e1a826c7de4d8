import { afterEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import type { Message } from '../twins/discord/index.ts';
import { batchesOf } from './batches.ts';
import { type Easel, notice } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** A batch on its way: it can be stopped, it goes on after a restart, and others are served between its pictures. */

let easel: Easel & { gate: Gate };
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const begin = async (env: Record<string, string> = {}) => {
	easel = await startGated({ env: { MAX_CONCURRENT: '1', ...env } });
};
const { ask, start, shows, results } = batchesOf(() => easel);
const as = (who: string) => easel.discord.as(who);
const isOver = (message: Message) => message.buttons().length === 0;
const stop = words('batch.stop');

/** Mia's batch, with the first picture being drawn and the others accepted. */
async function begun(prompt = '{a, b, c, d} fox', pictures = 4): Promise<Message> {
	const { panel } = await ask('mia', prompt);
	const message = await start('mia', panel);
	await easel.gate.has(1);
	await expect.poll(() => accepted(message), { timeout: 10_000 }).toBe(pictures);
	return message;
}

async function accepted(message: Message): Promise<number> {
	const store = await openStore(easel.env.STORE_URL!);
	const jobs = await store.ledger.owed();
	await store.close();
	return jobs.filter(({ asker }) => asker.channelId === message.id).length;
}

describe('a batch that is stopped', () => {
	test('takes back what waits; what is being drawn comes', async () => {
		await begin();
		const message = await begun();
		const shown = await shows(message, (it) => it.text().includes('4 left'));
		expect(shown.text()).toMatch(/▱▱▱▱▱▱▱▱▱▱ \*\*0 of 4\*\* · \$0\.00 so far, ≈ \$0\.\d+ in all/);
		await as('mia').press(shown, stop);
		const stopped = await shows(message, (it) => it.text().includes(words('batch.stopped')));
		expect(stopped.buttons()).toEqual([]);
		easel.gate.open();
		const over = await shows(message, (it) => it.text().includes('**1 of 4**'));
		expect(over.text()).toContain(words('batch.cancelled', { count: 3 }));
		expect(results(message.id)).toHaveLength(1);
		expect(easel.gate.came).toEqual(['a fox']);
		expect(easel.discord.dms('mia')).toEqual([]);
	});

	test('can be stopped by a moderator, by nobody else, and not when the batch is over', async () => {
		await begin();
		const message = await begun('{a, b} fox', 2);
		expect((await notice(as('noah').press(message, stop))).text()).toBe(words('refusal.notYours'));
		await as('max').press(message, stop);
		await shows(message, (it) => it.text().includes(words('batch.stopped')));
		easel.gate.open();
		await shows(message, (it) => it.text().includes('**1 of 2**'));
		const [id] = message.buttons().map(({ customId }) => customId!);
		const late = await as('mia').force(message, id!);
		expect((await notice(late)).text()).toBe(words('refusal.tooLate'));
	});
});

describe('a batch that is interrupted', () => {
	test('goes on after a restart with its message, and nothing of the batch is drawn twice', async () => {
		await begin();
		const message = await begun();
		const restarted = easel.restart();
		easel.gate.letOne();
		await restarted;
		easel.gate.open();
		const over = await shows(message, isOver);
		expect(over.text()).toContain('**4 of 4**');
		expect(results(message.id)).toHaveLength(4);
		expect(easel.gate.came.toSorted()).toEqual(['a fox', 'b fox', 'c fox', 'd fox']);
	});

	test('stopped before the end of the process, the batch stays stopped after it', async () => {
		await begin();
		const message = await begun();
		await as('mia').press(message, stop);
		await shows(message, (it) => it.text().includes(words('batch.stopped')));
		const restarted = easel.restart();
		easel.gate.letOne();
		await restarted;
		easel.gate.open();
		const over = await shows(message, (it) => it.text().includes('**1 of 4**'));
		expect(over.text()).toContain(words('batch.stopped'));
		expect(easel.gate.came).toEqual(['a fox']);
	});

	test('while Discord takes no edits, the batch is drawn and counted when it does again', async () => {
		await begin();
		const message = await begun();
		easel.discord.faults.failNext.push({ route: 'PATCH /channels', status: 500, times: 1 });
		easel.gate.open();
		await expect.poll(() => results(message.id).length, { timeout: 10_000 }).toBe(4);
		await shows(message, (it) => it.text().includes('**4 of 4**'));
	});

	test('without its message, which somebody deleted, the batch is drawn all the same', async () => {
		await begin();
		const message = await begun('{a, b} fox', 2);
		const headers = { authorization: `Bot ${easel.env.DISCORD_TOKEN}` };
		const url = `${easel.env.DISCORD_API_URL}/v10/channels/${message.channelId}/messages/${message.id}`;
		await fetch(url, { method: 'DELETE', headers });
		easel.gate.open();
		await expect.poll(() => results(message.id).length, { timeout: 10_000 }).toBe(2);
		const store = await openStore(easel.env.STORE_URL!);
		await expect.poll(() => store.batches.allOpen(), { timeout: 10_000 }).toEqual([]);
		await store.close();
	});
});

test('a batch of twenty is one member’s turn: others are served between its pictures', async () => {
	await begin();
	const numbers = Array.from({ length: 20 }, (_, n) => n).join(', ');
	const message = await begun(`{${numbers}} fox`, 20);
	const others = ['noah', 'max', 'ada'];
	const asked = await Promise.all(others.map((who) => as(who).slash('studio', 'imagine', { prompt: who })));
	await Promise.all(asked.map((it) => it.response((shown) => shown.text().includes('in line'))));
	easel.gate.open();
	await shows(message, isOver);
	expect(easel.gate.came).toHaveLength(23);
	// One of them was under way; the round after it serves everybody once.
	expect(easel.gate.came.slice(1, 5)).toEqual(expect.arrayContaining(others));
}, 60_000);
