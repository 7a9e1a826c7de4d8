import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Patch } from '../../src/core/settings-change.ts';
import type { Interaction, Message } from '../twins/discord/index.ts';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { bystanderSees, hasPictures, words } from './trouble.ts';

/** A budget for the month: its alerts, and what the admins chose to happen from 80 % of it on. */

let easel: Easel;
let asked = 0;
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

/** dall-e-3 costs the same before and after: $0.04 a standard square, $0.08 an hd one. */
const price = 40_000;
const start = async (settings: Patch) => {
	easel = await startEasel({
		env: { IMAGE_MODELS: 'dall-e-3' },
		settings: { 'budget.microsPerMonth': 10 * price, ...settings },
	});
};
/** The Atelier's #mod-review and #lounge. */
const review = '934190266370285571';
const lounge = '934190266370285572';

const ask = (user = 'mia', options: Record<string, string | number | boolean> = {}) =>
	easel.discord.as(user).slash('studio', 'imagine', { prompt: `a fox, take ${asked++}`, ...options });
const spend = async (pictures: number) => {
	for (let n = 0; n < pictures; n++) await result(ask());
};
const posts = (name: string, viewer = 'ada'): Message[] => easel.discord.channel(name).messages(viewer);
const alerts = () => posts('lounge').map((message) => /(\d+) % of this month/.exec(message.text())?.[1]);

describe('alerts', () => {
	test('are given at 50, 80 and 100 %, each once, where the admin wants them', async () => {
		await start({ 'budget.alertChannel': lounge });
		await spend(4);
		expect(alerts()).toEqual([]);
		await spend(1);
		await vi.waitFor(() => expect(alerts()).toEqual(['50']));
		await spend(2);
		await easel.restart();
		await spend(1);
		await vi.waitFor(() => expect(alerts()).toEqual(['50', '80']));
		expect(posts('lounge').at(-1)!.text()).toContain('$0.32 of $0.40 are spent or reserved');
		await spend(2);
		await notice(ask());
		await vi.waitFor(() => expect(alerts()).toEqual(['50', '80', '100']));
		await notice(ask());
		await easel.restart();
		expect(alerts()).toEqual(['50', '80', '100']);
	});

	test('that pass several marks at once say the highest', async () => {
		await start({ 'budget.alertChannel': lounge });
		await result(ask('mia', { count: 9 }));
		await vi.waitFor(() => expect(alerts()).toEqual(['80']));
	});

	test('that Discord does not take are given after the next start', async () => {
		await start({ 'budget.alertChannel': lounge });
		easel.discord.faults.failNext.push({ route: 'POST /channels', status: 500, times: 4 });
		await spend(5);
		expect(alerts()).toEqual([]);
		await easel.restart();
		await vi.waitFor(() => expect(alerts()).toEqual(['50']));
	});

	test('for a channel that is gone stop nothing', async () => {
		await start({ 'budget.alertChannel': '934190266370280000' });
		await spend(6);
		expect(easel.openai.bill().images).toBe(6);
	});
});

test('stop: drawing goes on to the last cent and then ends, naming the rule, what is left and when it is full again', async () => {
	await start({ 'budget.microsPerMonth': 10 * price + price / 2 });
	await spend(10);
	const told = await notice(ask());
	const now = new Date();
	const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) / 1000;
	expect(told.text()).toContain(
		"This server's budget of $0.42 for the month is used up: $0.02 are left and this takes about $0.04.",
	);
	expect(told.text()).toContain(`<t:${end}:R>`);
	expect(easel.openai.bill().micros).toBe(10 * price);
});

test('cheaper: from 80 % on the cheapest quality is drawn, whatever was asked for, and the caption says so', async () => {
	await start({ 'budget.landing': 'cheaper' });
	expect((await result(ask('mia', { quality: 'hd' }))).text()).not.toContain('instead of');
	await spend(6);
	const lowered = await result(ask('mia', { quality: 'hd' }));
	expect(lowered.text()).toContain('Drawn in standard instead of hd quality');
	expect(easel.openai.calls.at(-1)).toMatchObject({ quality: 'standard' });
	await spend(1);
	expect((await notice(ask())).text()).toContain('for the month is used up');
	expect(easel.openai.bill().micros).toBe(10 * price);
});

