import { once } from 'node:events';
import { Client, type Interaction as ClientInteraction, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from './discord/index.ts';

let twin: DiscordTwin;
let client: Client;

const imagine = {
	name: 'imagine',
	description: 'Draw a picture',
	options: [
		{ type: 3, name: 'prompt', description: 'What to draw', required: true },
		{ type: 3, name: 'shape', description: 'The shape', autocomplete: true },
		{ type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 4 },
		{ type: 11, name: 'reference', description: 'A picture' },
	],
};

/** A 2×3 PNG's header is all the twin reads of it. */
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000020000000308060000000000000000000000', 'hex');

beforeEach(async () => {
	twin = await createDiscordTwin();
	client = new Client({ intents: [], rest: { api: twin.url } });
	client.on('error', () => {});
	const ready = once(client, 'clientReady');
	await client.login(twin.token);
	await ready;
	await client.application!.commands.set([imagine]);
});

afterEach(async () => {
	await client.destroy();
	await twin.stop();
});

/** The bot: answers interactions until the test ends. */
function onInteraction(answer: (interaction: ClientInteraction) => Promise<unknown>) {
	client.on('interactionCreate', answer);
}

describe('the road of a picture', () => {
	test('a deferral shows as thinking and the edit with files as the answer', async () => {
		onInteraction(async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.deferReply();
			await interaction.editReply({
				flags: MessageFlags.IsComponentsV2,
				files: [{ attachment: png, name: 'fox.png' }],
				components: [
					{ type: 10, content: `> ${interaction.options.getString('prompt', true)}` },
					{ type: 12, items: [{ media: { url: 'attachment://fox.png' }, description: 'A fox' }] },
					{ type: 1, components: [{ type: 2, style: 1, label: 'Again', customId: 'again:1' }] },
				],
			});
		});
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
		expect(twin.channel('studio').messages()).toHaveLength(1);
		expect(message.referencedInteraction).toMatchObject({ name: 'imagine', user: { username: 'mia' } });
	});
});
