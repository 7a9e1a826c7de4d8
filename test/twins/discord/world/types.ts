/** The guilds, channels and people of a twin: plain data, so that a test can change a permission in place. */
export interface World {
	guilds: Guild[];
	users: User[];
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
	/** The channel that a thread (type 10 to 12) belongs to. */
	parentId?: string;
	nsfw?: boolean;
	overwrites: Overwrite[];
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
