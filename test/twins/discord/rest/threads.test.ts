import { ChannelType, DiscordAPIError, GatewayIntentBits, type Interaction, type TextChannel } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDiscordTwin, type DiscordTwin } from '../index.ts';
import { png, startBot, type TestBot } from '../test-bot.ts';

let twin: DiscordTwin;
let bot: TestBot;
let answer: (interaction: Interaction) => Promise<unknown>;

beforeEach(async () => {
	twin = await createDiscordTwin();
	answer = async () => {};
	bot = await startBot(twin, (interaction) => answer(interaction));
});

afterEach(async () => {
	await bot.stop();
	await twin.stop();
});

const atelier = () => twin.world.guilds[0]!;
const idOf = (name: string) => atelier().channels.find((channel) => channel.name === name)!.id;
const publicThread = (name: string) => ({ name, type: ChannelType.PublicThread, auto_archive_duration: 1440 });

type Call = 'get' | 'post' | 'patch' | 'put';
async function call<Body = { id: string }>(method: Call, path: `/${string}`, body?: object): Promise<Body> {
	return (await bot.client.rest[method](path, body ? { body } : {})) as Body;
}

async function refusal(method: Call, path: `/${string}`, body?: object): Promise<number | string | undefined> {
	const error: unknown = await call(method, path, body).then(
		() => undefined,
		(thrown: unknown) => thrown,
	);
	if (error === undefined || error instanceof DiscordAPIError) return error?.code;
	throw error;
}

const start = (channel: string, name: string) =>
	call<{ id: string; parent_id: string }>('post', `/channels/${idOf(channel)}/threads`, publicThread(name));
/** What the bot may not in a channel, whatever its roles say. */
function deny(name: string, bits: bigint) {
	const channel = atelier().channels.find((one) => one.name === name)!;
	channel.overwrites = [{ id: twin.applicationId, type: 1, allow: '0', deny: String(bits) }];
}

