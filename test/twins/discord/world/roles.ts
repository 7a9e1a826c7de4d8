import type { Channel, Guild, Member, Overwrite, Role } from '../types.ts';
import { applicationId, botUser } from './bot.ts';

/** A role as the wire has it: the bot's own is managed and names its bot. */
export interface PlacedRole extends Role {
	/** 0 is @everyone; higher stands above. */
	position: number;
	botId?: string;
}

/** The id of the role Discord makes for the bot in a guild: the guild's, one millisecond later. */
export function botRoleId(guildId: string): string {
	return String(BigInt(guildId) + (1n << 22n));
}

/**
 * Every role of a guild, the bot's own included: a bot invited with permissions gets a managed role right above @everyone
 * that carries them; a guild without `botPermissions` invited it with none.
 */
export function rolesOf(guild: Guild): PlacedRole[] {
	const { botPermissions: permissions } = guild;
	const own = { id: botRoleId(guild.id), name: botUser.globalName, color: 0, botId: applicationId };
	const everyone = guild.roles.filter(({ id }) => id === guild.id);
	const others = guild.roles.filter(({ id }) => id !== guild.id);
	const managed = permissions === undefined || guild.withoutBot ? [] : [{ ...own, permissions }];
	return [...everyone, ...managed, ...others].map((role, position) => ({ ...role, position }));
}

/** A member, the bot too, without roles that are gone: deleting a role takes it from everybody. */
export function memberIn(guild: Guild, userId: string): Member | undefined {
	const isBot = userId === applicationId && !guild.withoutBot;
	const member = guild.members.find((one) => one.userId === userId) ?? (isBot ? { userId, roles: [] } : undefined);
	if (!member) return undefined;
	const known = new Set(rolesOf(guild).map(({ id }) => id));
	const roles = isBot ? [...member.roles, botRoleId(guild.id)] : member.roles;
	return { ...member, roles: roles.filter((id) => known.has(id)) };
}

/** A channel's overwrites; those of a deleted role went with it. */
export function overwritesOf(guild: Guild, channel: Channel): Overwrite[] {
	const known = new Set(rolesOf(guild).map(({ id }) => id));
	return channel.overwrites.filter(({ id, type }) => type === 1 || known.has(id));
}
