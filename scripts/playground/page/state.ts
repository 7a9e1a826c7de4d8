import type { Channel, Guild, MessageData, RegisteredCommand, User, WorldData } from './api.ts';

/** A guild's channel, or the direct message with the bot. */
export type Place = { guild: Guild; channel: Channel } | 'dm';

interface State {
	world: WorldData;
	viewer: User;
	place: Place;
	/** Of the open channel, oldest first. */
	messages: Map<string, MessageData>;
	/** Ids of channels with something new in them; 'dm' for the direct message. */
	unread: Set<string>;
	connected: boolean;
}

export const state: State = {
	world: {
		applicationId: '',
		bot: { id: '', username: 'easel', displayName: 'Easel', avatarColor: '', bot: true },
		guilds: [],
		channels: [],
		users: [],
		commands: [],
		permissions: {},
	},
	viewer: { id: '', username: '', globalName: '', locale: 'en-US', avatarColor: '' },
	place: 'dm',
	messages: new Map(),
	unread: new Set(),
	connected: false,
};

interface Topics {
	/** Another member, another channel, another world: everything is drawn anew. */
	place: undefined;
	/** The open channel's messages were loaded. */
	messages: undefined;
	/** One message of the open channel is new or has changed. */
	message: MessageData;
	deleted: string;
	/** What the channel list shows besides names. */
	unread: undefined;
	connection: undefined;
}

const subscribers: { [Name in keyof Topics]?: ((data: Topics[Name]) => void)[] } = {};

export function on<Name extends keyof Topics>(topic: Name, listener: (data: Topics[Name]) => void): void {
	const list: ((data: Topics[Name]) => void)[] = subscribers[topic] ?? [];
	list.push(listener);
	Object.assign(subscribers, { [topic]: list });
}

export function emit<Name extends keyof Topics>(topic: Name, data: Topics[Name]): void {
	for (const listener of subscribers[topic] ?? []) listener(data);
}

/** What the twin calls the open channel. */
export const channelKey = (place: Place = state.place): string => (place === 'dm' ? 'dm' : place.channel.id);

const everyBit = (1n << 60n) - 1n;
const viewChannel = 1n << 10n;
const useCommands = 1n << 31n;

/** The viewer's effective permissions in a channel, as Discord's bit set. */
function permissions(channel: string): bigint {
	return channel === 'dm' ? everyBit : BigInt(state.world.permissions[channel]?.[state.viewer.id] ?? '0');
}

export const guildsOf = (user: User): Guild[] =>
	state.world.guilds.filter((guild) => guild.members.some((member) => member.userId === user.id));

export const channelsOf = (guild: Guild): Channel[] =>
	state.world.channels.filter(
		(channel) => channel.guildId === guild.id && (permissions(channel.id) & viewChannel) !== 0n,
	);

/** Nobody but some roles may look into it. */
export const isPrivate = (channel: Channel): boolean =>
	channel.overwrites.some(
		(overwrite) => overwrite.id === channel.guildId && (BigInt(overwrite.deny) & viewChannel) !== 0n,
	);

/** Commands this member is offered here: 1 slash, 3 message menu. */
export function offeredCommands(type: 1 | 3): RegisteredCommand[] {
	const context = state.place === 'dm' ? 1 : 0;
	const mine = permissions(channelKey());
	if ((mine & useCommands) === 0n) return [];
	return state.world.commands.filter((command) => {
		const needed = BigInt(command.default_member_permissions ?? '0');
		const closed = command.default_member_permissions === '0';
		const allowed = closed ? (mine & 8n) !== 0n : (mine & needed) === needed;
		return command.type === type && allowed && (command.contexts?.includes(context) ?? true);
	});
}

const roleNames: [bit: bigint, name: string][] = [
	[1n << 5n, 'admin'],
	[1n << 40n, 'moderator'],
];

/** What somebody is in their first server, and all their servers; as the member switch shows it. */
export function roleOf(user: User): string {
	const guild = guildsOf(user)[0];
	if (!guild) return 'in no server';
	const first = state.world.channels.find((channel) => channel.guildId === guild.id);
	const bits = BigInt(state.world.permissions[first?.id ?? '']?.[user.id] ?? '0');
	const role = roleNames.find(([bit]) => (bits & bit) !== 0n)?.[1] ?? 'member';
	return `${role} · ${guildsOf(user)
		.map((one) => one.name)
		.join(', ')}`;
}

const nickOf = (userId: string) =>
	state.place === 'dm' ? undefined : state.place.guild.members.find((member) => member.userId === userId)?.nick;

export const nameOf = {
	/** As the open server knows them. */
	user: (id: string) =>
		id === state.world.bot.id
			? state.world.bot.displayName
			: (nickOf(id) ?? state.world.users.find((user) => user.id === id)?.globalName ?? 'unknown-user'),
	channel: (id: string) => state.world.channels.find((channel) => channel.id === id)?.name ?? 'unknown',
	role: (id: string) =>
		state.world.guilds.flatMap((guild) => guild.roles).find((role) => role.id === id)?.name ?? 'deleted-role',
};
