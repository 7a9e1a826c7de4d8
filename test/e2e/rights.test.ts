import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../twins/discord/index.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** Who may press what: checked at every press, from the ledger, so also after a restart and for ids nobody was given. */

let easel: Easel;
const as = (name: string) => easel.discord.as(name);
const draw = (name: string, options: Record<string, string | number | boolean> = {}) =>
	result(as(name).slash(name === 'sam' ? 'general' : 'studio', 'imagine', { prompt: 'a fox', ...options }));

beforeAll(async () => {
	easel = await startEasel();
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

const shown = (message: Message, viewer = 'mia') =>
	easel.discord
		.channel(message.channelId)
		.messages(viewer)
		.some(({ id }) => id === message.id);

/** By its id: the other server speaks another language. */
const again = (message: Message) => message.buttons().find(({ customId }) => customId?.startsWith('again'))!.customId!;
const jobOf = (message: Message) => again(message).split(':')[1]!;

describe('Delete', () => {
	test('is refused to a stranger, privately, and the picture stays', async () => {
		const message = await draw('mia');
		const told = await notice(as('noah').choose(message, 'More…', ['Delete']));
		expect(told.text()).toBe('Only whoever asked for this, or a moderator with Manage Messages, can do that.');
		expect(shown(told, 'mia')).toBe(false);
		expect(shown(message)).toBe(true);
	});

	test.each(['max', 'ada'])('is open to a moderator: %s', async (moderator) => {
		const message = await draw('mia');
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await as(moderator).choose(message, 'More…', ['Delete']);
		expect(await gone).toMatchObject({ message: { id: message.id } });
		expect(shown(message)).toBe(false);
	});
});

describe('an id that nobody was given', () => {
	test.each([
		['of nothing Easel knows', 'paint:0123456789abcdefghijkl'],
		['with no job', 'again'],
		['with something other than a job', "again:'; drop table jobs --"],
		['with more than a job', 'again:0123456789abcdefghijkl:now'],
		['of the right form', 'again:0123456789abcdefghijkl'],
		['of a job to be cancelled', 'cancel:0123456789abcdefghijkl'],
		['of a job to be collected', 'collect:0123456789abcdefghijkl'],
		['of a form', 'edit-form:0123456789abcdefghijkl'],
	])('%s draws nothing and is answered privately', async (_, id) => {
		const message = await draw('mia');
		easel.openai.reset();
		const told = await notice(as('noah').force(message, id));
		expect(told.text()).toMatch(/no longer (connected to anything|here)|no longer at Discord/);
		expect(easel.openai.calls).toHaveLength(0);
	});

	test('of another server’s job is as good as none', async () => {
		const theirs = await draw('sam');
		const message = await draw('mia');
		easel.openai.reset();
		for (const action of ['again', 'vary', 'cancel', 'collect', 'more']) {
			const told = await notice(as('noah').force(message, `${action}:${jobOf(theirs)}`));
			expect(told.text()).toBe('That request is no longer here.');
		}
		expect(easel.openai.calls).toHaveLength(0);
		expect(shown(theirs, 'sam')).toBe(true);
	});

	test('of somebody’s private job opens nothing to others, moderators included', async () => {
		const secret = await draw('mia', { private: true, prompt: 'a secret fox' });
		const message = await draw('mia');
		easel.openai.reset();
		for (const name of ['noah', 'max']) {
			for (const action of ['again', 'again-private', 'vary', 'cancel', 'collect', 'more']) {
				const told = await notice(as(name).force(message, `${action}:${jobOf(secret)}`));
				expect(told.text()).toMatch(/^Only whoever asked for this/);
				expect(told.text()).not.toContain('secret');
			}
		}
		expect(easel.openai.calls).toHaveLength(0);
	});
});

describe('after a restart', () => {
	test('every button of an older message still works, for those who may', async () => {
		const message = await draw('mia', { count: 2 });
		await easel.restart();
		expect((await result(as('noah').press(message, 'Again'))).pictures()).toHaveLength(2);

		const vary = await as('mia').press(message, 'Vary');
		expect((await vary.modal()).title).toBe('Vary one of these pictures');
		expect((await result(as('mia').submit(vary, { picture: ['1'], strength: ['subtle'] }))).pictures()).toHaveLength(1);

		const edit = await as('mia').press(message, 'Edit');
		expect((await edit.modal()).title).toBe('Edit this picture');
		expect((await result(as('mia').submit(edit, { prompt: 'in snow', region: ['top'] }))).text()).toContain('in snow');

		expect((await notice(as('noah').choose(message, 'More…', ['Original file']))).buttons()).toHaveLength(2);
		expect((await notice(as('noah').choose(message, 'More…', ['Delete']))).text()).toMatch(/^Only whoever asked/);
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await as('mia').choose(message, 'More…', ['Delete']);
		expect(await gone).toMatchObject({ message: { id: message.id } });
	});

	test('a form that was opened before it can still be sent', async () => {
		const message = await draw('mia');
		const edit = await as('mia').press(message, 'Edit');
		await edit.modal();
		await easel.restart();
		expect((await result(as('mia').submit(edit, { prompt: 'in snow' }))).text()).toContain('> in snow');
	});
});

test('a model the operator has withdrawn is not drawn with again', async () => {
	const message = await draw('mia', { model: 'gpt-image-2' });
	await easel.restart({ IMAGE_MODELS: 'gpt-image-2.5-flare' });
	easel.openai.reset();
	const told = await notice(as('mia').press(message, 'Again'));
	expect(told.text()).toContain('`gpt-image-2` is not offered here. You can choose gpt-image-2.5-flare.');
	expect(easel.openai.calls).toHaveLength(0);
	await result(as('mia').press(message, 'Vary'));
	expect(easel.openai.calls).toMatchObject([{ model: 'gpt-image-2.5-flare' }]);
	await easel.restart();
});

test('Run again after a lost call is one paid call more, and only on the member’s word', async () => {
	easel.openai.faults.next.push({ kind: 'reset-after-work' });
	const asked = await as('mia').slash('studio', 'imagine', { prompt: 'a lost fox' });
	const told = await asked.response(({ ephemeral }) => ephemeral);
	expect(told.text()).toContain('The picture got lost on the way');
	expect(easel.openai.calls).toHaveLength(1);
	expect(told.buttons().map(({ label }) => label)).toEqual(['Run again']);

	const message = await result(as('mia').press(told, 'Run again'));
	expect(message.text()).toContain('> a lost fox');
	expect(message.ephemeral).toBe(false);
	expect(easel.openai.calls).toHaveLength(2);
});
