import { ComponentType } from 'discord.js';
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

/** The files exactly as the model made them: links to the posted ones where nothing was altered, else the kept ones. */
export function originalsView({ job, posted, files, limit, locale }: Originals): {
	view: Payload;
	attached: readonly Finished[];
} {
	const t = wordsFor(locale);
	if (files.length === 0) {
		if (job.altered || posted.length === 0)
			return { view: payload('notice', [text(t('original.gone'))]), attached: [] };
		const links = posted.map(({ url }, i) => link(t('original.open', { n: i + 1 }), url));
		const rows = [links.slice(0, 5), links.slice(5, 10)].filter((it) => it.length > 0).map((it) => row(...it));
		return { view: payload('result', [text(t('original.here', { count: posted.length })), ...rows]), attached: [] };
	}
	const attached = files.filter(({ bytes }) => bytes.byteLength <= limit);
	const largest = Math.max(...files.map(({ bytes }) => bytes.byteLength));
	const view = payload('result', [
		...(attached.length > 0 ? [text(t('original.here', { count: attached.length }))] : []),
		...attached.map(({ name }) => ({ type: ComponentType.File as const, file: { url: `attachment://${name}` } })),
		...(attached.length < files.length
			? [text(t('original.tooLarge', { size: fileSize(largest, locale), limit: fileSize(limit, locale) }))]
			: []),
	]);
	view.attachments = attached.map(({ name }, i) => ({ id: i, filename: name }));
	return { view, attached };
}
