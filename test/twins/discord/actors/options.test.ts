import type { Interaction } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin, type Options, type OptionValue } from '../index.ts';
import { startBot, type TestBot } from '../test-bot.ts';

let twin: DiscordTwin;
let bot: TestBot;
let got: unknown;

const option = (type: number, name: string, rest: object = {}) => ({ type, name, description: 'd', ...rest });
const limits = {
	name: 'limits',
	description: 'Every kind of option',
	options: [
		option(6, 'user'),
		option(7, 'channel', { channel_types: [0] }),
		option(8, 'role'),
		option(9, 'whom'),
		option(10, 'price', { min_value: 0.5, max_value: 20 }),
		option(4, 'count', { min_value: 1, max_value: 10 }),
		option(3, 'note', { min_length: 3, max_length: 5 }),
		option(10, 'factor', { choices: [{ name: 'Half', value: 0.5 }] }),
	],
};
const admin = { name: 'panel', description: 'd', default_member_permissions: '32', contexts: [0] };
const closed = { name: 'closed', description: 'd', default_member_permissions: '0' };

beforeAll(async () => {
	twin = await createDiscordTwin();
	bot = await startBot(twin, async (interaction) => {
		if (!interaction.isChatInputCommand()) return;
		got = read(interaction);
		await interaction.reply('ok');
	});
	await bot.client.application!.commands.set([limits, admin, closed] as never);
});

afterAll(async () => {
	await bot.stop();
	await twin.stop();
});

function read(interaction: Extract<Interaction, { commandType: 1 }>) {
	if (!interaction.isChatInputCommand()) return undefined;
	const { options } = interaction;
	const whom = options.getMentionable('whom');
	return {
		user: options.getUser('user')?.username,
		channel: options.getChannel('channel')?.name,
		role: options.getRole('role')?.name,
		whom: whom && ('name' in whom ? whom.name : options.getUser('whom')?.username),
		price: options.getNumber('price'),
		count: options.getInteger('count'),
		factor: options.getNumber('factor'),
	};
}

const send = async (options: Options, user = 'ada') =>
	(await twin.as(user).slash('studio', 'limits', options)).response();

test('options of every kind arrive with what they stand for', async () => {
	const options = {
		user: 'noah',
		channel: '#lounge',
		role: 'Artists',
		whom: 'mia',
		price: 0.5,
		factor: 'Half',
		count: 3,
	};
	await send(options);
	expect(got).toEqual({ ...options, channel: 'lounge', factor: 0.5 });
	const [channel] = twin.world.guilds[0]!.channels;
	await send({ channel: channel!.id, role: 'Easel', whom: 'Boosters' });
	expect(got).toMatchObject({ channel: 'welcome', role: 'Easel', whom: 'Boosters' });
});

describe('the member’s client refuses', () => {
	test.each<[string, string, OptionValue, string]>([
		['a channel of another server', 'channel', 'general', 'no channel general'],
		['a channel the member does not see', 'channel', 'mod-review', 'not visible'],
		['a role that is not there', 'role', 'Painters', 'no role Painters'],
		['nobody', 'user', 'nobody', 'no user nobody'],
		['too low a number', 'price', 0.25, 'between 0.5 and 20'],
		['too high a number', 'price', 20.5, 'between 0.5 and 20'],
		['half an integer', 'count', 1.5, 'whole number'],
		['too short a text', 'note', 'ab', '3 to 5'],
		['too long a text', 'note', 'abcdef', '3 to 5'],
		['a choice that is not offered', 'factor', 0.75, 'no choice 0.75'],
	])('%s', async (_, name, value, message) => {
		await expect(send({ [name]: value }, 'mia')).rejects.toThrow(message);
	});

	test('a channel of a type that the option does not take', async () => {
		const lounge = twin.world.guilds[0]!.channels.at(-1)!;
		lounge.type = 2;
		await expect(send({ channel: 'lounge' })).rejects.toThrow('no channel of these types');
		lounge.type = 0;
	});

	test('a command that asks for permissions the member lacks, unless the owner opened it', async () => {
		const slash = (user: string, name: string, extra = {}) => twin.as(user).slash('studio', name, {}, extra);
		await expect(slash('mia', 'panel')).rejects.toThrow('"panel" is not offered to mia');
		await expect(slash('max', 'panel')).rejects.toThrow('not offered');
		await (await slash('ada', 'panel')).response();
		await (await slash('mia', 'panel', { overridden: true })).response();
		await expect(slash('max', 'closed')).rejects.toThrow('not offered');
		await (await slash('ada', 'closed')).response();
	});
});
