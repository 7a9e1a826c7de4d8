import type { StoredMessage } from './stored.ts';

export type NewMessage = Omit<StoredMessage, 'id' | 'createdAt' | 'edits' | 'deleted'>;
export type MessageChange = 'message' | 'edit' | 'delete';

export interface MessageStore {
	add(fields: NewMessage): StoredMessage;
	/** `silent` changes are not marked "edited": the first words of a deferral are no edit to a member. */
	change(message: StoredMessage, fields: Partial<NewMessage>, options?: { silent?: boolean }): void;
	remove(message: StoredMessage): void;
	get(id: string): StoredMessage | undefined;
	/** Oldest first, deleted ones left out. */
	list(channelId: string): StoredMessage[];
	clear(): void;
}

/** The oldest messages of a channel are forgotten above this. */
const maxPerChannel = 20_000;

export function createMessageStore(
	nextId: () => string,
	now: () => number,
	changed: (change: MessageChange, message: StoredMessage) => void,
): MessageStore {
	const byId = new Map<string, StoredMessage>();
	const byChannel = new Map<string, Set<StoredMessage>>();

	function forget(message: StoredMessage) {
		byId.delete(message.id);
		byChannel.get(message.channelId)?.delete(message);
	}

	return {
		add(fields) {
			const message: StoredMessage = { ...fields, id: nextId(), createdAt: now(), edits: 0, deleted: false };
			const channel = byChannel.get(message.channelId) ?? new Set();
			byChannel.set(message.channelId, channel.add(message));
			byId.set(message.id, message);
			if (channel.size > maxPerChannel) forget(channel.values().next().value!);
			changed('message', message);
			return message;
		},
		change(message, fields, { silent = false } = {}) {
			Object.assign(message, fields);
			message.edits += 1;
			if (!silent) message.editedAt = now();
			changed('edit', message);
		},
		remove(message) {
			message.deleted = true;
			forget(message);
			changed('delete', message);
		},
		get: (id) => byId.get(id),
		list: (channelId) => [...(byChannel.get(channelId) ?? [])],
		clear() {
			byId.clear();
			byChannel.clear();
		},
	};
}
