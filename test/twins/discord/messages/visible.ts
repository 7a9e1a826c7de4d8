import type { TwinState } from '../state.ts';
import type { Message, MessageData } from '../types.ts';
import { flag } from './stored.ts';

/** The messages of a channel that a viewer sees, oldest first; without a viewer, all that are not ephemeral. */
export function channelMessages({ messages, view }: TwinState, channelId: string, viewerId?: string): Message[] {
	return messages
		.list(channelId)
		.filter(
			({ flags, origin }) => (flags & flag.ephemeral) === 0 || (viewerId !== undefined && origin?.userId === viewerId),
		)
		.map(view);
}

/** Whether this user sees this message: an ephemeral one is its asker's, a channel needs View Channel. */
export function isVisibleTo({ directory }: TwinState, userId: string, message: MessageData): boolean {
	if (message.ephemeral && message.referencedInteraction?.user.id !== userId) return false;
	const place = directory.place(message.channelId);
	return place !== undefined && directory.canSee(userId, place);
}
