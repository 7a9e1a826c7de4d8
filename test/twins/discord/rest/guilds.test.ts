import {
	type APIChannel,
	type APIGuildMember,
	type APIRole,
	AutoModerationActionType,
	AutoModerationRuleEventType,
	AutoModerationRuleTriggerType,
	RESTJSONErrorCodes as code,
	DiscordAPIError,
	GatewayIntentBits,
	type Interaction,
	OverwriteType,
	PermissionFlagsBits,
	PermissionsBitField,
	type RESTAPIPartialCurrentUserGuild,
	type TextChannel,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applicationId, createDiscordTwin, type DiscordTwin } from '../index.ts';
import { startBot, type TestBot } from '../test-bot.ts';

let twin: DiscordTwin;
let bot: TestBot;
let answer: (interaction: Interaction) => Promise<unknown>;

beforeEach(async () => {
	twin = await createDiscordTwin();
	answer = async () => {};
	bot = await startBot(twin, (interaction) => answer(interaction), { intents: [GatewayIntentBits.Guilds] });
});

afterEach(async () => {
	await bot.stop();
	await twin.stop();
});

const get = <Body>(path: `/${string}`) => bot.client.rest.get(path) as Promise<Body>;
const atelier = () => twin.world.guilds[0]!;
const joined = () => twin.world.guilds.filter(({ withoutBot }) => !withoutBot);
const userNamed = (name: string) => twin.world.users.find(({ username }) => username === name)!;

async function refusal(path: `/${string}`): Promise<number | string | undefined> {
	try {
		await get(path);
	} catch (error) {
		if (error instanceof DiscordAPIError) return error.code;
		throw error;
	}
	return undefined;
}

/** What a client makes of roles and overwrites, by the order Discord documents. */
async function computed(guildId: string): Promise<Record<string, bigint>> {
	const roles = await get<APIRole[]>(`/guilds/${guildId}/roles`);
	const channels = await get<Extract<APIChannel, { guild_id?: string }>[]>(`/guilds/${guildId}/channels`);
	const me = await get<APIGuildMember>(`/guilds/${guildId}/members/${applicationId}`);
	const mine = new Set([guildId, ...me.roles]);
	const base = roles.filter(({ id }) => mine.has(id)).reduce((bits, role) => bits | BigInt(role.permissions), 0n);
	const entries = channels.map((channel) => {
		const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
		const steps = [
			overwrites.filter(({ id }) => id === guildId),
			overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guildId && mine.has(id)),
			overwrites.filter(({ id }) => id === applicationId),
		];
		const bits = steps.reduce((before, step) => {
			const denied = step.reduce((all, { deny }) => all | BigInt(deny), 0n);
			return (before & ~denied) | step.reduce((all, { allow }) => all | BigInt(allow), 0n);
		}, base);
		return [channel.id, bits] as const;
	});
	return Object.fromEntries(entries);
}

/** What Discord says of the bot in a channel: `app_permissions` of an interaction there. */
async function told(user: string, channelId: string): Promise<bigint> {
	const got = new Promise<bigint>((resolve) => {
		answer = async (interaction) => resolve(interaction.appPermissions.bitfield);
	});
	await twin.as(user).slash(channelId, 'imagine', { prompt: 'x' });
	return got;
}

