import { type Interaction, PermissionFlagsBits } from 'discord.js';
import { type Permission, Refused } from '../core/refusal.ts';
import type { Whereabouts } from '../core/rules.ts';

/** What a member may do in the server and channel the interaction came from, as Discord's payload says: owners and administrators may everything. */
export type Rights = Readonly<Record<Permission, boolean>>;

export function rightsOf({ memberPermissions }: Pick<Interaction, 'memberPermissions'>): Rights {
	const has = (bit: bigint) => memberPermissions?.has(bit) ?? false;
	return {
		manageServer: has(PermissionFlagsBits.ManageGuild),
		moderateMembers: has(PermissionFlagsBits.ModerateMembers),
	};
}

/** Throws `Refused` for whoever may not. */
export function demand(permission: Permission | undefined, rights: Rights): void {
	if (permission && !rights[permission]) throw new Refused({ code: 'notAllowed', permission });
}

/** Who asks, as far as rules go. */
export const whereIs = (interaction: Pick<Interaction, 'guildId' | 'member'>): Whereabouts => ({
	guildId: interaction.guildId,
	roleIds: roleIdsOf(interaction),
});

/** The roles of whoever interacts, without @everyone. */
export const roleIdsOf = ({ member }: Pick<Interaction, 'member'>): readonly string[] =>
	member ? roleIdsIn(member) : [];

/**
 * A member's roles as Discord sent them. discord.js shows only those among them that it knows of the server, and without intents it
 * knows none; the list itself it keeps aside.
 */
export function roleIdsIn(member: object): readonly string[] {
	const sent = '_roles' in member ? member._roles : 'roles' in member ? member.roles : [];
	return Array.isArray(sent) ? sent.filter((id) => typeof id === 'string') : [];
}
