import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Job } from '../../src/core/job.ts';
import { openStore } from '../../src/store/index.ts';
import { plain } from '../pictures/samples.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';

/** Edit on a result goes on from it, turn by turn: in the provider's memory where the operator switched that on, else by the picture. */

let easel: Easel;

const mia = () => easel.discord.as('mia');
const imagine = (options: Record<string, string | number | boolean> = {}) =>
	result(mia().slash('studio', 'imagine', { prompt: 'a fox', ...options }));
const calls = () => easel.openai.calls;
const call = (n = -1) => calls().at(n)!;

async function edit(message: Message, fields: Record<string, string | string[]>, by = 'mia'): Promise<Message> {
	return result(await submitted(message, fields, by));
}
async function submitted(
	message: Message,
	fields: Record<string, string | string[]>,
	by = 'mia',
): Promise<Interaction> {
	const form = await easel.discord.as(by).press(message, 'Edit');
	await form.modal();
	return easel.discord.as(by).submit(form, fields);
}

async function jobOf(message: Message): Promise<Job> {
	const store = await openStore(easel.env.STORE_URL!);
	const id = message
		.selects()
		.find(({ customId }) => customId.startsWith('more:'))!
		.customId.split(':')[1]!;
	const job = await store.ledger.find(id);
	await store.close();
	return job!;
}

describe('where the provider remembers', () => {
	beforeAll(async () => {
		easel = await startEasel({ env: { REFINE_BY: 'responses' } });
	});
	afterAll(async () => {
		expectManners(easel.discord);
		await easel.stop();
	});
	beforeEach(() => easel.openai.reset());

	test('Responses multi-turn: each edit goes on from the answer before, and sends no picture again', async () => {
		const first = await imagine({ enhance: true });
		expect(call()).toMatchObject({ path: '/v1/responses', store: true });
		expect(call().previousResponseId).toBeUndefined();

		const second = await edit(first, { prompt: 'in snow' });
		const third = await edit(second, { prompt: 'at night' });
		const ids = [await jobOf(first), await jobOf(second), await jobOf(third)].map(({ calls }) => calls[0]!.responseId);
		expect(new Set(ids).size).toBe(3);
		expect(calls().map(({ previousResponseId }) => previousResponseId)).toEqual([undefined, ids[0], ids[1]]);
		expect(calls().map(({ prompt }) => prompt)).toEqual(['a fox', 'in snow', 'at night']);
		expect(JSON.stringify(call().params)).not.toContain('data:image');
	});

	test('the caption shows the revised prompt', async () => {
		const message = await edit(await imagine({ enhance: true }), { prompt: 'in snow' });
		const { revisedPrompt } = (await jobOf(message)).calls[0]!;
		expect(revisedPrompt).toBeTruthy();
		expect(message.text()).toContain(revisedPrompt!.slice(0, 20));
		expect(message.pictures()[0]!.description).toContain(revisedPrompt!.slice(0, 20));
	});

	test('the first edit of a picture that came another way sends it, and the next one need not', async () => {
		const first = await imagine();
		expect(call().path).toBe('/v1/images/generations');
		const second = await edit(first, { prompt: 'in snow' });
		expect(call()).toMatchObject({ path: '/v1/responses', inputs: [{ width: 1024 }] });
		expect(call().previousResponseId).toBeUndefined();
		await edit(second, { prompt: 'at night' });
		expect(call().previousResponseId).toMatch(/^resp_/);
	});

	test('an answer that the provider has forgotten is made up for by the picture, and paid once', async () => {
		const first = await imagine({ enhance: true });
		easel.openai.faults.next.push({ kind: 'previous-forgotten' });
		const message = await edit(first, { prompt: 'in snow' });
		expect(message.pictures()).toHaveLength(1);
		const [, forgotten, last] = calls();
		expect(forgotten).toMatchObject({
			fault: 'previous-forgotten',
			previousResponseId: expect.stringMatching(/^resp_/),
		});
		expect(last).toMatchObject({ status: 200, inputs: [{ width: 1024 }] });
		expect(last!.previousResponseId).toBeUndefined();
		expect(calls()).toHaveLength(3);
		expect(easel.openai.bill().calls).toBe(2);
	});

	test('each of several pictures goes on from its own answer', async () => {
		const first = await imagine({ enhance: true, count: 2 });
		const { calls: made } = await jobOf(first);
		await edit(first, { prompt: 'in snow', picture: ['1'] });
		expect(call().previousResponseId).toBe(made[1]!.responseId);
	});

	test('Again takes the same step once more, from where that one went on', async () => {
		const second = await edit(await imagine({ enhance: true }), { prompt: 'in snow' });
		const before = call().previousResponseId;
		const again = await result(mia().press(second, 'Again'));
		expect(call()).toMatchObject({ path: '/v1/responses', prompt: 'in snow', previousResponseId: before });
		expect(again.text()).toContain('> in snow');
	});

	test('somebody else can go on from a picture that everybody sees', async () => {
		const first = await imagine({ enhance: true });
		await edit(first, { prompt: 'in rain' }, 'noah');
		expect(call().previousResponseId).toMatch(/^resp_/);
	});

	test.each([
		['a region', { region: ['left'] }],
		['a mask', { mask: true }],
	])('%s goes by the picture itself', async (_, part) => {
		const first = await imagine({ enhance: true });
		const form = await mia().press(first, 'Edit');
		await form.modal();
		const white = { file: await plain(64, 64, { r: 255, g: 255, b: 255 }).png().toBuffer(), name: 'mask.png' };
		const black = await plain(64, 64, { r: 0, g: 0, b: 0 })
			.composite([{ input: await plain(20, 20, { r: 255, g: 255, b: 255 }).png().toBuffer(), left: 0, top: 0 }])
			.png()
			.toBuffer();
		const fields = 'mask' in part ? { mask: [{ ...white, file: black }] } : part;
		await result(mia().submit(form, { prompt: 'a moon', ...fields }));
		expect(call()).toMatchObject({ path: '/v1/images/edits', inputs: [{ width: 1024 }], mask: { width: 1024 } });
	});

	test('lineage: a result knows its parent and which of its pictures that was', async () => {
		const first = await imagine({ count: 2 });
		const second = await edit(first, { prompt: 'in snow', picture: ['1'] });
		const third = await edit(second, { prompt: 'at night' });
		const [one, two, three] = [await jobOf(first), await jobOf(second), await jobOf(third)];
		expect(one).not.toHaveProperty('parent');
		expect(two).toMatchObject({ parent: one.id, parentPicture: 1 });
		expect(three).toMatchObject({ parent: two.id, parentPicture: 0 });
	});

	test('a private turn stays private', async () => {
		const first = await imagine({ enhance: true, private: true });
		const second = await edit(first, { prompt: 'in snow' });
		expect(second.ephemeral).toBe(true);
		expect(call().previousResponseId).toMatch(/^resp_/);
	});

	test('an upload by command is no turn: it goes on from nothing', async () => {
		const image = { file: await plain(64, 64).png().toBuffer(), name: 'photo.png' };
		await result(mia().slash('studio', 'edit', { prompt: 'snow', image }));
		expect(call()).toMatchObject({ path: '/v1/images/edits' });
	});
});

