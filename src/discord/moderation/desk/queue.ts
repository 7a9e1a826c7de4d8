import type { CaseFilter } from '../../../core/moderation/books.ts';
import { chosenIn, type Press } from '../../press.ts';
import type { Visit } from '../../settings/visit.ts';
import { staleView } from '../../views/notice.ts';
import { exportAudit } from './export.ts';
import { chosenView, type QueueView, readExportId, readQueueId } from './ids.ts';
import { lastPage } from './pages.ts';
import { casesOnPage, queueView, responseDays } from './queue-view.ts';

const dayMs = 24 * 60 * 60_000;

/** What waits, the oldest first. */
export async function showQueue(visit: Visit, view: QueueView): Promise<void> {
	const { office, reply, guildId, now } = visit;
	const { cases, total } = await office.cases.list(filterOf(view, visit));
	const last = lastPage({ total, perPage: casesOnPage });
	// What was on this page has been decided meanwhile.
	if (view.page > last) return showQueue(visit, { ...view, page: last });
	const times = await office.cases.responseTimes(guildId, now - responseDays * dayMs);
	await reply.show(queueView({ view, cases, total, times }, visit));
}

function filterOf({ show, kind, whose, page }: QueueView, { guildId, userId }: Visit): CaseFilter {
	return {
		guildId,
		show,
		...(kind === 'any' ? {} : { kind }),
		...(whose === 'anybody' ? {} : { claimedBy: whose === 'mine' ? userId : null }),
		limit: casesOnPage,
		offset: page * casesOnPage,
	};
}

export async function pressQueue(visit: Visit, rest: readonly string[], press: Press): Promise<void> {
	const since = readExportId(rest);
	if (since !== undefined) return exportAudit(visit, since);
	const id = readQueueId(rest);
	const view = id && chosenView(id.verb, id.view, chosenIn(press)[0]);
	if (!view) return visit.reply.instead(staleView(visit.locale));
	await visit.reply.noted();
	await showQueue(visit, view);
}
