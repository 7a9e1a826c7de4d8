import { answersOf } from '../actors/handle.ts';
import { refuse } from '../actors/refusal.ts';
import type { TwinState } from '../state.ts';
import type { InteractionState, WorldData } from '../types.ts';
import { applicationId } from '../world/bot.ts';
import type { Place } from '../world/directory.ts';
import { rolesOf } from '../world/roles.ts';

/** Everything a page needs to draw servers, members and the composer. */
export function worldData({ world, directory, commands }: TwinState): WorldData {
	const { guilds, users, groups = [], userInstalls = [] } = world;
	const permissions: WorldData['permissions'] = {};
	const places: Place[] = [
		...guilds.flatMap((guild) => guild.channels.map((channel) => ({ id: channel.id, guild, channel }))),
		...groups.map((group) => ({ id: group.id, group })),
	];
	for (const place of places) {
		const bits = users.map(({ id }) => [id, String(directory.permissionsOf(id, place))] as const);
		permissions[place.id] = Object.fromEntries(bits);
	}
	return {
		applicationId,
		bot: directory.author(applicationId),
		guilds: guilds.map((guild) => ({ ...guild, roles: rolesOf(guild) })),
		channels: guilds.flatMap((guild) => guild.channels.map((channel) => ({ ...channel, guildId: guild.id }))),
		users,
		groups,
		userInstalls,
		commands: commands.list(),
		permissions,
	};
}

/** What has come of an interaction so far. */
export function interactionState({ interactions, view }: TwinState, id: string): InteractionState {
	const record = interactions.byId(id) ?? refuse(`there is no interaction ${id}`);
	const { ack, modal, error } = record;
	return {
		id,
		acked: ack !== undefined,
		...ack,
		...(modal ? { modal } : {}),
		...(error === undefined ? {} : { error }),
		messages: answersOf(record).map(view),
	};
}
