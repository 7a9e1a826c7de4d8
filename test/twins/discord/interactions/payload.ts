import { wireChannel } from '../gateway/wire-guild.ts';
import { partialMemberOf } from '../gateway/wire-member.ts';
import { wireMessage, wireUser } from '../messages/wire.ts';
import type { TwinState } from '../state.ts';
import type { Guild, User } from '../types.ts';
import { applicationId } from '../world/default-world.ts';
import type { Place } from '../world/directory.ts';
import { contextOf } from './installs.ts';
import type { InteractionRecord } from './records.ts';

/** The data of an INTERACTION_CREATE. */
export function interactionPayload(
	state: TwinState,
	record: InteractionRecord,
	data: unknown,
	place: Place,
): Record<string, unknown> {
	const { directory } = state;
	const user = directory.user(record.userId)!;
	return {
		id: record.id,
		application_id: applicationId,
		type: record.type,
		token: record.token,
		version: 1,
		data,
		channel_id: place.id,
		channel: partialChannel(state, record.userId, place),
		locale: user.locale,
		app_permissions: String(directory.appPermissionsIn(place, user.id)),
		entitlements: [],
		attachment_size_limit: state.attachmentSizeLimit,
		context: contextOf(place),
		authorizing_integration_owners: record.owners,
		...('guild' in place ? guildFields(state, place, user) : { user: wireUser(user) }),
		...(record.source ? { message: wireMessage(record.source, state) } : {}),
	};
}

function guildFields(state: TwinState, place: Extract<Place, { guild: Guild }>, user: User) {
	const { guild } = place;
	return {
		guild_id: guild.id,
		guild: { id: guild.id, locale: guild.locale, features: guild.features },
		guild_locale: guild.locale,
		member: { user: wireUser(user), ...partialMember(state, user.id, place) },
	};
}

/** A member as interactions carry them: without the user, with the permissions in this channel. */
export function partialMember({ directory }: TwinState, userId: string, place: Extract<Place, { guild: Guild }>) {
	const member = directory.memberOf(place.guild, userId) ?? { userId, roles: [] };
	return { ...partialMemberOf(member), permissions: String(directory.permissionsOf(userId, place)) };
}

/** A channel as interactions carry it, with the member's permissions in it. */
export function partialChannel({ directory }: TwinState, userId: string, place: Place): Record<string, unknown> {
	if ('recipient' in place) {
		return { id: place.id, type: 1, flags: 0, last_message_id: null, recipients: [wireUser(place.recipient)] };
	}
	if ('group' in place) {
		const { id, name, userIds } = place.group;
		const recipients = userIds.filter((one) => one !== userId).map((one) => wireUser(directory.user(one)!));
		return { id, name, type: 3, flags: 0, last_message_id: null, icon: null, owner_id: userIds[0], recipients };
	}
	const { permission_overwrites: _, ...channel } = wireChannel(place.channel, place.guild);
	return { ...channel, permissions: String(directory.permissionsOf(userId, place)) };
}
