import { unknownChannel } from '../rest/discord-error.ts';
import type { TwinState } from '../state.ts';
import { allows } from '../world/directory.ts';
import { permission } from '../world/permissions.ts';

/** Answers to interactions need no permission to speak, but files need Attach Files. Throws 10003 when the channel is gone. */
export function mayAttachIn({ directory }: TwinState, channelId: string): boolean {
	const place = directory.place(channelId);
	if (!place) throw unknownChannel();
	return allows(directory.botPermissionsIn(place), permission.attachFiles);
}
