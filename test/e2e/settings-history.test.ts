import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Easel, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { type Admin, adminOf, maxId, secondAdmin } from './panels.ts';

/** Who changed what when, and the way back. */

let easel: Easel;
let ada: Admin;
let max: Admin;

beforeAll(async () => {
	easel = await startEasel({ settings: null });
	ada = adminOf(easel, 'ada');
	max = secondAdmin(easel);
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const reverts = (labels: { label: string }[]) => labels.filter(({ label }) => label === 'Revert').length;

test('a server that never changed anything has none', async () => {
	expect((await ada.type('history')).text()).toContain('Nothing was ever changed here.');
});

test('every change is told with who, when, how, before and after', async () => {
	await ada.type('limits', { member_day: '10' });
	await max.press(await max.page('safety'), 'safety.spoilers');
	const history = await ada.type('history');
	expect(history.text()).toMatch(
		/<@298855170346352641> · <t:\d+:R> · panel\nSpoilers: off → \*\*on\*\*[\s\S]*<@271364825918767104> · <t:\d+:R> · command\nPictures a day, each member: no limit → \*\*10\*\*/,
	);
	expect(reverts(history.buttons())).toBe(2);
});

describe('reverting', () => {
	test('is one press when nothing came in between, and a change itself', async () => {
		await ada.type('limits', { server_day: '50' });
		await easel.restart();
		const history = await ada.type('history');
		const reverted = await ada.press(history, 'Revert');
		expect(reverted.text()).toContain('**Reverted**');
		expect(reverted.text()).toContain('Pictures a day, whole server: 50 → **no limit**');
		expect(reverted.text()).toMatch(/· revert\nPictures a day, whole server: 50 → \*\*no limit\*\*/);
		const back = await ada.press(reverted, 'Undo');
		expect(back.text()).toContain('Pictures a day, whole server: no limit → **50**');
	});

	test('what others changed since names what stands now, and a second press means it', async () => {
		const answer = await ada.type('limits', { server_month: '100' });
		await max.type('limits', { server_month: '300' });
		const asked = await ada.press(answer, 'Undo');
		expect(asked.text()).toContain(`<@${maxId}>`);
		expect(asked.text()).toContain('Pictures a month, whole server: 100 → **300**');
		expect(asked.text()).toContain(
			'Reverting would do this to what stands now:\nPictures a month, whole server: 300 → **no limit**',
		);
		expect((await max.type('limits')).text()).toContain('Pictures a month: **300**');
		const done = await ada.press(asked, 'Revert it all the same');
		expect(done.text()).toContain('Pictures a month, whole server: 300 → **no limit**');
	});

	test('who is sure of what has changed once more is told again', async () => {
		const answer = await ada.type('limits', { at_once: '1' });
		await max.type('limits', { at_once: '2' });
		const asked = await ada.press(answer, 'Undo');
		await max.type('limits', { at_once: '3' });
		const told = await ada.press(asked, 'Revert it all the same');
		expect(told.text()).toContain('your change was not saved');
		expect(told.text()).toContain('Requests at once, each member: 2 → **3**');
	});

	test('what was reverted already changes nothing', async () => {
		const answer = await ada.type('limits', { cooldown: '9' });
		await ada.press(answer, 'Undo');
		const again = await easel.discord.as('ada').force(answer, answer.buttons()[0]!.customId!);
		expect((await again.response()).text()).toContain('That is how it already stands');
	});

	test('an entry that is not there is told so', async () => {
		const history = await ada.type('history');
		for (const entry of ['99999', 'x', '']) {
			const forged = await easel.discord.as('ada').force(history, `settings:revert:history:1:${entry}`);
			expect((await forged.response()).text()).toContain('That change is no longer in the history.');
		}
	});
});

test('a long history has pages', async () => {
	for (let n = 1; n <= 12; n++) await ada.type('limits', { server_day: String(1000 + n) });
	const newest = await ada.type('history');
	expect(reverts(newest.buttons())).toBe(5);
	expect(newest.text()).toContain('1,011 → **1,012**');
	const older = await ada.press(newest, 'Older');
	expect(older.text()).toContain('1,006 → **1,007**');
	expect(older.text()).not.toContain('1,008');
	const first = await ada.press(older, 'Newest');
	expect(first.text()).toContain('1,011 → **1,012**');
});
