import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Interaction, RequestRecord } from '../twins/discord/index.ts';
import { type Easel, notice, result } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';

/** One picture at a time, and the provider lets nobody through until told: what those see who wait. */

let easel: Easel & { gate: Gate };

beforeEach(async () => {
	easel = await startGated({ env: { MAX_CONCURRENT: '1' } });
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const ask = (name: string, prompt: string, options: Record<string, string | number | boolean> = {}) =>
	easel.discord.as(name).slash('studio', 'imagine', { prompt, ...options });
const showing = (asked: Interaction, words: string | RegExp) =>
	asked.response((message) => message.text().match(words) !== null);

/** Noah's picture is being drawn, and stays so. */
async function busy() {
	const first = await ask('noah', 'a slow owl');
	await easel.gate.has(1);
	return first;
}

describe('the line', () => {
	test('tells everyone their place, the time and the price', async () => {
		const drawing = await showing(await busy(), 'Drawing…');
		expect(drawing.text()).toBe('> a slow owl\n**Drawing…** · ≈ $0.05');
		expect(drawing.buttons()).toEqual([]);

		const first = await showing(await ask('mia', 'a fox'), 'in line');
		expect(first.text()).toBe('> a fox\n**1st in line** · about 30 s · ≈ $0.05\nCancel');
		const second = await showing(await ask('max', 'a hare', { quality: 'high' }), 'in line');
		expect(second.text()).toMatch(/^> a hare\n\*\*2nd in line\*\* · about \d+ s · ≈ \$0\.21\nCancel$/);
		const third = await showing(await ask('ada', 'a newt', { private: true }), 'in line');
		expect(third.text()).toMatch(/^> a newt\n\*\*3rd in line\*\*/);
		expect(third.ephemeral).toBe(true);
	});

	test('moves up when somebody is served, and every picture comes', async () => {
		const owl = await busy();
		const fox = await ask('mia', 'a fox');
		const hare = await ask('max', 'a hare');
		await showing(fox, '1st in line');
		await showing(hare, '2nd in line');
		easel.gate.letOne();
		await result(owl);
		await showing(fox, 'Drawing…');
		// What was learned from the first picture makes the estimate shorter than the first guess.
		const moved = await showing(hare, '1st in line');
		expect(Number(/about (\d+) s/.exec(moved.text())?.[1])).toBeLessThan(30);
		easel.gate.open();
		expect((await result(fox)).text()).toContain('> a fox');
		expect((await result(hare)).text()).toContain('> a hare');
		expect(easel.gate.came).toEqual(['a slow owl', 'a fox', 'a hare']);
	});
});

describe('Cancel', () => {
	test('takes the request back: nothing is drawn, the asker is told, the line closes up', async () => {
		const owl = await busy();
		const fox = await ask('mia', 'a fox');
		const hare = await ask('max', 'a hare');
		await easel.discord.as('mia').press(await showing(fox, '1st in line'), 'Cancel');
		const told = await notice(fox);
		expect(told.text()).toBe('**Cancelled**\nThis was taken back before it was drawn.\n-# You have not been charged.');
		expect(
			easel.discord
				.channel('studio')
				.messages('noah')
				.map((message) => message.text()),
		).not.toContain('> a fox');
		await showing(hare, '1st in line');
		easel.gate.open();
		await result(owl);
		await result(hare);
		expect(easel.gate.came).toEqual(['a slow owl', 'a hare']);
		expect(easel.openai.bill().images).toBe(2);
	});

	test('of a private request changes its own message', async () => {
		await busy();
		const fox = await ask('mia', 'a fox', { private: true });
		await easel.discord.as('mia').press(await showing(fox, '1st in line'), 'Cancel');
		expect((await showing(fox, 'Cancelled')).ephemeral).toBe(true);
	});

	test('is open to a moderator, and it is the asker who is told', async () => {
		await busy();
		const fox = await ask('mia', 'a fox');
		await easel.discord.as('max').press(await showing(fox, '1st in line'), 'Cancel');
		expect((await notice(fox)).text()).toContain('Cancelled');
		expect(easel.gate.came).toEqual(['a slow owl']);
	});

	test('is refused to a stranger, and the request keeps its place', async () => {
		await busy();
		const fox = await ask('mia', 'a fox');
		const pressed = easel.discord.as('noah').press(await showing(fox, '1st in line'), 'Cancel');
		expect((await notice(pressed)).text()).toMatch(/^Only whoever asked for this, or a moderator/);
		easel.gate.open();
		expect((await result(fox)).pictures()).toHaveLength(1);
	});

	test('comes too late once the picture is being drawn', async () => {
		const owl = await busy();
		const fox = await ask('mia', 'a fox');
		const waiting = await showing(fox, '1st in line');
		const cancel = waiting.buttons()[0]!.customId!;
		easel.gate.letOne();
		await result(owl);
		await easel.gate.has(2);
		const told = await notice(easel.discord.as('mia').force(waiting, cancel));
		expect(told.text()).toBe('That one is already being drawn, or done.');
		easel.gate.open();
		expect((await result(fox)).pictures()).toHaveLength(1);
	});

	test('leaves the slot to the next, and the member may ask again', async () => {
		const owl = await busy();
		const fox = await ask('mia', 'a fox');
		await easel.discord.as('mia').press(await showing(fox, '1st in line'), 'Cancel');
		await notice(fox);
		const again = await ask('mia', 'a fox, after all');
		easel.gate.open();
		await result(owl);
		await result(again);
		expect(easel.gate.came).toEqual(['a slow owl', 'a fox, after all']);
	});
});

test('a waiting message that was deleted does not keep the picture from coming', async () => {
	await busy();
	const fox = await ask('mia', 'a fox');
	const waiting = await showing(fox, '1st in line');
	const { url, token } = easel.discord;
	await fetch(`${url}/v10/channels/${waiting.channelId}/messages/${waiting.id}`, {
		method: 'DELETE',
		headers: { authorization: `Bot ${token}` },
	});
	easel.gate.open();
	const posted = () =>
		easel.discord
			.channel('studio')
			.messages('noah')
			.filter((message) => message.text().includes('> a fox'));
	await expect.poll(() => posted().length, { timeout: 10_000 }).toBe(1);
	const [message] = posted();
	expect(message!.pictures()).toHaveLength(1);
	expect(message!.text()).toMatch(/^<@\d+>, your picture is ready\.\n> a fox/);
	expect(easel.discord.log.flatMap(({ mentions }) => mentions ?? [])).toEqual([]);
});

test('twelve waiting members see their places change, within the pace Discord allows', async () => {
	easel.gate.open();
	easel.openai.faults.always = { kind: 'delay', ms: 150 };
	const prompts = Array.from({ length: 12 }, (_, n) => `creature ${String.fromCharCode(97 + n)}`);
	const asked = await Promise.all(prompts.map((prompt, n) => ask(['mia', 'noah', 'max'][n % 3]!, prompt)));
	await Promise.all(asked.map((one) => result(one)));

	const edits = easel.discord.log.filter(({ method }) => method === 'PATCH');
	expect(edits.filter(({ status }) => status !== 200)).toEqual([]);
	expect(edits.length).toBeGreaterThan(prompts.length);
	for (const prompt of prompts) {
		const of = edits.filter(({ body }) => JSON.stringify(body).includes(prompt));
		expect(busiest(of)).toBeLessThanOrEqual(5);
	}
});

/** The most requests that came within any two seconds. */
const busiest = (requests: readonly RequestRecord[]) =>
	Math.max(...requests.map(({ at }) => requests.filter((other) => other.at >= at && other.at < at + 2000).length));
