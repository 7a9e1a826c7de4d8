import { type Interaction as ClientInteraction, ComponentType, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from './discord/index.ts';
import { png, startBot, type TestBot } from './discord/test-bot.ts';

const v2 = MessageFlags.IsComponentsV2;

let twin: DiscordTwin;
let bot: TestBot;
let answer: (interaction: ClientInteraction) => Promise<unknown>;

beforeEach(async () => {
	twin = await createDiscordTwin();
	bot = await startBot(twin, (interaction) => answer(interaction));
});

afterEach(async () => {
	await bot.stop();
	await twin.stop();
});

const panel = [
	{
		type: 1,
		components: [
			{ type: 2, style: 1, label: 'Again', custom_id: 'again:1' },
			{ type: 2, style: 2, label: 'Gone', custom_id: 'gone:1', disabled: true },
		],
	},
	{
		type: 1,
		components: [{ type: 3, custom_id: 'more', placeholder: 'More', options: [{ label: 'Delete', value: 'delete' }] }],
	},
	{ type: 1, components: [{ type: 8, custom_id: 'where', channel_types: [0] }] },
];

/** A bot whose /imagine answers with buttons and selects, and whose components answer as the test says. */
function withPanel(onComponent: (interaction: ClientInteraction) => Promise<unknown>) {
	answer = async (interaction) => {
		if (!interaction.isChatInputCommand()) return onComponent(interaction);
		return interaction.reply({ content: 'A panel', components: panel });
	};
}

const ask = async () => (await twin.as('mia').slash('studio', 'imagine', { prompt: 'a fox' })).response();

describe('a command', () => {
	test('is deferred, shows as thinking, and is answered by an edit with files', async () => {
		answer = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.deferReply();
			await interaction.editReply({
				flags: v2,
				files: [{ attachment: png, name: 'fox.png' }],
				components: [
					{ type: 10, content: `> ${interaction.options.getString('prompt', true)}` },
					{ type: 12, items: [{ media: { url: 'attachment://fox.png' }, description: 'A fox' }] },
					{ type: 1, components: [{ type: 2, style: 1, label: 'Again', customId: 'again:1' }] },
				],
			});
		};
		const seen: string[] = [];
		twin.on('message', ({ message }) => seen.push(message.thinking ? 'thinking' : 'said'));

		const asked = await twin.as('mia').slash('studio', 'imagine', { prompt: 'a fox' });
		expect(await asked.acked()).toMatchObject({ type: 5, ephemeral: false });
		const message = await asked.response();

		expect(seen).toEqual(['thinking']);
		expect(message.text()).toBe('> a fox\nA fox\nAgain');
		expect(message.buttons()).toMatchObject([{ label: 'Again', customId: 'again:1', disabled: false }]);
		expect(message.attachments).toMatchObject([{ filename: 'fox.png', width: 2, height: 3, size: png.length }]);
		expect(await twin.download(message.pictures()[0]!.url)).toEqual(new Uint8Array(png));
		expect(message.referencedInteraction).toMatchObject({ name: 'imagine', user: { username: 'mia' } });
	});

	test('tells the bot of files that a component shows in the component alone, and lists the others', async () => {
		let sent: unknown;
		answer = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			const components = [{ type: 12, items: [{ media: { url: 'attachment://fox.png' } }] }];
			const files = ['fox.png', 'hen.png'].map((name) => ({ attachment: png, name }));
			await interaction.reply({ flags: v2, files, components });
			sent = (await interaction.fetchReply()).toJSON();
		};
		const shown = await ask();
		expect(shown.attachments.map(({ filename }) => filename)).toEqual(['fox.png', 'hen.png']);
		await expect
			.poll(() => sent)
			.toMatchObject({
				attachments: [shown.attachments[1]!.id],
				components: [{ items: [{ media: { url: expect.stringContaining('/fox.png?ex=') } }] }],
			});
	});

	test('stays private when it was deferred privately, whatever the edit says', async () => {
		answer = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.deferReply({ flags: MessageFlags.Ephemeral });
			await interaction.editReply('only for you');
		};
		const asked = await twin.as('mia').slash('studio', 'imagine', { prompt: 'a fox' });
		expect(await asked.response()).toMatchObject({ content: 'only for you', ephemeral: true });
		expect(twin.channel('studio').messages('mia')).toHaveLength(1);
		expect(twin.channel('studio').messages('noah')).toHaveLength(0);
		expect(twin.channel('studio').messages()).toHaveLength(0);
	});

	test('carries options, files, members and permissions as the real payload does', async () => {
		let got: unknown;
		answer = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			const { options } = interaction;
			const file = options.getAttachment('reference', true);
			got = {
				count: options.getInteger('count'),
				quality: options.getString('quality'),
				member: options.getUser('member')?.username,
				file: {
					name: file.name,
					size: file.size,
					type: file.contentType,
					width: file.width,
					ephemeral: file.ephemeral,
				},
				bytes: await (await fetch(file.url)).bytes(),
				mayManage: interaction.memberPermissions?.has('ManageGuild'),
				botMayAttach: interaction.appPermissions.has('AttachFiles'),
				limit: interaction.attachmentSizeLimit,
				guild: interaction.guildId,
				guildLocale: interaction.guildLocale,
			};
			await interaction.reply('ok');
		};
		const options = {
			prompt: 'a fox',
			count: 2,
			quality: 'High',
			member: 'noah',
			reference: { file: png, name: 'in put.png' },
		};
		await (await twin.as('ada').slash('#studio', 'imagine', options)).response();
		expect(got).toEqual({
			count: 2,
			quality: 'high',
			member: 'noah',
			file: { name: 'in_put.png', size: png.length, type: 'image/png', width: 2, ephemeral: true },
			bytes: new Uint8Array(png),
			mayManage: true,
			botMayAttach: true,
			limit: 10 * 1024 * 1024,
			guild: twin.world.guilds[0]!.id,
			guildLocale: 'en-US',
		});
	});

	test('is refused by the member’s own client when it breaks the command’s rules', async () => {
		const mia = twin.as('mia');
		await expect(mia.slash('studio', 'imagine')).rejects.toThrow('prompt is required');
		await expect(mia.slash('studio', 'imagine', { prompt: 'x', count: 9 })).rejects.toThrow('between 1 and 4');
		await expect(mia.slash('studio', 'imagine', { prompt: 'x', style: 'y' })).rejects.toThrow('no option style');
		await expect(mia.slash('studio', 'settings', {}, { subcommand: 'show' })).rejects.toThrow('not offered');
		await expect(mia.slash('mod-review', 'imagine', { prompt: 'x' })).rejects.toThrow('cannot see');
		await expect(twin.as('ada').dm('settings', {}, { subcommand: 'show' })).rejects.toThrow('not offered here');
	});

	test('in a direct message has no guild and is seen by that member only', async () => {
		answer = async (interaction) => interaction.isRepliable() && interaction.reply(`guild ${interaction.guildId}`);
		await (await twin.as('sam').dm('imagine', { prompt: 'a fox' })).response();
		expect(twin.dms('sam').map((message) => message.content)).toEqual(['guild null']);
		expect(twin.dms('mia')).toEqual([]);
	});

	test('offers autocomplete choices while an option is typed', async () => {
		answer = async (interaction) => {
			if (!interaction.isAutocomplete()) return;
			const typed = interaction.options.getFocused();
			await interaction.respond([{ name: `${typed}!`, value: typed }]);
		};
		expect(await twin.as('mia').autocomplete('studio', 'imagine', { shape: 'wi' }, 'shape')).toEqual([
			{ name: 'wi!', value: 'wi' },
		]);
	});

	test('in the Apps menu brings the message or the user along', async () => {
		answer = async (interaction) => {
			if (interaction.isMessageContextMenuCommand())
				await interaction.reply(interaction.targetMessage.attachments.first()!.name);
			if (interaction.isUserContextMenuCommand()) await interaction.reply(interaction.targetUser.username);
		};
		const posted = await twin.as('noah').say('studio', 'look', [{ file: png, name: 'cat.png' }]);
		const described = await twin.as('mia').menu('studio', 'Describe image', posted);
		expect((await described.response()).content).toBe('cat.png');
		const profile = await twin.as('mia').menu('studio', 'Profile', 'noah');
		expect((await profile.response()).content).toBe('noah');
	});

	test('can be followed up, and the first follow-up of a deferral takes its place', async () => {
		answer = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.deferReply({ flags: MessageFlags.Ephemeral });
			await interaction.followUp('first');
			const second = await interaction.followUp({ content: 'second', flags: MessageFlags.Ephemeral });
			await interaction.deleteReply(second);
			await interaction.followUp('third');
		};
		const asked = await twin.as('mia').slash('studio', 'imagine', { prompt: 'a fox' });
		await asked.response((message) => message.content === 'third');
		expect(
			twin
				.channel('studio')
				.messages('mia')
				.map(({ content, ephemeral }) => [content, ephemeral]),
		).toEqual([
			['first', true],
			['third', false],
		]);
		expect(asked.followups.map((message) => message.content)).toEqual(['third']);
	});
});

