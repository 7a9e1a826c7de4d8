import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Easel, notice, result, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { type Admin, adminOf } from './panels.ts';

/** Who may change settings is asked at every press; an id that nobody was given does nothing. */

let easel: Easel;
let ada: Admin;

const atelier = () => easel.discord.world.guilds[0]!;
const admins = () => atelier().roles.find(({ name }) => name === 'Admins')!.id;
const as = (name: string) => easel.discord.as(name);
const member = (name: string) => {
	const { id } = easel.discord.world.users.find(({ username }) => username === name)!;
	return atelier().members.find(({ userId }) => userId === id)!;
};
const stale = 'no longer connected to anything';

beforeAll(async () => {
	easel = await startEasel();
	ada = adminOf(easel, 'ada');
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

const revision = async () => Number((await ada.type('show')).buttons()[0]!.customId!.split(':')[3]);

describe('who is no admin', () => {
	test.each(['mia', 'noah', 'max'])(
		'%s is not offered the command, and refused where an owner opened it to all',
		async (name) => {
			await expect(as(name).slash('studio', 'settings', {}, { subcommand: 'show' })).rejects.toThrow('not offered');
			for (const subcommand of ['show', 'limits', 'models', 'channels', 'moderation', 'history', 'export']) {
				const told = await notice(as(name).slash('studio', 'settings', {}, { subcommand, overridden: true }));
				expect(told.ephemeral).toBe(true);
				expect(told.text()).toContain('Manage Server');
			}
		},
	);

	test('cannot press on an admin’s panel, nor import', async () => {
		const before = await revision();
		const panel = await ada.page('safety');
		const id = panel.buttons()[0]!.customId!;
		expect((await notice(as('mia').force(panel, id))).text()).toContain('Manage Server');
		const file = { file: Buffer.from('{}'), name: 'a.json' };
		const told = await notice(
			as('mia').slash('studio', 'settings', { file }, { subcommand: 'import', overridden: true }),
		);
		expect(told.text()).toContain('Manage Server');
		expect(await revision()).toBe(before);
	});

	test('lost the right while the panel was open: refused in words, and nothing is changed', async () => {
		member('max').roles.push(admins());
		const max = adminOf(easel, 'max');
		const panel = await max.page('safety');
		const form = await max.form(await max.page('limits'), 'member');
		const before = await revision();
		member('max').roles = member('max').roles.filter((id) => id !== admins());
		const pressed = await notice(as('max').press(panel, panel.buttons()[0]!.customId!));
		expect(pressed.text()).toContain('Manage Server');
		const filled = await notice(as('max').submit(form, { 'limits.memberImagesPerDay': '1' }));
		expect(filled.text()).toContain('Manage Server');
		expect(await revision()).toBe(before);
	});
});

describe('a forged press', () => {
	test('on another admin’s panel is refused', async () => {
		member('max').roles.push(admins());
		const panel = await ada.page('safety');
		const before = await revision();
		const told = await notice(as('max').force(panel, panel.buttons()[0]!.customId!));
		expect(told.text()).toContain('This panel was opened by somebody else.');
		expect(await revision()).toBe(before);
		member('max').roles = member('max').roles.filter((id) => id !== admins());
	});

	test('on a message that is no panel changes neither the settings nor the message', async () => {
		const picture = await result(as('mia').slash('studio', 'imagine', { prompt: 'a fox' }));
		const before = await revision();
		const told = await notice(as('ada').force(picture, 'settings:set:safety:0:safety.spoilers:on'));
		expect(told.text()).toContain(stale);
		expect(await revision()).toBe(before);
		expect(
			easel.discord
				.channel('studio')
				.messages('mia')
				.find(({ id }) => id === picture.id)!
				.pictures(),
		).toHaveLength(1);
	});

	test.each([
		['of nothing', 'settings'],
		['without a place', 'settings:open'],
		['of a place that is not there', 'settings:open:nowhere:1'],
		['without a revision', 'settings:open:limits'],
		['with a revision that is none', 'settings:open:limits:-1'],
		['of a verb that is not there', 'settings:drop:limits:1'],
		['of a setting that is not there', 'settings:set:limits:1:limits.everything:on'],
		['of a setting’s prototype', 'settings:set:limits:1:__proto__:on'],
		['of a number, switched', 'settings:set:limits:1:limits.memberImagesPerDay:on'],
		['of a switch with a value that it has not', 'settings:set:safety:1:safety.spoilers:maybe'],
		['of a role’s setting without a role', 'settings:set:limits:1:role.priority:high'],
		['of a form that is not there', 'settings:form:limits:1:everything'],
		['of a filled form that was none', 'settings:fill:limits:1:member'],
		['of no role that was chosen', 'settings:role:roles:1'],
		['of a role to be removed that is none', 'settings:remove:roles:1'],
		['of a role with a wrong id', 'settings:open:role.1:1'],
	])('with an id %s is told that it is stale', async (_, id) => {
		const panel = await ada.type('show');
		const before = await revision();
		const told = await notice(as('ada').force(panel, id));
		expect(told.text()).toContain(stale);
		expect(await revision()).toBe(before);
	});

	test.each([
		['insist', 'settings:insist:limits:1:nothing'],
		['apply', 'settings:apply:done:1:nothing'],
	])('with a draft that is not there (%s) is told so', async (_, id) => {
		const told = await notice(as('ada').force(await ada.type('show'), id));
		expect(told.text()).toContain('Please start again.');
	});

	test('of another server’s admin changes their own server only', async () => {
		const before = await revision();
		const theirs = await adminOf(easel, 'sam').page('safety');
		await adminOf(easel, 'sam').press(theirs, 'safety.spoilers');
		expect(await revision()).toBe(before);
	});
});

describe('deleting a server’s data', () => {
	test('needs the word that is shown', async () => {
		await ada.type('limits', { member_day: '10' });
		const panel = await ada.type('show');
		const kept = await ada.fill(panel, 'forget', { word: 'yes' });
		expect(kept.text()).toContain('Nothing was deleted: `yes` was typed, and only `delete` confirms it.');
		expect(kept.text()).toContain('10 pictures a day each');
	});

	test('takes settings and history away, and says what else went', async () => {
		await ada.type('limits', { member_day: '10' });
		const form = await ada.form(await ada.type('show'), 'forget');
		expect(JSON.stringify(await form.modal())).toContain('Type “delete” to confirm');
		const told = await ada.submit(form, { word: ' Delete ' });
		expect(told.text()).toContain('1 request lost its words');
		expect((await ada.type('history')).text()).toContain('Nothing was ever changed here.');
		expect((await ada.type('show')).text()).toContain("No limits of this server's own");
	});
});
