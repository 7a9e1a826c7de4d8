import { EventEmitter } from 'node:events';
import { type Attachments, createAttachments } from './cdn/attachments.ts';
import { type CommandRegistry, createCommandRegistry } from './commands/registry.ts';
import { createFaults } from './faults.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { createInteractionRecords, type InteractionRecords } from './interactions/records.ts';
import { createMessageStore, type MessageStore } from './messages/store.ts';
import type { StoredMessage } from './messages/stored.ts';
import { messageData, readable } from './messages/view.ts';
import { createSnowflakes } from './snowflakes.ts';
import type { Faults, Message, RequestRecord, TwinEvents, TwinOptions, Upload, World } from './types.ts';
import { defaultWorld } from './world/default-world.ts';
import { createDirectory, type Directory } from './world/directory.ts';

export type TwinEmitter = EventEmitter<
	{ [Name in keyof TwinEvents]: [TwinEvents[Name]] } & { commands: [{ count: number }]; world: [object] }
>;

/** Everything the parts of a twin share. */
export interface TwinState {
	token: string;
	now: () => number;
	nextId: () => string;
	/** Bytes per file. */
	attachmentSizeLimit: number;
	world: World;
	directory: Directory;
	attachments: Attachments;
	messages: MessageStore;
	interactions: InteractionRecords;
	commands: CommandRegistry;
	gateway: Gateway;
	faults: Faults;
	events: TwinEmitter;
	log: RequestRecord[];
	counters: { commandPuts: number; invalidRequests: number };
	/** Files handed to the control plane, to be named in options and fields. */
	uploads: Map<string, Upload>;
	view(message: StoredMessage): Message;
}

/** A realistic bot token: the application's id in base64, a time and a secret. */
const token = 'MTE4MDQ2NzI5NTUxMzA4MzkwNA.GtW1nD.easel-twin-token-that-only-the-loopback-accepts';

/** `origin` is asked late, since the port is known only once the server listens. */
export function createState(options: TwinOptions, origin: () => string): TwinState {
	const now = options.now ?? Date.now;
	const world = options.world ?? defaultWorld();
	const nextId = createSnowflakes(now);
	const events: TwinEmitter = new EventEmitter();
	events.setMaxListeners(0);
	const faults = createFaults();
	const directory = createDirectory(world, nextId);
	const attachments = createAttachments(origin, now, nextId);
	const interactions = createInteractionRecords(nextId, now);
	const view = (message: StoredMessage) => readable(messageData(message, { directory, attachments }));
	const messages = createMessageStore(nextId, now, (change, message) => {
		interactions.messageChanged(message);
		// A view signs addresses: not worth it when nobody listens.
		if (events.listenerCount(change) > 0) events.emit(change, { channelId: message.channelId, message: view(message) });
	});
	const gateway = createGateway({
		token,
		world,
		faults,
		url: () => `${origin().replace('http', 'ws')}/gateway`,
		tell: (event) => events.emit('gateway', event),
	});
	return {
		token,
		now,
		nextId,
		attachmentSizeLimit: options.attachmentSizeLimit ?? 10 * 1024 * 1024,
		world,
		directory,
		attachments,
		messages,
		interactions,
		commands: createCommandRegistry(nextId),
		gateway,
		faults,
		events,
		log: [],
		counters: { commandPuts: 0, invalidRequests: 0 },
		uploads: new Map(),
		view,
	};
}
