/** The tables of what members keep and set going, as the queries see them. Times are milliseconds since the epoch. */
export interface StudioTables {
	personas: PersonasTable;
	stars: StarsTable;
	batches: BatchesTable;
}

export interface PersonasTable {
	/** `member` or `server`. */
	owner: string;
	owner_id: string;
	/** The name as it is looked up. */
	key: string;
	by_user: string;
	at: number;
	/** JSON of the rest. */
	body: string;
}

export interface StarsTable {
	user_id: string;
	job_id: string;
	at: number;
}

export interface BatchesTable {
	id: string;
	guild_id: string | null;
	user_id: string;
	/** 1 while its message may still have to change, else 0. */
	open: number;
	at: number;
	/** JSON of the rest. */
	body: string;
}
