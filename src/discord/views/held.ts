import type { APIComponentInContainer } from 'discord.js';
import type { Job } from '../../core/job.ts';
import { money, wordsFor } from '../../locales/words.ts';
import { idOf } from '../ids.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { localeOf, promptLine } from './parts.ts';

/** What the member sees while moderators are asked. */
export function heldView(job: Job): Payload {
	const t = wordsFor(localeOf(job));
	return payload('waiting', [
		...promptLine(job),
		text(`**${t('held.title')}**\n${t('held.budget', { percent: job.hold?.percent })}`),
		small(t('held.free')),
		row(button(t('button.cancel'), idOf('cancel', job.id))),
	]);
}

/** The card in the review channel: what is asked, for how much, by whom; after the decision who made it. */
export function cardView(job: Job): Payload {
	const locale = job.asker.guildLocale;
	const t = wordsFor(locale);
	const { model, quality, count } = job.request;
	const facts = [
		t('held.by', { user: `<@${job.asker.userId}>` }),
		`<#${job.asker.channelId}>`,
		t('held.pictures', { count }),
		model,
		quality ?? '',
		t('waiting.price', { price: money(job.reservedMicros, locale) }),
	];
	return payload(job.state === 'held' ? 'waiting' : 'notice', [
		text(`**${t('held.cardTitle')}**\n${t('held.cardBudget', { percent: job.hold?.percent })}`),
		...asked(job),
		small(facts.filter((fact) => fact !== '').join(t('result.separator'))),
		...(job.state === 'held' ? [buttons(job)] : [text(outcome(job))]),
	]);
}

/** A private request stays private: its words were not flagged, only its price is in question. */
const asked = (job: Job): APIComponentInContainer[] =>
	job.request.private ? [text(wordsFor(job.asker.guildLocale)('held.private'))] : promptLine(job);

function buttons(job: Job) {
	const t = wordsFor(job.asker.guildLocale);
	return row(
		button(t('button.approve'), idOf('approve', job.id), 'primary'),
		button(t('button.refuse'), idOf('refuse', job.id), 'danger'),
	);
}

function outcome(job: Job): string {
	const t = wordsFor(job.asker.guildLocale);
	if (job.state === 'cancelled') return t('held.takenBack');
	if (job.state === 'expired') return t('held.expired');
	const decision = job.state === 'refused' ? 'refused' : 'approved';
	return t(`held.${decision}`, { user: `<@${job.hold?.decidedBy ?? ''}>` });
}
