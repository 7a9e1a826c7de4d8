import { type APIComponentInContainer, type APISelectMenuOption, ComponentType } from 'discord.js';
import { fileLimit } from '../../core/files.ts';
import type { Job } from '../../core/job.ts';
import type { Finished, Standing } from '../../core/ports.ts';
import { duration, fileSize, money, wordsFor } from '../../locales/words.ts';
import { againId, idOf } from '../ids.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { nextSteps } from '../steps/next-steps.ts';
import { ago, altText, escapeText, escapeWithin, shorten } from '../text.ts';
import { problemWords } from './notice.ts';
import { joined, leftWords, localeOf, promptLimit, promptLine, stepWords } from './parts.ts';

/** Characters as sent, of a moderator's answer. */
const answerLimit = 300;

export interface ResultOptions extends Standing {
	/** Posted before and shown once more: this time it was free. */
	again?: boolean;
	/** Found again in the gallery, by whoever looks; or shared by its member, for others. */
	found?: 'looked' | 'shared';
	/** A moderator let it on with other words than the member's. */
	isChanged?: boolean;
	/** What a moderator said when they granted an appeal. */
	answer?: string;
	/** Nothing private was answered to this member in this server before. */
	isFirstPrivate?: boolean;
	/** Set where the message is no answer to the member's command, so that they find it. */
	mention?: boolean;
	/** Set where the message is for one member's eyes: their language. */
	locale?: string;
}

/** The pictures with their caption, as drawn in the design. */
export function resultView(job: Job, pictures: readonly Finished[], options: ResultOptions = {}): Payload {
	const { mention = false, locale = localeOf(job) } = options;
	const t = wordsFor(locale);
	// Small text ends with its line.
	const revised = job.calls.find((call) => call.revisedPrompt?.trim())?.revisedPrompt?.replace(/\s+/g, ' ');
	const caption: APIComponentInContainer[] = [
		...(mention ? [text(t('result.forUser', { user: `<@${job.asker.userId}>` }))] : []),
		...promptLine(job, locale),
		...(revised ? [small(t('result.revised', { text: escapeWithin(revised, promptLimit) }))] : []),
		small(smallLine(job, pictures, options)),
		...notes(job, pictures, options).map(small),
	];
	const shown = pictures.map(({ name }, i) => ({ name, description: describe(job, i, locale) }));
	const message = payload('result', [
		...caption,
		{
			type: ComponentType.MediaGallery,
			items: shown.map(({ name, description }) => ({
				media: { url: `attachment://${name}` },
				description,
				...(job.look?.spoiler ? { spoiler: true } : {}),
			})),
		},
		row(
			button(t('button.again'), againId(job)),
			button(t('button.vary'), idOf('vary', job.id)),
			button(t('button.edit'), idOf('edit', job.id)),
		),
		row({
			type: ComponentType.StringSelect,
			custom_id: idOf('more', job.id),
			placeholder: t('button.more'),
			options: [
				...nextSteps.map((step) => ({
					label: t(`button.step.${step}`),
					value: step,
					description: t(`button.stepHint.${step}`),
				})),
				{ label: t('button.original'), value: 'original', description: t('button.originalHint') },
				{ label: t('button.batch'), value: 'batch', description: t('button.batchHint') },
				// Where it is only looked at, these are buttons, and there is nothing that could be deleted.
				...(options.found ? [] : pastOptions(job, locale)),
				// Outside of servers there is nobody to tell.
				...(job.asker.guildId === null
					? []
					: [{ label: t('button.report'), value: 'report', description: t('button.reportHint') }]),
				...(options.found ? [] : [{ label: t('button.delete'), value: 'delete', description: t('button.deleteHint') }]),
			],
		}),
	]);
	message.attachments = shown.map(({ name, description }, i) => ({ id: String(i), filename: name, description }));
	return message;
}

/** Where it came from, and what becomes of it. The values are verbs of the gallery. */
function pastOptions(job: Job, locale: string): APISelectMenuOption[] {
	const t = wordsFor(locale);
	return [
		...(job.parent
			? [
					{ label: t('gallery.back'), value: 'back', description: t('gallery.backHint') },
					{ label: t('gallery.compare'), value: 'compare', description: t('gallery.compareHint') },
				]
			: []),
		{ label: t('gallery.history'), value: 'history', description: t('gallery.historyHint') },
		{ label: t('gallery.star'), value: 'star', description: t('gallery.starHint') },
	];
}

/** Alt text: the revised prompt or the prompt; some servers revise to nothing. */
function describe(job: Job, picture: number, locale: string): string {
	const made = job.calls.filter(({ state }) => state === 'made');
	const callOf = made.flatMap((call) => Array.from({ length: call.images }, () => call));
	return altText(callOf[picture]?.revisedPrompt ?? '') || altText(job.request.prompt) || stepWords(job, locale);
}

function smallLine(job: Job, pictures: readonly Finished[], options: ResultOptions): string {
	const { again = false, found, left, locale = localeOf(job) } = options;
	const t = wordsFor(locale);
	const { model, quality, persona } = job.request;
	const [first] = pictures;
	const took = job.calls.reduce((ms, call) => Math.max(ms, (call.endedAt ?? 0) - (call.sentAt ?? 0)), 0);
	const parts = [
		model,
		first ? `${first.width}×${first.height}` : '',
		quality ?? '',
		persona ? t('result.persona', { persona: escapeText(shorten(persona, 80)) }) : '',
		...(found ? [t('result.drawn', { when: ago(job.createdAt) }), found === 'looked' ? `#${job.id}` : ''] : []),
		...(again || found
			? [again ? t('result.again', { when: ago(job.changedAt) }) : '']
			: [duration(took, locale), job.costMicros && !job.look?.hidePrice ? money(job.costMicros, locale) : '']),
		leftWords(left, locale),
	];
	return joined(parts, locale);
}

function notes(job: Job, pictures: readonly Finished[], options: ResultOptions): string[] {
	const { locale = localeOf(job) } = options;
	const t = wordsFor(locale);
	const reencoded = pictures.filter(({ altered }) => altered === 'reencoded').length;
	// Many pictures share what a single request may hold.
	const limit = fileLimit(job.reply.attachmentLimit, pictures.length);
	const why = job.calls.find((call) => call.problem)?.problem;
	const { again = false, isChanged = false, answer = '', isFirstPrivate = false } = options;
	return [
		...(job.cleared && !again ? [t(isChanged ? 'result.changed' : 'result.approved')] : []),
		...(answer === '' ? [] : [t('result.answer', { text: escapeWithin(answer.replace(/\s+/g, ' '), answerLimit) })]),
		...(isFirstPrivate ? [t('told.private')] : []),
		...(job.loweredFrom ? [t('result.lowered', { quality: job.request.quality, asked: job.loweredFrom })] : []),
		...(reencoded > 0 ? [t('result.reencoded', { count: reencoded, limit: fileSize(limit, locale) })] : []),
		...(pictures.length < job.request.count
			? [
					t('result.partial', {
						count: pictures.length,
						asked: job.request.count,
						why: why ? problemWords(why, job, locale) : '',
					}),
				]
			: []),
	];
}
