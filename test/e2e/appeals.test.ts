import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { words } from './trouble.ts';

/** Whoever was refused asks once for a second look; a moderator reads it on the case, and the answer reaches the member. */

const review = '934190266370285571';
let easel: Easel;
const as = (name: string) => easel.discord.as(name);

beforeAll(async () => {
	easel = await startEasel({ settings: { 'safety.reviewChannel': review } });
	const store = await openStore(easel.env.STORE_URL!);
	const { id: guildId } = easel.discord.world.guilds[0]!;
	const [at, by] = [Date.now(), 'max'];
	const audit = { guildId, at, by, action: 'wordAdded' as const, case: null, about: null, why: 'lighthouse' };
	await store.words.add({ id: 'w1', guildId, kind: 'word', text: 'lighthouse', verdict: 'refuse', by, at }, audit);
	await store.close();
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
afterEach(() => easel.openai.reset());

let asked = 0;
/** Something that this server's rules refuse, and what the member was told. */
async function refused(options: Record<string, string | boolean> = {}) {
	const prompt = `a lighthouse, number ${++asked}`;
	const told = await notice(as('mia').slash('studio', 'imagine', { prompt, ...options }));
	const button = told.buttons().find(({ customId }) => customId?.startsWith('appeal:'));
	expect(button, told.text()).toBeDefined();
	return { told, prompt, jobId: button!.customId!.split(':')[1]! };
}
async function form(pressed: Promise<Interaction>): Promise<Interaction> {
	const interaction = await pressed;
	expect((await interaction.modal()).title).toBe(words('appeal.title'));
	return interaction;
}
const press = (told: Message) =>
	as('mia').press(told, told.buttons().find(({ customId }) => customId?.startsWith('appeal:'))!.customId!);
async function appeal(told: Message, why = 'It is only a lighthouse on a calm day.') {
	return notice(as('mia').submit(await form(press(told)), { why }));
}
const passedOn = words('appeal.passedOn');

const caseOf = async (jobId: string) => {
	const store = await openStore(easel.env.STORE_URL!);
	const found = await store.cases.ofJob(jobId);
	await store.close();
	return found;
};
const shown = (prompt: string, test: (message: Message) => boolean = () => true) =>
	vi.waitFor(
		() => {
			const cards = easel.discord.channel(review).messages('max');
			const found = cards.find((message) => message.text().includes(prompt) && test(message));
			if (!found) throw new Error(`no such card: ${cards.map((it) => it.text()).join(' | ')}`);
			return found;
		},
		{ timeout: 5000 },
	);
/** The moderator's answer, in the form behind the button. */
async function answer(card: Message, label: string, text: string): Promise<void> {
	const interaction = await as('max').press(card, label);
	await as('max').submit(interaction, { [textFieldIn(await interaction.modal())]: text });
}

function textFieldIn(it: unknown): string {
	const ids: string[] = [];
	const look = (it: unknown): void => {
		if (typeof it !== 'object' || it === null) return;
		if ('type' in it && it.type === 4 && 'custom_id' in it) ids.push(String(it.custom_id));
		Object.values(it).forEach(look);
	};
	look(it);
	return ids[0]!;
}

test('an appeal stands on the case, and the member is told that it was passed on', async () => {
	const { told, prompt, jobId } = await refused();
	expect((await appeal(told, 'It is *only* a lighthouse.')).text()).toContain(passedOn);
	expect(await caseOf(jobId)).toMatchObject({ state: 'refused', appeal: { text: 'It is *only* a lighthouse.' } });
	const card = await shown(prompt);
	expect(card.text()).toContain('It is \\*only\\* a lighthouse');
	expect(card.buttons().map(({ label }) => label)).toEqual(
		expect.arrayContaining([words('case.button.grant'), words('case.button.deny')]),
	);
});

describe('the answer', () => {
	test('of a moderator who grants it is the picture', async () => {
		const { told, prompt, jobId } = await refused();
		await appeal(told);
		await answer(await shown(prompt), words('case.button.grant'), 'Right, have it.');
		await vi.waitFor(
			() => {
				const [message] = easel.discord
					.channel('studio')
					.messages('mia')
					.filter((it) => it.pictures().length > 0 && it.text().includes(prompt));
				expect(message).toBeDefined();
			},
			{ timeout: 9000 },
		);
		expect(await caseOf(jobId)).toMatchObject({ appeal: { answer: { granted: true } } });
		expect(easel.openai.calls).toHaveLength(1);
	});

	test('of a moderator who denies it reaches the member in their words', async () => {
		const { told, prompt } = await refused();
		await appeal(told);
		await answer(await shown(prompt), words('case.button.deny'), 'No lighthouses, as the rules say.');
		await vi.waitFor(
			() => {
				const read = [...easel.discord.channel('studio').messages('mia'), ...easel.discord.dms('mia')];
				const found = read.find((it) => it.text().includes('No lighthouses, as the rules say'));
				expect(found).toBeDefined();
				expect(found!.ephemeral || easel.discord.dms('mia').includes(found!)).toBe(true);
				expect(found!.buttons().some(({ customId }) => customId?.startsWith('appeal:'))).toBe(false);
			},
			{ timeout: 9000 },
		);
		expect(easel.openai.calls).toHaveLength(0);
	});
});

describe('a second appeal', () => {
	test('is refused in words, and the first one stands', async () => {
		const { told, jobId } = await refused();
		await appeal(told, 'The first words of mine.');
		expect((await appeal(told, 'The second words of mine.')).text()).toBe(words('refusal.appealedBefore'));
		expect(await caseOf(jobId)).toMatchObject({ appeal: { text: 'The first words of mine.' } });
	});

	test('at the same moment is one', async () => {
		const { told } = await refused();
		const forms = [await form(press(told)), await form(press(told))];
		const answers = await Promise.all(
			forms.map(async (it, n) => (await notice(as('mia').submit(it, { why: `words number ${n}` }))).text()),
		);
		expect(answers.filter((it) => it.includes(passedOn))).toHaveLength(1);
		expect(answers.filter((it) => it === words('refusal.appealedBefore'))).toHaveLength(1);
	});
});

test('a form that was open before a restart can still be sent', async () => {
	const { told, jobId } = await refused();
	const opened = await form(press(told));
	await easel.restart();
	expect((await notice(as('mia').submit(opened, { why: 'After the restart.' }))).text()).toContain(passedOn);
	expect(await caseOf(jobId)).toMatchObject({ appeal: { text: 'After the restart.' } });
});

test('what the model’s own filter refused is nothing that moderators could grant', async () => {
	const told = await notice(as('mia').slash('studio', 'imagine', { prompt: 'a forbidden garden' }));
	expect(told.buttons().map(({ customId }) => customId)).toEqual([]);
	expect(easel.openai.calls).toHaveLength(1);
});

test('of what its member had deleted nothing is left to look at', async () => {
	const { told, jobId } = await refused();
	const asked = await notice(as('mia').slash('studio', 'privacy', {}, { subcommand: 'delete' }));
	await (await as('mia').press(asked, words('privacy.delete.button'))).response(
		(message) => !message.text().includes(words('privacy.delete.title')),
	);
	expect((await appeal(told)).text()).toBe(words('refusal.nothingToAppeal'));
	expect(await caseOf(jobId)).toMatchObject({ emptied: true });
});

test('nothing but spaces is no appeal', async () => {
	const { told, jobId } = await refused();
	expect((await appeal(told, ' '.repeat(20))).text()).toBe(words('refusal.appealTooShort', { least: 10 }));
	expect(await caseOf(jobId)).not.toHaveProperty('appeal');
});

describe('a forged appeal', () => {
	const forged = async (who: string, message: Message, jobId: string) =>
		notice(as(who).submit(await form(as(who).force(message, `appeal:${jobId}`)), { why: 'let it be drawn for me' }));

	test('against somebody else’s refusal is refused, to moderators as well', async () => {
		for (const options of [{}, { private: true }]) {
			const { jobId } = await refused(options);
			const message = await result(as('noah').slash('studio', 'imagine', { prompt: 'a fox' }));
			for (const who of ['noah', 'max']) {
				expect((await forged(who, message, jobId)).text()).toBe(words('refusal.notYours'));
			}
			expect(await caseOf(jobId)).not.toHaveProperty('appeal');
		}
	});

	test('from another server reaches nothing', async () => {
		const { jobId } = await refused();
		const home = await result(as('sam').slash('general', 'imagine', { prompt: 'a fox' }));
		expect((await forged('sam', home, jobId)).text()).toBe(words('refusal.jobGone'));
		expect(await caseOf(jobId)).not.toHaveProperty('appeal');
	});

	test('against one’s own picture that was drawn is about nothing', async () => {
		const message = await result(as('mia').slash('studio', 'imagine', { prompt: 'a fox' }));
		const jobId = message.selects()[0]!.customId.split(':')[1]!;
		expect((await forged('mia', message, jobId)).text()).toBe(words('refusal.nothingToAppeal'));
	});

	test('against nothing Easel knows is as good as none', async () => {
		const message = await result(as('mia').slash('studio', 'imagine', { prompt: 'a fox' }));
		expect((await forged('mia', message, '0123456789abcdefghij')).text()).toBe(words('refusal.jobGone'));
	});
});
