import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { plain } from '../pictures/samples.ts';
import type { Message } from '../twins/discord/index.ts';
import { type Easel, filesOf, notice, result, startEasel } from './easel.ts';
import { type Gate, startGated } from './gate.ts';
import { expectManners } from './manners.ts';
import { bystanderSees, hasPictures, words } from './trouble.ts';

/** The same once more: the earlier picture is offered, free, beside a new one. */

let easel: Easel;
beforeAll(async () => {
	easel = await startEasel({ openai: { pictures: 'drawn' }, settings: { 'look.offerEarlier': true } });
});
afterEach(() => easel.openai.reset());
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

type Options = Parameters<ReturnType<Easel['discord']['as']>['slash']>[2];
const ask = (user: string, options: Options, channel = 'studio', command = 'imagine') =>
	easel.discord.as(user).slash(channel, command, options);
const draw = (user: string, options: Options) => result(ask(user, options));
const isOffer = (message: Message) => message.text().includes(words('earlier.title'));
const offer = async (user: string, options: Options, channel?: string, command?: string): Promise<Message> => {
	const asked = await ask(user, options, channel, command);
	const message = await asked.response(isOffer);
	expect(message.ephemeral).toBe(true);
	return message;
};

test('is offered privately out of the cache with its price, and shown for nothing', async () => {
	const first = await draw('mia', { prompt: 'a red fox' });
	const before = bystanderSees(easel);
	const offered = await offer('noah', { prompt: 'a red fox' });
	expect(bystanderSees(easel)).toEqual(before);
	expect(offered.buttons().map(({ label }) => label)).toEqual(['Show this one, free', 'Draw again · ≈ $0.05']);
	expect(await filesOf(easel.discord, offered)).toEqual(await filesOf(easel.discord, first));

	const shown = await result(easel.discord.as('noah').press(offered, words('button.show')));
	expect(shown.ephemeral).toBe(false);
	expect(await filesOf(easel.discord, shown)).toEqual(await filesOf(easel.discord, first));
	expect(shown.text()).toContain('free this time');
	expect(easel.openai.bill().calls).toBe(1);
	// What was shown again is a result like any other.
	const varied = await result(easel.discord.as('noah').press(shown, 'Vary'));
	expect(varied.pictures()).toHaveLength(1);
});

test('is drawn again on request, and then the newest is offered', async () => {
	await draw('mia', { prompt: 'a blue fox', quality: 'low' });
	const offered = await offer('mia', { prompt: 'a blue fox', quality: 'low' });
	const second = await result(easel.discord.as('mia').press(offered, 'Draw again · ≈ $0.0059'));
	expect(easel.openai.bill().calls).toBe(2);
	const again = await offer('mia', { prompt: 'a blue fox', quality: 'low' });
	expect(await filesOf(easel.discord, again)).toEqual(await filesOf(easel.discord, second));
});

test('is not offered for what differs in anything', async () => {
	await draw('mia', { prompt: 'a green fox' });
	const others: Options[] = [
		{ prompt: 'a green fox.' },
		{ prompt: 'a green fox', quality: 'low' },
		{ prompt: 'a green fox', shape: 'wide' },
		{ prompt: 'a green fox', count: 2 },
		{ prompt: 'a green fox', persona: 'noir' },
		{ prompt: 'a green fox', background: 'opaque' },
	];
	for (const options of others) await draw('mia', options);
	expect(easel.openai.bill().calls).toBe(1 + others.length);
});

test('of an edit means the same picture, by its bytes and not by its name', async () => {
	const file = await plain(300, 200).png().toBuffer();
	const other = await plain(301, 200).png().toBuffer();
	const edit = (bytes: Buffer, name: string) => ({ prompt: 'in snow', region: 'top', image: { file: bytes, name } });
	await result(ask('mia', edit(file, 'a.png'), 'studio', 'edit'));
	await offer('noah', edit(file, 'b.png'), 'studio', 'edit');
	await result(ask('noah', edit(other, 'a.png'), 'studio', 'edit'));
	expect(easel.openai.bill().calls).toBe(2);
});

test('asked for in private is shown in private', async () => {
	await draw('mia', { prompt: 'an old fox' });
	const before = bystanderSees(easel);
	const offered = await offer('mia', { prompt: 'an old fox', private: true });
	const shown = await result(easel.discord.as('mia').press(offered, words('button.show')));
	expect(shown.ephemeral).toBe(true);
	expect(bystanderSees(easel)).toEqual(before);
});

test('never comes from a private picture, from another server, or from a channel the member cannot see', async () => {
	await draw('mia', { prompt: 'a hidden fox', private: true });
	await draw('noah', { prompt: 'a hidden fox' });
	const elsewhere = await result(easel.discord.as('sam').slash('general', 'imagine', { prompt: 'a hidden fox' }));
	expect(elsewhere.pictures()).toHaveLength(1);
	await result(ask('max', { prompt: 'a fox for moderators' }, 'mod-review'));
	await draw('mia', { prompt: 'a fox for moderators' });
	expect(easel.openai.bill().calls).toBe(5);
});

test('comes from another channel that the member can see', async () => {
	await draw('mia', { prompt: 'a fox to share' });
	await offer('noah', { prompt: 'a fox to share' }, 'gallery');
	expect(easel.openai.bill().calls).toBe(1);
});

test('is not offered once its message is gone; who was just offered it is told', async () => {
	const first = await draw('mia', { prompt: 'a lost fox' });
	const offered = await offer('noah', { prompt: 'a lost fox' });
	await easel.discord.as('mia').choose(first, 'More…', ['Delete']);
	const told = await notice(easel.discord.as('noah').press(offered, words('button.show')));
	expect(told.text()).toContain(words('refusal.jobGone'));
	await draw('noah', { prompt: 'a lost fox' });
	expect(easel.openai.bill().calls).toBe(2);
});

test('survives a restart between offer and answer', async () => {
	await draw('mia', { prompt: 'a patient fox' });
	const offered = await offer('noah', { prompt: 'a patient fox' });
	await easel.restart();
	const shown = await result(easel.discord.as('noah').press(offered, words('button.show')));
	expect(shown.pictures()).toHaveLength(1);
	expect(easel.openai.bill().calls).toBe(1);
});

describe('what is under way', () => {
	let gated: Easel & { gate: Gate };
	beforeAll(async () => {
		gated = await startGated({ settings: { 'look.offerEarlier': true } });
	});
	afterAll(async () => {
		await gated.stop();
	});
	const say = (user: string) => gated.discord.as(user).slash('studio', 'imagine', { prompt: 'a quick fox' });

	test('is not drawn twice for the member who asks twice; another member gets their own', async () => {
		const first = await say('mia');
		await gated.gate.has(1);
		expect((await notice(say('mia'))).text()).toContain(words('refusal.alreadyDrawing'));
		const theirs = await say('noah');
		await gated.gate.has(2);
		gated.gate.open();
		await Promise.all([first, theirs].map((it) => it.response(hasPictures)));
		expect(gated.openai.bill().calls).toBe(2);
	});
});

describe('a server that switched it off', () => {
	test('draws every time', async () => {
		const other = await startEasel();
		try {
			for (let n = 0; n < 3; n++) await result(other.discord.as('mia').slash('studio', 'imagine', { prompt: 'a fox' }));
			expect(other.openai.bill().calls).toBe(3);
		} finally {
			await other.stop();
		}
	});
});
