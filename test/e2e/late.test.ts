import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, filesOf, providersOwn, result } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';

/** An answer can be edited for fifteen minutes. What takes longer is brought another way: once, and never in public what was private. */

let easel: Easel & { gate: Gate };
const minute = 60_000;

beforeAll(() => {
	// Bot and twin look at the same clock; timers stay real, so that sockets do.
	vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
});
afterAll(() => {
	vi.useRealTimers();
});
beforeEach(async () => {
	easel = await startGated({ discord: { now: () => Date.now() } });
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
const mia = () => easel.discord.as('mia');
const studio = (viewer = 'noah') => easel.discord.channel('studio').messages(viewer);
const withPictures = (messages: Message[]) => messages.filter((message) => message.pictures().length > 0);
const posts = () =>
	easel.discord.log.filter(({ method, route }) => method === 'POST' && route === '/channels/:channel/messages');

/** Mia's picture is still being drawn when her answer can no longer be edited; she was told what will happen then. */
async function overdue(options: Record<string, string | boolean> = {}): Promise<{ asked: Interaction; told: Message }> {
	const asked = await mia().slash('studio', 'imagine', { prompt: 'a fox', ...options });
	await easel.gate.has(1);
	later(13 * minute + 40_000);
	const told = await asked.response((message) => message.text().includes('This takes longer'));
	later(2 * minute);
	return { asked, told };
}

const arrived = async (look: () => Message[]): Promise<Message> => {
	await expect.poll(() => withPictures(look()).length, { timeout: 10_000 }).toBe(1);
	return withPictures(look())[0]!;
};

describe('a public picture', () => {
	test('is posted by the bot, once, to whom it may concern, pinging nobody', async () => {
		const { told } = await overdue();
		expect(told.text()).toBe(
			'> a fox\nThis takes longer than Discord lets me edit this message. The picture will come as a message of its own.',
		);
		easel.gate.open();
		const message = await arrived(() => studio());
		const { id } = easel.discord.world.users.find(({ username }) => username === 'mia')!;
		expect(message.text()).toContain(`<@${id}>, your picture is ready.\n> a fox\n-# gpt-image-2.5-flare`);
		expect(message.referencedInteraction).toBeUndefined();
		await expect.poll(() => studio().some(({ id: shown }) => shown === told.id)).toBe(false);
		expect(await filesOf(easel.discord, message)).toEqual(
			await providersOwn(easel.openai, { model: 'gpt-image-2.5-flare', size: '1024x1024' }),
		);
		expect(posts()).toMatchObject([{ status: 200, mentions: [], body: { enforce_nonce: true } }]);
		expect(easel.gate.came).toHaveLength(1);
	});

	test('has buttons that work', async () => {
		await overdue();
		easel.gate.open();
		const message = await arrived(() => studio());
		expect((await result(easel.discord.as('noah').press(message, 'Again'))).text()).toContain('> a fox');
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await mia().choose(message, 'More…', ['Delete']);
		expect(await gone).toMatchObject({ message: { id: message.id } });
	});

	test('is posted once even when Discord fails and the bot starts anew in between', async () => {
		await overdue();
		easel.discord.faults.failNext.push({ route: 'POST /channels/:channel/messages', status: 500, times: 1000 });
		easel.gate.open();
		await expect.poll(() => posts().length, { timeout: 10_000 }).toBeGreaterThan(0);
		easel.discord.on('gateway', ({ event }) => {
			if (event === 'identify') easel.discord.faults.failNext = [];
		});
		await easel.restart();
		await arrived(() => studio());
		expect(posts().filter(({ status }) => status === 200)).toHaveLength(1);
		// The second process looked for a post of the first one before it made its own.
		expect(
			easel.discord.log.filter(({ method, route }) => method === 'GET' && route.endsWith('/messages')),
		).not.toEqual([]);
		expect(easel.gate.came).toHaveLength(1);
	});
});

describe('a bot that comes back when its answers can no longer be edited', () => {
	/** The process ends while Mia waits in line, and the next one starts a quarter of an hour later. */
	async function away() {
		await easel.stop();
		easel = await startGated({ env: { MAX_CONCURRENT: '1' }, discord: { now: () => Date.now() } });
		await easel.discord.as('noah').slash('studio', 'imagine', { prompt: 'an owl' });
		await easel.gate.has(1);
		const asked = await mia().slash('studio', 'imagine', { prompt: 'a fox' });
		const waiting = await asked.response((message) => message.text().includes('in line'));
		const closed = new Promise<void>((resolve) =>
			easel.discord.on('gateway', ({ event }) => event === 'close' && resolve()),
		);
		const restarted = easel.restart();
		await closed;
		easel.gate.letOne();
		await expect.poll(() => withPictures(studio()).length).toBe(1);
		later(16 * minute);
		await restarted;
		await easel.gate.has(2);
		return waiting;
	}
	const shows = ({ id }: Message) => studio().some((message) => message.id === id);

	test('posts the picture and takes away what said that it would come', async () => {
		const waiting = await away();
		easel.gate.open();
		await expect.poll(() => withPictures(studio()).length, { timeout: 10_000 }).toBe(2);
		await expect.poll(() => shows(waiting)).toBe(false);
	});

	test('takes it away for a bad end as well', async () => {
		const waiting = await away();
		easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked' });
		easel.gate.open();
		await expect.poll(() => easel.discord.dms('mia').length, { timeout: 10_000 }).toBe(1);
		await expect.poll(() => shows(waiting)).toBe(false);
	});
});

describe('a private picture', () => {
	test('comes as a direct message, and nobody else sees anything', async () => {
		const { told } = await overdue({ private: true });
		expect(told.text()).toContain(
			'I will send the picture as a direct message; should that not arrive, collect it here.',
		);
		easel.gate.open();
		const message = await arrived(() => easel.discord.dms('mia'));
		expect(message.text()).toContain('> a fox');
		expect(studio()).toEqual([]);
	});

	test('has buttons that work in the direct message', async () => {
		await overdue({ private: true });
		easel.gate.open();
		const message = await arrived(() => easel.discord.dms('mia'));
		expect((await result(mia().press(message, 'Again'))).pictures()).toHaveLength(1);
		expect((await result(mia().press(message, 'Vary'))).text()).toContain('A subtle variation');
		const original = await mia().choose(message, 'More…', ['Original file']);
		expect((await original.response()).buttons()).toHaveLength(1);
		expect(studio()).toEqual([]);
	});

	test('is made to fit a direct message, whatever the server it was asked in takes', async () => {
		await easel.stop();
		const MiB = 1024 * 1024;
		easel = await startGated({
			env: { MAX_CONCURRENT: '1' },
			discord: { now: () => Date.now(), attachmentSizeLimit: 50 * MiB },
		});
		easel.openai.faults.always = { kind: 'huge', bytes: 12 * MiB };
		// Somebody else's is drawn meanwhile: a call during which the clock leaps counts as too slow.
		await easel.discord.as('noah').slash('studio', 'imagine', { prompt: 'an owl' });
		await easel.gate.has(1);
		const asked = await mia().slash('studio', 'imagine', { prompt: 'a fox', private: true });
		await asked.response((message) => message.text().includes('in line'));
		later(16 * minute);
		easel.gate.open();
		const [file] = await filesOf(easel.discord, await arrived(() => easel.discord.dms('mia')));
		expect(file!.length).toBeLessThanOrEqual(10 * MiB);
	});

	test('waits to be collected by a member who takes no direct messages', async () => {
		const { id } = easel.discord.world.users.find(({ username }) => username === 'mia')!;
		easel.discord.faults.dmRefused.add(id);
		const { told } = await overdue({ private: true });
		const [collect] = told.buttons();
		expect(collect!.label).toBe('Collect my picture');
		const early = await mia().press(told, 'Collect my picture');
		expect((await early.response()).text()).toBe('That one is not ready yet. Please press again in a while.');
		easel.gate.open();
		await expect.poll(() => posts().map(({ code }) => code), { timeout: 10_000 }).toEqual([50007]);

		const others = await easel.discord.as('noah').force(told, collect!.customId!);
		expect((await others.response()).text()).toMatch(/^Only whoever asked for this/);

		const message = await result(mia().press(told, 'Collect my picture'));
		expect(message.ephemeral).toBe(true);
		expect(message.text()).toContain('> a fox');
		expect(studio('max')).toEqual([]);
		expect(easel.gate.came).toHaveLength(1);

		const twice = await mia().press(told, 'Collect my picture');
		expect((await twice.response()).text()).toBe('That request is no longer here.');
	});

	test('can be collected after a restart, too', async () => {
		const { id } = easel.discord.world.users.find(({ username }) => username === 'mia')!;
		easel.discord.faults.dmRefused.add(id);
		const { told } = await overdue({ private: true });
		easel.gate.open();
		await expect.poll(() => posts().length, { timeout: 10_000 }).toBe(1);
		await easel.restart();
		expect((await result(mia().press(told, 'Collect my picture'))).ephemeral).toBe(true);
		expect(easel.gate.came).toHaveLength(1);
	});
});

test('a refusal after all that time comes as a direct message, and the channel hears nothing of it', async () => {
	await overdue();
	easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked' });
	easel.gate.open();
	await expect
		.poll(() =>
			easel.discord
				.dms('mia')
				.map((message) => message.text())
				.join(),
		)
		.toContain('safety filter');
	expect(withPictures(studio())).toEqual([]);
	expect(posts()).toHaveLength(1);
});