describe('the bot’s permissions', () => {
	test('computed from roles and overwrites are what interactions tell, in every channel', async () => {
		const restricted = atelier().channels.find(({ name }) => name === 'gallery')!;
		const managed = (await get<APIRole[]>(`/guilds/${atelier().id}/roles`)).find((role) => role.managed)!;
		restricted.overwrites.push(
			{ id: atelier().id, type: 0, allow: '0', deny: String(PermissionFlagsBits.AttachFiles) },
			{ id: managed.id, type: 0, allow: '0', deny: String(PermissionFlagsBits.SendMessages) },
			{ id: applicationId, type: 1, allow: String(PermissionFlagsBits.ManageMessages), deny: '0' },
		);
		for (const guild of joined()) {
			const owner = twin.world.users.find(({ id }) => id === guild.ownerId)!.username;
			const bits = await computed(guild.id);
			expect(Object.keys(bits)).toEqual(guild.channels.map(({ id }) => id));
			for (const { id } of guild.channels) expect(bits[id]).toBe(await told(owner, id));
		}
		const inGallery = new PermissionsBitField(await told('ada', restricted.id));
		expect(inGallery.has(['ManageMessages', 'ViewChannel'])).toBe(true);
		expect(inGallery.any(['AttachFiles', 'SendMessages'])).toBe(false);
	});

	test('are the same to discord.js, by what the gateway brought', async () => {
		for (const { id, channels, ownerId } of joined()) {
			const guild = bot.client.guilds.cache.get(id)!;
			const owner = twin.world.users.find((user) => user.id === ownerId)!.username;
			for (const { id: channelId } of channels) {
				const channel = guild.channels.cache.get(channelId) as TextChannel;
				expect(channel.permissionsFor(guild.members.me!).bitfield).toBe(await told(owner, channelId));
			}
		}
	});

	test('come from a managed role that names its bot, and change with it at once', async () => {
		const path = `/guilds/${atelier().id}/roles` as const;
		const managed = (await get<APIRole[]>(path)).find((role) => role.managed)!;
		expect(managed).toMatchObject({
			id: expect.stringMatching(/^\d{17,19}$/),
			name: 'Easel',
			permissions: atelier().botPermissions,
			tags: { bot_id: applicationId },
			position: 1,
		});
		expect(await get<APIGuildMember>(`/guilds/${atelier().id}/members/${applicationId}`)).toMatchObject({
			roles: [managed.id],
			user: { id: applicationId, bot: true },
		});
		atelier().botPermissions = '0';
		expect(await get<APIRole>(`${path}/${managed.id}`)).toMatchObject({ permissions: '0' });
		delete atelier().botPermissions;
		expect(await refusal(`${path}/${managed.id}`)).toBe(code.UnknownRole);
		expect(await get<APIGuildMember>(`/guilds/${atelier().id}/members/${applicationId}`)).toMatchObject({ roles: [] });
	});
});

describe('a server', () => {
	test('is listed to the bot with its permissions there, page by page', async () => {
		const [first, second] = twin.world.guilds;
		const list = (query = '') => get<RESTAPIPartialCurrentUserGuild[]>(`/users/@me/guilds${query}`);
		const ids = async (query?: string) => (await list(query)).map(({ id }) => id);
		expect(await ids()).toEqual([first!.id, second!.id]);
		expect((await list('?with_counts=true'))[0]).toEqual({
			id: atelier().id,
			name: 'Atelier',
			icon: null,
			banner: null,
			owner: false,
			permissions: expect.stringMatching(/^\d+$/),
			features: ['COMMUNITY'],
			approximate_member_count: 5,
			approximate_presence_count: 5,
		});
		expect(await ids('?limit=1')).toEqual([first!.id]);
		expect(await ids(`?after=${first!.id}`)).toEqual([second!.id]);
		expect(await ids(`?before=${second!.id}&limit=1`)).toEqual([first!.id]);
		for (const query of ['limit=0', 'limit=201', 'limit=x', 'after=x'])
			expect(await refusal(`/users/@me/guilds?${query}`)).toBe(code.InvalidFormBodyOrContentType);
		twin.world.guilds.splice(0, 1);
		expect(await ids()).toEqual([second!.id]);
	});

	test('that the bot is not in, or left, is unknown', async () => {
		const { id } = atelier();
		const paths = ['', '/channels', '/roles', `/members/${applicationId}`];
		for (const path of paths) expect(await refusal(`/guilds/934188725630984203${path}`)).toBe(code.UnknownGuild);
		twin.world.guilds.splice(0, 1);
		for (const path of paths) expect(await refusal(`/guilds/${id}${path}`)).toBe(code.UnknownGuild);
		expect(await refusal('/guilds/atelier')).toBe(code.InvalidFormBodyOrContentType);
	});

	test('is described without what only the gateway tells', async () => {
		const guild = await get<Record<string, unknown>>(`/guilds/${atelier().id}?with_counts=true`);
		expect(guild).toMatchObject({ name: 'Atelier', approximate_member_count: 5 });
		expect(guild).not.toHaveProperty('channels');
		expect(guild).not.toHaveProperty('members');
		expect((await bot.client.guilds.fetch({ guild: atelier().id, force: true })).name).toBe('Atelier');
	});

	test('has members with their roles', async () => {
		const path = (id: string) => `/guilds/${atelier().id}/members/${id}` as const;
		const artists = atelier().roles.find(({ name }) => name === 'Artists')!;
		expect(await get<APIGuildMember>(path(userNamed('noah').id))).toMatchObject({
			nick: 'Noah B.',
			roles: [artists.id],
			user: { username: 'noah' },
		});
		expect(await refusal(path(userNamed('sam').id))).toBe(code.UnknownMember);
		expect(await refusal(path('327418590244601858'))).toBe(code.UnknownUser);
	});
});

