import type { APIComponentInContainer } from 'discord.js';
import type { Change } from '../../core/books.ts';
import type { Difference } from '../../core/settings-change.ts';
import { button, row, section, text } from '../payload.ts';
import { changeLines, differenceLines, within } from './changes-in-words.ts';
import { panelId, type View } from './ids.ts';
import type { Wording } from './wording.ts';

/** What stands above a panel after something happened. Beside the panel itself, a thousand characters are left for it. */
export type Notice = APIComponentInContainer[];

const limit = 1000;

export const plainNotice = (words: string): Notice => [text(words)];

/** What was stored, and its way back. `revision` is the one it made. */
export function storedNotice(
	{
		differences,
		revision,
		view,
		title,
	}: { differences: readonly Difference[]; revision: number; view: View; title: string },
	wording: Wording,
): Notice {
	if (differences.length === 0) return [text(wording.t('settings.notice.same'))];
	const lines = within(differenceLines(differences, wording), limit, wording);
	const undo = button(wording.t('settings.button.undo'), panelId('revert', view, revision, revision, 'undo'));
	return [section(`**${title}**\n${lines}`, undo)];
}

/** `room`: characters, where nothing else needs them. */
export function wrongNotice(lines: readonly string[], wording: Wording, room = limit): Notice {
	const list = lines.length === 1 ? lines : lines.map((line) => `- ${line}`);
	return [text(`**${wording.t('settings.notice.unchanged')}**\n${within(list, room, wording)}`)];
}

/** What others have changed since this panel was shown. */
export function newsNotice(changes: readonly Change[], wording: Wording): Notice {
	if (changes.length === 0) return [];
	return [text(`**${wording.t('settings.notice.news')}**\n${within(changeLines(changes, wording), limit, wording)}`)];
}

export interface Conflict {
	/** What others did to the same settings. */
	changes: readonly Change[];
	/** What whoever pressed wanted of what stands now; nothing of it is stored. */
	wanted: readonly Difference[];
	/** The id that stores it all the same. */
	insist: string;
}

export function conflictNotice({ changes, wanted, insist }: Conflict, wording: Wording): Notice {
	const { t } = wording;
	const others = within(changeLines(changes, wording), limit / 2, wording);
	if (wanted.length === 0)
		return [text(`**${t('settings.notice.conflict')}**\n${others}\n${t('settings.notice.agreed')}`)];
	const own = within(differenceLines(wanted, wording), limit / 2, wording);
	return [
		text(`**${t('settings.notice.conflict')}**\n${others}`),
		text(`${t('settings.notice.heldBack')}\n${own}`),
		row(button(t('settings.button.insist'), insist, 'primary')),
	];
}
