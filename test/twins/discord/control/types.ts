import type {
	AckEvent,
	Author,
	Choice,
	Fields,
	MessageData,
	ModalData,
	ModalEvent,
	Options,
	RegisteredCommand,
	Upload,
	UploadReference,
} from '../types.ts';
import type { Channel, Group, Guild, User } from '../world/types.ts';

export interface BurstRequest {
	count: number;
	command: string;
	options?: Options;
	subcommand?: string;
	/** Distinct synthetic members; as many as `count` unless told. */
	users?: number;
	channel?: string;
	intervalMs?: number;
}

export interface BurstResult {
	/** Milliseconds from delivery to callback, one per acknowledged interaction. */
	acks: number[];
	missing: number;
}

/** `GET /twin/world`. */
export interface WorldData {
	applicationId: string;
	bot: Author;
	/** With the bot's managed role among the roles. */
	guilds: Guild[];
	/** Conversations between people. */
	groups: Group[];
	/** Ids of users who have the app wherever they go. */
	userInstalls: string[];
	/** Every channel with its guild, in order, threads among them. */
	channels: (Channel & { guildId: string })[];
	users: User[];
	commands: RegisteredCommand[];
	/** Channel id → user id → effective permissions as a bit-set string; the channel is hidden without bit 10. */
	permissions: Record<string, Record<string, string>>;
}

export type ActKind =
	| 'slash'
	| 'autocomplete'
	| 'menu'
	| 'press'
	| 'force'
	| 'choose'
	| 'submit'
	| 'say'
	| 'speak'
	| 'install';

/** `POST /twin/act`. `channel: 'dm'` is the direct message with the bot; else a channel, thread or group. */
export interface ActRequest {
	as: string;
	do: ActKind;
	channel?: string;
	command?: string;
	group?: string;
	subcommand?: string;
	/** As in `SlashExtra`. */
	overridden?: boolean;
	options?: Options;
	focused?: string;
	/** A message's id; for a user command give `user`. */
	message?: string;
	user?: string;
	/** Custom id, or the label for `press`. */
	customId?: string;
	values?: string[];
	/** The id of the interaction whose modal is answered. */
	interaction?: string;
	fields?: Fields;
	content?: string;
	files?: (Upload | UploadReference)[];
	/** For `speak`. */
	locale?: string;
	/** For `install`; true unless told. */
	installed?: boolean;
}

/** A refusal by the member's own client (a required option, a disabled button) is status 400 and `{error}`. */
export interface ActAnswer {
	interaction?: { id: string; token: string };
	choices?: Choice[];
	message?: MessageData;
}

/** `GET /twin/interaction?id=`. */
export interface InteractionState {
	id: string;
	acked: boolean;
	type?: number;
	ephemeral?: boolean;
	afterMs?: number;
	modal?: ModalData;
	/** 'The application did not respond' after 3 s. */
	error?: string;
	/** The original response (or the edited message of a press), then the follow-ups. */
	messages: MessageData[];
}

/** `GET /twin/events?as=`: the event's name is the key, its data the value as JSON. */
export interface StreamEvents {
	message: { channelId: string; message: MessageData };
	edit: { channelId: string; message: MessageData };
	delete: { channelId: string; message: MessageData };
	ack: AckEvent;
	modal: ModalEvent;
	typing: { channelId: string; userId: string };
	/** The bot registered its commands anew. */
	commands: { count: number };
	/** Threads, languages or installations are not what they were: ask for the world again. */
	world: object;
}
