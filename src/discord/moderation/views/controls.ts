import { type APIComponentInContainer, ComponentType } from 'discord.js';
import type { Job } from '../../../core/job.ts';
import { type Case, canUndo, openVerbs } from '../../../core/moderation/case.ts';
import { wordsFor } from '../../../locales/words.ts';
import { button, link, row } from '../../payload.ts';
import { type Act, caseId } from '../ids.ts';
import { pauseOptions } from '../pause-lengths.ts';
import { type CardFacts, mayRead } from './facts.ts';

/** What can be done to a case as it stands: what decides it, what takes that back, what answers an appeal. */
export function controls(facts: Omit<CardFacts, 'record' | 'pictures' | 'expiresAt'>): APIComponentInContainer[] {
	const { shown, job, locale } = facts;
	const buttons = [
		...decisions(facts).map(({ act, style }) => press(act, style, facts)),
		...(shown.kind === 'report' ? postOf(job).map((url) => link(wordsFor(locale)('case.button.post'), url)) : []),
	];
	return [...(buttons.length > 0 ? [row(...buttons)] : []), pauseSelect(shown, locale)];
}

type Style = 'primary' | 'secondary' | 'danger';

function press(act: Act, style: Style, { shown: { number, claimedBy }, locale }: Pick<CardFacts, 'shown' | 'locale'>) {
	const t = wordsFor(locale);
	if (act === 'approve' || act === 'refuse') return button(t(`button.${act}`), caseId(act, number), style);
	const name = act === 'claim' && claimedBy ? 'unclaim' : act;
	return button(t(`case.button.${name}`), caseId(act, number), style);
}

function decisions({ shown, job, now, isFinal }: Pick<CardFacts, 'shown' | 'job' | 'now' | 'isFinal'>) {
	const open = openVerbs(shown);
	const all: [boolean, Act, Style][] = [
		[open.includes('approve'), 'approve', 'primary'],
		[mayChange(shown, job), 'change', 'secondary'],
		[open.includes('refuse'), 'refuse', 'danger'],
		[open.includes('refuse'), 'warn', 'danger'],
		[open.includes('keep'), 'keep', 'primary'],
		// What nobody else sees needs no cover.
		[open.includes('spoiler') && job?.request.private === false, 'spoiler', 'secondary'],
		[open.includes('remove'), 'remove', 'danger'],
		[open.length > 0, 'claim', 'secondary'],
		[hasAppeal(shown) && !isFinal, 'grant', 'primary'],
		[hasAppeal(shown), 'deny', 'danger'],
		[canUndo(shown, now) && !shown.appeal, 'undo', 'secondary'],
	];
	return all.filter(([is]) => is).map(([, act, style]) => ({ act, style }));
}

export const hasAppeal = ({ appeal }: Case): boolean => appeal !== undefined && appeal.answer === undefined;

/** What is drawn already stays as it is, and whoever may not read the words cannot change them. */
export const mayChange = (shown: Case, job: Job | undefined): boolean =>
	openVerbs(shown).includes('approve') && shown.kind !== 'result' && mayRead(shown, job);

/** Where members of the server see the picture. */
export function postOf(job: Job | undefined): string[] {
	if (!job?.reply.messageId || job.request.private || job.asker.guildId === null) return [];
	const { guildId, channelId } = job.asker;
	return [`https://discord.com/channels/${guildId}/${channelId}/${job.reply.messageId}`];
}

/** Also what a card is found by after a crash: every card has it, whatever became of the case. */
function pauseSelect({ number }: Case, locale: string) {
	const t = wordsFor(locale);
	return row({
		type: ComponentType.StringSelect as const,
		custom_id: caseId('pause-member', number),
		placeholder: t('case.button.pauseMember'),
		options: pauseOptions(locale),
	});
}
