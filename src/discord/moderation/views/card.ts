import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { Job } from '../../../core/job.ts';
import { type Case, undoMs } from '../../../core/moderation/case.ts';
import { money, sentences, wordsFor } from '../../../locales/words.ts';
import { type Payload, payload, small, text } from '../../payload.ts';
import { ago, escapeWithin, quote } from '../../text.ts';
import { joined, variationWords } from '../../views/parts.ts';
import { controls } from './controls.ts';
import { type CardFacts, mayRead } from './facts.ts';
import { outcomeLines } from './outcome.ts';
import { triggerLines } from './triggers.ts';

/** Characters as sent; all text of a message may have 4000. */
const promptLimit = 700;
const personaLimit = 120;
const perspectiveLimit = 300;
const reportLimit = 180;
export const mostReports = 3;

/** Scores are of one model, and another one would have given others. */
const scoredBy = ({ model }: Case, locale: string): string =>
	model ? wordsFor(locale)('case.scoredBy', { model: escapeWithin(model, 80) }) : '';

/** The card in the review channel: what is asked, why it waits, whose it is; after the decision who made it, and why. */
export function cardView(facts: CardFacts): Payload {
	const { shown, pictures } = facts;
	const message = payload(shown.state === 'open' ? 'waiting' : 'notice', [
		...story(facts),
		...gallery(facts),
		...controls(facts),
	]);
	message.attachments = pictures.map(({ id, name, description }) => ({ id, filename: name, description }));
	return message;
}

/** Everything but the pictures and what can be pressed. */
export function story(facts: CardFacts): APIComponentInContainer[] {
	const { shown, job, locale } = facts;
	const t = wordsFor(locale);
	const why = triggerLines(shown.triggers, locale);
	return [
		text(`### ${t('case.title', { number: shown.number, what: t(`case.what.${shown.kind}`) })}\n${whoAndWhen(facts)}`),
		...asked(facts),
		...(why.length > 0 ? [text(`**${t('case.why')}**\n${why.join('\n')}`)] : []),
		...reports(facts),
		...outcomeLines(shown, locale).map(text),
		small(
			[drawn(job, locale), scoredBy(shown, locale), member(facts), claimed(facts)]
				.filter((line) => line !== '')
				.join('\n-# '),
		),
	];
}

function whoAndWhen({ shown, job, expiresAt, locale }: CardFacts): string {
	const t = wordsFor(locale);
	const values = {
		user: `<@${shown.userId}>`,
		channel: job ? `<#${job.asker.channelId}>` : '',
		when: ago(job?.createdAt ?? shown.openedAt),
		expires: ago(expiresAt),
	};
	const where = t(job ? 'case.asked' : 'case.askedSomewhere', values);
	// Nobody is kept waiting by a report, so it stands until somebody has looked.
	const isWaiting = shown.state === 'open' && shown.kind !== 'report';
	return isWaiting ? sentences([where, t('case.expires', values)], locale) : where;
}

function asked({ shown, job, locale }: CardFacts): APIComponentInContainer[] {
	const t = wordsFor(locale);
	if (!mayRead(shown, job)) return [text(t(job && !shown.emptied ? 'case.private' : 'case.emptied'))];
	const { persona, perspective = '', action } = job.request;
	// Own words stand for themselves.
	const isNamed = perspective !== '' && perspective !== persona;
	// Their own words, also where it was approved with others.
	const { prompt } = job.asked ?? job.request;
	return [
		...(action === 'vary' ? [text(`**${variationWords(job, locale)}**`)] : []),
		...(prompt === '' ? [] : [text(quote(prompt, promptLimit))]),
		...(persona ? [small(t('case.persona', { persona: escapeWithin(persona, personaLimit) }))] : []),
		...(isNamed ? [small(t('case.perspective', { perspective: escapeWithin(perspective, perspectiveLimit) }))] : []),
	];
}

function reports({ shown, locale }: CardFacts): APIComponentInContainer[] {
	if (shown.reports.length === 0) return [];
	const t = wordsFor(locale);
	const lines = shown.reports.slice(-mostReports).map(({ userId, at, text }) => {
		const values = {
			user: `<@${userId}>`,
			when: ago(at),
			text: escapeWithin(text.replace(/\s+/g, ' '), reportLimit),
		};
		return t(text.trim() === '' ? 'case.reportedSilently' : 'case.reported', values);
	});
	const more = shown.reports.length - lines.length;
	return [text([...(more > 0 ? [t('case.moreReports', { count: more })] : []), ...lines].join('\n'))];
}

function drawn(job: Job | undefined, locale: string): string {
	if (!job) return '';
	const t = wordsFor(locale);
	const { model, quality, count, size, private: isPrivate } = job.request;
	const price = money(job.costMicros || job.reservedMicros, locale);
	return joined(
		[
			model,
			`${size.width}×${size.height}`,
			quality ?? '',
			t('case.pictures', { count }),
			job.costMicros ? price : t('waiting.price', { price }),
			isPrivate ? t('case.isPrivate') : '',
		],
		locale,
	);
}

function member({ shown, record, now, locale }: CardFacts): string {
	const t = wordsFor(locale);
	const { cases, strikes, pausedUntil } = record;
	return joined(
		[
			t('case.cases', { count: cases, user: `<@${shown.userId}>` }),
			t('case.strikes', { count: strikes.length }),
			pausedUntil !== null && pausedUntil > now
				? t('case.pausedUntil', { when: `<t:${Math.ceil(pausedUntil / 1000)}:f>` })
				: '',
		],
		locale,
	);
}

function claimed({ shown, now, locale }: CardFacts): string {
	const t = wordsFor(locale);
	const { decision, claimedBy } = shown;
	if (shown.state === 'open') return claimedBy ? t('case.claimed', { user: `<@${claimedBy}>` }) : '';
	if (!decision || now - decision.at >= undoMs || shown.appeal) return '';
	return t('case.undoUntil', { when: `<t:${Math.floor((decision.at + undoMs) / 1000)}:T>` });
}

/** Behind spoilers: nobody has to see it who only reads the channel. */
function gallery({ pictures }: CardFacts): APIComponentInContainer[] {
	if (pictures.length === 0) return [];
	const items = pictures.map(({ name, description }) => ({
		media: { url: `attachment://${name}` },
		description,
		spoiler: true,
	}));
	return [{ type: ComponentType.MediaGallery, items }];
}
