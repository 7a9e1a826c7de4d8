import {
	RESTJSONErrorCodes as code,
	DiscordAPIError,
	type Interaction,
	MessageFlags,
	PermissionFlagsBits,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applicationId, createDiscordTwin, type DiscordTwin } from './index.ts';
import { png, startBot, type TestBot } from './test-bot.ts';

let now: number;
let twin: DiscordTwin;
let bot: TestBot;
let answer: (interaction: Interaction) => Promise<unknown>;

beforeEach(async () => {
	now = Date.now();
	twin = await createDiscordTwin({ now: () => now, attachmentSizeLimit: 1000 });
	answer = async () => {};
	bot = await startBot(twin, (interaction) => answer(interaction));
});

afterEach(async () => {
	await bot.stop();
	await twin.stop();
});

const imagine = (user = 'mia') => twin.as(user).slash('studio', 'imagine', { prompt: 'a fox' });
const studio = () => twin.world.guilds[0]!.channels[1]!;

/** The code of Discord's refusal. */
async function refusal(request: Promise<unknown>): Promise<number | string | undefined> {
	try {
		await request;
	} catch (error) {
		if (error instanceof DiscordAPIError) return error.code;
		throw error;
	}
	return undefined;
}

/** Lets the bot have the interaction of an /imagine, to be answered by hand. */
function received(): Promise<Interaction> {
	return new Promise((resolve) => {
		answer = async (interaction) => resolve(interaction);
	});
}

async function repliable() {
	const got = received();
	const asked = await imagine();
	const interaction = await got;
	if (!interaction.isChatInputCommand()) throw new Error('not a command');
	return { asked, interaction };
}

const post = (body: object, channel = studio().id) => bot.client.rest.post(`/channels/${channel}/messages`, { body });

describe('an interaction', () => {
	test('that is not answered within 3 s is dead and said so to the member', async () => {
		const { asked, interaction } = await repliable();
		now += 3001;
		expect(await refusal(interaction.deferReply())).toBe(code.UnknownInteraction);
		await expect(asked.acked()).rejects.toThrow('The application did not respond');
		expect(await refusal(interaction.webhook.send('late'))).toBe(code.UnknownWebhook);
	});

	test('to which nobody answers fails visibly by itself', async () => {
		await bot.stop();
		const failed = new Promise((resolve) => twin.once('ack', resolve));
		const asked = await imagine();
		now += 3000;
		await expect(asked.response()).rejects.toThrow('The application did not respond');
		expect(await failed).toMatchObject({ interactionId: asked.id, error: 'The application did not respond' });
	});

	test('takes one first answer only', async () => {
		const { interaction } = await repliable();
		await interaction.deferReply();
		interaction.deferred = false;
		expect(await refusal(interaction.deferReply())).toBe(code.InteractionHasAlreadyBeenAcknowledged);
	});

	test('has a token for 15 minutes', async () => {
		const { interaction } = await repliable();
		await interaction.deferReply();
		now += 15 * 60_000 - 1;
		await interaction.editReply('in time');
		now += 2;
		expect(await refusal(interaction.editReply('late'))).toBe(code.InvalidWebhookToken);
		expect(twin.invalidRequests).toBe(1);
	});

	test('knows its own messages only', async () => {
		const { interaction } = await repliable();
		await interaction.reply('hello');
		const stranger = await post({ content: 'another' });
		const { id } = stranger as { id: string };
		expect(await refusal(interaction.webhook.editMessage(id, 'x'))).toBe(code.UnknownMessage);
		await interaction.deleteReply();
		expect(await refusal(interaction.editReply('x'))).toBe(code.UnknownMessage);
		expect(
			await refusal(bot.client.rest.patch(`/webhooks/${applicationId}/nobody/messages/@original`, { body: {} })),
		).toBe(code.UnknownWebhook);
	});

	test('whose answer was lost can still be edited', async () => {
		const { asked, interaction } = await repliable();
		twin.faults.dropCallbackAnswers = true;
		await expect(interaction.deferReply()).rejects.toThrow();
		twin.faults.dropCallbackAnswers = false;
		await bot.client.rest.patch(`/webhooks/${applicationId}/${interaction.token}/messages/@original`, {
			body: { content: 'recovered' },
		});
		expect((await asked.response()).content).toBe('recovered');
	});

	test('lets its edits be paced: five in two seconds, then the client waits without a 429', async () => {
		const { interaction } = await repliable();
		await interaction.deferReply();
		for (let edit = 0; edit < 7; edit++) await interaction.editReply(`edit ${edit}`);
		expect(twin.log.filter((one) => one.status === 429)).toEqual([]);
		const path = `/webhooks/${applicationId}/${interaction.token}/messages/@original`;
		const hurried = Array.from({ length: 6 }, () =>
			fetch(`${twin.url}/v10${path}`, { method: 'PATCH', body: '{"content":"x"}' }),
		);
		const refused = (await Promise.all(hurried)).filter((response) => response.status === 429);
		expect(refused.length).toBeGreaterThan(0);
		expect(await refused[0]!.json()).toMatchObject({ message: 'You are being rate limited.', global: false });
		expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
	});
});

