import { ComponentType, DiscordAPIError, type Interaction, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin, type Message } from '../index.ts';
import { startBot, type TestBot } from '../test-bot.ts';

let twin: DiscordTwin;
let bot: TestBot;
let answer: (interaction: Interaction) => Promise<unknown>;

beforeEach(async () => {
	twin = await createDiscordTwin();
	bot = await startBot(twin, (interaction) => answer(interaction));
});

afterEach(async () => {
	expect(bot.errors).toEqual([]);
	await bot.stop();
	await twin.stop();
});

const atelier = () => twin.world.guilds[0]!;
const channel = (name: string) => atelier().channels.find((one) => one.name === name)!.id;
const role = (name: string) => atelier().roles.find((one) => one.name === name)!.id;
const user = (name: string) => twin.world.users.find((one) => one.username === name)!.id;
const defaults = (type: string, ...ids: string[]) => ids.map((id) => ({ id, type }));
const several = { min_values: 0, max_values: 5 };
const color = (label: string, rest: object = {}) => ({ label, value: label.toLowerCase(), ...rest });

/** One of each kind, all but the first with something chosen already. */
const kinds = () => [
	{ type: 5, custom_id: 'users', ...several },
	{ type: 6, custom_id: 'roles', ...several, default_values: defaults('role', role('Artists'), role('Boosters')) },
	{
		type: 7,
		custom_id: 'both',
		...several,
		default_values: [...defaults('user', user('mia')), ...defaults('role', role('Artists'))],
	},
	{
		type: 8,
		custom_id: 'channels',
		...several,
		channel_types: [0],
		default_values: defaults('channel', channel('studio')),
	},
	{ type: 3, custom_id: 'colors', min_values: 0, options: [color('Red', { default: true }), color('Blue')] },
];

/** What a select chose, as discord.js reads it: ids with the names it got resolved. */
function chosen(interaction: Interaction): unknown {
	if (interaction.isStringSelectMenu()) return interaction.values;
	if (interaction.isUserSelectMenu()) return interaction.users.map(({ id, username }) => [id, username]);
	if (interaction.isRoleSelectMenu()) return interaction.roles.map(({ id, name }) => [id, name]);
	if (interaction.isChannelSelectMenu())
		return interaction.channels.map((one) => [one.id, 'name' in one ? one.name : '']);
	if (!interaction.isMentionableSelectMenu()) return undefined;
	return { users: interaction.users.map(({ username }) => username), roles: interaction.roles.map(({ name }) => name) };
}

/** A private panel with one select of each kind, and what the bot was told last. */
async function panel(selects: object[] = kinds()): Promise<{ message: Message; got: () => unknown }> {
	let got: unknown;
	const components = selects.map((select) => ({ type: 1, components: [select] })) as never;
	answer = async (interaction) => {
		if (interaction.isChatInputCommand())
			return interaction.reply({ flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral, components });
		got = chosen(interaction);
		return interaction.isMessageComponent() && interaction.deferUpdate();
	};
	const message = await (await twin.as('ada').slash('studio', 'imagine', { prompt: 'x' })).response();
	return { message, got: () => got };
}

describe('a select in a message', () => {
	test('shows what is chosen already', async () => {
		const { message } = await panel();
		expect(
			message.selects().map(({ customId, defaultValues, minValues }) => [customId, minValues, defaultValues]),
		).toEqual([
			['users', 0, []],
			['roles', 0, [role('Artists'), role('Boosters')]],
			['both', 0, [user('mia'), role('Artists')]],
			['channels', 0, [channel('studio')]],
			['colors', 0, ['red']],
		]);
		expect(message.selects()[3]!.channelTypes).toEqual([0]);
		expect(message.selects()[4]!.options).toEqual([color('Red', { default: true }), color('Blue')]);
	});

	test('brings several values with what they stand for', async () => {
		const { message, got } = await panel();
		const choose = async (select: string, values: string[]) => {
			await (await twin.as('ada').choose(message, select, values)).acked();
			return got();
		};
		expect(await choose('users', ['mia', user('noah')])).toEqual([
			[user('mia'), 'mia'],
			[user('noah'), 'noah'],
		]);
		expect(await choose('roles', ['Boosters', role('Artists'), 'Easel'])).toEqual([
			[role('Boosters'), 'Boosters'],
			[role('Artists'), 'Artists'],
			[expect.any(String), 'Easel'],
		]);
		expect(await choose('both', ['noah', 'Artists'])).toEqual({ users: ['noah'], roles: ['Artists'] });
		expect(await choose('channels', ['#lounge', channel('studio')])).toEqual([
			[channel('lounge'), 'lounge'],
			[channel('studio'), 'studio'],
		]);
	});

	test('takes an empty choice when none is needed', async () => {
		const { message, got } = await panel();
		for (const { customId } of message.selects()) {
			await (await twin.as('ada').choose(message, customId, [])).acked();
			expect(got()).toEqual(customId === 'both' ? { users: [], roles: [] } : []);
		}
	});

	test('offers only what a client would', async () => {
		atelier().channels.find(({ name }) => name === 'lounge')!.type = 2;
		const { message } = await panel();
		const ada = twin.as('ada');
		await expect(ada.choose(message, 'channels', ['lounge'])).rejects.toThrow('no channel of these types');
		await expect(ada.choose(message, 'channels', ['general'])).rejects.toThrow('no channel general');
		await expect(ada.choose(message, 'roles', ['Artists', role('Artists')])).rejects.toThrow('once');
		await expect(ada.choose(message, 'colors', ['red', 'blue'])).rejects.toThrow('0 to 1');
	});
});