describe('a thread', () => {
	test('is started without a message, told of in its channel, and takes messages with files', async () => {
		const heard: string[] = [];
		twin.on('thread', ({ thread }) => heard.push(thread.name));
		const thread = await start('studio', 'Foxes');
		expect(thread).toMatchObject({
			type: 11,
			name: 'Foxes',
			parent_id: idOf('studio'),
			owner_id: twin.applicationId,
			thread_metadata: { archived: false, locked: false, auto_archive_duration: 1440 },
		});
		expect(heard).toEqual(['Foxes']);
		expect(twin.channel('studio').messages()).toMatchObject([{ type: 18, thread: { id: thread.id, name: 'Foxes' } }]);
		await bot.client.rest.post(`/channels/${thread.id}/messages`, {
			body: { content: 'the first' },
			files: [{ name: 'fox.png', data: png }],
		});
		const [message] = twin.channel('Foxes').messages('mia');
		expect(message).toMatchObject({ content: 'the first', channelId: thread.id, guildId: atelier().id });
		const read = await call<{ content: string }[]>('get', `/channels/${thread.id}/messages`);
		expect(read.map(({ content }) => content)).toEqual(['the first']);
		await twin.as('noah').say('Foxes', 'lovely');
		expect(twin.channel('Foxes').messages()).toHaveLength(2);
	});

	test('that hangs on a message has its id, and there is one at most', async () => {
		const { id } = await call('post', `/channels/${idOf('studio')}/messages`, { content: 'a batch' });
		const path = `/channels/${idOf('studio')}/messages/${id}/threads` as const;
		expect(await call('post', path, { name: 'The batch' })).toMatchObject({ id, type: 11 });
		expect(await refusal('post', path, { name: 'Again' })).toBe(160004);
		expect(twin.channel('studio').messages()).toMatchObject([{ id, thread: { id, name: 'The batch' } }]);
		const read = await call<object>('get', `/channels/${idOf('studio')}/messages/${id}`);
		expect(read).toMatchObject({ flags: 32, thread: { id, parent_id: idOf('studio') } });
	});

	test('is started and filled by the real client', async () => {
		const other = await startBot(twin, async () => {}, { intents: [GatewayIntentBits.Guilds] });
		try {
			const channel = (await other.client.channels.fetch(idOf('studio'))) as TextChannel;
			const thread = await channel.threads.create({ name: 'Owls', autoArchiveDuration: 60 });
			await thread.members.add(twin.world.users[0]!.id);
			await thread.send('hoot');
			await thread.setName('Barn owls');
			await thread.setArchived(true);
			expect(atelier().channels.at(-1)).toMatchObject({
				name: 'Barn owls',
				thread: { archived: true, autoArchiveAfter: 60, memberIds: [twin.applicationId, twin.world.users[0]!.id] },
			});
			const active = await call<{ threads: unknown[] }>('get', `/guilds/${atelier().id}/threads/active`);
			expect(active.threads).toEqual([]);
			await thread.send('still here');
			expect(atelier().channels.at(-1)!.thread!.archived).toBe(false);
		} finally {
			await other.stop();
		}
	});

	test('that is archived is not edited in, and a locked one takes no message', async () => {
		const thread = await start('studio', 'Old');
		const { id } = await call('post', `/channels/${thread.id}/messages`, { content: 'once' });
		await call('patch', `/channels/${thread.id}`, { archived: true });
		expect(await refusal('patch', `/channels/${thread.id}/messages/${id}`, { content: 'twice' })).toBe(50083);
		expect(await refusal('patch', `/channels/${thread.id}`, { name: 'Older' })).toBe(50083);
		atelier().channels.at(-1)!.thread!.locked = true;
		expect(await refusal('post', `/channels/${thread.id}/messages`, { content: 'no' })).toBe(160005);
	});

	test('needs the permissions Discord asks for', async () => {
		const thread = await start('studio', 'Foxes');
		deny('studio', 1n << 35n);
		expect(await refusal('post', `/channels/${idOf('studio')}/threads`, publicThread('More'))).toBe(50013);
		deny('studio', 1n << 38n);
		expect(await refusal('post', `/channels/${thread.id}/messages`, { content: 'x' })).toBe(50013);
		expect(await refusal('patch', `/channels/${thread.id}`, { locked: true })).toBe(50013);
		deny('studio', 1n << 10n);
		expect(await refusal('get', `/channels/${thread.id}`)).toBe(50001);
	});

	test('is no thing of direct messages, of threads or of the unnamed', async () => {
		const dm = await call('post', '/users/@me/channels', { recipient_id: twin.world.users[0]!.id });
		expect(await refusal('post', `/channels/${dm.id}/threads`, publicThread('x'))).toBe(50024);
		const thread = await start('studio', 'Foxes');
		expect(await refusal('post', `/channels/${thread.id}/threads`, publicThread('x'))).toBe(50024);
		expect(await refusal('post', `/channels/${idOf('studio')}/threads`, publicThread(''))).toBe(50035);
		expect(await refusal('post', `/channels/${idOf('studio')}/threads`, publicThread('n'.repeat(101)))).toBe(50035);
		expect(
			await refusal('post', `/channels/${idOf('studio')}/threads`, { ...publicThread('x'), auto_archive_duration: 5 }),
		).toBe(50035);
	});

	test('is where an interaction says it is', async () => {
		const thread = await start('studio', 'Foxes');
		deny('studio', 1n << 15n);
		const got = new Promise<Interaction>((resolve) => {
			answer = async (interaction) => {
				resolve(interaction);
				if (interaction.isRepliable()) await interaction.reply('here');
			};
		});
		let channel: unknown;
		bot.client.on(
			'raw' as 'debug',
			((packet: { d?: { channel?: unknown } }) => (channel = packet.d?.channel)) as never,
		);
		const asked = await twin.as('mia').slash('Foxes', 'imagine', { prompt: 'a fox' });
		expect((await asked.response()).channelId).toBe(thread.id);
		expect(channel).toMatchObject({ id: thread.id, type: 11, parent_id: idOf('studio'), name: 'Foxes' });
		const { appPermissions } = await got;
		expect([appPermissions.has('SendMessagesInThreads'), appPermissions.has('AttachFiles')]).toEqual([true, false]);
	});
});
