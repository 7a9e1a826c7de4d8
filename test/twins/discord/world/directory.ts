import type { Author, Channel, Group, Guild, Member, User, World } from '../types.ts';
import { applicationId, botUser } from './bot.ts';
import {
	allPermissions,
	dmAppPermissions,
	dmPermissions,
	effectivePermissions,
	externalAppPermissions,
	groupAppPermissions,
	isThread,
	permission,
} from './permissions.ts';
import { memberIn } from './roles.ts';

/** Where a message lies: a channel of a guild, a member's direct message with the bot, or one between people. */
export type Place =
	| { id: string; guild: Guild; channel: Channel }
	| { id: string; recipient: User }
	| { id: string; group: Group };

/** Finds people and places in the world, and what they may do. The world may change under it at any time. */
export interface Directory {
	user(nameOrId: string): User | undefined;
	/** A member who exists for a burst only. */
	addSynthetic(user: User): void;
	synthetic(username: string): User | undefined;
	guild(id: string): Guild | undefined;
	place(channelId: string): Place | undefined;
	/** By id or name (`studio`, `#studio`); a name is looked for first in the servers this user is in. */
	findPlace(channel: string, userId?: string): Place | undefined;
	dmOf(user: User): Place;
	/** Also the bot, with its managed role. */
	memberOf(guild: Guild, userId: string): Member | undefined;
	permissionsOf(userId: string, place: Place): bigint;
	botPermissionsIn(place: Place): bigint;
	/** What an app may do in answer to this user; where the bot is not, it goes by the user's own permissions. */
	appPermissionsIn(place: Place, userId: string): bigint;
	hasInstalled(userId: string): boolean;
	/** Whether the bot is in a server of theirs. */
	sharesServer(userId: string): boolean;
	canSee(userId: string, place: Place): boolean;
	author(userId: string, guild?: Guild): Author;
}

export function createDirectory(world: World, nextId: () => string): Directory {
	const synthetic = new Map<string, User>();
	const dmByUser = new Map<string, Place>();
	const dmById = new Map<string, Place>();

	function user(nameOrId: string): User | undefined {
		if (nameOrId === applicationId) return botUser;
		return world.users.find((one) => one.id === nameOrId || one.username === nameOrId) ?? synthetic.get(nameOrId);
	}

	function place(channelId: string): Place | undefined {
		for (const guild of world.guilds) {
			for (const channel of guild.channels) if (channel.id === channelId) return { id: channelId, guild, channel };
		}
		const group = world.groups?.find(({ id }) => id === channelId);
		return group ? { id: group.id, group } : dmById.get(channelId);
	}

	function dmOf(recipient: User): Place {
		let dm = dmByUser.get(recipient.id);
		if (!dm) {
			dm = { id: nextId(), recipient };
			dmByUser.set(recipient.id, dm);
			dmById.set(dm.id, dm);
		}
		return dm;
	}

	function memberOf(guild: Guild, userId: string): Member | undefined {
		return memberIn(guild, userId) ?? (synthetic.has(userId) ? { userId, roles: [] } : undefined);
	}

	function permissionsOf(userId: string, where: Place): bigint {
		if ('recipient' in where) return [where.recipient.id, applicationId].includes(userId) ? dmPermissions : 0n;
		if ('group' in where) return where.group.userIds.includes(userId) ? dmPermissions : 0n;
		const member = memberOf(where.guild, userId);
		return member ? effectivePermissions(where.guild, where.channel, { userId, roles: member.roles }) : 0n;
	}

	function appPermissionsIn(where: Place, userId: string): bigint {
		if ('recipient' in where) return dmAppPermissions;
		if ('group' in where) return groupAppPermissions;
		if (!where.guild.withoutBot) return permissionsOf(applicationId, where);
		return permissionsOf(userId, where) & externalAppPermissions;
	}

	return {
		user,
		addSynthetic: (one) => void synthetic.set(one.id, one).set(one.username, one),
		synthetic: (username) => synthetic.get(username),
		guild: (id) => world.guilds.find((guild) => guild.id === id),
		place,
		findPlace(channel, userId) {
			const name = channel.replace(/^#/, '');
			const joined = (guild: Guild) => userId !== undefined && memberOf(guild, userId) !== undefined;
			const guilds = [...world.guilds].sort((a, b) => Number(joined(b)) - Number(joined(a)));
			for (const guild of guilds) {
				const found = guild.channels.find((one) => one.name === name);
				if (found) return { id: found.id, guild, channel: found };
			}
			const group = world.groups?.find((one) => one.name === name);
			return group ? { id: group.id, group } : place(channel);
		},
		dmOf,
		memberOf,
		permissionsOf,
		botPermissionsIn: (where) => permissionsOf(applicationId, where),
		appPermissionsIn,
		hasInstalled: (userId) => world.userInstalls?.includes(userId) ?? false,
		sharesServer: (userId) => world.guilds.some((guild) => !guild.withoutBot && memberOf(guild, userId) !== undefined),
		canSee: (userId, where) => (permissionsOf(userId, where) & permission.viewChannel) !== 0n,
		author(userId, guild) {
			const found = user(userId);
			const nick = guild && memberOf(guild, userId)?.nick;
			return {
				id: userId,
				username: found?.username ?? userId,
				displayName: nick ?? found?.globalName ?? userId,
				avatarColor: found?.avatarColor ?? '#888888',
				bot: found?.bot ?? false,
			};
		},
	};
}

/** Whether `bits` hold all of `wanted`. */
export function allows(bits: bigint, wanted: bigint): boolean {
	return bits === allPermissions || (bits & wanted) === wanted;
}

/** The permission that speaking here takes. */
export const speaking = (place: Place): bigint =>
	'guild' in place && isThread(place.channel) ? permission.sendMessagesInThreads : permission.sendMessages;
