import { type APIButtonComponent, ComponentType } from 'discord.js';
import { isAtDiscord, type Job } from '../../core/job.ts';
import type { Asking, Finished } from '../../core/ports.ts';
import { money, wordsFor } from '../../locales/words.ts';
import { againId } from '../ids.ts';
import { button, link, type Payload, payload, row, small, text } from '../payload.ts';
import { ago, escapeText, escapeWithin } from '../text.ts';
import { joined, promptLine } from '../views/parts.ts';
import { resultView } from '../views/result.ts';
import { resultId } from './ids.ts';
import { titleOf } from './wording.ts';

export interface ShownResult {
	job: Job;
	pictures: readonly Finished[];
	asking: Pick<Asking, 'asker' | 'reply'>;
	locale: string;
	/** What it was made from, as far as that may be seen. */
	parent: Job | undefined;
	isStarred: boolean;
	/** Moderators put a spoiler over it. */
	isCovered: boolean;
}

/** A result as its caption tells it, for whoever looks at it again; and what can be done with it. */
export function shownView({ job, pictures, asking, locale, parent, isStarred, isCovered }: ShownResult): Payload {
	const t = wordsFor(locale);
	const message = resultView(asShownTo(job, asking, locale, isCovered), pictures, { found: 'looked' });
	message.components[0]?.components.push(
		row(
			button(t(isStarred ? 'gallery.unstar' : 'gallery.star'), resultId(isStarred ? 'unstar' : 'star', job.id)),
			button(t('gallery.dm'), resultId('dm', job.id)),
			...sharing(job, asking, locale),
			...linkTo(job, locale),
		),
		row(
			...(parent
				? [
						button(t('gallery.back'), resultId('back', job.id)),
						button(t('gallery.compare'), resultId('compare', job.id)),
					]
				: []),
			button(t('gallery.history'), resultId('history', job.id)),
		),
		...(parent ? [small(fromWords(parent, locale))] : []),
		...(job.request.private ? [] : [small(t('gallery.inPublic'))]),
	);
	return message;
}

/** The job as an answer to whoever looks: in their language, within what may be posted there. */
export const asShownTo = (job: Job, { reply }: Pick<Asking, 'reply'>, locale: string, isCovered: boolean): Job => ({
	...job,
	reply: { ...reply, private: true },
	asker: { ...job.asker, locale },
	...(isCovered ? { look: { ...job.look, spoiler: true } } : {}),
});

const fromWords = (parent: Job, locale: string): string => {
	const what = escapeWithin(titleOf(parent, locale), 120);
	return wordsFor(locale)('gallery.madeFrom', { what, when: ago(parent.createdAt) });
};

/** Only one's own, and only what is not public already; in a direct message there is nobody to share it with. */
function sharing({ id, request, asker }: Job, { asker: who, reply }: ShownResult['asking'], locale: string) {
	const isAlone = who.guildId === null && !reply.onlyAnswer;
	const isOwn = asker.userId === who.userId;
	return request.private && isOwn && !isAlone ? [button(wordsFor(locale)('gallery.share'), resultId('share', id))] : [];
}

/** To the message in its channel, where others see it too. */
export function linkTo(job: Job, locale: string): APIButtonComponent[] {
	const { asker, reply } = job;
	if (!isAtDiscord(job) || !reply.messageId || reply.onlyAnswer) return [];
	const url = `https://discord.com/channels/${asker.guildId}/${asker.channelId}/${reply.messageId}`;
	return [link(wordsFor(locale)('gallery.openInChannel'), url)];
}

/** What is left of a result whose pictures are gone: its words, and the way to draw it again. `canDraw`: what it was made from is kept. */
export function goneView(job: Job, { locale, canDraw }: { locale: string; canDraw: boolean }): Payload {
	const t = wordsFor(locale);
	const { model, quality, size } = job.request;
	const price = money(job.reservedMicros, locale);
	const words = job.reservedMicros > 0 ? t('button.drawAgain', { price }) : t('button.drawAgainFree');
	const facts = [
		escapeText(model),
		`${size.width}×${size.height}`,
		quality ?? '',
		t('result.drawn', { when: ago(job.createdAt) }),
		`#${job.id}`,
	];
	return payload('notice', [
		...promptLine(job, locale),
		small(joined(facts, locale)),
		text(t(canDraw ? 'gallery.gone' : 'gallery.goneInputs')),
		row(
			...(canDraw ? [button(words, againId(job), 'primary')] : []),
			button(t('gallery.history'), resultId('history', job.id)),
		),
	]);
}

/** Without buttons and selects: for where those would not work. */
export function withoutControls(message: Payload): Payload {
	const components = message.components.map((container) => ({
		...container,
		components: container.components.filter(({ type }) => type !== ComponentType.ActionRow),
	}));
	return { ...message, components };
}
