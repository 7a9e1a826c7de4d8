import type { ModerationTables } from './moderation-schema.ts';
import type { StudioTables } from './studio-schema.ts';

/** The tables, as the queries see them. Times are milliseconds since the epoch, money is micro-dollars. */
export interface Tables extends ModerationTables, StudioTables {
	jobs: JobsTable;
	job_pictures: JobPicturesTable;
	settings: SettingsTable;
	settings_changes: SettingsChangesTable;
	stops: StopsTable;
	budget_alerts: BudgetAlertsTable;
	guilds: GuildsTable;
	key_values: KeyValuesTable;
}

export interface JobsTable {
	id: string;
	state: string;
	revision: number;
	guild_id: string | null;
	user_id: string;
	channel_id: string;
	created_at: number;
	changed_at: number;
	model: string;
	images: number;
	reserved_micros: number;
	cost_micros: number | null;
	/** What counts against the limits of the server and the member (`chargeOf`): pictures, and money. */
	counted_images: number;
	guild_micros: number;
	/** The job it was made from. */
	parent: string | null;
	/** The batch it belongs to. */
	batch: string | null;
	/** In lower case, as it was asked for. */
	persona: string | null;
	/** 1 where only its member sees the result, else 0. */
	private: number;
	/** The same for all that ask for exactly the same; null for jobs from before there was such a thing. */
	sameness: string | null;
	/** 1 while the member is owed something, else 0. */
	owed: number;
	/** The interaction token: apart from the body, so that it can be forgotten without rewriting the job. */
	token: string | null;
	/** JSON of everything about the job that has no column. */
	body: string;
}

export interface JobPicturesTable {
	job_id: string;
	kind: string;
	role: string;
	idx: number;
	type: string;
	bytes: Uint8Array;
}

export interface SettingsTable {
	guild_id: string;
	revision: number;
	/** JSON of the settings as they were understood when they were written. */
	body: string;
	changed_at: number;
}

export interface SettingsChangesTable {
	guild_id: string;
	/** The one that this change made. */
	revision: number;
	at: number;
	user_id: string;
	how: string;
	/** JSON. */
	differences: string;
}

/** Requests that a rule stopped before they became jobs. */
export interface StopsTable {
	guild_id: string;
	at: number;
	user_id: string;
	/** The refusal's. */
	code: string;
}

export interface BudgetAlertsTable {
	guild_id: string;
	/** `2026-11` */
	month: string;
	percent: number;
	spent: number;
	budget: number;
	at: number;
	/** 1 once it was told, else 0. */
	told: number;
}

export interface GuildsTable {
	guild_id: string;
	greeted_at: number | null;
	/** Null while the bot is in there. */
	left_at: number | null;
}

export interface KeyValuesTable {
	namespace: string;
	key: string;
	/** JSON. */
	value: string;
	/** Null for never. */
	expires_at: number | null;
}
