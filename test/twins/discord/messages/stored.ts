import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { StoredAttachment } from '../cdn/attachments.ts';
import type { Owners } from '../interactions/installs.ts';

/** Discord's message flags, as far as bots meet them. */
export const flag = {
	suppressEmbeds: 1 << 2,
	hasThread: 1 << 5,
	ephemeral: 1 << 6,
	loading: 1 << 7,
	suppressNotifications: 1 << 12,
	componentsV2: 1 << 15,
};

export interface InteractionOrigin {
	id: string;
	type: number;
	userId: string;
	owners: Owners;
	/** The command's full name and Discord's type of it, for slash (1) and menu commands (2 user, 3 message). */
	name?: string;
	commandType?: number;
	/** For a modal: the interaction that opened it. */
	trigger?: InteractionOrigin;
}

/** A message as the twin keeps it; addresses of files are signed only when somebody reads it. */
export interface StoredMessage {
	id: string;
	channelId: string;
	guildId?: string;
	authorId: string;
	/** Discord's message type: 0 ordinary, 18 a thread was started, 19 reply, 20 slash command, 23 menu command. */
	type: number;
	flags: number;
	content: string;
	/** Media may still point to `attachment://name`. */
	components: APIMessageTopLevelComponent[];
	attachments: StoredAttachment[];
	createdAt: number;
	editedAt?: number;
	edits: number;
	deleted: boolean;
	nonce?: string;
	origin?: InteractionOrigin;
	referenceId?: string;
	/** The thread that a message of type 18 tells of. */
	threadId?: string;
}
