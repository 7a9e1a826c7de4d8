import { type Case, canUndo } from '../../core/moderation/case.ts';
import { wordsFor } from '../../locales/words.ts';
import { type Payload, payload, text } from '../payload.ts';
import { ago } from '../text.ts';
import type { Act } from './ids.ts';
import { decisionWords } from './views/outcome.ts';

/** What a moderator is told who comes too late: whose decision it was, and when. */
export function closedView(found: Case, act: Act, now: number, locale: string): Payload {
	return payload('notice', [text(closedWords(found, act, now, locale))]);
}

function closedWords(found: Case, act: Act, now: number, locale: string): string {
	const t = wordsFor(locale);
	const { number, decision, appeal, claimedBy, state } = found;
	const answer = appeal?.answer;
	const isAnswering = act === 'granted' || act === 'denied' || act === 'grant' || act === 'deny';
	if (isAnswering && answer) {
		return t('case.closed.answered', {
			number,
			user: `<@${answer.by}>`,
			when: ago(answer.at),
		});
	}
	if (act === 'undo' && decision && (!canUndo(found, now) || decision.verb === 'approve')) {
		return t('case.closed.undo', { number });
	}
	if (decision) return t('case.closed.decided', { number, words: decisionWords(decision, locale) });
	if (state === 'open' && act === 'claim' && claimedBy) {
		return t('case.closed.claimed', { number, user: `<@${claimedBy}>` });
	}
	if (state === 'expired' || state === 'withdrawn') {
		return t('case.closed.decided', { number, words: t(`case.ended.${state}`) });
	}
	return t('case.closed.other', { number });
}
