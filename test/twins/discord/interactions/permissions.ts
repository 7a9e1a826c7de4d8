import { unknownChannel } from '../rest/discord-error.ts';
import type { TwinState } from '../state.ts';
import { allows } from '../world/directory.ts';
import { permission } from '../world/permissions.ts';
import { isUserOnly } from './installs.ts';
import type { InteractionRecord } from './records.ts';

/** Answers to a user's interactions need no permission to speak, but files need Attach Files. Throws 10003 when the channel is gone. */
export function mayAttachIn({ directory }: TwinState, channelId: string, userId: string): boolean {
	const place = directory.place(channelId);
	if (!place) throw unknownChannel();
	return allows(directory.appPermissionsIn(place, userId), permission.attachFiles);
}

/** Where nobody invited the bot, members without Use External Apps get private answers whatever the app says. */
export function mustBePrivate({ directory }: TwinState, { owners, channelId, userId }: InteractionRecord): boolean {
	const place = directory.place(channelId);
	if (!place || !('guild' in place) || !isUserOnly(owners)) return false;
	return !allows(directory.permissionsOf(userId, place), permission.useExternalApps);
}
