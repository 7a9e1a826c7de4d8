import { flag, type StoredMessage } from '../messages/stored.ts';
import type { TwinState } from '../state.ts';
import { allows, type Place } from '../world/directory.ts';
import { permission } from '../world/permissions.ts';
import { missingAccess, unknownChannel, unknownMessage } from './discord-error.ts';
import type { ApiRequest } from './router.ts';

/** The path's channel; throws 10003 or 50001 when the bot cannot see it. */
export function seenPlace({ directory }: TwinState, { params }: ApiRequest): Place {
	const place = directory.place(params.channel ?? '');
	if (!place) throw unknownChannel();
	if (!allows(directory.botPermissionsIn(place), permission.viewChannel)) throw missingAccess();
	return place;
}

/** The path's message; ephemeral ones do not exist for the bot's token. */
export function seenMessage(state: TwinState, request: ApiRequest): StoredMessage {
	const place = seenPlace(state, request);
	const message = state.messages.get(request.params.message ?? '');
	if (!message || message.channelId !== place.id || (message.flags & flag.ephemeral) !== 0) throw unknownMessage();
	return message;
}
