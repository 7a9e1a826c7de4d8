import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Easel, startEasel } from './easel.ts';
import { expectManners } from './manners.ts';
import { type Admin, adminOf } from './panels.ts';

/** The same settings for those who prefer to type. */

let easel: Easel;
let ada: Admin;

const studio = '934190266370285569';
const artists = '934189010768064548';

beforeAll(async () => {
	easel = await startEasel();
	ada = adminOf(easel, 'ada');
});
afterAll(async () => {
	expectManners(easel.discord);
	await easel.stop();
});

describe('what is typed', () => {
	test('is saved all at once, told before → after, and taken back by one press', async () => {
		const answer = await ada.type('limits', {
			server_day: '500',
			server_month: '5000',
			member_day: '10',
			at_once: '2',
			cooldown: '30',
			budget: '$2.50',
			landing: 'cheaper',
			alerts: studio,
			time_zone: 'asia/calcutta',
		});
		expect(answer.ephemeral).toBe(true);
		for (const line of [
			'Pictures a day, whole server: no limit → **500**',
			'Pictures a month, whole server: no limit → **5,000**',
			'Pictures a day, each member: no limit → **10**',
			'Requests at once, each member: no limit → **2**',
			'Wait between requests, each member: no wait → **30 s**',
			'Budget a month: no limit → **$2.50**',
			'From 80 % of the budget: Stop at 100 % → **Cheaper quality, then stop**',
			`Budget alerts: no channel → **<#${studio}>**`,
			'Time zone: UTC → **Asia/Kolkata (UTC+05:30)**',
		]) {
			expect(answer.text()).toContain(line);
		}
		const undone = await ada.press(answer, 'Undo');
		expect(undone.text()).toContain('Pictures a day, each member: 10 → **no limit**');
		expect((await ada.type('limits')).text()).toContain('Pictures a day: **no limit**');
	});

	test('of a role is one entry', async () => {
		const answer = await ada.type('limits', {
			role: artists,
			role_day: '20',
			role_priority: 'high',
			role_qualities: 'low, medium',
			role_models: 'gpt-image-2',
		});
		expect(answer.text()).toContain(`<@&${artists}> · Pictures a day: like everybody → **20**`);
		expect(answer.text()).toContain(`<@&${artists}> · Models: like everybody → **gpt-image-2**`);
		const one = await ada.type('limits', { role: artists, role_day: 'none' });
		expect(one.text()).toContain(`<@&${artists}> · Pictures a day: 20 → **like everybody**`);
		const page = await ada.type('limits', { role: artists });
		expect(page.selects().map(({ defaultValues }) => defaultValues)).toEqual([
			['high'],
			['low', 'medium'],
			['gpt-image-2'],
		]);
	});

	test('of models is saved', async () => {
		const answer = await ada.type('models', {
			allowed: 'gpt-image-2, gpt-image-2.5-flare',
			preferred: 'gpt-image-2',
			qualities: 'low,medium',
			shapes: 'square, wide',
			largest_count: '4',
		});
		expect(answer.text()).toContain('Models: all → **gpt-image-2, gpt-image-2.5-flare**');
		expect(answer.text()).toContain('Shapes: all → **square, wide**');
		expect(answer.text()).toContain('Most pictures a request: 10 → **4**');
		const none = await ada.type('models', { allowed: 'none', preferred: 'none', qualities: 'none', shapes: 'none' });
		expect(none.text()).toContain('→ **all**');
	});

	test('of channels adds one and takes one away', async () => {
		const lounge = easel.discord.world.guilds[0]!.channels.find(({ name }) => name === 'lounge')!.id;
		const added = await ada.type('channels', { only: studio, never: lounge });
		expect(added.text()).toContain(`Only in these channels: everywhere → **<#${studio}>**`);
		expect(added.text()).toContain(`Never in these channels: no channel → **<#${lounge}>**`);
		expect((await ada.type('channels', { only: studio })).text()).toContain('That is how it already stands');
		expect((await ada.type('channels', { forget: studio })).text()).toContain(`<#${studio}> → **everywhere**`);
		expect((await ada.type('channels')).text()).toContain('Where members may ask for pictures.');
	});

	test('of moderation is saved', async () => {
		const answer = await ada.type('moderation', {
			review_channel: 'mod-review',
			private_results: false,
			spoilers: true,
		});
		expect(answer.text()).toContain('Private results: on → **off**');
		expect(answer.text()).toContain('Spoilers: off → **on**');
		expect((await ada.type('moderation')).text()).toMatch(/^## Moderation\n/);
	});

	test('and is nothing shows the page where the same is pressed', async () => {
		expect((await ada.type('models')).text()).toContain('What members may choose from.');
		expect((await ada.type('history')).text()).toContain('Every change of this server');
	});
});

describe('what cannot be', () => {
	test.each([
		['member_day', '-5', 'a whole number from 0 to 1,000,000, or none'],
		['server_day', '1000001', 'a whole number from 0 to 1,000,000, or none'],
		['server_month', '99999999999999999999', 'a whole number from 0 to 1,000,000, or none'],
		['at_once', '1.5', 'a whole number from 1 to 100, or none'],
		['at_once', '0', 'a whole number from 1 to 100, or none'],
		['cooldown', 'soon', 'a whole number from 0 to 86,400, or none'],
		['budget', '-1', 'an amount in US dollars from 0 to 1,000,000 such as 25 or 2.50, or none'],
		['budget', '1e9', 'an amount in US dollars from 0 to 1,000,000 such as 25 or 2.50, or none'],
		['budget', '12,50', 'an amount in US dollars from 0 to 1,000,000 such as 25 or 2.50, or none'],
		['time_zone', '+05:30', 'the name of a time zone such as Europe/Berlin or Asia/Kolkata'],
	])('%s: %s is refused with what would be right', async (option, typed, right) => {
		const answer = await ada.type('limits', { [option]: typed });
		expect(answer.text()).toContain(`\`${option}\` cannot be \`${typed}\`: it must be ${right}.`);
	});

	test('is named all at once, and nothing is saved', async () => {
		const answer = await ada.type('limits', { member_day: 'x', budget: 'y', cooldown: '12', role_day: '5' });
		expect(answer.text()).toContain('Nothing was changed');
		for (const option of ['member_day', 'budget']) expect(answer.text()).toContain(`\`${option}\` cannot be`);
		expect(answer.text()).toContain('`role_day` needs `role`');
		expect((await ada.type('limits')).text()).toContain('Wait between two requests: **no wait**');
	});

	test('is shown as it was typed, and formats nothing', async () => {
		const answer = await ada.type('limits', { member_day: '`**@everyone** <@1> ' });
		expect(answer.text()).toContain("cannot be `'**@everyone** <@1>`");
	});

	test('is a model or a quality that nobody offers', async () => {
		const answer = await ada.type('models', {
			allowed: 'gpt-image-2, dall-e-7',
			qualities: 'best',
			largest_count: '11',
		});
		expect(answer.text()).toContain(
			'`allowed` cannot be `gpt-image-2, dall-e-7`: it must be names out of gpt-image-2.6-flare',
		);
		expect(answer.text()).toContain('`qualities` cannot be `best`');
		expect(answer.text()).toContain('`largest_count` cannot be `11`: it must be a whole number from 1 to 10.');
	});
});

describe('while typing', () => {
	const suggest = async (subcommand: string, option: string, typed: string) => {
		const options = { [option]: typed };
		const choices = await easel.discord.as('ada').autocomplete('studio', 'settings', options, option, { subcommand });
		return choices.map(({ value }) => value);
	};

	test('the last of several names is completed, from all that the operator offers', async () => {
		await ada.type('models', { allowed: 'gpt-image-2' });
		expect(await suggest('models', 'allowed', 'gpt-image-2, flare')).toEqual([
			'gpt-image-2, gpt-image-2.6-flare',
			'gpt-image-2, gpt-image-2.5-flare',
		]);
		expect(await suggest('models', 'shapes', 'square,w')).toEqual(['square, wide']);
		expect(await suggest('limits', 'role_qualities', 'low, h')).toEqual(['low, high', 'low, xhigh']);
		await ada.type('models', { allowed: 'none' });
	});

	test('time zones are found by any part of their name', async () => {
		expect(await suggest('limits', 'time_zone', 'kolk')).toEqual(['Asia/Kolkata']);
		expect(await suggest('limits', 'time_zone', '')).toHaveLength(25);
	});
});
