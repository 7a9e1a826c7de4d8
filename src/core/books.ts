import type { Period } from './calendar.ts';
import type { Before, OwnerKind, TypedPersona } from './personas.ts';
import type { ImageRequest } from './request.ts';
import type { Settings } from './settings.ts';
import type { Difference, Patch, Path } from './settings-change.ts';

/** What is kept for a server's admins: settings with their history, usage, alerts. The store implements these. */

/** What a server decided, as it stands. */
export interface Kept {
	settings: Settings;
	/** Counts the changes; 0 is a server that never changed anything. */
	revision: number;
}

/** How a change came about; named in the locale files under `settings.how.<name>`. */
export const hows = ['panel', 'command', 'import', 'revert', 'setup'] as const;
export type How = (typeof hows)[number];

/** One entry of the history. */
export interface Change {
	/** The revision it made. */
	revision: number;
	/** Milliseconds since the epoch. */
	at: number;
	userId: string;
	how: How;
	differences: readonly Difference[];
}

export interface ChangeRequest {
	guildId: string;
	userId: string;
	how: How;
	patch: Patch;
	/**
	 * The revision that whoever changes it was looking at: what others have changed since on the same paths is not overwritten.
	 * Left out where a value was typed out in full knowledge.
	 */
	seen?: number;
	/** Milliseconds since the epoch. */
	at: number;
}

export interface SettingsBook {
	/** The defaults for a server that never changed anything. */
	read(guildId: string): Promise<Kept>;
	/**
	 * ONE transaction: the newest settings are read, the patch is put in, and both the settings and an entry of the history are
	 * written. A patch that changes nothing writes nothing. Throws `SettingsWrong` for what cannot be, `SettingsConflict` when somebody
	 * else changed the same since `seen`.
	 */
	change(request: ChangeRequest): Promise<Kept & { differences: readonly Difference[] }>;
	/** Newest first. */
	history(guildId: string, page: { limit: number; before?: number }): Promise<Change[]>;
	/** One entry; undefined when there is none of this revision. */
	entry(guildId: string, revision: number): Promise<Change | undefined>;
}

/** Thrown by `SettingsBook.change`: others were faster with the same paths. Nothing was changed. */
export class SettingsConflict extends Error {
	readonly now: Kept;
	/** What they did, oldest first, cut down to the paths that were to be changed. */
	readonly changes: readonly Change[];

	constructor(now: Kept, changes: readonly Change[]) {
		super('the settings were changed meanwhile');
		this.name = 'SettingsConflict';
		this.now = now;
		this.changes = changes;
	}
}

/** What somebody has prepared and not stored yet; in a direct message there is no server. */
export type Draft = { guildId: string | null; userId: string } & (
	| { kind: 'import'; settings: Settings }
	/** A patch as a list: JSON knows no undefined, so a value that is to go is left out. */
	| { kind: 'change'; how: How; changes: readonly { path: Path; value?: unknown }[] }
	/** A persona, as it was filled in. `before`: the one that it replaces. */
	| { kind: 'persona'; owner: OwnerKind; typed: TypedPersona; before: Before | null }
	/** A picture whose price was told. */
	| { kind: 'picture'; request: ImageRequest }
);

/** Drafts are gone after an hour. */
export interface DraftBook<Prepared = Draft> {
	/** Resolves with the draft's id: a new one, but for what is put back. */
	put(draft: Prepared, id?: string): Promise<string>;
	get(id: string): Promise<Prepared | undefined>;
	/** Of several that take the same draft at once, one gets it. */
	take(id: string): Promise<Prepared | undefined>;
}

/** Pictures that came, and what a server was charged for them, in micro-dollars; what is reserved counts as spent. */
export interface Used {
	images: number;
	micros: number;
}

export interface UsageReport {
	total: Used;
	/** One row for each day and model with anything in it; `day` is the index of the period. */
	days: readonly ({ day: number; model: string } & Used)[];
	/** By the index of the day: what a filter or a moderator refused, and what a rule stopped. */
	refused: readonly { day: number; count: number }[];
	/** How often each rule stopped somebody, most often first; by the refusal's code. */
	stopped: readonly { code: string; count: number }[];
	/** Most pictures first. */
	members: readonly ({ userId: string } & Used)[];
}

/** One job as a line of the CSV: no prompt, no picture. */
export interface UsageLine {
	id: string;
	/** Milliseconds since the epoch. */
	at: number;
	userId: string;
	channelId: string;
	model: string;
	quality: string;
	state: string;
	asked: number;
	images: number;
	micros: number;
}

export interface UsageBook {
	/** A server's usage over these periods, which follow each other. `members`: how many of the top ones. */
	report(guildId: string, days: readonly Period[], members: number): Promise<UsageReport>;
	/** A member's own, in one server, since then (ms). */
	member(whose: { guildId: string; userId: string }, since: number): Promise<Used>;
	/** Every job of the period, oldest first, at most `limit`. */
	lines(guildId: string, period: Period, limit: number): Promise<UsageLine[]>;
	/** A request that a rule stopped before it became a job: counted, without its words. */
	stopped(what: { guildId: string; userId: string; code: string; at: number }): Promise<void>;
}

/** Which of the budget's alerts were given. */
export interface AlertBook {
	/** Writes it down that this alert of this month and budget is due. False when it was written down before: each is given once. */
	raise(alert: Alert): Promise<boolean>;
	/** Raised and not told yet. */
	untold(): Promise<Alert[]>;
	told(alert: Alert): Promise<void>;
}

export interface Alert {
	guildId: string;
	/** `2026-11` in the server's time zone. */
	month: string;
	percent: number;
	/** Spent or reserved when it was raised, and the budget; micro-dollars. */
	spentMicros: number;
	budgetMicros: number;
	/** Milliseconds since the epoch. */
	at: number;
}

/** Which servers the bot is in, and since when it is no longer in others. */
export interface GuildBook {
	/** True once in a server's life: nobody was shown its set-up yet. */
	greet(guildId: string, at: number): Promise<boolean>;
	/** Every server that anything is kept of. */
	all(): Promise<string[]>;
	/** Notes since when (ms) the bot is not in these, and that it is in all others. */
	absent(guildIds: readonly string[], at: number): Promise<void>;
	/** Servers that the bot left before this (ms). */
	leftBefore(before: number): Promise<string[]>;
	/**
	 * Deletes all that is kept of a server in one transaction: settings, history, alerts, stopped requests, cases with their audit log,
	 * strikes, pauses, words, removed pictures, personas; finished jobs lose what
	 * people and models wrote, their pictures and their members' ids, and keep what the operator's account needs. Jobs that are
	 * under way stay until they have ended, and so do their cases. Says how many jobs were emptied.
	 */
	forget(guildId: string): Promise<number>;
}
