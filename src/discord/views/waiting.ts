import type { Job } from '../../core/job.ts';
import type { Waiting } from '../../core/ports.ts';
import { duration, money, wordsFor } from '../../locales/words.ts';
import { idOf } from '../ids.ts';
import { button, type Payload, payload, row, text } from '../payload.ts';
import { joined, leftWords, localeOf, promptLine } from './parts.ts';

/** Where a waiting job stands, with Cancel; without `waiting` it is being drawn. */
export function waitingView(job: Job, waiting: Waiting | undefined): Payload {
	const locale = localeOf(job);
	const t = wordsFor(locale);
	const price = joined([priceOf(job.reservedMicros, locale), leftWords(job.left, locale)], locale);
	if (!waiting) return payload('waiting', [...promptLine(job, locale), text(t('waiting.drawing', { price }))]);
	const place = t('waiting.place', {
		count: waiting.place,
		ordinal: true,
		eta: t('waiting.about', { time: duration(waiting.etaMs, locale) }),
		price: joined([priceOf(waiting.priceMicros, locale), leftWords(waiting.left, locale)], locale),
	});
	return payload('waiting', [
		...promptLine(job, locale),
		text(place),
		row(button(t('button.cancel'), idOf('cancel', job.id))),
	]);
}

/** The last edit before the interaction's token ends: says where the picture will come instead. */
export function handoverView(job: Job): Payload {
	const locale = localeOf(job);
	const t = wordsFor(locale);
	if (!job.reply.private) return payload('waiting', [...promptLine(job, locale), text(t('waiting.handoverPublic'))]);
	return payload('waiting', [
		...promptLine(job, locale),
		text(t('waiting.handoverPrivate')),
		row(button(t('button.collect'), idOf('collect', job.id), 'primary')),
	]);
}

function priceOf(micros: number, locale: string): string {
	const t = wordsFor(locale);
	return micros === 0 ? t('waiting.free') : t('waiting.price', { price: money(micros, locale) });
}
