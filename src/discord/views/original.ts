import { ComponentType } from 'discord.js';
import { inRequests } from '../../core/files.ts';
import type { Job } from '../../core/job.ts';
import type { Finished } from '../../core/ports.ts';
import type { Source } from '../../core/request.ts';
import { fileSize, wordsFor } from '../../locales/words.ts';
import { link, type Payload, payload, row, text } from '../payload.ts';

export interface Originals {
	job: Job;
	/** The pictures as posted. */
	posted: readonly Source[];
	/** The provider's own files, where the posted ones are not those. */
	files: readonly Finished[];
	/** Bytes a file may have here. */
	limit: number;
	locale: string;
}

export interface OriginalsMessage {
	view: Payload;
	attached: readonly Finished[];
}

/** The files exactly as the model made them, in as many messages as they need: links where nothing was altered, else the kept ones. */
export function originalsViews({ job, posted, files, limit, locale }: Originals): OriginalsMessage[] {
	const t = wordsFor(locale);
	const notice = (words: string) => ({ view: payload('notice', [text(words)]), attached: [] });
	if (files.length === 0)
		return job.altered || posted.length === 0 ? [notice(t('original.gone'))] : [links(posted, locale)];
	const fitting = files.filter(({ bytes }) => bytes.byteLength <= limit);
	const largest = Math.max(...files.map(({ bytes }) => bytes.byteLength));
	const tooLarge = t('original.tooLarge', { size: fileSize(largest, locale), limit: fileSize(limit, locale) });
	return [
		...inRequests(fitting).map((attached) => attachments(attached, locale)),
		...(fitting.length < files.length ? [notice(tooLarge)] : []),
	];
}

function links(posted: readonly Source[], locale: string): OriginalsMessage {
	const t = wordsFor(locale);
	const buttons = posted.map(({ url }, i) => link(t('original.open', { n: i + 1 }), url));
	// Discord takes five buttons a row.
	const rows = [buttons.slice(0, 5), buttons.slice(5, 10)].filter((it) => it.length > 0).map((it) => row(...it));
	return { view: payload('result', [text(t('original.here', { count: posted.length })), ...rows]), attached: [] };
}

function attachments(attached: readonly Finished[], locale: string): OriginalsMessage {
	const view = payload('result', [
		text(wordsFor(locale)('original.here', { count: attached.length })),
		...attached.map(({ name }) => ({ type: ComponentType.File as const, file: { url: `attachment://${name}` } })),
	]);
	view.attachments = attached.map(({ name }, i) => ({ id: String(i), filename: name }));
	return { view, attached };
}
