import type { Channel, Guild } from '../types.ts';
import { overwritesOf, rolesOf } from './roles.ts';

/** Permission bits by name, as far as the twin looks at them. */
export const permission = {
	administrator: 1n << 3n,
	manageGuild: 1n << 5n,
	addReactions: 1n << 6n,
	viewChannel: 1n << 10n,
	sendMessages: 1n << 11n,
	manageMessages: 1n << 13n,
	embedLinks: 1n << 14n,
	attachFiles: 1n << 15n,
	readMessageHistory: 1n << 16n,
	mentionEveryone: 1n << 17n,
	useExternalEmojis: 1n << 18n,
	useApplicationCommands: 1n << 31n,
	manageThreads: 1n << 34n,
	createPublicThreads: 1n << 35n,
	createPrivateThreads: 1n << 36n,
	sendMessagesInThreads: 1n << 38n,
	moderateMembers: 1n << 40n,
	useExternalApps: 1n << 50n,
};

/** Every bit Discord has given out so far. */
export const allPermissions = (1n << 53n) - 1n;

/** What a bot may do in a direct message. */
export const dmPermissions =
	permission.viewChannel |
	permission.sendMessages |
	permission.embedLinks |
	permission.attachFiles |
	permission.readMessageHistory |
	permission.addReactions |
	permission.useApplicationCommands;

/** The permissions Easel's invite link asks for. */
export const invitedPermissions =
	permission.viewChannel |
	permission.sendMessages |
	permission.createPublicThreads |
	permission.sendMessagesInThreads |
	permission.embedLinks |
	permission.attachFiles |
	permission.readMessageHistory;

/**
 * What an app may do in a conversation between people, and with one more bit in the direct message with its bot:
 * https://docs.discord.com/developers/interactions/receiving-and-responding, `app_permissions`.
 */
export const groupAppPermissions = permission.attachFiles | permission.embedLinks | permission.mentionEveryone;
export const dmAppPermissions = groupAppPermissions | permission.useExternalEmojis;

/** What an app may do for a member in a server that has not invited its bot, as far as that member may. */
export const externalAppPermissions =
	groupAppPermissions | permission.useExternalEmojis | permission.useExternalApps | permission.viewChannel;

interface Subject {
	userId: string;
	roles: string[];
}

/** Effective permissions in a channel, by the order Discord documents: everyone, roles, then overwrites. */
export function effectivePermissions(guild: Guild, channel: Channel | undefined, subject: Subject): bigint {
	if (guild.ownerId === subject.userId) return allPermissions;
	const roles = new Set([guild.id, ...subject.roles]);
	let bits = 0n;
	for (const role of rolesOf(guild)) if (roles.has(role.id)) bits |= BigInt(role.permissions);
	if (bits & permission.administrator) return allPermissions;
	if (!channel) return bits;

	const overwrites = overwritesOf(guild, channelOfOverwrites(guild, channel));
	let allow = 0n;
	let deny = 0n;
	for (const overwrite of overwrites) {
		if (overwrite.id === guild.id) bits = (bits & ~BigInt(overwrite.deny)) | BigInt(overwrite.allow);
		else if (overwrite.type === 0 && roles.has(overwrite.id)) {
			allow |= BigInt(overwrite.allow);
			deny |= BigInt(overwrite.deny);
		}
	}
	bits = (bits & ~deny) | allow;
	const own = overwrites.find((overwrite) => overwrite.type === 1 && overwrite.id === subject.userId);
	if (own) bits = (bits & ~BigInt(own.deny)) | BigInt(own.allow);
	return bits;
}

/** A thread's own permissions are those of the channel it hangs on. */
function channelOfOverwrites(guild: Guild, channel: Channel): Channel {
	return (isThread(channel) && guild.channels.find(({ id }) => id === channel.parentId)) || channel;
}

export const isThread = ({ type }: Channel): boolean => type >= 10 && type <= 12;