describe('a component', () => {
	test('is pressed by label, and the answer to an update is the edited message', async () => {
		withPanel(async (interaction) => {
			if (!interaction.isButton()) return;
			await interaction.deferUpdate();
			await interaction.editReply({ content: `pressed ${interaction.customId}`, components: [] });
		});
		const message = await ask();
		const pressed = await twin.as('noah').press(message, 'Again');
		expect(await pressed.response()).toMatchObject({ id: message.id, content: 'pressed again:1', edits: 1 });
	});

	test('that is disabled, absent or invisible cannot be used, but a forged press arrives', async () => {
		withPanel(async (interaction) => interaction.isButton() && interaction.reply(interaction.customId));
		const message = await ask();
		await expect(twin.as('noah').press(message, 'Gone')).rejects.toThrow('disabled');
		await expect(twin.as('noah').press(message, 'Other')).rejects.toThrow('there are: Again, Gone');
		await expect(twin.as('sam').press(message, 'Again')).rejects.toThrow('not visible');
		const forged = await twin.as('noah').force(message, 'delete:99');
		expect(await forged.response()).toMatchObject({ content: 'delete:99', referencedMessageId: message.id });
	});

	test('with values is chosen by label, by name of a channel, and within its limits', async () => {
		withPanel(async (interaction) => {
			if (interaction.isStringSelectMenu()) await interaction.update(interaction.values.join());
			if (interaction.isChannelSelectMenu()) await interaction.update(interaction.channels.first()!.id);
		});
		const message = await ask();
		const chosen = await twin.as('mia').choose(message, 'More', ['Delete']);
		expect((await chosen.response()).content).toBe('delete');
		const channel = await twin.as('mia').choose(message, 'where', ['gallery']);
		expect((await channel.response()).content).toBe(twin.world.guilds[0]!.channels[2]!.id);
		await expect(twin.as('mia').choose(message, 'more', [])).rejects.toThrow('1 to 1');
	});

	test('opens a modal whose texts, files and choices come back', async () => {
		let got: unknown;
		withPanel(async (interaction) => {
			if (interaction.isButton()) await interaction.showModal(modal);
			if (!interaction.isModalSubmit()) return;
			const { fields } = interaction;
			got = {
				prompt: fields.getTextInputValue('prompt'),
				file: fields.getUploadedFiles('image', true)!.first()!.name,
				shape: fields.getRadioGroup('shape'),
				quick: fields.getCheckbox('quick'),
				strength: fields.getStringSelectValues('strength'),
				from: interaction.isFromMessage(),
			};
			await interaction.reply('thanks');
		});
		const label = (text: string, component: object) => ({ type: ComponentType.Label, label: text, component });
		const modal = {
			custom_id: 'edit',
			title: 'Edit',
			components: [
				label('Prompt', { type: 4, custom_id: 'prompt', style: 2, max_length: 20 }),
				label('Image', { type: 19, custom_id: 'image', max_values: 1 }),
				label('Shape', { type: 21, custom_id: 'shape', options: [choice('Square'), choice('Wide')] }),
				label('Quick', { type: 23, custom_id: 'quick' }),
				label('Strength', { type: 3, custom_id: 'strength', options: [{ ...choice('Strong'), default: true }] }),
			],
		} as never;

		const opened = await twin.as('mia').press(await ask(), 'Again');
		expect(await opened.modal()).toMatchObject({ title: 'Edit' });
		const files = [{ file: png, name: 'in.png' }];
		const { submit } = twin.as('mia');
		await expect(submit(opened, { Prompt: 'x' })).rejects.toThrow('image is required');
		await expect(submit(opened, { prompt: 'x'.repeat(21), image: files })).rejects.toThrow('0 to 20');
		await expect(submit(opened, { prompt: 'x', image: [...files, ...files] })).rejects.toThrow('1 to 1');
		const sent = await submit(opened, { Prompt: 'a hat', image: files, Shape: 'Wide', quick: true });
		expect((await sent.response()).content).toBe('thanks');
		expect(got).toEqual({
			prompt: 'a hat',
			file: 'in.png',
			shape: 'wide',
			quick: true,
			strength: ['strong'],
			from: true,
		});
	});
});

const choice = (label: string) => ({ label, value: label.toLowerCase() });
