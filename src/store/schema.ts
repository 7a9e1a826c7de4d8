/** The tables, as the queries see them. Times are milliseconds since the epoch, money is micro-dollars. */
export interface Tables {
	jobs: JobsTable;
	job_pictures: JobPicturesTable;
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
