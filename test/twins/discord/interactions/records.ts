import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { StoredMessage } from '../messages/stored.ts';
import { type Bucket, emptyBucket } from '../rest/ratelimits.ts';
import type { Ack, Choice, ModalData } from '../types.ts';
import type { Owners } from './installs.ts';

/** An interaction and everything the bot has answered to it. */
export interface InteractionRecord {
	id: string;
	token: string;
	/** Discord's interaction type: 2 command, 3 component, 4 autocomplete, 5 modal. */
	type: number;
	userId: string;
	channelId: string;
	guildId?: string;
	owners: Owners;
	/** The command's full name and Discord's type of it, for slash and menu commands. */
	name?: string;
	commandType?: number;
	/** For a modal: the interaction that opened it. */
	trigger?: InteractionRecord;
	/** The message whose component was used, also for a modal opened from there. */
	source?: StoredMessage;
	/** By `performance.now()`, for measuring. */
	sentAt: number;
	/** By the twin's clock; the 3 s and the 15 min count from here. */
	createdAt: number;
	ack?: Ack;
	/** 'The application did not respond'. */
	error?: string;
	modal?: ModalData;
	choices?: Choice[];
	/** What `@original` is: the answer, or the source of a press that updates it. */
	original?: StoredMessage;
	/** Edits of the source before the press, so that "the answer" to an update is the edited message. */
	editsBefore: number;
	followups: StoredMessage[];
	/** Follow-ups ever posted, also the one that took a deferral's place. */
	followupsPosted: number;
	bucket: Bucket;
	timer?: NodeJS.Timeout;
	/** Called after every change. */
	watchers: Set<() => void>;
}

export type NewInteraction = Pick<InteractionRecord, 'type' | 'userId' | 'channelId' | 'owners'> &
	Partial<Pick<InteractionRecord, 'guildId' | 'name' | 'commandType' | 'trigger' | 'source'>>;

export interface InteractionRecords {
	add(fields: NewInteraction): InteractionRecord;
	byId(id: string): InteractionRecord | undefined;
	byToken(token: string): InteractionRecord | undefined;
	/** Tells everyone who waits for this interaction. */
	changed(record: InteractionRecord): void;
	/** Tells those who wait for the interaction that this message answers. */
	messageChanged(message: StoredMessage): void;
	clear(): void;
}

const maxRecords = 50_000;

export function createInteractionRecords(nextId: () => string, now: () => number): InteractionRecords {
	const byId = new Map<string, InteractionRecord>();
	const byToken = new Map<string, InteractionRecord>();

	function forgetOldest() {
		const oldest = byId.values().next().value!;
		clearTimeout(oldest.timer);
		byId.delete(oldest.id);
		byToken.delete(oldest.token);
	}

	function changed(record: InteractionRecord) {
		for (const watcher of record.watchers) watcher();
	}

	return {
		add(fields) {
			const id = nextId();
			const record: InteractionRecord = {
				...fields,
				id,
				token: Buffer.from(`interaction:${id}:${randomBytes(48).toString('base64url')}`).toString('base64url'),
				createdAt: now(),
				sentAt: performance.now(),
				editsBefore: fields.source?.edits ?? 0,
				followups: [],
				followupsPosted: 0,
				bucket: emptyBucket(),
				watchers: new Set(),
			};
			byId.set(id, record);
			byToken.set(record.token, record);
			if (byId.size > maxRecords) forgetOldest();
			return record;
		},
		byId: (id) => byId.get(id),
		byToken: (token) => byToken.get(token),
		changed,
		messageChanged(message) {
			const record = message.origin && byId.get(message.origin.id);
			if (record) changed(record);
		},
		clear() {
			for (const record of byId.values()) clearTimeout(record.timer);
			byId.clear();
			byToken.clear();
		},
	};
}
