import { type APIMessage, type ChatInputCommandInteraction, DiscordAPIError, type Interaction } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from '../index.ts';
import { png, startBot, type TestBot } from '../test-bot.ts';

const minute = 60_000;

let twin: DiscordTwin;
let bot: TestBot;
let late = 0;
let answer: (interaction: Interaction) => Promise<unknown>;

beforeEach(async () => {
	late = 0;
	twin = await createDiscordTwin({ now: () => Date.now() + late });
	bot = await startBot(twin, (interaction) => answer(interaction));
});

afterEach(async () => {
	await bot.stop();
	await twin.stop();
});

const file = (name: string) => ({ data: png, name });

/** An interaction that has been answered, for the test to go on with. */
async function answered(): Promise<ChatInputCommandInteraction> {
	const given = new Promise<ChatInputCommandInteraction>((resolve) => {
		answer = async (interaction) => {
			if (!interaction.isChatInputCommand()) return;
			await interaction.reply('zero');
			resolve(interaction);
		};
	});
	await twin.as('mia').slash('studio', 'imagine', { prompt: 'x' });
	return given;
}

const webhook = ({ token }: ChatInputCommandInteraction) => `/webhooks/${twin.applicationId}/${token}` as const;
const codeOf = async (work: Promise<unknown>) => {
	const error: unknown = await work.then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	return error instanceof DiscordAPIError ? [error.status, error.code] : error;
};

describe('a follow-up', () => {
	test.each([
		['public', 0],
		['private', 64],
	])('that is %s is read, edited with files and deleted by its id', async (_, flags) => {
		const interaction = await answered();
		const { rest } = bot.client;
		const body = { content: 'one', flags, attachments: [{ id: 0, description: 'A fox' }] };
		const sent = (await rest.post(webhook(interaction), { body, files: [file('a.png')] })) as APIMessage;
		const path = `${webhook(interaction)}/messages/${sent.id}` as const;
		expect(await rest.get(path)).toMatchObject({ content: 'one', flags, attachments: [{ description: 'A fox' }] });

		const kept = { attachments: [{ id: sent.attachments[0]!.id }, { id: 0, filename: 'b.png' }] };
		const edited = (await rest.patch(path, { body: kept, files: [file('b.png')] })) as APIMessage;
		expect(edited.attachments.map(({ filename }) => filename)).toEqual(['a.png', 'b.png']);
		expect(edited.attachments[0]).toMatchObject({ id: sent.attachments[0]!.id, description: 'A fox' });
		const fewer = (await rest.patch(path, {
			body: { attachments: [{ id: edited.attachments[1]!.id }] },
		})) as APIMessage;
		expect(fewer.attachments.map(({ filename }) => filename)).toEqual(['b.png']);
		const wrong = { attachments: [{ id: sent.attachments[0]!.id }] };
		expect(await codeOf(rest.patch(path, { body: wrong }))).toEqual([400, 50035]);

		await rest.delete(path);
		expect(await codeOf(rest.get(path))).toEqual([404, 10008]);
		expect(
			twin
				.channel('studio')
				.messages('mia')
				.map(({ content }) => content),
		).toEqual(['zero']);
	});

	test('lives as long as the interaction’s token', async () => {
		const interaction = await answered();
		const { rest } = bot.client;
		const { id } = (await rest.post(webhook(interaction), { body: { content: 'one' } })) as APIMessage;
		const path = `${webhook(interaction)}/messages/${id}` as const;
		late = 14.9 * minute;
		await rest.patch(path, { body: { content: 'two' } });
		late = 15.1 * minute;
		// A 401 on a request with the bot's own token makes the client forget that token.
		const auth = false;
		const body = { content: 'three' };
		expect(await codeOf(rest.get(path, { auth }))).toEqual([401, 50027]);
		expect(await codeOf(rest.patch(path, { auth, body }))).toEqual([401, 50027]);
		expect(await codeOf(rest.delete(path, { auth }))).toEqual([401, 50027]);
		expect(await codeOf(rest.post(webhook(interaction), { auth, body }))).toEqual([401, 50027]);
	});
});

describe('files', () => {
	test('of a message are signed anew whenever it is read, in direct messages too', async () => {
		const { rest } = bot.client;
		const recipient = twin.world.users[0]!.id;
		const { id: channel } = (await rest.post('/users/@me/channels', {
			body: { recipient_id: recipient },
		})) as APIMessage;
		const files = [file('a.png')];
		const sent = (await rest.post(`/channels/${channel}/messages`, { body: {}, files })) as APIMessage;
		expect(twin.dms(twin.world.users[0]!.username)).toMatchObject([{ attachments: [{ filename: 'a.png' }] }]);
		late = 25 * 60 * minute;
		await expect(twin.download(sent.attachments[0]!.url)).rejects.toThrow('no longer available');
		const read = (await rest.get(`/channels/${channel}/messages/${sent.id}`)) as APIMessage;
		expect(await twin.download(read.attachments[0]!.url)).toEqual(new Uint8Array(png));
	});

	test('come with a modal as many as it asks for', async () => {
		let got: string[] = [];
		const modal = {
			custom_id: 'batch',
			title: 'Batch',
			components: [
				{ type: 18, label: 'Pictures', component: { type: 19, custom_id: 'pictures', min_values: 2, max_values: 10 } },
			],
		};
		answer = async (interaction) => {
			if (interaction.isChatInputCommand()) return interaction.showModal(modal as never);
			if (!interaction.isModalSubmit()) return;
			got = [...interaction.fields.getUploadedFiles('pictures', true).values()].map(({ name }) => name);
			await interaction.reply('thanks');
		};
		const mia = twin.as('mia');
		const opened = await mia.slash('studio', 'imagine', { prompt: 'x' });
		await opened.modal();
		const pictures = Array.from({ length: 10 }, (_, n) => ({ file: png, name: `${n}.png` }));
		await expect(mia.submit(opened, { pictures: pictures.slice(0, 1) })).rejects.toThrow('2 to 10');
		await expect(mia.submit(opened, { pictures: [...pictures, ...pictures] })).rejects.toThrow('2 to 10');
		await (await mia.submit(opened, { pictures })).response();
		expect(got).toEqual(pictures.map(({ name }) => name));
	});
});
