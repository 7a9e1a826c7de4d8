import { contextOf, type Owners, ownersOf } from '../interactions/installs.ts';
import type { TwinState } from '../state.ts';
import type { Options, RegisteredCommand, SlashExtra, User } from '../types.ts';
import { allows, type Place } from '../world/directory.ts';
import { permission } from '../world/permissions.ts';
import { commandOptions } from './command-options.ts';
import { refuse } from './refusal.ts';
import { createResolved } from './resolved.ts';

export interface SlashRequest {
	name: string;
	options: Options;
	extra: SlashExtra;
	/** The option being typed, for an autocomplete. */
	focused?: string;
}

/** The `data` of a slash command or its autocomplete, and the command's full name. */
export function slashData(state: TwinState, user: User, place: Place, { name, options, extra, focused }: SlashRequest) {
	const command = findCommand(state, 1, name);
	const owners = checkMayUse(state, user, place, command, extra);
	const resolved = createResolved(state, user.id, place);
	const typed = { options, ...(focused === undefined ? {} : { focused }) };
	const sent = commandOptions(state, command, extra, typed, resolved);
	const fullName = [name, extra.group, extra.subcommand].filter((part) => part !== undefined).join(' ');
	const data = { id: command.id, name, type: 1, options: sent, ...resolvedField(resolved.data()) };
	return { data, fullName, owners };
}

export const resolvedField = (resolved: unknown) => (resolved === undefined ? {} : { resolved });

export function findCommand(state: TwinState, type: number, name: string): RegisteredCommand {
	const kind = { 1: 'slash command', 2: 'user command', 3: 'message command' }[type];
	return (
		state.commands.find(name, type) ?? refuse(`there is no ${kind} "${name}" (registered: ${registered(state, type)})`)
	);
}

const registered = (state: TwinState, type: number) =>
	state.commands
		.list()
		.filter((command) => command.type === type)
		.map(({ name }) => name)
		.join(', ') || 'none';

/** A client shows a command only where its contexts, an installation and the member's permissions allow it; by whose leave is returned. */
export function checkMayUse(
	{ directory }: TwinState,
	user: User,
	place: Place,
	command: RegisteredCommand,
	{ overridden = false }: SlashExtra = {},
): Owners {
	const bits = directory.permissionsOf(user.id, place);
	if (!allows(bits, permission.viewChannel)) refuse(`${user.username} cannot see this channel`);
	if (!allows(bits, permission.useApplicationCommands)) refuse(`${user.username} may not use commands here`);
	const contexts = command.contexts ?? [0, 1, 2];
	if (!contexts.includes(contextOf(place))) refuse(`"${command.name}" is not offered here`);
	const owners = ownersOf(directory, user.id, place, command.integration_types ?? [0]);
	if (Object.keys(owners).length === 0) refuse(`"${command.name}" is not installed here for ${user.username}`);
	const needed = command.default_member_permissions;
	if ('guild' in place && !overridden && needed != null && !allows(bits, BigInt(needed) || permission.administrator)) {
		refuse(`"${command.name}" is not offered to ${user.username}`);
	}
	return owners;
}
