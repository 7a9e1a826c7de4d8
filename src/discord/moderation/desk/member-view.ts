import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { MemberRecord, Strike } from '../../../core/moderation/books.ts';
import type { Case } from '../../../core/moderation/case.ts';
import { button, type Payload, payload, row, small, text } from '../../payload.ts';
import type { Notice } from '../../settings/notices.ts';
import { numeral, type Wording } from '../../settings/wording.ts';
import { ago } from '../../text.ts';
import { joined } from '../../views/parts.ts';
import { pauseOptions } from '../pause-lengths.ts';
import { caseSection } from './case-line.ts';
import { memberId } from './ids.ts';
import { pageWords, turning } from './pages.ts';

export const casesOnPage = 7;
const mostStrikes = 8;

export interface Member {
	userId: string;
	page: number;
	/** Newest first. */
	cases: readonly Case[];
	/** Over all pages. */
	total: number;
	record: MemberRecord;
	/** Milliseconds after which a strike counts no more. */
	fadesAfterMs: number;
	/** What was done, above the rest. */
	notice: Notice;
}

export function memberView(member: Member, wording: Wording): Payload {
	const { userId, page, cases, total, record, notice } = member;
	const { t, locale, now } = wording;
	const isPaused = record.pausedUntil !== null && record.pausedUntil > now;
	const paged = { page, perPage: casesOnPage, total };
	const count = t('moderation.member.cases', { count: total, number: numeral(total, wording) });
	return payload('panel', [
		text(`## ${t('moderation.member.title', { user: `<@${userId}>` })}\n${standing(record, isPaused, wording)}`),
		...notice,
		...strikes(member, wording),
		...cases.map((it) => caseSection(it, wording, { showsMember: false })),
		small(joined([count, pageWords(paged, wording)], locale)),
		pauseSelect(userId, page, wording),
		row(
			...turning(paged, (at) => memberId({ verb: 'page', userId, page: at }), wording),
			...(isPaused ? [button(t('moderation.member.unpause'), memberId({ verb: 'unpause', userId, page }))] : []),
			button(t('moderation.member.refresh'), memberId({ verb: 'page', userId, page })),
		),
	]);
}

function standing({ pausedUntil }: MemberRecord, isPaused: boolean, { t }: Wording): string {
	return isPaused && pausedUntil !== null
		? t('moderation.member.paused', { when: ago(pausedUntil) })
		: t('moderation.member.free');
}

function strikes({ record, fadesAfterMs }: Member, wording: Wording): APIComponentInContainer[] {
	const { t } = wording;
	const { length: count } = record.strikes;
	if (count === 0) return [text(t('moderation.member.noStrikes'))];
	const line = ({ case: number, at, by }: Strike) =>
		`- ${t('moderation.member.strike', { number, when: ago(at), who: `<@${by}>`, fades: ago(at + fadesAfterMs) })}`;
	const more = count - mostStrikes;
	return [
		text(
			[
				`**${t('moderation.member.strikes', { count, number: numeral(count, wording) })}**`,
				...record.strikes.slice(0, mostStrikes).map(line),
				...(more > 0 ? [`- ${t('moderation.member.moreStrikes', { count: more })}`] : []),
			].join('\n'),
		),
	];
}

/** Another pause takes the place of the one before. */
function pauseSelect(userId: string, page: number, { t, locale }: Wording): APIComponentInContainer {
	return row({
		type: ComponentType.StringSelect,
		custom_id: memberId({ verb: 'pause', userId, page }),
		placeholder: t('case.button.pauseMember'),
		options: pauseOptions(locale),
	});
}
