/** The tables of what servers' moderators decide, as the queries see them. Times are milliseconds since the epoch. */
export interface ModerationTables {
	cases: CasesTable;
	case_reports: CaseReportsTable;
	audit: AuditTable;
	strikes: StrikesTable;
	pauses: PausesTable;
	words: WordsTable;
	word_lists: WordListsTable;
	removed_pictures: RemovedPicturesTable;
}

export interface CasesTable {
	guild_id: string;
	number: number;
	revision: number;
	kind: string;
	state: string;
	user_id: string;
	job_id: string;
	opened_at: number;
	changed_at: number;
	claimed_by: string | null;
	/** When it was decided; null while it is not, and for what ended without anybody's decision. */
	decided_at: number | null;
	/** 1 while an appeal waits for its answer, else 0. */
	appealed: number;
	/** 1 while it should have a card and has none, else 0. */
	due: number;
	/** 1 once its words are gone and no new ones came, else 0. */
	emptied: number;
	/** JSON of everything about the case that has no column. */
	body: string;
}

/** Who reported in which case, for finding what a member wrote; the words themselves are in the case. */
export interface CaseReportsTable {
	guild_id: string;
	case_number: number;
	user_id: string;
}

export interface AuditTable {
	guild_id: string;
	/** Counts from 1 in each server, in the order of the writes. */
	n: number;
	at: number;
	/** Null for the bot itself. */
	by_user: string | null;
	action: string;
	case_number: number | null;
	about_user: string | null;
	/** A JSON string: what people write may hold a NUL, which PostgreSQL takes in no text. */
	why: string;
}

export interface StrikesTable {
	guild_id: string;
	case_number: number;
	user_id: string;
	at: number;
	by_user: string;
}

export interface PausesTable {
	guild_id: string;
	user_id: string;
	until: number;
	by_user: string;
	case_number: number | null;
}

export interface WordsTable {
	guild_id: string;
	id: string;
	kind: string;
	/** A JSON string. */
	text: string;
	verdict: string;
	by_user: string;
	at: number;
}

export interface WordListsTable {
	guild_id: string;
	/** Grows with each change of the server's words, and is never used twice. */
	version: number;
}

export interface RemovedPicturesTable {
	guild_id: string;
	/** 64 bits as 16 hex digits. */
	hash: string;
	case_number: number;
	at: number;
}
