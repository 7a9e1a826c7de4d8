import type { AuditAction, AuditEntry, AuditLine, Pause, Strike } from '../core/moderation/books.ts';
import type { Case, CaseKind, CaseState } from '../core/moderation/case.ts';
import type { AuditTable, CasesTable, PausesTable, StrikesTable } from './moderation-schema.ts';

type InColumns =
	| 'guildId'
	| 'number'
	| 'revision'
	| 'kind'
	| 'state'
	| 'userId'
	| 'jobId'
	| 'openedAt'
	| 'changedAt'
	| 'claimedBy';

/** What a case is without the fields that have a column of their own. */
type Body = Omit<Case, InColumns>;

export function toCaseRow(of: Case): CasesTable {
	const { guildId, number, revision, kind, state, userId, jobId, openedAt, changedAt, claimedBy, ...body } = of;
	const isAppealed = body.appeal !== undefined && !body.appeal.answer;
	return {
		guild_id: guildId,
		number,
		revision,
		kind,
		state,
		user_id: userId,
		job_id: jobId,
		opened_at: openedAt,
		changed_at: changedAt,
		claimed_by: claimedBy ?? null,
		decided_at: body.decision?.at ?? null,
		appealed: isAppealed ? 1 : 0,
		due: !body.card && (state === 'open' || isAppealed) ? 1 : 0,
		emptied: body.emptied && !hasWords(body) ? 1 : 0,
		body: JSON.stringify(body satisfies Body),
	};
}

/** An emptied case can be reported or appealed against anew, and that has words again. */
const hasWords = ({ reports, decision, appeal }: Body): boolean =>
	[...reports.map(({ text }) => text), decision?.reason, decision?.changedTo, appeal?.text, appeal?.answer?.text].some(
		(text) => text !== undefined && text !== '',
	);

export const toCase = (row: CasesTable): Case => ({
	...(JSON.parse(row.body) as Body),
	guildId: row.guild_id,
	number: row.number,
	revision: row.revision,
	kind: row.kind as CaseKind,
	state: row.state as CaseState,
	userId: row.user_id,
	jobId: row.job_id,
	openedAt: row.opened_at,
	changedAt: row.changed_at,
	...(row.claimed_by === null ? {} : { claimedBy: row.claimed_by }),
});

export const toAuditRow = (
	{ guildId, at, by, action, case: number, about, why }: AuditEntry,
	n: number,
): AuditTable => ({
	guild_id: guildId,
	n,
	at,
	by_user: by,
	action,
	case_number: number,
	about_user: about,
	why: JSON.stringify(why),
});

export const toAuditLine = (row: AuditTable): AuditLine => ({
	guildId: row.guild_id,
	n: row.n,
	at: row.at,
	by: row.by_user,
	action: row.action as AuditAction,
	case: row.case_number,
	about: row.about_user,
	why: JSON.parse(row.why) as string,
});

export const toStrikeRow = ({ guildId, userId, case: number, at, by }: Strike): StrikesTable => {
	return { guild_id: guildId, case_number: number, user_id: userId, at, by_user: by };
};

export const toStrike = ({ guild_id, case_number, user_id, at, by_user }: StrikesTable): Strike => {
	return { guildId: guild_id, userId: user_id, case: case_number, at, by: by_user };
};

export const toPauseRow = ({ guildId, userId, until, by, case: number }: Pause): PausesTable => {
	return { guild_id: guildId, user_id: userId, until, by_user: by, case_number: number };
};

export const toPause = ({ guild_id, user_id, until, by_user, case_number }: PausesTable): Pause => {
	return { guildId: guild_id, userId: user_id, until, by: by_user, case: case_number };
};
