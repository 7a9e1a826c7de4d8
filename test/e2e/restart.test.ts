import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Interaction } from '../twins/discord/index.ts';
import { type Easel, filesOf, providersOwn, result } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';

/** What was accepted ends in exactly one outcome, whatever happens to the process or to Discord meanwhile. */

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
const waits = (asked: Interaction) => asked.response((message) => message.text().includes('in line'));
const gateway = (wanted: string) =>
	new Promise<void>((resolve) => {
		const look = ({ event }: { event: string }) => {
			if (event !== wanted) return;
			easel.discord.off('gateway', look);
			resolve();
		};
		easel.discord.on('gateway', look);
	});

describe('a restart', () => {
	test('drains what is being drawn and takes up what waits, in its order, each once', async () => {
		const owl = await ask('noah', 'an owl');
		await easel.gate.has(1);
		const fox = await ask('mia', 'a fox');
		await waits(fox);
		const hare = await ask('max', 'a hare', { private: true });
		await waits(hare);

		const closed = gateway('close');
		const restarted = easel.restart();
		await closed;
		easel.gate.letOne();
		expect((await result(owl)).text()).toContain('> an owl');
		easel.gate.open();
		await restarted;

		expect((await result(fox)).text()).toContain('> a fox');
		expect((await result(hare)).ephemeral).toBe(true);
		expect(easel.gate.came).toEqual(['an owl', 'a fox', 'a hare']);
		expect(easel.openai.bill()).toMatchObject({ images: 3, calls: 3 });
	});

	test('brings what was made while Discord was down, without buying it again', async () => {
		easel.discord.faults.failNext.push({ route: 'PATCH /webhooks', status: 500, times: 1000 });
		const fox = await ask('mia', 'a fox', { count: 2 });
		await easel.gate.has(1);
		easel.gate.open();
		const uploads = () => easel.discord.log.filter(({ files, status }) => files.length > 0 && status === 500);
		await expect.poll(() => uploads().length, { timeout: 10_000 }).toBeGreaterThan(0);

		const down = gateway('identify').then(() => {
			easel.discord.faults.failNext = [];
		});
		await easel.restart();
		await down;
		const message = await result(fox);
		expect(message.pictures()).toHaveLength(2);
		expect(easel.gate.came).toEqual(['a fox']);
		expect(await filesOf(easel.discord, message)).toEqual(
			await providersOwn(easel.openai, { model: 'gpt-image-2.5-flare', size: '1024x1024', n: 2 }),
		);
	});

	test('brings nothing twice: what was delivered stays as it is', async () => {
		easel.gate.open();
		const message = await result(ask('mia', 'a fox'));
		await easel.restart();
		expect(easel.discord.log.filter(({ files }) => files.length > 0)).toHaveLength(1);
		expect(easel.discord.channel('studio').messages()).toMatchObject([{ id: message.id, edits: message.edits }]);
		expect(easel.gate.came).toEqual(['a fox']);
	});

	test('knows from its ledger how long pictures take', async () => {
		easel.gate.open();
		await result(ask('mia', 'a fox'));
		await easel.restart();
		easel.gate.shut();
		await ask('noah', 'an owl');
		await easel.gate.has(2);
		const waiting = await waits(await ask('mia', 'a hare'));
		// Never having drawn, it would say "about 30 s".
		expect(Number(/about (\d+) s/.exec(waiting.text())?.[1])).toBeLessThan(15);
	});
});

describe('the gateway', () => {
	test('is resumed after a broken connection, and what was asked meanwhile is answered', async () => {
		easel.gate.open();
		const resumed = gateway('resume');
		easel.discord.disconnectGateway();
		const asked = await ask('mia', 'a fox');
		await resumed;
		expect((await result(asked)).pictures()).toHaveLength(1);
	});

	test('may ask for a reconnect while pictures are being drawn', async () => {
		const asked = await ask('mia', 'a fox');
		await easel.gate.has(1);
		const resumed = gateway('resume');
		easel.discord.requestReconnect();
		await resumed;
		easel.gate.open();
		expect((await result(asked)).pictures()).toHaveLength(1);
		expect((await result(ask('noah', 'an owl'))).pictures()).toHaveLength(1);
	});

	test('may forget the session: the bot identifies anew and goes on', async () => {
		easel.gate.open();
		const identified = gateway('identify');
		easel.discord.invalidateSessions(false);
		await identified;
		expect((await result(ask('mia', 'a fox'))).pictures()).toHaveLength(1);
	});
});
