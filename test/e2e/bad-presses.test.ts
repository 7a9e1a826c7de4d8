import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, startEasel } from './easel.ts';
import { bystanderSees, drawn, free, goesOn, hasPictures, words } from './trouble.ts';

/** Many fingers, or one impatient one. */
const presses = 40;

let easel: Easel;

beforeAll(async () => {
	easel = await startEasel({ env: { MAX_CONCURRENT: '1' } });
});

afterAll(() => easel.stop());

afterEach(async () => {
	easel.openai.faults.next.length = 0;
	await goesOn(easel);
});

const manyTimes = (press: () => Promise<Interaction>): Promise<Interaction[]> =>
	Promise.all(Array.from({ length: presses }, press));

const allAcked = (interactions: readonly Interaction[]) => Promise.all(interactions.map((it) => it.acked()));

const isPrivateWord = (message: Message) => message.ephemeral && !message.thinking;

/** The answer of each, once it is more than waiting. */
const answersOf = (interactions: readonly Interaction[]): Promise<Message[]> =>
	Promise.all(interactions.map((it) => it.response((message) => hasPictures(message) || isPrivateWord(message), 9000)));

const onItsWay = words('refusal.alreadyDrawing');

test('forty presses on Again draw once', async () => {
	const message = await drawn(easel, { prompt: 'a heron' });
	easel.openai.faults.next.push({ kind: 'delay', ms: 1500 });
	const pressed = await manyTimes(() => easel.discord.as('mia').press(message, 'Again'));
	await allAcked(pressed);
	const answers = await answersOf(pressed);

	expect(answers.filter(hasPictures)).toHaveLength(1);
	expect(answers.filter((it) => it.text().includes(onItsWay))).toHaveLength(presses - 1);
	expect(easel.openai.bill().byPrompt['a heron']).toBe(2);
	expect(bystanderSees(easel).filter((seen) => seen.includes('a heron'))).toHaveLength(2);
});

test('when it is done, Again draws again', async () => {
	const message = await drawn(easel, { prompt: 'a stork' });
	for (const draws of [2, 3]) {
		const pressed = await easel.discord.as('mia').press(message, 'Again');
		await pressed.response(hasPictures);
		expect(easel.openai.bill().byPrompt['a stork']).toBe(draws);
	}
});

test('forty presses on Cancel take the job back once, and all are answered', async () => {
	easel.openai.faults.next.push({ kind: 'delay', ms: 2000 });
	const first = await easel.discord.as('noah').slash('studio', 'imagine', { prompt: 'a slow one' });
	await vi.waitFor(() => expect(easel.openai.calls.at(-1)?.prompt).toBe('a slow one'));
	const asked = await easel.discord.as('mia').slash('studio', 'imagine', { prompt: 'not this one' });
	const waiting = await asked.response((message) => message.buttons().length > 0);

	const pressed = await manyTimes(() => easel.discord.as('mia').press(waiting, 'Cancel'));
	await allAcked(pressed);
	const ending = await asked.response((message) => message.text().includes(words('problem.cancelled')));
	expect(ending.ephemeral).toBe(true);
	expect(ending.text()).toContain(free);
	const told = () => pressed.flatMap(({ followups }) => followups.map((message) => message.text()));
	await vi.waitFor(() => expect(told()).toHaveLength(presses - 1), 5000);
	expect(new Set(told())).toEqual(new Set([words('refusal.tooLate')]));

	await first.response(hasPictures);
	expect(easel.openai.calls.map(({ prompt }) => prompt)).not.toContain('not this one');
	expect(bystanderSees(easel).join()).not.toContain('not this one');
});

test('forty looks for the original file are all answered, privately', async () => {
	const message = await drawn(easel, { prompt: 'a crane' });
	const select = message.selects()[0]!.customId;
	const before = bystanderSees(easel);
	const pressed = await manyTimes(() => easel.discord.as('mia').choose(message, select, ['original']));
	const answers = await answersOf(pressed);
	expect(new Set(answers.map((it) => it.text().split('\n')[0]))).toEqual(
		new Set([words('original.here', { count: 1 })]),
	);
	expect(bystanderSees(easel)).toEqual(before);
});

test('forty deletions delete once and complain about nothing', async () => {
	const message = await drawn(easel, { prompt: 'an egret' });
	const select = message.selects()[0]!.customId;
	const deletions = () => easel.discord.log.filter(({ method, status }) => method === 'DELETE' && status > 0).length;
	const before = deletions();
	const pressed = await manyTimes(() => easel.discord.as('mia').choose(message, select, ['delete']));
	await allAcked(pressed);
	await vi.waitFor(() => expect(deletions() - before).toBe(presses), 5000);
	expect(bystanderSees(easel).join()).not.toContain('an egret');
	// Whatever was told beside it would be on its way before this answer.
	await drawn(easel);
	expect(pressed.flatMap(({ followups }) => followups.map((it) => it.text()))).toEqual([]);
});

describe('a form', () => {
	const openForm = async (message: Message, button: 'Edit' | 'Vary') => {
		const form = await easel.discord.as('mia').press(message, button);
		await form.modal();
		return form;
	};

	test('that is submitted twice draws once', async () => {
		const message = await drawn(easel);
		easel.openai.faults.next.push({ kind: 'delay', ms: 1000 });
		const form = await openForm(message, 'Edit');
		const fields = { prompt: 'with a scarf', region: 'left' };
		const submitted = await Promise.all([1, 2].map(() => easel.discord.as('mia').submit(form, fields)));
		const answers = await answersOf(submitted);
		expect(answers.filter(hasPictures)).toHaveLength(1);
		expect(answers.filter((it) => it.text().includes(onItsWay))).toHaveLength(1);
		expect(easel.openai.bill().byPrompt['with a scarf']).toBe(1);
	});

	test('that asks for another part of the picture is another request', async () => {
		const message = await drawn(easel);
		easel.openai.faults.next.push({ kind: 'delay', ms: 500 });
		const form = await openForm(message, 'Edit');
		const submitted = await Promise.all(
			['top', 'bottom'].map((region) => easel.discord.as('mia').submit(form, { prompt: 'with a hat', region })),
		);
		expect((await answersOf(submitted)).every(hasPictures)).toBe(true);
		expect(easel.openai.bill().byPrompt['with a hat']).toBe(2);
	});

	test('that asks for another of the pictures is another request', async () => {
		const message = await drawn(easel, { count: 2 });
		easel.openai.faults.next.push({ kind: 'delay', ms: 500 });
		const form = await openForm(message, 'Vary');
		const submitted = await Promise.all(['0', '1'].map((picture) => easel.discord.as('mia').submit(form, { picture })));
		expect((await answersOf(submitted)).every(hasPictures)).toBe(true);
	});
});
