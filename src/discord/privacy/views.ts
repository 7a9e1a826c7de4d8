import { ComponentType } from 'discord.js';
import type { Job } from '../../core/job.ts';
import type { EmptiedMember } from '../../core/moderation/books.ts';
import { wordsFor } from '../../locales/words.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { ago, quote } from '../text.ts';

export const deleteId = 'privacy:delete';

/** One file of the export; `parts` of them come as one message each. */
export function exportView(file: { name: string; part: number; parts: number }, requests: number, locale: string) {
	const t = wordsFor(locale);
	const { name, part, parts } = file;
	const words = requests === 0 ? t('privacy.export.nothing') : t('privacy.export.here', { count: requests });
	const message = payload('panel', [
		...(part === 1 ? [text(`**${t('privacy.export.title')}**\n${words}`)] : []),
		...(parts > 1 ? [text(t('privacy.export.part', { part, parts }))] : []),
		{ type: ComponentType.File, file: { url: `attachment://${name}` } },
		...(part === 1 ? [small(t('privacy.export.pictures'))] : []),
	]);
	message.attachments = [{ id: '0', filename: name }];
	return message;
}

/** Says what would go and what would stay, before anything does. */
export function askView(locale: string): Payload {
	const t = wordsFor(locale);
	return payload('notice', [
		text(`**${t('privacy.delete.title')}**`),
		text(t('privacy.delete.goes')),
		text(t('privacy.delete.stays')),
		text(t('privacy.delete.posted')),
		row(button(t('privacy.delete.button'), deleteId, 'danger')),
		small(t('privacy.delete.final')),
	]);
}

/** Jobs named in full; more of them are counted. */
const mostNamed = 5;
const longestName = 200;

export function deletedView({ jobs, cases, personas, underWay }: EmptiedMember, locale: string): Payload {
	const t = wordsFor(locale);
	const nothing = t(underWay.length > 0 ? 'privacy.delete.nothingYet' : 'privacy.delete.nothing');
	const done = [
		t('privacy.delete.jobs', { count: jobs }),
		t('privacy.delete.cases', { count: cases.length }),
		...(personas > 0 ? [t('privacy.delete.personas', { count: personas })] : []),
	];
	const more = underWay.length - mostNamed;
	return payload('notice', [
		text(jobs + cases.length + personas === 0 ? nothing : `**${t('privacy.delete.done')}**\n${done.join('\n')}`),
		...(underWay.length > 0
			? [
					text(t('privacy.delete.underWay', { count: underWay.length })),
					...underWay.slice(0, mostNamed).map((job) => text(nameOf(job, locale))),
					...(more > 0 ? [small(t('privacy.delete.more', { count: more }))] : []),
				]
			: []),
	]);
}

function nameOf({ request, createdAt }: Job, locale: string): string {
	const asked = request.prompt === '' ? wordsFor(locale)('result.variationPlain') : request.prompt;
	return `${quote(asked, longestName)} · ${ago(createdAt)}`;
}
