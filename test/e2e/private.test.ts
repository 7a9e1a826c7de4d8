import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { plain } from '../pictures/samples.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** What was asked for privately is seen by nobody else: not while it waits, not as a result, not when it fails. */

let easel: Easel;
const seen: Message[] = [];

beforeAll(async () => {
	easel = await startEasel();
	easel.discord.on('message', ({ message }) => seen.push(message));
	easel.discord.on('edit', ({ message }) => seen.push(message));
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => {
	easel.openai.reset();
	seen.length = 0;
});

const mia = () => easel.discord.as('mia');
const imagine = (options: Record<string, string | number | boolean> = {}) =>
	mia().slash('studio', 'imagine', { prompt: 'a secret fox', private: true, ...options });

/** Everything that has been shown since the test began was shown to Mia alone. */
function expectSecrecy() {
	expect(seen.length).toBeGreaterThan(0);
	expect(seen.filter(({ ephemeral }) => !ephemeral)).toEqual([]);
	for (const other of ['noah', 'max', 'ada']) {
		expect(easel.discord.channel('studio').messages(other)).toEqual([]);
		expect(easel.discord.dms(other)).toEqual([]);
	}
	expect(easel.discord.log.filter(({ route }) => route.startsWith('/channels'))).toEqual([]);
}

test('a private result is the member’s alone', async () => {
	const asked = await imagine();
	expect(await asked.acked()).toMatchObject({ ephemeral: true });
	expect((await result(asked)).pictures()).toHaveLength(1);
	expectSecrecy();
});

test('so is all that comes from its buttons', async () => {
	const message = await result(imagine({ count: 2 }));
	const again = await result(mia().press(message, 'Again'));
	expect(again.pictures()).toHaveLength(2);

	const vary = await mia().press(message, 'Vary');
	await vary.modal();
	await result(mia().submit(vary, { picture: ['0'], strength: ['strong'] }));

	const edit = await mia().press(again, 'Edit');
	await edit.modal();
	await result(mia().submit(edit, { prompt: 'in snow' }));

	await notice(mia().choose(message, 'More…', ['Original file']));
	expectSecrecy();
});

test('a private /edit and /vary are private too', async () => {
	const image = { file: await plain(30, 20).png().toBuffer(), name: 'fox.png' };
	await result(mia().slash('studio', 'edit', { image, prompt: 'in snow', private: true }));
	await result(mia().slash('studio', 'vary', { image, private: true }));
	expectSecrecy();
});

const failures: [string, () => Promise<Interaction>, RegExp][] = [
	['the model refuses', () => failing({ kind: 'refuse', code: 'moderation_blocked' }), /safety filter refused this/],
	['the call is lost', () => failing({ kind: 'reset-after-work' }), /got lost on the way/],
	['no picture comes back', () => failing({ kind: 'empty-data' }), /answered without a picture/],
	['the options contradict each other', () => imagine({ as_is: true, enhance: true }), /please choose one of them/],
	['the file is no picture', () => edit(Buffer.from('hello')), /is not a picture I know/],
];

function failing(fault: Easel['openai']['faults']['next'][number]) {
	easel.openai.faults.next.push(fault);
	return imagine();
}

function edit(file: Uint8Array) {
	const image = { file, name: 'fox.png' };
	return mia().slash('studio', 'edit', { image, prompt: 'in snow', private: true });
}

test.each(failures)('when %s, only the member is told', async (_, ask, words) => {
	const asked = await ask();
	expect((await asked.acked()).ephemeral).toBe(true);
	const told = await asked.response((message) => words.test(message.text()));
	expect(told.ephemeral).toBe(true);
	expectSecrecy();
});

test('Run again of a private request stays private', async () => {
	const asked = await failing({ kind: 'reset-after-work' });
	const told = await asked.response((message) => message.buttons().some(({ label }) => label === 'Run again'));
	expect((await result(mia().press(told, 'Run again'))).ephemeral).toBe(true);
	expectSecrecy();
});

test('what fails in public is told to the member alone, and the channel is left tidy', async () => {
	easel.openai.faults.next.push({ kind: 'refuse', code: 'moderation_blocked', categories: ['violence'] });
	const asked = await imagine({ private: false });
	const told = await asked.response((message) => message.ephemeral);
	expect(told.text()).toContain("The model's safety filter refused this (violence).");
	expect(easel.discord.channel('studio').messages('noah')).toEqual([]);
	expect(
		easel.discord
			.channel('studio')
			.messages('mia')
			.map(({ id }) => id),
	).toContain(told.id);
});

test('a bad picture in public is told to the member alone, too', async () => {
	const image = { file: Buffer.from('hello'), name: 'fox.png' };
	const told = await notice(mia().slash('studio', 'edit', { image, prompt: 'in snow' }));
	expect(told.text()).toContain('is not a picture I know');
	expect(easel.discord.channel('studio').messages('noah')).toEqual([]);
});
