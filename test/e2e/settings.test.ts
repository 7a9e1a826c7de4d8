import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Easel, notice, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { type Admin, adminOf } from './panels.ts';

/** The panel as an admin uses it: by select, by button, by form and by typed option. */

let easel: Easel;
let ada: Admin;

const studio = '934190266370285569';
const review = '934190266370285571';
const artists = '934189010768064548';

beforeAll(async () => {
	easel = await startEasel();
	ada = adminOf(easel, 'ada');
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

describe('the panel', () => {
	test('is private, and shows every section with its values', async () => {
		const panel = await ada.type('show');
		expect(panel.ephemeral).toBe(true);
		for (const words of [
			'Models and qualities',
			'Limits',
			'Budget',
			'Channels',
			'Roles',
			'Safety',
			'Language and look',
		]) {
			expect(panel.text()).toContain(words);
		}
		expect(panel.text()).toContain('All 5 models · gpt-image-2.5-flare unless named');
		expect(
			panel
				.buttons()
				.slice(-3)
				.map(({ label }) => label),
		).toEqual(['History', 'Export', "Delete this server's data"]);
	});

	test('leads to every page and back', async () => {
		let panel = await ada.type('show');
		for (const page of ['models', 'limits', 'budget', 'channels', 'roles', 'safety', 'look']) {
			const shown = await ada.press(panel, page);
			expect(shown.id).toBe(panel.id);
			panel = await ada.press(shown, 'Back');
			expect(panel.text()).toContain('Settings of this server');
		}
	});

	test('works after a restart', async () => {
		const panel = await ada.page('safety');
		await easel.restart();
		const changed = await ada.press(panel, 'safety.spoilers');
		expect(changed.text()).toContain('Spoilers: off → **on**');
		await ada.press(changed, 'Undo');
	});
});

describe('a change', () => {
	test('by select is saved, shown and told', async () => {
		const panel = await ada.choose(await ada.page('models'), 'models.allowed', ['gpt-image-2', 'gpt-image-2.5-flare']);
		expect(panel.text()).toContain('Models: all → **gpt-image-2, gpt-image-2.5-flare**');
		expect(panel.selects()[0]!.defaultValues.toSorted()).toEqual(['gpt-image-2', 'gpt-image-2.5-flare']);
		const all = await ada.choose(panel, 'models.allowed', []);
		expect(all.text()).toContain('→ **all**');
		expect(all.selects()[0]!.defaultValues).toEqual([]);
	});

	test('by a select of one choice is saved', async () => {
		const panel = await ada.choose(await ada.page('models'), 'models.largestCount', ['4']);
		expect(panel.text()).toContain('Most pictures a request: 10 → **4**');
		expect((await ada.choose(panel, 'models.preferred', ['gpt-image-2'])).text()).toContain('→ **gpt-image-2**');
	});

	test('by a select of channels is saved', async () => {
		const panel = await ada.choose(await ada.page('channels'), 'channels.only', [studio]);
		expect(panel.text()).toContain(`Only in these channels: everywhere → **<#${studio}>**`);
		expect(panel.selects()[0]!.defaultValues).toEqual([studio]);
		await ada.press(panel, 'Undo');
	});

	test('by a form is saved; what was left as it was is no change', async () => {
		const panel = await ada.fill(await ada.page('limits'), 'member', {
			'limits.memberImagesPerDay': '10',
			'limits.cooldownSeconds': '30',
		});
		expect(panel.text()).toContain('Pictures a day, each member: no limit → **10**');
		expect(panel.text()).toContain('Wait between requests, each member: no wait → **30 s**');
		expect(panel.text()).not.toContain('Requests at once, each member');
		const form = await ada.form(panel, 'member');
		expect(JSON.stringify(await form.modal())).toContain('"value":"10"');
		expect((await ada.submit(form, { 'limits.cooldownSeconds': '' })).text()).toContain('30 s → **no wait**');
	});

	test('that is wrong in a form changes nothing, and every mistake is named', async () => {
		const panel = await ada.fill(await ada.page('limits'), 'member', {
			'limits.memberImagesPerDay': '-5',
			'limits.jobsAtOnce': 'many',
			'limits.cooldownSeconds': '60',
		});
		expect(panel.text()).toContain('Nothing was changed');
		expect(panel.text()).toContain(
			'`Pictures a day, each member` cannot be `-5`: it must be a whole number from 0 to 1,000,000, or none.',
		);
		expect(panel.text()).toContain('`Requests at once, each member` cannot be `many`');
		expect(panel.text()).toContain('Wait between two requests: **no wait**');
	});

	test('by a button is what the button says, however often it is pressed', async () => {
		const panel = await ada.page('look');
		const off = await ada.press(panel, 'look.showPrice');
		expect(off.text()).toContain('Prices: on → **off**');
		const again = await notice(easel.discord.as('ada').force(off, 'settings:set:look:1:look.showPrice:off'));
		expect(again.text()).toContain('That is how it already stands');
		expect((await ada.press(again, 'look.showPrice')).text()).toContain('Prices: off → **on**');
	});

	test('of money is kept to the micro-dollar', async () => {
		const panel = await ada.fill(await ada.page('budget'), 'budget', { 'budget.microsPerMonth': '$12.345678' });
		expect(panel.text()).toContain('Budget a month: no limit → **$12.345678**');
		await ada.press(panel, 'Undo');
	});

	test('to moderator approval needs a review channel', async () => {
		const refused = await ada.choose(await ada.page('budget'), 'budget.landing', ['approval']);
		expect(refused.text()).toContain('needs a review channel. Choose one under Safety first');
		await ada.choose(await ada.page('safety'), 'safety.reviewChannel', [review]);
		const taken = await ada.choose(await ada.page('budget'), 'budget.landing', ['approval']);
		expect(taken.text()).toContain('→ **Moderator approval**');
		const kept = await ada.choose(await ada.page('safety'), 'safety.reviewChannel', []);
		expect(kept.text()).toContain('needs a review channel');
		expect(kept.selects()[0]!.defaultValues).toEqual([review]);
		await ada.choose(await ada.page('budget'), 'budget.landing', ['stop']);
	});
});

describe('a role', () => {
	test('is chosen, given something of its own, and loses it again', async () => {
		const roles = await ada.page('roles');
		let role = await ada.choose(roles, 'role', [artists]);
		expect(role.text()).toContain(`<@&${artists}>`);
		expect(role.buttons().map(({ label }) => label)).not.toContain('Remove from settings');
		role = await ada.fill(role, 'role', { 'role.imagesPerDay': '40' });
		role = await ada.choose(role, 'role.priority', ['high']);
		role = await ada.choose(role, 'role.qualities', ['low', 'medium']);
		expect(role.text()).toContain(`<@&${artists}> · Qualities: like everybody → **low, medium**`);
		const list = await ada.press(role, 'Back');
		expect(list.text()).toContain(`<@&${artists}>: 40 pictures a day · Goes first in line · low, medium`);
		const gone = await ada.press(await ada.choose(list, 'role', [artists]), 'Remove from settings');
		expect(gone.text()).toContain(
			`<@&${artists}>: 40 pictures a day · Goes first in line · low, medium → **nothing of its own**`,
		);
		expect(gone.text()).toContain('No role has anything of its own');
		const back = await ada.press(gone, 'Undo');
		expect(back.text()).toContain(`<@&${artists}> · Pictures a day: like everybody → **40**`);
	});
});

describe('the time zone', () => {
	test('is chosen, half hours included', async () => {
		const panel = await ada.choose(await ada.page('look'), 'look.timeZone', ['Asia/Kolkata']);
		expect(panel.text()).toContain('Time zone: UTC → **Asia/Kolkata (UTC+05:30)**');
		expect(panel.selects()[1]!.options.find(({ label }) => label === 'Asia/Kolkata')?.description).toBe('UTC+05:30');
	});

	test('can be any other, typed into the form that Another… opens', async () => {
		const panel = await ada.page('look');
		const select = panel.selects()[1]!.customId;
		const form = await easel.discord.as('ada').choose(panel, select, ['Another…']);
		await form.modal();
		const changed = await ada.submit(form, { 'look.timeZone': 'australia/eucla' });
		expect(changed.text()).toContain('→ **Australia/Eucla (UTC+08:45)**');
		expect(changed.selects()[1]!.defaultValues).toEqual(['Australia/Eucla']);
		const again = await easel.discord.as('ada').choose(changed, changed.selects()[1]!.customId, ['Another…']);
		await again.modal();
		const wrong = await ada.submit(again, { 'look.timeZone': 'Atlantis' });
		expect(wrong.text()).toContain('`Time zone` cannot be `Atlantis`: it must be the name of a time zone');
		await ada.choose(wrong, 'look.timeZone', ['UTC']);
	});
});

describe('what is gone', () => {
	const atelier = () => easel.discord.world.guilds[0]!;
	beforeEach(() => ada.type('channels', { only: studio, forget: review }));

	test('a channel that was deleted after it was chosen breaks no panel', async () => {
		const lounge = atelier().channels.find(({ name }) => name === 'lounge')!;
		await ada.type('channels', { never: lounge.id });
		atelier().channels = atelier().channels.filter(({ id }) => id !== lounge.id);
		const panel = await ada.page('channels');
		expect(panel.selects()[1]!.defaultValues).toEqual([lounge.id]);
		expect((await ada.choose(panel, 'channels.never', [])).text()).toContain(`<#${lounge.id}> → **no channel**`);
	});

	test('a role that was deleted after it was given something breaks no panel', async () => {
		const boosters = atelier().roles.find(({ name }) => name === 'Boosters')!;
		await ada.type('limits', { role: boosters.id, role_day: '7' });
		atelier().roles = atelier().roles.filter(({ id }) => id !== boosters.id);
		expect((await ada.page('roles')).text()).toContain(`<@&${boosters.id}>: 7 pictures a day`);
	});

	test('a model that the operator withdrew is marked, counts for nothing, and can be taken out', async () => {
		await ada.type('models', { allowed: 'gpt-image-2, gpt-image-2.5-flare', preferred: 'gpt-image-2' });
		await easel.restart({ IMAGE_MODELS: 'gpt-image-2.5-flare,gpt-image-2.5-sunburst' });
		expect((await ada.type('show')).text()).toContain('1 of 2 models · gpt-image-2.5-flare unless named');
		const panel = await ada.page('models');
		const marked = panel.selects()[0]!.options.filter(({ description }) => description === 'no longer offered');
		expect(marked.map(({ value }) => value)).toEqual(['gpt-image-2']);
		const out = await ada.choose(panel, 'models.allowed', ['gpt-image-2.5-flare']);
		expect(out.text()).toContain('gpt-image-2 (no longer offered), gpt-image-2.5-flare → **gpt-image-2.5-flare**');
		await easel.restart();
	});
});
