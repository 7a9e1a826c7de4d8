import type { Attachments } from '../cdn/attachments.ts';
import { wireChannel } from '../gateway/wire-guild.ts';
import type { Channel, User } from '../types.ts';
import { applicationId } from '../world/default-world.ts';
import type { Directory } from '../world/directory.ts';
import { resolvedComponents } from './media.ts';
import { flag, type InteractionOrigin, type StoredMessage } from './stored.ts';

export interface WireContext {
	directory: Directory;
	attachments: Attachments;
}

/** A user object of Discord's API. */
export function wireUser(user: User): Record<string, unknown> {
	return {
		id: user.id,
		username: user.username,
		global_name: user.globalName,
		discriminator: '0',
		avatar: null,
		bot: user.bot ?? false,
		flags: 0,
		public_flags: 0,
		primary_guild: null,
	};
}

/** The thread that hangs on a message, or that a message of type 18 tells of. */
export function threadOf({ id, threadId, guildId }: StoredMessage, directory: Directory): Channel | undefined {
	if (guildId === undefined) return undefined;
	const wanted = threadId ?? id;
	return directory.guild(guildId)?.channels.find((channel) => channel.id === wanted);
}

function threadFields(message: StoredMessage, directory: Directory): Record<string, unknown> {
	const { guildId, threadId, flags } = message;
	const thread = threadOf(message, directory);
	if (threadId !== undefined) return { message_reference: { type: 0, channel_id: threadId, guild_id: guildId } };
	if (!thread) return {};
	return { flags: flags | flag.hasThread, thread: wireChannel(thread, directory.guild(guildId!)!) };
}

/** A message's `attachments` on the wire: any files that are not referenced in components. */
function unreferenced({ attachments, components }: StoredMessage): StoredMessage['attachments'] {
	const shown = JSON.stringify(components);
	return attachments.filter(({ filename }) => !shown.includes(`"attachment://${filename}"`));
}

/** A message object of Discord's API, field by field, never an echo of what was sent. */
export function wireMessage(message: StoredMessage, context: WireContext): Record<string, unknown> {
	const { directory, attachments } = context;
	const user = (id: string) => wireUser(directory.user(id)!);
	const ephemeral = (message.flags & flag.ephemeral) !== 0;
	const isBots = message.authorId === applicationId;
	return {
		id: message.id,
		type: message.type,
		channel_id: message.channelId,
		author: user(message.authorId),
		content: message.content,
		timestamp: new Date(message.createdAt).toISOString(),
		edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
		tts: false,
		mention_everyone: false,
		mentions: [],
		mention_roles: [],
		attachments: unreferenced(message).map((one) => attachments.toWire(one, ephemeral)),
		embeds: [],
		pinned: false,
		flags: message.flags,
		components: resolvedComponents(message, attachments),
		...threadFields(message, directory),
		...(message.nonce === undefined ? {} : { nonce: message.nonce }),
		...(isBots ? { application_id: applicationId } : {}),
		...(message.origin
			? { webhook_id: applicationId, interaction_metadata: metadata(message.origin, message, directory) }
			: {}),
		...(message.referenceId
			? { message_reference: { type: 0, channel_id: message.channelId, message_id: message.referenceId } }
			: {}),
	};
}

function metadata(
	{ id, type, userId, owners, name, commandType, trigger }: InteractionOrigin,
	message: StoredMessage,
	directory: Directory,
): Record<string, unknown> {
	return {
		id,
		type,
		user: wireUser(directory.user(userId)!),
		authorizing_integration_owners: owners,
		...(name === undefined ? {} : { name, command_type: commandType }),
		...(type === 3 ? { interacted_message_id: message.referenceId } : {}),
		...(trigger ? { triggering_interaction_metadata: metadata(trigger, message, directory) } : {}),
	};
}
