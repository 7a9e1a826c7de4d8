import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Easel } from './easel.ts';
import { expectManners } from './manners.ts';
import { doubtful, labels, maxId, moderating, startModerated } from './moderators.ts';
import { bystanderSees, hasPictures, words } from './trouble.ts';

/** People take their time: what was held is decided on after minutes, after the answer's token has died, or never. */

const minute = 60_000;
let easel: Easel;
let at: ReturnType<typeof moderating>;

beforeAll(() => {
	// Bot and twin look at the same clock; timers stay real, so that sockets do.
	vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true });
});
afterAll(() => {
	vi.useRealTimers();
});
beforeEach(async () => {
	easel = await startModerated({ discord: { now: () => Date.now() } });
	at = moderating(easel);
});
afterEach(async () => {
	expectManners(easel.discord);
	await easel.stop();
});
const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
const dmsOf = (user: string) => easel.discord.dms(user).map((message) => message.text());

test('a refusal can be undone within five minutes: it waits again, and its member hears so', async () => {
	const asked = await at.ask();
	await at.held(asked);
	await at.fill(await at.card(), 'button.refuse', 'no');
	await asked.response((message) => message.text().includes(words('problem.refusedTitle')));
	later(4 * minute);
	const refused = await at.card((text) => text.includes('Refused by'));
	expect(labels(refused)).toEqual([words('case.button.undo')]);
	await at.press(refused, 'case.button.undo', 'ada');
	const open = await at.card((text) => text.includes('Without a decision'));
	expect(labels(open)).toContain('Approve');
	await vi.waitFor(() => {
		const told = asked.followups.filter((message) => message.text().includes(words('held.title')));
		expect(told).toHaveLength(2);
	}, 5000);
	await at.press(open, 'button.approve');
	await at.brought();
});

test('and not after that', async () => {
	const asked = await at.ask();
	await at.held(asked);
	await at.fill(await at.card(), 'button.refuse', 'no');
	const refused = await at.card((text) => text.includes('Refused by'));
	later(5 * minute + 1000);
	expect(await at.told(await at.press(refused, 'case.button.undo'))).toContain('five minutes have passed');
	// The card follows.
	await vi.waitFor(() => expect(labels(at.cards()[0]!)).toEqual([]));
});

test('approved after fifteen minutes, the bot posts it itself, and mentions its member', async () => {
	await at.held(at.ask());
	later(40 * minute);
	await at.press(await at.card(), 'button.approve');
	const brought = await at.brought();
	expect(brought.referencedInteraction).toBeUndefined();
	expect(brought.text()).toContain(`> ${doubtful}`);
});

test('a private one comes as a direct message, and never in public', async () => {
	await at.held(at.ask(doubtful, { private: true }));
	later(40 * minute);
	await at.press(await at.card(), 'button.approve');
	await at.dm(hasPictures);
	expect(bystanderSees(easel)).toEqual([]);
});

test('a late refusal comes as a direct message; where none is taken, the channel hears nothing of the words', async () => {
	await at.held(at.ask());
	later(40 * minute);
	await at.fill(await at.card(), 'button.refuse', 'no');
	await vi.waitFor(() => expect(dmsOf('mia').join()).toContain(words('problem.refusedTitle')));
	expect(bystanderSees(easel)).toEqual([]);

	easel.discord.faults.dmRefused.add(at.idOf('noah'));
	await at.held(at.ask(doubtful, {}, 'noah'));
	later(40 * minute);
	await at.fill(await at.card((text) => text.includes('Case #2')), 'button.refuse', 'no');
	await vi.waitFor(() => expect(bystanderSees(easel).join()).toContain(words('problem.refusedTitle')));
	expect(bystanderSees(easel).join()).toContain(`<@${at.idOf('noah')}>`);
	expect(bystanderSees(easel).join()).not.toContain('bloody');
});

test('nobody decides for a day: it is let go, its member is told, and the card says so', async () => {
	await at.held(at.ask());
	const card = await at.card();
	later(25 * 60 * minute);
	await easel.restart();
	await vi.waitFor(() => expect(dmsOf('mia').join()).toContain(words('problem.expiredHeld')), 5000);
	await at.card((text) => text.includes(words('case.ended.expired')));
	const pressed = await at.as('max').force(card, 'moderation:approve:1');
	expect(await at.told(pressed)).toContain(words('case.ended.expired'));
	expect(easel.openai.calls).toEqual([]);
});

test('an appeal that is granted is drawn, with the answer; one that is denied reaches the member', async () => {
	const appealed = async (number: number) => {
		const isIts = (text: string) => text.includes(`Case #${number}`);
		const asked = await at.ask();
		await at.held(asked);
		await at.fill(await at.card(isIts), 'button.refuse', 'no');
		const told = await asked.response((message) => labels(message).includes(words('button.appeal')));
		const opened = await at.as('mia').press(told, words('button.appeal'));
		await opened.modal();
		await at.as('mia').submit(opened, { why: 'it is only a sunset' });
		return { asked, card: await at.card((text) => isIts(text) && text.includes('> it is only a sunset')) };
	};
	const granted = await appealed(1);
	later(2 * minute);
	await at.fill(granted.card, 'case.button.grant', 'you are right');
	expect((await at.brought()).text()).toContain('you are right');
	await at.card((text) => text.includes(`Granted by <@${maxId}>`));

	const denied = await appealed(2);
	await at.fill(denied.card, 'case.button.deny', 'it stays, sorry');
	const told = await denied.asked.response((message) => message.text().includes('it stays, sorry'));
	expect(told.text()).toContain(words('problem.deniedTitle'));
	expect(labels(told)).toEqual([]);
	await at.card((text) => text.includes(`Left as it is by <@${maxId}>`));
	expect(easel.openai.bill().calls).toBe(1);
});

test('what the operator forbids is not drawn with changed words either', async () => {
	await at.held(at.ask());
	easel.openai.faults.moderation.push({ kind: 'scores', scores: { 'sexual/minors': 0.9 } });
	const opened = await at.as('max').press(await at.card(), words('case.button.change'));
	await opened.modal();
	const changed = await at.as('max').submit(opened, { words: 'something else' });
	expect(await at.told(changed)).toBe(words('refusal.operatorRefuses'));
	expect(easel.openai.calls).toEqual([]);
});

test('after the server’s retention the words go, from the card as well', async () => {
	await at.held(at.ask());
	await at.fill(await at.card(), 'button.refuse', 'not with these words');
	await at.card((text) => text.includes('not with these words'));
	later(31 * 24 * 60 * minute);
	await easel.restart();
	const card = await at.card((text) => text.includes(words('case.emptied')));
	expect(card.text()).not.toContain('bloody');
	expect(card.text()).not.toContain('not with these words');
	expect(card.text()).toContain(`Refused by <@${maxId}>`);
	expect(at.cards().map((message) => message.text())).not.toContainEqual(expect.stringContaining('bloody'));
});
