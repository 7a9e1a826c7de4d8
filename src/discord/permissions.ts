import { OverwriteType, PermissionFlagsBits } from 'discord.js';

/** A member or a bot in a server, as far as permissions go. */
export interface Subject {
	/** Also the id of @everyone. */
	guildId: string;
	/** All roles of the server; permissions as Discord's bit-set string. */
	roles: readonly { id: string; permissions: string }[];
	/** Those the subject has, with or without @everyone. */
	roleIds: readonly string[];
	userId: string;
}

export interface Overwrite {
	id: string;
	type: OverwriteType;
	allow: string;
	deny: string;
}

const everything = Object.values(PermissionFlagsBits).reduce((bits, bit) => bits | bit, 0n);

/**
 * The permission bits in a channel, by the order Discord documents: what all roles give together, then the channel's overwrites for
 * @everyone, for the roles, for the subject. A thread has those of the channel it belongs to. Nothing here knows of the server's owner.
 */
export function permissionsIn(channel: { overwrites: readonly Overwrite[] }, subject: Subject): bigint {
	const { guildId, roles, roleIds, userId } = subject;
	const own = new Set([guildId, ...roleIds]);
	const base = roles.filter(({ id }) => own.has(id)).reduce((bits, role) => bits | BigInt(role.permissions), 0n);
	if (base & PermissionFlagsBits.Administrator) return everything;
	const { overwrites } = channel;
	const ofRole = ({ id, type }: Overwrite) => type === OverwriteType.Role && own.has(id);
	return [
		overwrites.filter((one) => ofRole(one) && one.id === guildId),
		overwrites.filter((one) => ofRole(one) && one.id !== guildId),
		overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === userId),
	].reduce(overwritten, base);
}

/** Of overwrites that hold together, one that allows wins over one that denies. */
function overwritten(bits: bigint, overwrites: readonly Overwrite[]): bigint {
	const joined = (of: 'allow' | 'deny') => overwrites.reduce((all, one) => all | BigInt(one[of]), 0n);
	return (bits & ~joined('deny')) | joined('allow');
}
