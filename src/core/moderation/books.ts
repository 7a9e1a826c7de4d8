import type { Batch } from '../batch.ts';
import type { Change } from '../books.ts';
import type { Job } from '../job.ts';
import type { Persona } from '../personas.ts';
import type { Appeal, Case, CaseDecision, NewCase } from './case.ts';
import type { Scores } from './categories.ts';

/** What is kept for a server's moderators: cases, the audit log, words, strikes and pauses. The store implements these. */

/** One line of the audit log: written with what it tells of, in the same transaction, and never changed. */
export interface AuditEntry {
	guildId: string;
	/** Milliseconds since the epoch. */
	at: number;
	/** Who did it; null for the bot itself (time was over, the member's wish). */
	by: string | null;
	action: AuditAction;
	/** The case's number, and whom it is about; null where there is none. */
	case: number | null;
	about: string | null;
	/** Why, in the words of whoever did it; emptied with the case's words. */
	why: string;
}

/** As it stands in the log. */
export interface AuditLine extends AuditEntry {
	/** Counts from 1 in each server. */
	n: number;
}

export const auditActions = [
	'opened',
	'claimed',
	'unclaimed',
	'approved',
	'changed',
	'refused',
	'kept',
	'removed',
	'spoilered',
	'undone',
	'expired',
	'withdrawn',
	'warned',
	'paused',
	'unpaused',
	'appealed',
	'answered',
	'reported',
	'wordAdded',
	'wordRemoved',
	'serverPaused',
	'serverResumed',
	'emptied',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** A warning; it counts until it fades (the server's setting), and outlives the words of its case. */
export interface Strike {
	guildId: string;
	userId: string;
	case: number;
	at: number;
	by: string;
}

/** What is written together with a case's next revision. */
export interface With {
	audit: readonly AuditEntry[];
	/** The job's next revision, where the decision moves it: both or none are written. */
	job?: Job;
	strike?: Strike;
	pause?: Pause;
	/** Takes the strike of this case back. */
	forgiven?: boolean;
}

/** A member who may not draw in this server until then (ms). */
export interface Pause {
	guildId: string;
	userId: string;
	until: number;
	by: string;
	case: number | null;
}

export interface CaseFilter {
	guildId: string;
	/** Only those that wait for a decision, only appeals without an answer, or all. */
	show: 'open' | 'appeals' | 'all';
	kind?: Case['kind'];
	userId?: string;
	/** Null: nobody's yet. */
	claimedBy?: string | null;
	/** Oldest first for what waits, newest first for all. */
	limit: number;
	offset?: number;
}

/** How fast a server's moderators decide, over the cases decided since then. Milliseconds; null when there were none. */
export interface ResponseTimes {
	waiting: number;
	appeals: number;
	oldestOpenedAt: number | null;
	decided: number;
	medianMs: number | null;
	slowestMs: number | null;
}

export interface CaseBook {
	/**
	 * Opens one outside of any job's transaction (a report). The number is the server's next, and goes into the audit lines that name no
	 * case. A job has one case of each kind: where it is there already, that one is given back as it stands, and nothing is written.
	 */
	open(opened: NewCase, at: number, audit: readonly AuditEntry[]): Promise<Case>;
	find(guildId: string, number: number): Promise<Case | undefined>;
	/** The newest case of a job, of this kind where one is named. */
	ofJob(jobId: string, kind?: Case['kind']): Promise<Case | undefined>;
	list(filter: CaseFilter): Promise<{ cases: Case[]; total: number }>;
	/** Writes the next revision, and what goes with it, in ONE transaction. Throws `StaleCase` or `StaleJob` when another write came first, and then nothing is written. */
	save(next: Case, together: With): Promise<void>;
	responseTimes(guildId: string, since: number): Promise<ResponseTimes>;
	/** Open cases that were opened before (ms), in all servers. */
	openedBefore(before: number): Promise<Case[]>;
	/** Cases without a card that should have one, oldest first: open ones, and appeals without an answer, that no process has shown yet. */
	unshown(): Promise<Case[]>;
}

/** Thrown by `CaseBook.save` when the case was changed by somebody else since it was read. */
export class StaleCase extends Error {
	constructor(number: number) {
		super(`case ${number} was changed meanwhile`);
		this.name = 'StaleCase';
	}
}

export interface MemberRecord {
	/** Of all kinds but `budget`, which says nothing about anybody. */
	cases: number;
	/** Newest first; those that have faded are left out. */
	strikes: readonly Strike[];
	/** Of the latest pause; it may be over. */
	pausedUntil: number | null;
}

export interface MemberBook {
	/** `strikesSince`: older strikes have faded (ms). */
	record(whose: { guildId: string; userId: string }, strikesSince: number): Promise<MemberRecord>;
	pausedUntil(whose: { guildId: string; userId: string }, now: number): Promise<number | null>;
	pause(pause: Pause, audit: AuditEntry): Promise<void>;
	/** Where there is no pause nothing is written. */
	unpause(whose: { guildId: string; userId: string }, audit: AuditEntry): Promise<void>;
}

/** A word, phrase, pattern or exception of a server. */
export interface WordEntry {
	id: string;
	guildId: string;
	kind: 'word' | 'pattern' | 'allow';
	text: string;
	verdict: 'hold' | 'refuse';
	by: string;
	at: number;
}

export interface WordBook {
	/** All of a server's, oldest first. */
	list(guildId: string): Promise<WordEntry[]>;
	/** False when the same text of this kind is there already. */
	add(entry: WordEntry, audit: AuditEntry): Promise<boolean>;
	remove(guildId: string, id: string, audit: AuditEntry): Promise<boolean>;
	/** Grows with each change of a server's list, so that a compiled filter can be kept; 0 for a list that never was. */
	version(guildId: string): Promise<number>;
}

export interface AuditBook {
	/** Newest first. `before`: only lines with a smaller `n`. */
	list(guildId: string, page: { limit: number; before?: number; case?: number }): Promise<AuditLine[]>;
	/** Oldest first, since then (ms), for the CSV. */
	all(guildId: string, since: number, limit: number): Promise<AuditLine[]>;
	append(entry: AuditEntry): Promise<void>;
}

/** A picture that a moderator removed: what looks like it is not posted again in that server. 64 bits as 16 hex digits. */
export interface RemovedBook {
	add(guildId: string, hashes: readonly string[], caseNumber: number, at: number): Promise<void>;
	/** The case of the nearest one within so many bits. */
	near(guildId: string, hash: string, bits: number): Promise<number | undefined>;
	/** Its removal was undone. */
	drop(guildId: string, caseNumber: number): Promise<void>;
}

/** What `/privacy delete` did. */
export interface EmptiedMember {
	/** How many jobs lost their words. */
	jobs: number;
	/** The cases that lost theirs, as they are now: their cards still show them. */
	cases: readonly Case[];
	/** How many personas of their own are gone. */
	personas: number;
	/** Jobs that are not over yet, or that moderators still decide about: these keep their words until then. */
	underWay: readonly Job[];
}

/** A prompt of the last weeks, with what the moderation endpoint said of it, where it was asked. */
export interface PromptLine {
	jobId: string;
	userId: string;
	/** Milliseconds since the epoch. */
	at: number;
	prompt: string;
	/** Only its member may read it. */
	private: boolean;
	scores?: Scores;
}

export interface PromptBook {
	/** A server's since then (ms), newest first; those whose words are gone are left out. `limit`: 5,000 at most. */
	recent(guildId: string, since: number, limit: number): Promise<PromptLine[]>;
}

/** A case as the member whom it is about may have it: without the ids of those who reported and decided. */
export interface MemberCase
	extends Omit<Case, 'revision' | 'userId' | 'reports' | 'claimedBy' | 'decision' | 'appeal' | 'card'> {
	reports: readonly { at: number; text: string }[];
	decision?: Omit<CaseDecision, 'by'>;
	appeal?: Pick<Appeal, 'text' | 'at'> & { answer?: Omit<NonNullable<Appeal['answer']>, 'by'> };
}

/** What is kept of a member, ready for JSON; other people are told apart from them and not named. */
export interface MemberData {
	jobs: readonly (Omit<Job, 'reply' | 'asker'> & { guildId: string | null; channelId: string })[];
	/** Cases about them. */
	cases: readonly MemberCase[];
	strikes: readonly Omit<Strike, 'userId' | 'by'>[];
	pauses: readonly Omit<Pause, 'userId' | 'by'>[];
	/** Lines of the log that are about them. */
	audit: readonly (Omit<AuditEntry, 'by' | 'about'> & { by: 'self' | 'other' | 'bot' })[];
	/** What they reported. */
	reports: readonly { guildId: string; case: number; at: number; text: string }[];
	/** What they did about others as a moderator. */
	acts: readonly Omit<AuditEntry, 'by' | 'about'>[];
	/** Their requests that a rule stopped. */
	stops: readonly { guildId: string; at: number; code: string }[];
	/** The lists of prompts they set going; the words are in the jobs as soon as those are accepted. */
	batches: readonly (Pick<Batch, 'id' | 'at' | 'request' | 'prompts' | 'total' | 'isOpen'> & {
		guildId: string | null;
		channelId: string;
	})[];
	/** What they changed in servers' settings. */
	changes: readonly ({ guildId: string } & Pick<Change, 'at' | 'how' | 'differences'>)[];
	/** Personas they wrote: their own, and those of servers, which stay the servers'. */
	personas: readonly ({ guildId: string | null; at: number } & Persona)[];
	/** The results that they marked with a star. */
	stars: readonly { job: string; at: number }[];
}

/** The words of cases and jobs go; the facts stay. What is still under way, or waits for a decision, keeps them until it has ended. */
export interface PrivacyBook {
	/**
	 * Empties cases that were opened more than their server's retention (days) before `now` (ms), with their jobs and pictures.
	 * Strikes stay. Resolves with the cases as they are now: their cards still show the words.
	 */
	emptyCases(now: number, retentionOf: (guildId: string) => Promise<number>): Promise<Case[]>;
	/**
	 * Empties all that a member wrote in one server, or (null) anywhere: their jobs, cases about them, what they reported. Personas of their
	 * own belong to no server: they go with everything.
	 */
	emptyMember(guildId: string | null, userId: string, now: number): Promise<EmptiedMember>;
	exportMember(userId: string): Promise<MemberData>;
}
