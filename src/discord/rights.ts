import { ApplicationIntegrationType, type Interaction, InteractionContextType, PermissionFlagsBits } from 'discord.js';
import { type Permission, Refused } from '../core/refusal.ts';
import type { Whereabouts } from '../core/rules.ts';

/** What a member may do in the server and channel the interaction came from, as Discord's payload says: owners and administrators may everything. */
export type Rights = Readonly<Record<Permission, boolean>>;

export function rightsOf(interaction: Placed & Pick<Interaction, 'memberPermissions'>): Rights {
	// In a server that never asked for the bot there is nothing of it to manage.
	const isHome = homeOf(interaction) !== null;
	const has = (bit: bigint) => isHome && (interaction.memberPermissions?.has(bit) ?? false);
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
export function whereIs(interaction: Placed & Pick<Interaction, 'member'>): Whereabouts {
	const guildId = homeOf(interaction);
	return { guildId, roleIds: guildId === null ? [] : roleIdsOf(interaction) };
}

type Placed = Pick<Interaction, 'guildId' | 'authorizingIntegrationOwners' | 'context'>;

/**
 * The server whose rules hold: the one the interaction is from, if the bot was invited there. A member who has the app for themselves can
 * use it anywhere, and in somebody else's server they are as in a direct message.
 */
export function homeOf({ guildId, authorizingIntegrationOwners: owners }: Placed): string | null {
	const isForeign = owners[ApplicationIntegrationType.UserInstall] !== undefined;
	return isForeign && owners[ApplicationIntegrationType.GuildInstall] === undefined ? null : guildId;
}

/** The bot itself can neither post nor read there: all that reaches the member is their answer, for as long as its token lives. */
export function isOutOfReach(interaction: Placed): boolean {
	if (interaction.context === InteractionContextType.PrivateChannel) return true;
	return interaction.guildId !== null && homeOf(interaction) === null;
}

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