describe('where it does not', () => {
	beforeEach(async () => {
		easel = await startEasel();
	});
	afterEach(async () => {
		expectManners(easel.discord);
		await easel.stop();
	});

	test('every edit sends the picture, and nothing is asked to be kept', async () => {
		const second = await edit(await imagine({ enhance: true }), { prompt: 'in snow' });
		await edit(second, { prompt: 'at night' });
		expect(calls().map(({ path, store }) => [path, store])).toEqual([
			['/v1/responses', false],
			['/v1/images/edits', undefined],
			['/v1/images/edits', undefined],
		]);
		expect((await jobOf(second)).request).not.toHaveProperty('continues');
	});

	test('what was a turn before the operator switched it off still works, also Again of it', async () => {
		await easel.restart({ REFINE_BY: 'responses' });
		const second = await edit(await imagine({ enhance: true }), { prompt: 'in snow' });
		await easel.restart();
		await edit(second, { prompt: 'at night' });
		expect(call()).toMatchObject({ path: '/v1/images/edits', inputs: [{ width: 1024 }] });
		expect((await result(mia().press(second, 'Again'))).pictures()).toHaveLength(1);
		expect(call()).toMatchObject({ path: '/v1/responses', prompt: 'in snow', store: false, inputs: [{ width: 1024 }] });
		expect(call().previousResponseId).toBeUndefined();
	});
});