test('selects in a modal come with their defaults, and with nothing when that is allowed', async () => {
	let got: unknown;
	const components = kinds().map((component) => ({
		type: ComponentType.Label,
		label: component.custom_id,
		component: { ...component, required: false },
	}));
	answer = async (interaction) => {
		if (interaction.isChatInputCommand())
			return interaction.showModal({ custom_id: 'm', title: 'Limits', components } as never);
		if (!interaction.isModalSubmit()) return;
		const { fields } = interaction;
		got = [
			fields.getSelectedUsers('users')?.map(({ username }) => username),
			fields.getSelectedRoles('roles')?.map((one) => one?.name),
			fields.getSelectedMentionables('both')?.users.map(({ username }) => username),
			fields.getSelectedChannels('channels')?.map((one) => 'name' in one && one.name),
			[...fields.getStringSelectValues('colors')],
		];
		return interaction.reply('ok');
	};
	const ada = twin.as('ada');
	const open = async () => {
		const opened = await ada.slash('studio', 'imagine', { prompt: 'x' });
		await opened.modal();
		return opened;
	};
	await (await ada.submit(await open(), { users: ['noah'] })).acked();
	expect(got).toEqual([['noah'], ['Artists', 'Boosters'], ['mia'], ['studio'], ['red']]);
	const none = { users: [], roles: [], both: [], channels: [], colors: [] };
	await (await ada.submit(await open(), none)).acked();
	expect(got).toEqual([undefined, undefined, undefined, undefined, []]);
	await expect(ada.submit(await open(), { channels: ['general'] })).rejects.toThrow('no channel general');
});

describe('a select is refused', () => {
	const post = async (select: object): Promise<string[]> => {
		const body = { components: [{ type: 1, components: [{ custom_id: 's', ...select }] }] };
		try {
			await bot.client.rest.post(`/channels/${channel('studio')}/messages`, { body });
			return [];
		} catch (error) {
			if (!(error instanceof DiscordAPIError)) throw error;
			return [...JSON.stringify(error.rawError).matchAll(/"code":"(\w+)"/g)].map((match) => match[1]!);
		}
	};

	test('for defaults that are not of its kind', async () => {
		const kindsOf: [number, string][] = [
			[5, 'role'],
			[6, 'channel'],
			[7, 'channel'],
			[8, 'user'],
		];
		for (const [type, kind] of kindsOf)
			expect(await post({ type, default_values: defaults(kind, '934190266370285569') })).toEqual(['BASE_TYPE_CHOICES']);
		expect(await post({ type: 6, default_values: [{ type: 'role', id: 'Artists' }] })).toEqual(['STRING_TYPE_REGEX']);
	});

	test('for more or fewer defaults than may be chosen', async () => {
		const two = defaults('user', user('mia'), user('noah'));
		expect(await post({ type: 5, default_values: two })).toEqual(['BASE_TYPE_BAD_LENGTH']);
		expect(await post({ type: 5, min_values: 3, max_values: 4, default_values: two })).toEqual([
			'BASE_TYPE_BAD_LENGTH',
		]);
		expect(await post({ type: 5, max_values: 2, default_values: two })).toEqual([]);
		expect(await post({ type: 5, default_values: [] })).toEqual([]);
		const both = [color('Red', { default: true }), color('Blue', { default: true })];
		expect(await post({ type: 3, options: both })).toEqual(['SELECT_COMPONENT_TOO_MANY_DEFAULTS']);
	});

	test('for a wrong range and for channel types that do not exist', async () => {
		expect(await post({ type: 6, min_values: 2, max_values: 1 })).toEqual(['SELECT_COMPONENT_INVALID_RANGE']);
		expect(await post({ type: 6, max_values: 26 })).toEqual(['NUMBER_TYPE_MAX']);
		expect(await post({ type: 3, max_values: 3, options: [color('Red')] })).toEqual(['BASE_TYPE_BAD_LENGTH']);
		expect(await post({ type: 8, channel_types: [0, 9] })).toEqual(['BASE_TYPE_CHOICES']);
	});
});
