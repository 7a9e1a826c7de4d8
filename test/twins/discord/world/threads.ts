import type { Channel, Guild } from '../types.ts';

/** Minutes of silence that Discord offers. */
export const autoArchiveDurations = [60, 1440, 4320, 10_080];

export interface NewThread {
	id: string;
	name: string;
	type: number;
	parent: Channel;
	ownerId: string;
	autoArchiveAfter?: number | undefined;
}

/** Hangs a thread on a channel; whoever starts it follows it. */
export function addThread(guild: Guild, fields: NewThread, now: number): Channel {
	const { id, name, type, parent, ownerId, autoArchiveAfter = 4320 } = fields;
	const state = { ownerId, autoArchiveAfter, archived: false, locked: false, memberIds: [ownerId] };
	const thread = { id, name, type, parentId: parent.id, overwrites: [] };
	const channel = { ...thread, thread: { ...state, createdAt: now, archivedAt: now } };
	guild.channels.push(channel);
	return channel;
}

/** The thread's state to change; one that a test's world has without any gets it here. */
export function threadState(channel: Channel, guild: Guild): NonNullable<Channel['thread']> {
	const fresh = { ownerId: guild.ownerId, archived: false, locked: false, autoArchiveAfter: 4320, memberIds: [] };
	channel.thread ??= { ...fresh, createdAt: 0, archivedAt: 0 };
	return channel.thread;
}
