import { DiscordAPIError, type Interaction, InteractionContextType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from '../index.ts';
import { png, startBot, type TestBot } from '../test-bot.ts';

let twin: DiscordTwin;
let bot: TestBot;
let answer: (interaction: Interaction) => Promise<unknown>;
let got: Interaction[];

const draw = {
	name: 'draw',
	description: 'Draw a picture',
	contexts: [0, 1, 2],
	integration_types: [0, 1],
	options: [{ type: 3, name: 'prompt', description: 'What' }],
};
const look = { name: 'Look', type: 3, contexts: [0, 1, 2], integration_types: [0, 1] };
const serversOnly = { ...draw, name: 'settings', contexts: [0], integration_types: [0] };

beforeEach(async () => {
	twin = await createDiscordTwin();
	got = [];
	answer = async (interaction) => interaction.isRepliable() && interaction.reply('done');
	bot = await startBot(twin, (interaction) => {
		got.push(interaction);
		return answer(interaction);
	});
	await bot.client.application!.commands.set([draw, look, serversOnly] as never);
});

afterEach(async () => {
	await bot.stop();
	await twin.stop();
});

const idOf = (name: string) => twin.world.users.find(({ username }) => username === name)!.id;
const atelier = () => twin.world.guilds[0]!;
const elsewhere = () => twin.world.guilds.find(({ name }) => name === 'Elsewhere')!;
const ownersOf = (one: Interaction | undefined) => [
	one?.authorizingIntegrationOwners.guildId,
	one?.authorizingIntegrationOwners.userId,
];
const codeOf = async (work: Promise<unknown>) => {
	const error: unknown = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (error instanceof DiscordAPIError) return [error.status, error.code];
	throw error ?? new Error('It was not refused');
};

describe('an interaction tells where it comes from and who let the app in', () => {
	test('in a server, for somebody with the app and for somebody without', async () => {
		await (await twin.as('mia').slash('studio', 'draw')).response();
		await (await twin.as('noah').slash('studio', 'draw')).response();
		await (await twin.as('mia').slash('studio', 'settings')).response();
		expect(got.map(({ context }) => context)).toEqual([0, 0, 0]);
		expect(got.map(ownersOf)).toEqual([
			[atelier().id, idOf('mia')],
			[atelier().id, null],
			[atelier().id, null],
		]);
		expect(got[0]!.attachmentSizeLimit).toBe(10 * 1024 * 1024);
	});

	test('in the direct message with the bot', async () => {
		await (await twin.as('sam').dm('draw')).response();
		await (await twin.as('mia').slash('dm', 'draw')).response();
		expect(got.map(({ context }) => context)).toEqual([1, 1]);
		expect(ownersOf(got[0])).toEqual(['0', null]);
		expect(ownersOf(got[1])).toEqual(['0', idOf('mia')]);
		expect(got[0]!.appPermissions.toArray().toSorted()).toEqual(
			['AttachFiles', 'EmbedLinks', 'MentionEveryone', 'UseExternalEmojis'].toSorted(),
		);
	});

	test('in a group', async () => {
		await (await twin.as('mia').slash('zine', 'draw')).response();
		expect(got[0]).toMatchObject({ context: InteractionContextType.PrivateChannel, guildId: null });
		expect(ownersOf(got[0])).toEqual([null, idOf('mia')]);
		expect(twin.channel('zine').messages('noah')).toHaveLength(1);
	});

	test('in a server that has not invited the bot', async () => {
		await (await twin.as('mia').slash('elsewhere', 'draw')).response();
		expect(got[0]).toMatchObject({ context: 0, guildId: elsewhere().id, guildLocale: 'ko', locale: 'en-US' });
		expect(ownersOf(got[0])).toEqual([null, idOf('mia')]);
		expect(got[0]!.appPermissions.has(['AttachFiles', 'UseExternalApps'])).toBe(true);
		expect(got[0]!.appPermissions.has('SendMessages')).toBe(false);
	});
});

describe('a command is offered', () => {
	test('elsewhere only to those who have installed the app', async () => {
		const noah = twin.as('noah');
		await expect(noah.slash('elsewhere', 'draw')).rejects.toThrow('not installed here');
		await expect(noah.slash('zine', 'draw')).rejects.toThrow('not installed here');
		await noah.install();
		await (await noah.slash('elsewhere', 'draw')).response();
		await noah.install(false);
		await expect(noah.slash('elsewhere', 'draw')).rejects.toThrow('not installed here');
	});

	test('in the contexts and for the installations it was registered with', async () => {
		await expect(twin.as('mia').dm('settings')).rejects.toThrow('not offered here');
		await expect(twin.as('mia').slash('elsewhere', 'settings')).rejects.toThrow('not installed here');
		await expect(twin.as('sam').slash('zine', 'draw')).rejects.toThrow('cannot see');
	});

	test('on messages in direct messages and groups, whose buttons work there too', async () => {
		const buttons = [{ type: 1, components: [{ type: 2, style: 1, label: 'Again', custom_id: 'again' }] }];
		answer = async (interaction) => {
			if (interaction.isButton()) return interaction.update({ content: 'again', components: [] });
			return interaction.isRepliable() && interaction.reply({ content: 'once', components: buttons });
		};
		const mia = twin.as('mia');
		const noah = twin.as('noah');
		for (const channel of ['dm', 'zine']) {
			const said = await mia.say(channel, 'look at this');
			const answered = await (await mia.menu(channel, 'Look', said)).response();
			const presser = channel === 'zine' ? noah : mia;
			const pressed = await presser.press(answered, 'Again');
			expect((await pressed.response()).content).toBe('again');
		}
		// Noah presses by leave of Mia, who brought the app along.
		expect(ownersOf(got.at(-1))).toEqual([null, idOf('mia')]);
	});
});

describe('where the app is for its user only', () => {
	test('the bot’s token opens nothing', async () => {
		const answered = await (await twin.as('mia').slash('elsewhere', 'draw')).response();
		const { rest } = bot.client;
		const channel = `/channels/${answered.channelId}` as const;
		expect(await codeOf(rest.get(channel))).toEqual([403, 50001]);
		expect(await codeOf(rest.post(`${channel}/messages`, { body: { content: 'x' } }))).toEqual([403, 50001]);
		expect(await codeOf(rest.get(`${channel}/messages/${answered.id}`))).toEqual([403, 50001]);
		expect(await codeOf(rest.post(`${channel}/threads`, { body: { name: 'x', type: 11 } }))).toEqual([403, 50001]);
		expect(await codeOf(rest.get(`/guilds/${elsewhere().id}`))).toEqual([404, 10004]);
		expect(await codeOf(rest.get(`/channels/${twin.world.groups![0]!.id}`))).toEqual([403, 50001]);
		expect(await rest.get('/users/@me/guilds')).toHaveLength(2);
	});

	test('five follow-ups are the most, and edits go on working', async () => {
		let sixth: unknown;
		answer = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.reply('zero');
			for (let n = 1; n <= 5; n++) await interaction.followUp(`${n}`);
			sixth = await interaction.followUp('6').catch((error: unknown) => error);
			await interaction.editReply({ content: 'end', files: [{ attachment: png, name: 'end.png' }] });
		};
		const asked = await twin.as('mia').slash('elsewhere', 'draw');
		await asked.response(({ content }) => content === 'end');
		expect(sixth).toMatchObject({ status: 400, code: 40094 });
		expect(asked.followups).toHaveLength(5);
	}, 20_000);

	test('a member without Use External Apps gets private answers', async () => {
		elsewhere().channels[0]!.overwrites.push({ id: idOf('mia'), type: 1, allow: '0', deny: String(1n << 50n) });
		answer = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.deferReply();
			await interaction.editReply('done');
			await interaction.followUp('more');
		};
		const asked = await twin.as('mia').slash('elsewhere', 'draw');
		expect(await asked.acked()).toMatchObject({ ephemeral: true });
		await asked.response(({ content }) => content === 'more');
		expect(
			twin
				.channel('elsewhere')
				.messages('mia')
				.map(({ ephemeral }) => ephemeral),
		).toEqual([true, true]);
		expect(twin.channel('elsewhere').messages('noah')).toEqual([]);
	});
});