describe('a message', () => {
	test('needs the bot’s permissions in the channel', async () => {
		const overwrite = {
			id: applicationId,
			type: 1 as const,
			allow: '0',
			deny: String(PermissionFlagsBits.AttachFiles),
		};
		studio().overwrites.push(overwrite);
		const files = [{ name: 'a.png', data: png }];
		const channel = `/channels/${studio().id}/messages` as const;
		expect(await refusal(bot.client.rest.post(channel, { body: {}, files }))).toBe(code.MissingPermissions);
		const { interaction } = await repliable();
		expect(interaction.appPermissions.has('AttachFiles')).toBe(false);
		expect(await refusal(interaction.reply({ files: [png] }))).toBe(code.MissingPermissions);
		await interaction.reply('words are allowed');
		overwrite.deny = String(PermissionFlagsBits.SendMessages);
		expect(await refusal(post({ content: 'x' }))).toBe(code.MissingPermissions);
		overwrite.deny = String(PermissionFlagsBits.ViewChannel);
		expect(await refusal(post({ content: 'x' }))).toBe(code.MissingAccess);
	});

	test('needs a channel that still exists', async () => {
		const { interaction } = await repliable();
		await interaction.deferReply();
		twin.world.guilds[0]!.channels = [];
		expect(await refusal(interaction.editReply('x'))).toBe(code.UnknownChannel);
	});

	test('needs something in it, and files within the limit', async () => {
		expect(await refusal(post({}))).toBe(code.CannotSendAnEmptyMessage);
		const { interaction } = await repliable();
		await interaction.deferReply();
		expect(await refusal(interaction.editReply({ files: [Buffer.alloc(1001)] }))).toBe(code.RequestEntityTooLarge);
	});

	test('sent twice with the same enforced nonce is one message', async () => {
		const body = { content: 'late result', nonce: 'job-1', enforce_nonce: true };
		const first = (await post(body)) as { id: string };
		const second = (await post(body)) as { id: string };
		expect(second.id).toBe(first.id);
		expect(twin.channel('studio').messages()).toMatchObject([{ nonce: 'job-1' }]);
	});

	test('is refused by members who take no direct messages', async () => {
		const mia = twin.world.users.find((user) => user.username === 'mia')!;
		const channel = (await bot.client.rest.post('/users/@me/channels', { body: { recipient_id: mia.id } })) as {
			id: string;
		};
		await post({ content: 'hello' }, channel.id);
		expect(twin.dms('mia')).toMatchObject([{ content: 'hello' }]);
		twin.faults.dmRefused.add(mia.id);
		expect(await refusal(post({ content: 'hello' }, channel.id))).toBe(code.CannotSendMessagesToThisUser);
	});

	test('keeps only the files that an edit lists', async () => {
		const { asked, interaction } = await repliable();
		await interaction.reply({
			files: [
				{ attachment: png, name: 'a.png' },
				{ attachment: png, name: 'b.png' },
			],
		});
		const [first] = (await asked.response()).attachments;
		await interaction.editReply({ attachments: [{ id: first!.id }], files: [{ attachment: png, name: 'c.png' }] });
		expect((await asked.response()).attachments.map(({ filename }) => filename)).toEqual(['a.png', 'c.png']);
		await interaction.editReply({ attachments: [], content: 'none' });
		expect((await asked.response()).attachments).toEqual([]);
	});

	test('that would ping somebody is on record', async () => {
		const content = `@everyone <@123456789012345678>`;
		await post({ content });
		await post({ content, allowed_mentions: { parse: [] } });
		await post({
			flags: MessageFlags.IsComponentsV2,
			components: [{ type: 10, content }],
			allowed_mentions: { parse: ['users'] },
		});
		expect(twin.log.slice(-3).map((one) => one.mentions)).toEqual([
			['everyone', '123456789012345678'],
			[],
			['123456789012345678'],
		]);
	});
});

describe('the log and the faults', () => {
	test('leave tokens out and keep payloads, files and codes', async () => {
		const { interaction } = await repliable();
		await interaction.reply({ content: 'hello', files: [{ attachment: png, name: 'a.png' }] });
		const last = twin.log.at(-1)!;
		expect(last).toMatchObject({
			method: 'POST',
			route: '/interactions/:interaction/:token/callback',
			status: 204,
			body: { type: 4, data: { content: 'hello' } },
			files: [{ name: 'a.png', size: png.length }],
		});
		expect(JSON.stringify(twin.log)).not.toContain(interaction.token);
	});

	test('fail the next requests of a route as told', async () => {
		twin.faults.failNext.push({
			route: 'POST /channels',
			status: 403,
			body: { code: 50013, message: 'Missing Permissions' },
			times: 1,
		});
		expect(await refusal(post({ content: 'x' }))).toBe(code.MissingPermissions);
		expect(await refusal(post({ content: 'x' }))).toBeUndefined();
	});

	test('refuse any other token', async () => {
		const response = await fetch(`${twin.url}/v10/users/@me`, { headers: { authorization: 'Bot nonsense' } });
		expect([response.status, await response.json()]).toEqual([401, { message: '401: Unauthorized', code: 0 }]);
	});
});
