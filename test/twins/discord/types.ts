import type {
	APIApplicationCommand,
	APIMessageTopLevelComponent,
	APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { BurstRequest, BurstResult } from './control/types.ts';
import type { World } from './world/types.ts';

export type * from './control/types.ts';
export type * from './world/types.ts';

export interface TwinOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	world?: World;
	/** Milliseconds. The 3 s, the 15 min and the 24 h are measured with it, so that a test can move time. */
	now?: () => number;
	/** Bytes per file; 10 MiB unless told. */
	attachmentSizeLimit?: number;
}

export interface DiscordTwin {
	/** For `DISCORD_API_URL`. */
	url: string;
	/** For `ATTACHMENT_ORIGINS`. */
	cdnOrigin: string;
	controlUrl: string;
	token: string;
	applicationId: string;
	world: World;
	/** By user name or id. */
	as(user: string): Actor;
	faults: Faults;
	/** Every REST request the bot made, oldest first; bounded. */
	log: RequestRecord[];
	commands(): RegisteredCommand[];
	readonly commandPuts: number;
	/** Answers of 401, 403 and 429: Discord bans an address after 10,000 of them in 10 minutes. */
	readonly invalidRequests: number;
	/** A channel by id or name; ephemeral messages are shown to their viewer only. */
	channel(idOrName: string): { messages(viewer?: string): Message[] };
	dms(user: string): Message[];
	on<Name extends keyof TwinEvents>(event: Name, listener: (data: TwinEvents[Name]) => void): void;
	once<Name extends keyof TwinEvents>(event: Name, listener: (data: TwinEvents[Name]) => void): void;
	off<Name extends keyof TwinEvents>(event: Name, listener: (data: TwinEvents[Name]) => void): void;
	/** Closes every gateway socket; events missed meanwhile are replayed when the client resumes. */
	disconnectGateway(code?: number): void;
	/** Gateway opcode 7: asks every client to reconnect and resume. */
	requestReconnect(): void;
	/** Gateway opcode 9. */
	invalidateSessions(resumable?: boolean): void;
	/** Fires many slash commands at once, each from a synthetic user of its own unless `users` is smaller. */
	burst(request: BurstRequest): Promise<BurstResult>;
	/** Bytes of a CDN address as a member's client would fetch them; throws on anything but 200. */
	download(url: string): Promise<Uint8Array>;
	stop(): Promise<void>;
}

export interface TwinEvents {
	message: { channelId: string; message: Message };
	edit: { channelId: string; message: Message };
	delete: { channelId: string; message: Message };
	interaction: { id: string; channelId: string; userId: string };
	ack: AckEvent;
	modal: ModalEvent;
	typing: { channelId: string; userId: string };
	/** Started, renamed, archived or opened again; `channelId` is the channel it belongs to. */
	thread: { channelId: string; thread: { id: string; name: string } };
	gateway: { event: 'identify' | 'resume' | 'close' | 'ready'; shard: number; code?: number };
}

/** How the bot answered, or with `error` that it did not within 3 s. */
export interface AckEvent {
	interactionId: string;
	channelId: string;
	userId: string;
	/** Interaction callback type; 0 when `error` is set. */
	type: number;
	ephemeral: boolean;
	afterMs: number;
	error?: string;
}

export interface ModalEvent {
	interactionId: string;
	channelId: string;
	userId: string;
	modal: ModalData;
}

/** A file as a member chooses it. */
export interface Upload {
	file: Uint8Array;
	name: string;
	/** What the member's client claims; taken from the extension when absent. */
	type?: string;
}

/** A file already handed to `POST /twin/files`. */
export interface UploadReference {
	fileId: string;
}

export type OptionValue = string | number | boolean | Upload | UploadReference;
export type FieldValue = string | string[] | boolean | (Upload | UploadReference)[];
export type Options = Record<string, OptionValue>;
export type Fields = Record<string, FieldValue>;

export interface SlashExtra {
	group?: string;
	subcommand?: string;
	/** Server owners can open a command to anyone: `default_member_permissions` is not looked at. */
	overridden?: boolean;
}

/**
 * What one member can do. A `channel` is the name or id of a channel, thread or group, or 'dm' for the direct message with the
 * bot. Each deed becomes a real INTERACTION_CREATE for the shard that owns the guild.
 */
export interface Actor {
	slash(channel: string, name: string, options?: Options, extra?: SlashExtra): Promise<Interaction>;
	autocomplete(channel: string, name: string, options: Options, focused: string, extra?: SlashExtra): Promise<Choice[]>;
	/** `target` is a message, or a user's id for a user command. */
	menu(channel: string, name: string, target: MessageData | string): Promise<Interaction>;
	/** By custom id or visible label; throws when the button is absent or disabled. */
	press(message: MessageData, button: string): Promise<Interaction>;
	/** Sends any custom id, as a forged press would. */
	force(message: MessageData, customId: string): Promise<Interaction>;
	/** `values` are option values of a string select, ids of the others; throws on what a client would not allow. */
	choose(message: MessageData, select: string, values: string[]): Promise<Interaction>;
	/** Answers the modal that `interaction` opened, by custom id or label of each field. */
	submit(interaction: { id: string }, fields: Fields): Promise<Interaction>;
	dm(name: string, options?: Options, extra?: SlashExtra): Promise<Interaction>;
	/** Sets the language of the member's client, one of Discord's locales. */
	speak(locale: string): Promise<void>;
	/** Installs the app for this user, or takes it off again. */
	install(installed?: boolean): Promise<void>;
	/** An ordinary message of the member. */
	say(channel: string, content: string, files?: (Upload | UploadReference)[]): Promise<Message>;
}

export interface Choice {
	name: string;
	value: string | number;
}

