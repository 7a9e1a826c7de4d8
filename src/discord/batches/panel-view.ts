import type { BatchPlan } from '../../core/batch.ts';
import { sizeText } from '../../core/catalogue.ts';
import type { Refusal } from '../../core/refusal.ts';
import { money, wordsFor } from '../../locales/words.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { escapeText, escapeWithin, shorten } from '../text.ts';
import { refusalWords } from '../views/notice.ts';
import { joined, leftWords } from '../views/parts.ts';
import { batchId } from './ids.ts';

/** Prompts that are shown, each so many characters as sent; all text of a message may have 4000 in all. */
const mostShown = 8;
const longestShown = 240;

/** Where the pictures will come. */
export type Target = 'newThread' | 'thisThread' | 'thisChannel';

export interface Panel {
	plan: BatchPlan;
	draftId: string;
	target: Target;
	/** Pictures the member may still ask for today; undefined where nobody counts. */
	left: number | undefined;
}

/** Says what it will be and what it will cost, and asks first. */
export function panelView({ plan, draftId, target, left }: Panel, locale: string): Payload {
	const t = wordsFor(locale);
	const { request, prompts, pictures, micros } = plan;
	const price = money(micros, locale);
	const more = prompts.length - mostShown;
	const facts = [
		request.model,
		sizeText(request.size),
		request.quality ?? '',
		request.persona ? t('result.persona', { persona: escapeText(shorten(request.persona, 80)) }) : '',
		leftWords(left, locale),
	];
	const title = t(micros > 0 ? 'batch.ask.title' : 'batch.ask.titleFree', { count: pictures, price });
	return payload('notice', [
		text(`**${title}**\n${t('batch.ask.prompts', { count: prompts.length, each: request.count })}`),
		text(
			prompts
				.slice(0, mostShown)
				.map(({ sent }) => line(sent))
				.join('\n'),
		),
		...(more > 0 ? [small(t('batch.ask.more', { count: more }))] : []),
		small(joined(facts, locale)),
		...(left !== undefined && left < pictures ? [text(`⚠️ ${t('batch.ask.tooMany', { count: left })}`)] : []),
		text(t(`batch.ask.where.${target}`)),
		row(
			button(
				t(micros > 0 ? 'batch.ask.draw' : 'batch.ask.drawFree', { count: pictures, price }),
				batchId('draw', draftId),
				'primary',
			),
			button(t('batch.ask.edit'), batchId('edit', draftId)),
			button(t('button.cancel'), batchId('cancel', draftId)),
		),
		small(t('batch.ask.unpaid')),
	]);
}

const line = (sent: string): string => `- ${escapeWithin(sent.replace(/\s+/g, ' '), longestShown)}`;

/** What is wrong with a list that was filled in; it can be mended where it is. */
export function wrongView(refusal: Refusal, draftId: string, locale: string): Payload {
	const t = wordsFor(locale);
	return payload('notice', [
		text(`**${t('refusal.title')}**\n${refusalWords(refusal, locale)}`),
		row(
			button(t('batch.ask.edit'), batchId('edit', draftId), 'primary'),
			button(t('button.cancel'), batchId('cancel', draftId)),
		),
		small(t('refusal.unpaid')),
	]);
}

/** In place of the panel. */
export function startedView({ pictures }: Pick<BatchPlan, 'pictures'>, channelId: string, locale: string): Payload {
	const t = wordsFor(locale);
	return payload('panel', [text(t('batch.started', { count: pictures, channel: `<#${channelId}>` }))]);
}

export const takenBackView = (locale: string): Payload =>
	payload('panel', [text(wordsFor(locale)('batch.takenBack')), small(wordsFor(locale)('refusal.unpaid'))]);
