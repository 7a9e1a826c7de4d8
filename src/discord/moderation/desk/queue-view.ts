import { type APIComponentInContainer, type APISelectMenuOption, ComponentType } from 'discord.js';
import type { ResponseTimes } from '../../../core/moderation/books.ts';
import { type Case, caseKinds } from '../../../core/moderation/case.ts';
import { span } from '../../../locales/words.ts';
import { button, type Payload, payload, row, small, text } from '../../payload.ts';
import { numeral, type Wording } from '../../settings/wording.ts';
import { ago } from '../../text.ts';
import { joined } from '../../views/parts.ts';
import { caseSection } from './case-line.ts';
import { exportId, owners, type QueueVerb, type QueueView, queueId, shows } from './ids.ts';
import { pageWords, turning } from './pages.ts';

/** Three components each, beside fourteen others: a message holds forty. */
export const casesOnPage = 8;
/** Over so many days the response times are counted. */
export const responseDays = 30;

export interface Queue {
	view: QueueView;
	cases: readonly Case[];
	/** Over all pages. */
	total: number;
	times: ResponseTimes;
}

/** How fast the moderators are, what to look at, and the cases with a button each. */
export function queueView({ view, cases, total, times }: Queue, wording: Wording): Payload {
	const { t } = wording;
	const paged = { page: view.page, perPage: casesOnPage, total };
	const at = (page: number) => queueId('page', { ...view, page });
	return payload('panel', [
		text(`## ${t('moderation.queue.title')}\n${figures(times, wording).join('\n')}`),
		select('show', view, shows, wording),
		select('kind', view, ['any', ...caseKinds], wording),
		select('whose', view, owners, wording),
		...(cases.length === 0 ? [text(t(`moderation.queue.none.${view.show}`))] : []),
		...cases.map((it) => caseSection(it, wording, { showsMember: true })),
		...footnote(pageWords(paged, wording)),
		row(
			...turning(paged, at, wording),
			button(t('moderation.queue.refresh'), at(view.page)),
			button(t('moderation.queue.export'), exportId(0)),
		),
	]);
}

const footnote = (words: string): APIComponentInContainer[] => (words === '' ? [] : [small(words)]);

function figures({ waiting, appeals, oldestOpenedAt, decided, medianMs, slowestMs }: ResponseTimes, wording: Wording) {
	const { t, locale } = wording;
	const now = joined(
		[
			t('moderation.queue.waiting', { count: waiting, number: numeral(waiting, wording) }),
			oldestOpenedAt === null ? '' : t('moderation.queue.oldest', { when: ago(oldestOpenedAt) }),
			t('moderation.queue.appeals', { count: appeals, number: numeral(appeals, wording) }),
		],
		locale,
	);
	if (medianMs === null || slowestMs === null) {
		return [now, `-# ${t('moderation.queue.undecided', { days: responseDays })}`];
	}
	const speed = {
		days: responseDays,
		count: decided,
		number: numeral(decided, wording),
		median: span(medianMs, locale),
		slowest: span(slowestMs, locale),
	};
	return [now, `-# ${t('moderation.queue.speed', speed)}`];
}

function select(
	verb: Exclude<QueueVerb, 'page'>,
	view: QueueView,
	values: readonly string[],
	{ t }: Wording,
): APIComponentInContainer {
	const options = values.map(
		(value): APISelectMenuOption => ({
			label: t(`moderation.queue.${verb}.${value}`),
			value,
			default: view[verb] === value,
		}),
	);
	return row({ type: ComponentType.StringSelect, custom_id: queueId(verb, view), options });
}