describe('approval: from 80 % on a moderator is asked', () => {
	const held = async (user = 'mia', options: Record<string, string | number | boolean> = {}): Promise<Interaction> => {
		const interaction = await ask(user, options);
		await interaction.response((message) => message.text().includes(words('held.title')));
		return interaction;
	};
	/** What was held is brought by the bot itself, with a mention. */
	const brought = async (user: string): Promise<Message> => {
		const { id } = easel.discord.world.users.find(({ username }) => username === user)!;
		const isTheirs = (message: Message) => hasPictures(message) && message.text().includes(`<@${id}>`);
		await vi.waitFor(() => expect(posts('studio').some(isTheirs)).toBe(true), 9000);
		return posts('studio').findLast(isTheirs)!;
	};
	const cards = () => posts('mod-review', 'max');
	const card = async (count = 1): Promise<Message> => {
		await vi.waitFor(() => expect(cards()).toHaveLength(count));
		return cards().at(-1)!;
	};
	const begin = async () => {
		await start({ 'budget.landing': 'approval', 'safety.reviewChannel': review });
		await spend(8);
	};

	test('and what is approved is drawn', async () => {
		await begin();
		await held();
		const shown = await card();
		expect(shown.text()).toContain('80 % of this month');
		expect(shown.text()).toContain('a fox, take');
		expect(easel.openai.calls).toHaveLength(8);
		await easel.discord.as('max').press(shown, words('button.approve'));
		expect((await brought('mia')).text()).toContain(words('result.approved'));
		await vi.waitFor(() => expect(cards()[0]!.text()).toContain('Approved by <@298855170346352641>'));
		expect(
			cards()[0]!
				.buttons()
				.map(({ label }) => label),
		).toEqual([words('case.button.undo')]);
	});

	test('and what is refused is told its member alone, and given back', async () => {
		await begin();
		const waiting = await held();
		const form = await easel.discord.as('max').press(await card(), words('button.refuse'));
		await form.modal();
		await easel.discord.as('max').submit(form, { words: '' });
		const told = await waiting.response(
			({ ephemeral, text }) => ephemeral && text().includes(words('problem.notApproved')),
		);
		expect(told.text()).toContain(words('problem.free'));
		await vi.waitFor(() => expect(cards()[0]!.text()).toContain('Refused by <@298855170346352641>'));
		expect(easel.openai.calls).toHaveLength(8);
		// The budget is what it was: two more pictures fit.
		await held();
		await held();
		expect((await notice(ask())).text()).toContain('for the month is used up');
	});

	test('members cannot decide, not even with a forged press', async () => {
		await begin();
		await held();
		const shown = await card();
		const id = shown.buttons()[0]!.customId!;
		const forged = await easel.discord.as('mia').force(posts('studio', 'mia').at(-1)!, id);
		expect((await forged.response()).text()).toContain('Timeout Members');
		const foreign = await easel.discord.as('sam').slash('general', 'imagine', { prompt: 'from elsewhere' });
		const elsewhere = await result(foreign);
		const pressed = await easel.discord.as('sam').force(elsewhere, id);
		expect((await pressed.response()).text()).toContain(words('refusal.caseGone'));
		expect(easel.openai.calls).toHaveLength(9);
		expect(cards()[0]!.buttons()).toHaveLength(5);
	});

	test('a private request shows its price to moderators and not its words', async () => {
		await begin();
		await held('mia', { prompt: 'a secret garden', private: true });
		const shown = await card();
		expect(shown.text()).toContain(words('case.private'));
		expect(shown.text()).not.toContain('secret garden');
		expect(bystanderSees(easel).join()).not.toContain('secret garden');
	});

	test('its member can take it back', async () => {
		await begin();
		const waiting = await held();
		const shown = await waiting.response((message) => message.text().includes(words('held.title')));
		await card();
		await easel.discord.as('mia').press(shown, words('button.cancel'));
		await vi.waitFor(() => expect(cards()[0]!.text()).toContain(words('case.ended.withdrawn')));
		expect(easel.openai.calls).toHaveLength(8);
	});

	test('it waits through a restart, and one that was not shown yet is shown then', async () => {
		await begin();
		easel.discord.faults.failNext.push({ route: 'POST /channels', status: 500, times: 4 });
		await held();
		await easel.restart();
		const shown = await card();
		await easel.restart();
		expect(cards()).toHaveLength(1);
		await easel.discord.as('max').press(shown, words('button.approve'));
		await brought('mia');
		expect(easel.openai.calls).toHaveLength(9);
	});
});
