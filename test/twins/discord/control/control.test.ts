import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Interaction } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from '../index.ts';
import { connectDiscordTwin, type RemoteTwin } from '../remote.ts';
import { png, startBot, type TestBot } from '../test-bot.ts';

let twin: DiscordTwin;
let remote: RemoteTwin;
let bot: TestBot;
let answer: (interaction: Interaction) => Promise<unknown>;

beforeEach(async () => {
	twin = await createDiscordTwin();
	remote = connectDiscordTwin(twin.controlUrl);
	answer = async () => {};
	bot = await startBot(twin, (interaction) => answer(interaction));
});

afterEach(async () => {
	await bot.stop();
	await twin.stop();
});

const modal = {
	custom_id: 'edit',
	title: 'Edit',
	components: [{ type: 18, label: 'Image', component: { type: 19, custom_id: 'image' } }],
} as never;
const again = [{ type: 1, components: [{ type: 2, style: 1, label: 'Again', custom_id: 'again' }] }];

describe('another process', () => {
	test('plays a member over the control plane, files and modals included', async () => {
		answer = async (interaction) => {
			if (interaction.isAutocomplete()) await interaction.respond([{ name: 'Wide', value: 'wide' }]);
			if (interaction.isChatInputCommand()) {
				await interaction.deferReply();
				await interaction.editReply({
					content: interaction.options.getAttachment('reference')?.name ?? '',
					components: again,
				});
			}
			if (interaction.isButton()) await interaction.showModal(modal);
			if (interaction.isModalSubmit())
				await interaction.reply(interaction.fields.getUploadedFiles('image', true).first()!.name);
		};
		const mia = remote.as('mia');
		expect(await mia.autocomplete('studio', 'imagine', { shape: 'w' }, 'shape')).toEqual([
			{ name: 'Wide', value: 'wide' },
		]);
		const asked = await mia.slash('studio', 'imagine', { prompt: 'x', reference: { file: png, name: 'a.png' } });
		expect(await asked.acked()).toMatchObject({ type: 5 });
		const message = await asked.response();
		expect(message.content).toBe('a.png');
		const pressed = await mia.press(message, 'Again');
		expect(await pressed.modal()).toMatchObject({ title: 'Edit' });
		const sent = await mia.submit(pressed, { image: [{ file: png, name: 'b.png' }] });
		expect((await sent.response()).content).toBe('b.png');
		expect(await remote.channel('studio').messages()).toHaveLength(2);
		await expect(mia.press(message, 'Nothing')).rejects.toThrow('no button "Nothing"');
	});

	test('sees only what a member may see', async () => {
		answer = async (interaction) => interaction.isRepliable() && interaction.reply({ content: 'secret', flags: 64 });
		await (await remote.as('mia').slash('studio', 'imagine', { prompt: 'x' })).response();
		expect(await remote.channel('studio').messages('mia')).toHaveLength(1);
		expect(await remote.channel('studio').messages('noah')).toHaveLength(0);
		await expect(remote.channel('mod-review').messages('mia')).rejects.toThrow('cannot see');
		expect(await remote.channel('mod-review').messages('max')).toEqual([]);
	});

	test('reads the world, the log and sets faults', async () => {
		const world = await remote.world();
		expect(world.commands.map((command) => command.name)).toContain('imagine');
		expect(world.channels.map((channel) => channel.name)).toEqual([
			'welcome',
			'studio',
			'gallery',
			'mod-review',
			'lounge',
			'general',
			'elsewhere',
		]);
		expect((await remote.log()).some(({ route }) => route === '/applications/:application/commands')).toBe(true);
		await remote.faults({ dmRefused: ['1'], cdn: { expireNow: true } });
		expect([twin.faults.dmRefused.has('1'), twin.faults.cdn.expireNow]).toEqual([true, true]);
	});

	test('starts the twin as a program and gets its addresses in one line', async () => {
		const program = spawn(process.execPath, [fileURLToPath(new URL('../cli.ts', import.meta.url))]);
		const [line] = await once(program.stdout, 'data');
		const started = JSON.parse(String(line));
		expect(Object.keys(started)).toEqual(['url', 'cdnOrigin', 'controlUrl', 'token', 'applicationId']);
		expect((await connectDiscordTwin(started.controlUrl).world()).guilds).toHaveLength(3);
		program.kill('SIGTERM');
		expect(await once(program, 'exit')).toEqual([0, null]);
	});
});

test('a stream of events holds what one member sees, as it happens', async () => {
	answer = async (interaction) => {
		if (!interaction.isChatInputCommand()) return;
		await interaction.deferReply({ flags: 64 });
		await interaction.editReply('done');
	};
	const mia = await openStream('mia');
	const noah = await openStream('noah');
	await (await twin.as('mia').slash('studio', 'imagine', { prompt: 'x' })).response();
	expect(await mia(3)).toEqual(['message', 'ack', 'edit']);
	await twin.as('mia').say('studio', 'hello all');
	expect(await noah(1)).toEqual(['message']);
});

test('a burst tells how long every acknowledgement took', async () => {
	answer = async (interaction) => {
		if (interaction.isChatInputCommand()) await interaction.deferReply();
	};
	const { acks, missing } = await remote.burst({ count: 200, command: 'imagine', options: { prompt: 'x' } });
	expect([acks.length, missing]).toEqual([200, 0]);
	expect(
		new Set(
			twin
				.channel('studio')
				.messages()
				.map((message) => message.referencedInteraction!.user.id),
		).size,
	).toBe(200);
});

/** Opens a member's stream; the returned function reads the names of that many events and hangs up. */
async function openStream(user: string): Promise<(count: number) => Promise<string[]>> {
	const response = await fetch(`${twin.controlUrl}/events?as=${user}`);
	return async (count) => {
		let text = '';
		for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
			text += chunk;
			const names = [...text.matchAll(/^event: (\w+)$/gm)].map((match) => match[1]!);
			if (names.length >= count) return names;
		}
		throw new Error(`The stream ended after ${text}`);
	};
}
