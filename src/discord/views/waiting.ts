import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { Job } from '../../core/job.ts';
import type { Waiting } from '../../core/ports.ts';
import { duration, wordsFor } from '../../locales/words.ts';
import type { Upload } from '../api.ts';
import { idOf } from '../ids.ts';
import { button, type Payload, payload, row, text } from '../payload.ts';
import { altText } from '../text.ts';
import { joined, leftWords, localeOf, priceWords, promptLine, stepWords } from './parts.ts';

/** Where a waiting job stands, with Cancel; without `waiting` it is being drawn, and `previews` are what there is of it. */
export function waitingView(job: Job, waiting: Waiting | undefined, previews: readonly Upload[] = []): Payload {
	const locale = localeOf(job);
	const t = wordsFor(locale);
	const price = joined([priceWords(job.reservedMicros, locale), leftWords(job.left, locale)], locale);
	if (!waiting)
		return withPreviews(
			[
				...promptLine(job, locale),
				text(t(job.request.action === 'describe' ? 'waiting.looking' : 'waiting.drawing', { price })),
			],
			job,
			previews,
		);
	const place = t('waiting.place', {
		count: waiting.place,
		ordinal: true,
		eta: t('waiting.about', { time: duration(waiting.etaMs, locale) }),
		price: joined([priceWords(waiting.priceMicros, locale), leftWords(waiting.left, locale)], locale),
	});
	const cancel = row(button(t('button.cancel'), idOf('cancel', job.id)));
	// Some of its pictures are being drawn while others wait.
	return withPreviews([...promptLine(job, locale), text(place)], job, previews, cancel);
}

/** The last edit before the interaction's token ends: says where the picture will come instead. */
export function handoverView(job: Job, previews: readonly Upload[] = []): Payload {
	const locale = localeOf(job);
	const t = wordsFor(locale);
	if (!job.reply.private && !job.reply.onlyAnswer) {
		return withPreviews([...promptLine(job, locale), text(t('waiting.handoverPublic'))], job, previews);
	}
	const collect = row(button(t('button.collect'), idOf('collect', job.id), 'primary'));
	const words = t(job.reply.onlyAnswer ? 'waiting.handoverElsewhere' : 'waiting.handoverPrivate');
	return withPreviews([...promptLine(job, locale), text(words)], job, previews, collect);
}

function withPreviews(
	said: APIComponentInContainer[],
	job: Job,
	previews: readonly Upload[],
	...controls: APIComponentInContainer[]
): Payload {
	if (previews.length === 0) return payload('waiting', [...said, ...controls]);
	const locale = localeOf(job);
	const description = altText(
		wordsFor(locale)('waiting.preview', { prompt: job.request.prompt || stepWords(job, locale) }),
	);
	const items = previews.map(({ name }) => ({
		media: { url: `attachment://${name}` },
		description,
		...(job.look?.spoiler ? { spoiler: true } : {}),
	}));
	const view = payload('waiting', [...said, { type: ComponentType.MediaGallery, items }, ...controls]);
	view.attachments = previews.map(({ name }, i) => ({ id: String(i), filename: name, description }));
	return view;
}
