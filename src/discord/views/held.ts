import type { Job } from '../../core/job.ts';
import { sentences, wordsFor } from '../../locales/words.ts';
import { idOf } from '../ids.ts';
import { button, type Payload, payload, row, small, text } from '../payload.ts';
import { ago } from '../text.ts';
import { promptLine } from './parts.ts';

export interface Held {
	/** Without a decision it is let go then (ms). */
	expiresAt: number;
	/** Of the server's budget, where that is why. */
	percent?: number;
	/** Nothing private was answered to this member in this server before. */
	isFirstPrivate?: boolean;
}

/** What the member sees while moderators are asked: that a person looks, what happens next, and that nothing is charged. */
export function heldView(job: Job, { expiresAt, percent, isFirstPrivate = false }: Held): Payload {
	// Told to the member alone, also where the picture is for everybody.
	const { locale } = job.asker;
	const t = wordsFor(locale);
	const reason = job.hold?.reason ?? 'prompt';
	const why = t(`held.${reason}`, { percent: Math.round(percent ?? 100) });
	const next = t('held.next', { when: ago(expiresAt) });
	return payload('waiting', [
		...promptLine(job, locale),
		text(`**${t('held.title')}**\n${sentences([why, next], locale)}`),
		small(t(reason === 'result' ? 'held.freeResult' : 'held.free')),
		...(isFirstPrivate ? [small(t('told.private'))] : []),
		row(button(t('button.cancel'), idOf('cancel', job.id))),
	]);
}
