import type { Channel, Group, Guild, MessageData, RegisteredCommand, User, WorldData } from './api.ts';

/** A guild's channel or thread, a group, or the direct message with the bot. */
export type Place = { guild: Guild; channel: Channel } | { group: Group } | 'dm';

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
		groups: [],
		userInstalls: [],
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
	/** Another member, another channel, another language: everything is drawn anew. */
	place: undefined;
	/** Threads and installations have changed; what is open stays. */
	world: undefined;
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
export function channelKey(place: Place = state.place): string {
	if (place === 'dm') return 'dm';
	return 'group' in place ? place.group.id : place.channel.id;
}

const everyBit = (1n << 60n) - 1n;
const viewChannel = 1n << 10n;
const useCommands = 1n << 31n;

/** The viewer's effective permissions in a channel, as Discord's bit set. */
function permissions(channel: string): bigint {
	return channel === 'dm' ? everyBit : BigInt(state.world.permissions[channel]?.[state.viewer.id] ?? '0');
}

export const guildsOf = (user: User): Guild[] =>
	state.world.guilds.filter((guild) => guild.members.some((member) => member.userId === user.id));

export const isThread = ({ type }: Channel): boolean => type >= 10 && type <= 12;

/** Channels and threads the viewer can look into. */
export const visibleIn = (guild: Guild): Channel[] =>
	state.world.channels.filter(
		(channel) => channel.guildId === guild.id && (permissions(channel.id) & viewChannel) !== 0n,
	);

export const channelsOf = (guild: Guild): Channel[] => visibleIn(guild).filter((channel) => !isThread(channel));

/** The threads of a channel that are open, and the archived one somebody looks at. */
export const threadsOf = (guild: Guild, parent: Channel): Channel[] =>
	visibleIn(guild).filter(
		(channel) =>
			isThread(channel) && channel.parentId === parent.id && (!channel.thread?.archived || channel.id === channelKey()),
	);

export const groupsOf = (user: User): Group[] => state.world.groups.filter((group) => group.userIds.includes(user.id));

/** Whether the viewer has the app wherever they go. */
export const isInstalled = (): boolean => state.world.userInstalls.includes(state.viewer.id);

/** Nobody but some roles may look into it. */
export const isPrivate = (channel: Channel): boolean =>
	channel.overwrites.some(
		(overwrite) => overwrite.id === channel.guildId && (BigInt(overwrite.deny) & viewChannel) !== 0n,
	);

/** Commands this member is offered here: 1 slash, 3 message menu. */
export function offeredCommands(type: 1 | 3): RegisteredCommand[] {
	const { place } = state;
	const context = place === 'dm' ? 1 : 'group' in place ? 2 : 0;
	const isInvited = place === 'dm' || ('guild' in place && !place.guild.withoutBot);
	const mine = permissions(channelKey());
	if ((mine & useCommands) === 0n) return [];
	return state.world.commands.filter((command) => {
		const needed = BigInt(command.default_member_permissions ?? '0');
		const closed = command.default_member_permissions === '0';
		const allowed = closed ? (mine & 8n) !== 0n : (mine & needed) === needed;
		const types: readonly number[] = command.integration_types ?? [0];
		const isHere = (isInvited && types.includes(0)) || (isInstalled() && types.includes(1));
		return command.type === type && allowed && isHere && (command.contexts?.includes(context) ?? true);
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

function nickOf(userId: string): string | undefined {
	const { place } = state;
	if (place === 'dm' || !('guild' in place)) return undefined;
	return place.guild.members.find((member) => member.userId === userId)?.nick;
}

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
