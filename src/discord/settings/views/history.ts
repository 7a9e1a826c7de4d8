import type { APIComponentInContainer } from 'discord.js';
import type { Change } from '../../../core/books.ts';
import { button, row, section, text } from '../../payload.ts';
import { ago } from '../../text.ts';
import { differenceLines, within } from '../changes-in-words.ts';
import { panelId, type View } from '../ids.ts';
import type { Wording } from '../wording.ts';
import { back } from './page.ts';

export const entriesOnPage = 5;
/** Characters for one entry's changes. */
const entryLimit = 420;

export interface HistoryPage {
	view: View;
	revision: number;
	/** One more than fits says that there are older ones. */
	entries: readonly Change[];
}

/** Who changed what when, each taken back by one press. */
export function historyView({ view, revision, entries }: HistoryPage, wording: Wording): APIComponentInContainer[] {
	const { t } = wording;
	const shown = entries.slice(0, entriesOnPage);
	const last = shown.at(-1);
	const older = entries.length > entriesOnPage && last ? String(last.revision) : undefined;
	const open = (arg?: string) =>
		panelId('open', arg === undefined ? { name: 'history' } : { name: 'history', arg }, revision);
	return [
		text(`## ${t('settings.history.title')}\n-# ${t('settings.history.about')}`),
		...(shown.length === 0 ? [text(t('settings.history.none'))] : []),
		...shown.map((entry) =>
			section(
				entryWords(entry, wording),
				button(t('settings.button.revert'), panelId('revert', view, revision, entry.revision, 'entry')),
			),
		),
		row(
			back(revision, wording),
			...(view.arg === undefined ? [] : [button(t('settings.button.newest'), `${open()}:newest`)]),
			...(older === undefined ? [] : [button(t('settings.button.older'), open(older))]),
		),
	];
}

function entryWords({ userId, at, how, differences }: Change, wording: Wording): string {
	const { t } = wording;
	const head = t('settings.history.entry', { who: `<@${userId}>`, when: ago(at), how: t(`settings.how.${how}`) });
	return `-# ${head}\n${within(differenceLines(differences, wording), entryLimit, wording)}`;
}
