import { ComponentType } from 'discord.js';
import type { Job } from '../../core/job.ts';
import type { Asking, Finished } from '../../core/ports.ts';
import { wordsFor } from '../../locales/words.ts';
import { idOf } from '../ids.ts';
import { button, type Payload, payload, row, text } from '../payload.ts';
import { promptLine } from '../views/parts.ts';
import { resultView } from '../views/result.ts';
import { resultId } from './ids.ts';
import { withoutControls } from './show-view.ts';

/** Says what everybody would see. */
export function askView(job: Job, token: string, locale: string): Payload {
	const t = wordsFor(locale);
	return payload('notice', [
		text(`**${t('gallery.shareTitle')}**\n${t('gallery.shareText')}`),
		...promptLine(job, locale),
		row(button(t('gallery.shareNow'), resultId('post', job.id, token), 'primary')),
	]);
}

/** For everybody in the channel: what can be done there is to report it, and to take it back. */
export function sharedView(
	job: Job,
	pictures: readonly Finished[],
	{ reply }: Pick<Asking, 'reply'>,
	language: string,
): Payload {
	const t = wordsFor(language);
	const shown: Job = {
		...job,
		reply: { ...reply, private: false },
		asker: { ...job.asker, guildLocale: language },
	};
	const message = withoutControls(resultView(shown, pictures, { found: 'shared' }));
	const [container] = message.components;
	container?.components.unshift(text(t('gallery.sharedBy', { user: `<@${job.asker.userId}>` })));
	container?.components.push(
		row({
			type: ComponentType.StringSelect,
			custom_id: idOf('more', job.id),
			placeholder: t('button.more'),
			options: [{ label: t('button.report'), value: 'report', description: t('button.reportHint') }],
		}),
		row(button(t('gallery.unshare'), resultId('unshare', job.id))),
	);
	return message;
}

export const sharedDoneView = (locale: string): Payload =>
	payload('notice', [text(wordsFor(locale)('gallery.shareDone'))]);
