import type { Press } from '../../press.ts';
import { type Notice, plainNotice } from '../../settings/notices.ts';
import type { Visit } from '../../settings/visit.ts';
import { ago } from '../../text.ts';
import { staleView } from '../../views/notice.ts';
import { lengthChosen } from '../pause-lengths.ts';
import { pauseMember } from '../pausing.ts';
import { type MemberId, readMemberId } from './ids.ts';
import { casesOnPage, memberView } from './member-view.ts';
import { lastPage } from './pages.ts';

const dayMs = 24 * 60 * 60_000;

/** A member's cases, the strikes that still count, and whether they may draw. */
export async function showMember(
	visit: Visit,
	{ userId, page }: Pick<MemberId, 'userId' | 'page'>,
	notice: Notice = [],
): Promise<void> {
	const { office, reply, guildId, now } = visit;
	const { strikeDays } = (await office.settings.read(guildId)).settings.moderation;
	const record = await office.members.record({ guildId, userId }, now - strikeDays * dayMs);
	const filter = { guildId, userId, show: 'all', limit: casesOnPage, offset: page * casesOnPage } as const;
	const { cases, total } = await office.cases.list(filter);
	const last = lastPage({ total, perPage: casesOnPage });
	if (page > last) return showMember(visit, { userId, page: last }, notice);
	await reply.show(memberView({ userId, page, cases, total, record, fadesAfterMs: strikeDays * dayMs, notice }, visit));
}

export async function pressMember(visit: Visit, rest: readonly string[], press: Press): Promise<void> {
	const id = readMemberId(rest);
	const length = lengthChosen(press);
	if (!id || (id.verb === 'pause' && length === undefined)) return visit.reply.instead(staleView(visit.locale));
	await visit.reply.noted();
	if (id.verb === 'page') return showMember(visit, id);
	await showMember(visit, id, await (id.verb === 'pause' ? pause(visit, id, length ?? 0) : unpause(visit, id)));
}

async function pause(visit: Visit, { userId }: MemberId, forMs: number): Promise<Notice> {
	const { office, guildId, userId: by, t } = visit;
	const until = await pauseMember(office, { guildId, userId, by, case: null, forMs });
	return plainNotice(t('case.paused.done', { user: `<@${userId}>`, when: ago(until) }));
}

async function unpause({ office, guildId, userId: by, now, t }: Visit, { userId }: MemberId): Promise<Notice> {
	const audit = { guildId, at: now, by, action: 'unpaused', case: null, about: userId, why: '' } as const;
	await office.members.unpause({ guildId, userId }, audit);
	return plainNotice(t('moderation.member.unpaused', { user: `<@${userId}>` }));
}
