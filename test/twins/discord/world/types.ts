/** The guilds, channels and people of a twin: plain data, so that a test can change a permission in place. */
export interface World {
	guilds: Guild[];
	users: User[];
	/** Conversations between people in which the bot has no part. */
	groups?: Group[];
	/** Ids of users who have installed the app for themselves: it follows them where the bot is not. */
	userInstalls?: string[];
}

/** A group's direct message: its members see it, the bot does not. */
export interface Group {
	id: string;
	name: string;
	userIds: string[];
}

export interface User {
	id: string;
	username: string;
	globalName: string;
	locale: string;
	/** CSS colour for the drawn avatar. */
	avatarColor: string;
	bot?: boolean;
}

export interface Guild {
	id: string;
	name: string;
	ownerId: string;
	locale: string;
	features: string[];
	/** The role whose id is the guild's own id is @everyone. */
	roles: Role[];
	channels: Channel[];
	members: Member[];
	/** Permissions of the bot's managed role, a bit-set string: what its invite link asked for. Without them it has no role. */
	botPermissions?: string;
	/** Nobody has invited the bot: it reads and posts nothing here, and only members who installed the app can use it. */
	withoutBot?: boolean;
	/** What the server's AutoMod watches for; a bot that may manage the server can read it. */
	autoModRules?: AutoModRule[];
}

/** A rule of Discord's AutoMod; what is left out is as Discord has it for a new one. */
export interface AutoModRule {
	id: string;
	name: string;
	/** 1, the default, is a keyword rule; 3 spam, 4 Discord's own word lists, 5 mention spam, 6 members' profiles. */
	triggerType?: 1 | 3 | 4 | 5 | 6;
	/** True unless told. */
	enabled?: boolean;
	/** With `*` at an edge as Discord reads it. */
	keywords?: string[];
	/** For Rust's regex engine. */
	patterns?: string[];
	allowed?: string[];
	exemptRoles?: string[];
	exemptChannels?: string[];
}

export interface Role {
	id: string;
	name: string;
	permissions: string;
	color: number;
}

export interface Channel {
	id: string;
	name: string;
	/** Discord's channel type: 0 text, 5 announcement, 11 a public thread. */
	type: number;
	topic?: string;
	/** The channel that a thread (type 10 to 12) belongs to; its overwrites count for the thread. */
	parentId?: string;
	/** What only threads have; an open one of nobody's when absent. */
	thread?: ThreadState;
	nsfw?: boolean;
	overwrites: Overwrite[];
}

export interface ThreadState {
	ownerId: string;
	archived: boolean;
	locked: boolean;
	/** Minutes of silence. */
	autoArchiveAfter: number;
	/** Those who follow it. */
	memberIds: string[];
	/** Milliseconds since the epoch. */
	createdAt: number;
	archivedAt: number;
}

/** `type` 0 is a role, 1 a member. */
export interface Overwrite {
	id: string;
	type: 0 | 1;
	allow: string;
	deny: string;
}

export interface Member {
	userId: string;
	nick?: string;
	roles: string[];
}