export interface Ack {
	type: number;
	ephemeral: boolean;
	afterMs: number;
}

export interface Interaction {
	id: string;
	token: string;
	/** Rejects with 'The application did not respond' when 3 s pass. */
	acked(): Promise<Ack>;
	/** Resolves when the answer is a modal. */
	modal(): Promise<ModalData>;
	/** The original response or a follow-up as soon as it passes the test; by default anything but "thinking". */
	response(test?: (message: Message) => boolean, timeoutMs?: number): Promise<Message>;
	readonly followups: Message[];
}

/** What the bot sent with callback type 9; `components` are labels (18) and text displays (10). */
export type ModalData = APIModalInteractionResponseCallbackData;

export interface Author {
	id: string;
	username: string;
	displayName: string;
	avatarColor: string;
	bot: boolean;
}

export interface MessageAttachment {
	id: string;
	filename: string;
	/** Signed, expires after 24 h. */
	url: string;
	/** Bytes. */
	size: number;
	content_type: string;
	description?: string;
	/** Pixels. */
	width?: number;
	height?: number;
	spoiler: boolean;
}

/** The JSON form of a message, as the control plane sends it. */
export interface MessageData {
	id: string;
	/** Discord's message type: 0 ordinary, 18 "a thread was started", 19 reply, 20 slash command, 23 menu command. */
	type: number;
	channelId: string;
	/** Absent outside servers. */
	guildId?: string;
	author: Author;
	/** Discord's message flags: 64 ephemeral, 128 loading ("thinking"), 32768 components v2. */
	flags: number;
	ephemeral: boolean;
	thinking: boolean;
	content: string;
	/** As Discord returns them: `attachment://` already replaced by signed addresses. */
	components: APIMessageTopLevelComponent[];
	attachments: MessageAttachment[];
	/** Milliseconds since the epoch. */
	createdAt: number;
	editedAt?: number;
	edits: number;
	deleted: boolean;
	nonce?: string;
	/** The interaction this message answers: `name` is the command ("imagine"), `type` Discord's interaction type. */
	referencedInteraction?: { id: string; type: number; user: Author; name?: string };
	/** The message a button's follow-up or a reply points to. */
	referencedMessageId?: string;
	/** The thread that hangs on this message, or that a message of type 18 tells of. */
	thread?: { id: string; name: string };
}

export interface MessageButton {
	label: string;
	customId?: string;
	url?: string;
	style: number;
	disabled: boolean;
}

export interface MessageSelect {
	customId: string;
	/** Discord's component type: 3 string, 5 user, 6 role, 7 mentionable, 8 channel. */
	type: number;
	placeholder: string;
	disabled: boolean;
	minValues: number;
	maxValues: number;
	options: { label: string; value: string; description?: string; default?: boolean }[];
	/** What it shows before anybody chooses: ids, or the values of a string select's default options. */
	defaultValues: string[];
	/** Of a channel select: Discord's channel types it offers; all of them when empty. */
	channelTypes: number[];
}

export interface MessagePicture {
	url: string;
	description?: string;
	spoiler: boolean;
}

/** A snapshot with the ways a test reads it. */
export interface Message extends MessageData {
	/** Every text a member reads in it: text displays, button labels, select placeholders, alt texts. */
	text(): string;
	buttons(): MessageButton[];
	selects(): MessageSelect[];
	/** Gallery items, thumbnails and file components. */
	pictures(): MessagePicture[];
}

export type RegisteredCommand = APIApplicationCommand;

export interface RequestRecord {
	method: string;
	/** With every interaction token replaced by `:token`. */
	path: string;
	/** The template, such as `/webhooks/:application/:token/messages/@original`. */
	route: string;
	status: number;
	/** Milliseconds since the epoch. */
	at: number;
	/** The JSON payload; null when there was none. */
	body: unknown;
	files: { name: string; size: number }[];
	/** Decoded `X-Audit-Log-Reason`. */
	reason?: string;
	/** What the message would have pinged: `everyone`, user and role ids. Absent on requests that post nothing. */
	mentions?: string[];
	/** The error code of Discord's answer. */
	code?: number;
}

/** A pattern is any part of `METHOD /route`, such as `PATCH /webhooks` or `/callback`. */
export interface FailNext {
	route: string;
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
	times: number;
}

export interface Faults {
	/** Waits this long before an interaction callback is looked at. */
	callbackDelayMs: number;
	/** Accepts the callback, then cuts the socket without an answer. */
	dropCallbackAnswers: boolean;
	failNext: FailNext[];
	delay: { route: string; ms: number }[];
	/** Ids of users who do not take the bot's direct messages (50007). */
	dmRefused: Set<string>;
	cdn: {
		slowBytesPerSecond?: number;
		cutAfterBytes?: number;
		redirectTo?: string;
		/** Every address has expired. */
		expireNow?: boolean;
		/** Sent as Content-Length instead of the truth. */
		wrongLength?: number;
		/** Sent instead of the type by extension. */
		contentType?: string;
	};
	/** What `GET /gateway/bot` recommends. */
	gatewayShards: number;
	/** IDENTIFY with fewer shards than this is closed with 4011. */
	minimumShards: number;
	/** Heartbeats stay unanswered, as on a zombie connection. */
	ignoreHeartbeats: boolean;
	heartbeatIntervalMs: number;
	/** How many shards may identify at once; an IDENTIFY within `identifyIntervalMs` of its key's last is refused. */
	maxConcurrency: number;
	/** Discord's is 5,000; 0 lets a restarted bot in at once. */
	identifyIntervalMs: number;
}

/** `faults` over the control plane: sets are lists there. */
export type FaultsPatch = Partial<Omit<Faults, 'dmRefused'>> & { dmRefused?: string[] };
