import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plain } from '../pictures/samples.ts';
import type { Fields, Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, filesOf, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** Edit, Vary and Describe in the menu of every message with pictures, whoever posted it. */

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ env: { REFINE_BY: 'responses' } });
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
beforeEach(() => easel.openai.reset());

const as = (user = 'mia') => easel.discord.as(user);
const calls = () => easel.openai.calls;
const call = () => calls().at(-1)!;
const picture = async (width = 90, name = 'photo.png') => ({ file: await plain(width, 60).png().toBuffer(), name });
const posted = async (...widths: number[]) =>
	as('noah').say('studio', 'look', await Promise.all(widths.map((width) => picture(width))));
const drawn = async (options: Record<string, string | number | boolean> = {}, user = 'mia') => {
	const message = await result(as(user).slash('studio', 'imagine', { prompt: 'a fox', ...options }));
	easel.openai.reset();
	return message;
};
async function filled(opened: Promise<Interaction>, fields: Fields): Promise<Interaction> {
	const form = await opened;
	await form.modal();
	return as().submit(form, fields);
}
const told = async (asked: Interaction | Promise<Interaction>) =>
	(await (await asked).response(({ ephemeral, thinking }) => ephemeral && !thinking)).text();
const describedBy = async (asked: Promise<Interaction>): Promise<Message> =>
	(await asked).response((message) => message.buttons().length === 4);

describe('on a message that somebody posted', () => {
	test('Edit asks what it should show, with its price, and answers in the channel', async () => {
		const opened = as().menu('studio', 'Edit image', await posted(90));
		expect(JSON.stringify((await (await opened).modal()).components)).toMatch(/≈ \$0\.\d\d/);
		const message = await result(await filled(opened, { prompt: 'in snow' }));
		expect(message.ephemeral).toBe(false);
		expect(message.text()).toContain('> in snow');
		expect(message.attachments).toMatchObject([{ width: 1024, height: 683 }]);
		expect(call()).toMatchObject({ path: '/v1/images/edits', inputs: [{ width: 1024 }] });
	});

	test('Edit takes a region or a mask as well', async () => {
		await result(await filled(as().menu('studio', 'Edit image', await posted(90)), { prompt: 'x', region: ['left'] }));
		expect(call().mask).toMatchObject({ width: 1024 });
	});

	test('Vary starts at once where there is one picture', async () => {
		const message = await result(as().menu('studio', 'Vary image', await posted(90)));
		expect(message.text()).toContain('**A subtle variation**');
		expect(call().prompt).toMatch(/^Make a subtle variation/);
	});

	test('Describe answers whoever asked alone, and what is drawn from it is for everybody', async () => {
		const described = await describedBy(as().menu('studio', 'Describe image', await posted(90)));
		expect(described.ephemeral).toBe(true);
		expect((await result(as().press(described, described.buttons()[0]!.customId!))).ephemeral).toBe(false);
	});

	test('of several pictures each can be chosen', async () => {
		const message = await posted(60, 120);
		const edited = await result(
			await filled(as().menu('studio', 'Edit image', message), { prompt: 'x', picture: ['1'] }),
		);
		expect(edited.attachments).toMatchObject([{ width: 1024, height: 512 }]);
		const form = { picture: ['0'], strength: ['strong'] };
		const varied = await result(await filled(as().menu('studio', 'Vary image', message), form));
		expect(varied.attachments).toMatchObject([{ width: 1024, height: 1024 }]);
		expect(call().prompt).toMatch(/^Make a strong variation/);
		const described = await filled(as().menu('studio', 'Describe image', message), { picture: ['1'] });
		await described.response(({ ephemeral }) => ephemeral);
	});

	test('without pictures each says so, and nothing is paid', async () => {
		const text = { file: Buffer.from('words'), name: 'words.txt' };
		for (const message of [await as('noah').say('studio', 'no picture'), await as('noah').say('studio', 'a', [text])]) {
			for (const name of ['Edit image', 'Vary image', 'Describe image']) {
				expect(await told(as().menu('studio', name, message))).toBe(words('refusal.noPictures'));
			}
		}
		expect(calls()).toEqual([]);
	});

	test('with a file that only calls itself a picture is refused, and nothing is paid', async () => {
		const message = await as('noah').say('studio', 'look', [{ file: Buffer.from('<svg/>'), name: 'a.png' }]);
		expect(await told(as().menu('studio', 'Vary image', message))).toContain(words('refusal.unpaid'));
		expect(calls()).toEqual([]);
	});
});

describe('on a result', () => {
	test('Edit goes on from it as its button does, in a conversation where the provider remembers', async () => {
		// Its answer must still be known there.
		const first = await result(as().slash('studio', 'imagine', { prompt: 'a fox', enhance: true }));
		const message = await result(await filled(as().menu('studio', 'Edit image', first), { prompt: 'in snow' }));
		expect(message.text()).toContain('> in snow');
		expect(call()).toMatchObject({ path: '/v1/responses', previousResponseId: expect.stringMatching(/^resp_/) });
	});

	test('Vary and Describe take the picture that was chosen', async () => {
		const first = await drawn({ count: 2 });
		const form = { picture: ['1'], strength: ['strong'] };
		expect((await result(await filled(as().menu('studio', 'Vary image', first), form))).pictures()).toHaveLength(1);
		const asked = filled(as().menu('studio', 'Describe image', first), { picture: ['1'] });
		expect((await describedBy(asked)).ephemeral).toBe(true);
	});

	test('that was deleted while the form was filled in is told to be gone', async () => {
		const first = await drawn();
		const opened = as().menu('studio', 'Edit image', first);
		await (await opened).modal();
		const gone = new Promise((resolve) => easel.discord.once('delete', resolve));
		await as().choose(first, 'More…', ['delete']);
		await gone;
		expect(await told(filled(opened, { prompt: 'in snow' }))).toContain(words('refusal.resultUnseen'));
		expect(calls()).toEqual([]);
	});

	test('that is private stays private', async () => {
		const secret = await drawn({ private: true });
		const edited = await result(await filled(as().menu('studio', 'Edit image', secret), { prompt: 'in snow' }));
		const varied = await result(as().menu('studio', 'Vary image', secret));
		const described = await describedBy(as().menu('studio', 'Describe image', secret));
		const again = await result(as().press(described, described.buttons()[0]!.customId!));
		expect([edited, varied, described, again].map(({ ephemeral }) => ephemeral)).toEqual([true, true, true, true]);
	});
});

test('a form works after a restart, and for as many pictures as were sent off with it', async () => {
	const opened = as().menu('studio', 'Edit image', await posted(90));
	await (await opened).modal();
	await easel.restart();
	expect(await filesOf(easel.discord, await result(await filled(opened, { prompt: 'x' })))).toHaveLength(1);
});

test('what a forger makes up is connected to nothing', async () => {
	const message = await drawn();
	for (const forged of ['edit-image', 'edit-image:1', `edit-image:${'0'.repeat(36)}:x`, 'vary-image:../../etc']) {
		expect(await told(as().force(message, forged))).toBe(words('unexpected.stale'));
	}
	const unknown = `edit-image:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`;
	expect(await told(as().force(message, unknown))).toContain(words('refusal.resultUnseen'));
	expect(calls()).toEqual([]);
});
