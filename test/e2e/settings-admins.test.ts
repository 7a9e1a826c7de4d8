import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Easel, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { type Admin, adminOf, maxId, secondAdmin } from './panels.ts';

/** Two admins at once: the second sees what the first did, and nothing is silently overwritten. */

let easel: Easel;
let ada: Admin;
let max: Admin;

const adaId = '271364825918767104';
const studio = '934190266370285569';
const gallery = '934190266370285570';
const artists = '934189010768064548';

beforeAll(async () => {
	easel = await startEasel();
	ada = adminOf(easel, 'ada');
	max = secondAdmin(easel);
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

describe('two admins who change the same', () => {
	beforeEach(() => ada.type('limits', { member_day: '10' }));

	test('in a form: the second is told, and nothing is overwritten', async () => {
		const form = await ada.form(await ada.page('limits'), 'member');
		await max.type('limits', { member_day: '5' });
		const told = await ada.submit(form, { 'limits.memberImagesPerDay': '20' });
		expect(told.text()).toContain('your change was not saved');
		expect(told.text()).toMatch(
			new RegExp(`<@${maxId}>, <t:\\d+:R>:\nPictures a day, each member: 10 → \\*\\*5\\*\\*`),
		);
		expect(told.text()).toContain('What you wanted:\nPictures a day, each member: 5 → **20**');
		expect(told.text()).toContain('Pictures a day: **5**');

		const insisted = await ada.press(told, 'Use my change');
		expect(insisted.text()).toContain('Pictures a day, each member: 5 → **20**');
		expect((await max.type('limits')).text()).toContain('Pictures a day: **20**');
	});

	test('who insists on what was changed once more is told once more', async () => {
		const form = await ada.form(await ada.page('limits'), 'member');
		await max.type('limits', { member_day: '5' });
		const told = await ada.submit(form, { 'limits.memberImagesPerDay': '20' });
		await easel.restart();
		await max.type('limits', { member_day: '6' });
		const again = await ada.press(told, 'Use my change');
		expect(again.text()).toContain('5 → **6**');
		expect(again.text()).toContain('6 → **20**');
		const done = await ada.press(again, 'Use my change');
		expect(done.text()).toContain('6 → **20**');
		const twice = await easel.discord
			.as('ada')
			.force(done, again.buttons().find(({ label }) => label === 'Use my change')!.customId!);
		expect((await twice.response()).text()).toContain('Please start again.');
	});

	test('by a select: the panel shows what stands now', async () => {
		const panel = await ada.page('channels');
		await max.type('channels', { only: studio });
		const told = await ada.choose(panel, 'channels.only', [gallery]);
		expect(told.text()).toContain('your change was not saved');
		expect(told.selects()[0]!.defaultValues).toEqual([studio]);
		const done = await ada.press(told, 'Use my change');
		expect(done.selects()[0]!.defaultValues).toEqual([gallery]);
	});

	test('by a button: who wanted the same has nothing left to do', async () => {
		const panel = await ada.page('safety');
		const theirs = await max.page('safety');
		await max.press(theirs, 'safety.spoilers');
		const told = await ada.press(panel, 'safety.spoilers');
		expect(told.text()).toContain('That is what you wanted too');
		expect(told.text()).toContain('Spoilers** · on');
	});

	test('of one role: taking it away waits too', async () => {
		await ada.type('limits', { role: artists, role_day: '5' });
		const panel = await ada.choose(await ada.page('roles'), 'role', [artists]);
		await max.type('limits', { role: artists, role_day: '50' });
		const told = await ada.press(panel, 'Remove from settings');
		expect(told.text()).toContain('your change was not saved');
		const done = await ada.press(told, 'Use my change');
		expect(done.text()).toContain(`<@&${artists}>: 50 pictures a day → **nothing of its own**`);
	});
});

describe('two admins who change different things', () => {
	test('do not meet: both hold, and the news is told', async () => {
		const form = await ada.form(await ada.page('limits'), 'member');
		await max.type('limits', { at_once: '3', server_day: '77' });
		const merged = await ada.submit(form, { 'limits.memberImagesPerDay': '12' });
		expect(merged.text()).toContain('Saved');
		expect(merged.text()).toContain('Changed since you opened this');
		expect(merged.text()).toContain('Pictures a day, whole server: no limit → **77**');
		expect(merged.text()).toContain('Requests at once: **3**');
		expect(merged.text()).toContain('Pictures a day: **12**');
	});

	test('see the news when they only look around', async () => {
		const panel = await ada.type('show');
		await max.type('limits', { server_month: '999' });
		const page = await ada.press(panel, 'budget');
		expect(page.text()).toContain(`<@${maxId}>`);
		expect(page.text()).toContain('Pictures a month, whole server: no limit → **999**');
		expect((await ada.press(page, 'Back')).text()).not.toContain('Changed since you opened this');
	});
});

test('somebody who presses twice before the panel follows is not in conflict with themselves', async () => {
	const panel = await ada.page('models');
	const select = panel.selects().find(({ customId }) => customId.includes('largestCount'))!.customId;
	const pressed = await Promise.all(['3', '4'].map((value) => easel.discord.as('ada').choose(panel, select, [value])));
	await Promise.all(pressed.map((it) => it.response()));
	const shown = await ada.page('models');
	const chosen = shown.selects().find(({ customId }) => customId.includes('largestCount'))!.defaultValues[0];
	expect(['3', '4']).toContain(chosen);
	const history = await ada.type('history');
	expect(history.text().split('Revert\n')[0]).toContain(`<@${adaId}>`);
	expect(history.text().split('Revert\n')[1]).toContain(`<@${adaId}>`);
});
