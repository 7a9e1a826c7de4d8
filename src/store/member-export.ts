import type { Kysely } from 'kysely';
import type { MemberCase, MemberData } from '../core/moderation/books.ts';
import type { Case } from '../core/moderation/case.ts';
import type { KeptPersona } from '../core/personas.ts';
import { batchesOf } from './batch-book.ts';
import { toAuditLine, toCase, toPause, toStrike } from './case-rows.ts';
import { jobsOf } from './jobs-of.ts';
import { personasBy } from './persona-book.ts';
import { toJob } from './rows.ts';
import type { JobsTable, Tables } from './schema.ts';
import { toChange } from './settings-book.ts';

/** All that is kept of a member but the bytes of pictures. */
export async function exportMember(db: Kysely<Tables>, userId: string): Promise<MemberData> {
	const jobs: MemberData['jobs'][number][] = [];
	for await (const rows of jobsOf(db, userId)) jobs.push(...rows.map(jobOf));
	return {
		jobs,
		cases: (await casesAbout(db, userId)).map(caseOf),
		strikes: await strikesOf(db, userId),
		pauses: await pausesOf(db, userId),
		audit: await auditOf(db, userId),
		reports: await reportsOf(db, userId),
		acts: await actsOf(db, userId),
		stops: await stopsOf(db, userId),
		batches: await batchesOf(db, userId),
		changes: await changesOf(db, userId),
		personas: (await personasBy(db, userId)).map(personaOf),
		stars: await starsOf(db, userId),
	};
}

/** Without the address of the answer: its token is a secret, if a short one. */
function jobOf(row: JobsTable): MemberData['jobs'][number] {
	const { reply: _, asker, ...rest } = toJob(row);
	return { ...rest, guildId: asker.guildId, channelId: asker.channelId };
}

const personaOf = ({ name, perspective, defaults, owner, at }: KeptPersona): MemberData['personas'][number] => {
	return { guildId: owner.kind === 'server' ? owner.id : null, at, name, perspective, defaults };
};

async function casesAbout(db: Kysely<Tables>, userId: string): Promise<Case[]> {
	const rows = await db
		.selectFrom('cases')
		.selectAll()
		.where('user_id', '=', userId)
		.orderBy('guild_id')
		.orderBy('number')
		.execute();
	return rows.map(toCase);
}

function caseOf({ revision: _, userId: __, claimedBy: ___, card: ____, ...found }: Case): MemberCase {
	const { reports, decision, appeal, ...facts } = found;
	return {
		...facts,
		reports: reports.map(({ at, text }) => ({ at, text })),
		...(decision ? { decision: withoutBy(decision) } : {}),
		...(appeal
			? {
					appeal: {
						text: appeal.text,
						at: appeal.at,
						...(appeal.answer ? { answer: withoutBy(appeal.answer) } : {}),
					},
				}
			: {}),
	};
}

const withoutBy = <T extends { by: unknown }>({ by: _, ...rest }: T): Omit<T, 'by'> => rest;

async function strikesOf(db: Kysely<Tables>, userId: string): Promise<MemberData['strikes']> {
	const rows = await db.selectFrom('strikes').selectAll().where('user_id', '=', userId).orderBy('at').execute();
	return rows.map(toStrike).map(({ userId: _, by: __, ...rest }) => rest);
}

async function pausesOf(db: Kysely<Tables>, userId: string): Promise<MemberData['pauses']> {
	const rows = await db.selectFrom('pauses').selectAll().where('user_id', '=', userId).orderBy('guild_id').execute();
	return rows.map(toPause).map(({ userId: _, by: __, ...rest }) => rest);
}

async function auditOf(db: Kysely<Tables>, userId: string): Promise<MemberData['audit']> {
	const rows = await db
		.selectFrom('audit')
		.selectAll()
		.where('about_user', '=', userId)
		.orderBy('guild_id')
		.orderBy('n')
		.execute();
	return rows.map(toAuditLine).map(({ n: _, about: __, by, ...rest }) => {
		return { ...rest, by: by === null ? 'bot' : by === userId ? 'self' : 'other' };
	});
}

async function reportsOf(db: Kysely<Tables>, userId: string): Promise<MemberData['reports']> {
	const rows = await db
		.selectFrom('cases')
		.innerJoin('case_reports', (join) =>
			join.onRef('case_reports.guild_id', '=', 'cases.guild_id').onRef('case_reports.case_number', '=', 'cases.number'),
		)
		.selectAll('cases')
		.where('case_reports.user_id', '=', userId)
		.orderBy('cases.guild_id')
		.orderBy('cases.number')
		.execute();
	return rows
		.map(toCase)
		.flatMap(({ guildId, number, reports }) =>
			reports.filter((report) => report.userId === userId).map(({ at, text }) => ({ guildId, case: number, at, text })),
		);
}

/** Lines about themselves stand in the log already. */
async function actsOf(db: Kysely<Tables>, userId: string): Promise<MemberData['acts']> {
	const rows = await db
		.selectFrom('audit')
		.selectAll()
		.where('by_user', '=', userId)
		.where(({ or, eb }) => or([eb('about_user', 'is', null), eb('about_user', '<>', userId)]))
		.orderBy('guild_id')
		.orderBy('n')
		.execute();
	return rows.map(toAuditLine).map(({ n: _, by: __, about: ___, ...rest }) => rest);
}

async function stopsOf(db: Kysely<Tables>, userId: string): Promise<MemberData['stops']> {
	const rows = await db.selectFrom('stops').selectAll().where('user_id', '=', userId).orderBy('at').execute();
	return rows.map(({ guild_id, at, code }) => ({ guildId: guild_id, at, code }));
}

async function changesOf(db: Kysely<Tables>, userId: string): Promise<MemberData['changes']> {
	const rows = await db
		.selectFrom('settings_changes')
		.selectAll()
		.where('user_id', '=', userId)
		.orderBy('at')
		.execute();
	return rows.map((row) => {
		const { at, how, differences } = toChange(row);
		return { guildId: row.guild_id, at, how, differences };
	});
}

async function starsOf(db: Kysely<Tables>, userId: string): Promise<MemberData['stars']> {
	const rows = await db.selectFrom('stars').selectAll().where('user_id', '=', userId).orderBy('at').execute();
	return rows.map(({ job_id, at }) => ({ job: job_id, at }));
}