describe('AutoMod’s rules', () => {
	const path = () => `/guilds/${atelier().id}/auto-moderation/rules` as const;
	const may = (...bits: bigint[]) => {
		atelier().botPermissions = String(bits.reduce((all, bit) => all | bit, 0n));
	};

	test('are read by a bot that may manage the server, and by no other', async () => {
		expect(await refusal(path())).toBe(code.MissingPermissions);
		may(PermissionFlagsBits.ManageMessages, PermissionFlagsBits.ModerateMembers);
		expect(await refusal(path())).toBe(code.MissingPermissions);
		may(PermissionFlagsBits.ManageGuild);
		expect(await get(path())).toEqual([]);
		may(PermissionFlagsBits.Administrator);
		expect(await get(path())).toEqual([]);
		expect(await refusal('/guilds/934188725630984203/auto-moderation/rules')).toBe(code.UnknownGuild);
	});

	test('come as discord.js knows them', async () => {
		may(PermissionFlagsBits.ManageGuild);
		atelier().autoModRules = [
			{ id: '1150000000000000001', name: 'Badgers', keywords: ['badger*'], patterns: ['b.dger'], allowed: ['honey'] },
			{ id: '1150000000000000002', name: 'Spam', triggerType: 3, enabled: false },
			{ id: '1150000000000000003', name: 'Discord’s own', triggerType: 4 },
		];
		expect((await get<unknown[]>(path()))[0]).toEqual({
			id: '1150000000000000001',
			guild_id: atelier().id,
			name: 'Badgers',
			creator_id: atelier().ownerId,
			event_type: AutoModerationRuleEventType.MessageSend,
			trigger_type: AutoModerationRuleTriggerType.Keyword,
			trigger_metadata: { keyword_filter: ['badger*'], regex_patterns: ['b.dger'], allow_list: ['honey'] },
			actions: [{ type: AutoModerationActionType.BlockMessage, metadata: {} }],
			enabled: true,
			exempt_roles: [],
			exempt_channels: [],
		});
		const rules = await bot.client.guilds.cache.get(atelier().id)!.autoModerationRules.fetch();
		expect(rules.map(({ name, enabled, triggerMetadata }) => [name, enabled, triggerMetadata.keywordFilter])).toEqual([
			['Badgers', true, ['badger*']],
			['Spam', false, []],
			['Discord’s own', true, []],
		]);
	});
});

describe('a change of the world', () => {
	test('of a channel and its overwrites is seen at once', async () => {
		const { id } = atelier();
		const channels = async () => (await get<TextChannel[]>(`/guilds/${id}/channels`)).map(({ name }) => name);
		const studio = atelier().channels[1]!;
		studio.name = 'workshop';
		studio.overwrites.push({ id, type: 0, allow: '0', deny: String(PermissionFlagsBits.ViewChannel) });
		expect(await channels()).toEqual(['welcome', 'workshop', 'gallery', 'mod-review', 'lounge']);
		expect(await refusal(`/channels/${studio.id}`)).toBe(code.MissingAccess);
		atelier().channels.splice(1, 1);
		expect(await channels()).toEqual(['welcome', 'gallery', 'mod-review', 'lounge']);
		expect(await refusal(`/channels/${studio.id}`)).toBe(code.UnknownChannel);
	});

	test('that deletes a role takes it from members and channels too', async () => {
		const { id, roles } = atelier();
		const at = roles.findIndex(({ name }) => name === 'Moderators');
		const moderators = roles[at]!;
		roles.splice(at, 1);
		const named = await get<APIRole[]>(`/guilds/${id}/roles`);
		expect(named.map(({ name }) => name)).toEqual(['@everyone', 'Easel', 'Admins', 'Artists', 'Boosters']);
		expect(named.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4]);
		expect(await refusal(`/guilds/${id}/roles/${moderators.id}`)).toBe(code.UnknownRole);
		expect((await get<APIGuildMember>(`/guilds/${id}/members/${userNamed('max').id}`)).roles).toEqual([]);
		expect(JSON.stringify(await get(`/guilds/${id}/channels`))).not.toContain(moderators.id);
		await expect(twin.as('max').slash('mod-review', 'imagine', { prompt: 'x' })).rejects.toThrow('cannot see');
	});
});
