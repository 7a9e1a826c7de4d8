import type { WordEntry } from '../../../core/moderation/books.ts';
import { button, type Payload, payload, row, section, small, text } from '../../payload.ts';
import type { Notice } from '../../settings/notices.ts';
import { numeral, type Wording } from '../../settings/wording.ts';
import { ago, escapeWithin } from '../../text.ts';
import { joined } from '../../views/parts.ts';
import { wordsId } from './ids.ts';
import { pageWords, rowOf, turning } from './pages.ts';
import { mostEntries } from './word-changes.ts';

export const entriesOnPage = 8;
const longest = 170;

export interface WordList {
	/** All of them, oldest first. */
	entries: readonly WordEntry[];
	page: number;
	/** What was done, above the list. */
	notice: Notice;
}

export function wordsView({ entries, page, notice }: WordList, wording: Wording): Payload {
	const { t, locale } = wording;
	const paged = { page, perPage: entriesOnPage, total: entries.length };
	const count = t('moderation.words.count', {
		count: entries.length,
		number: numeral(entries.length, wording),
		most: numeral(mostEntries, wording),
	});
	const shown = entries.slice(page * entriesOnPage, (page + 1) * entriesOnPage);
	return payload('panel', [
		text(`## ${t('moderation.words.title')}\n-# ${joined([count, pageWords(paged, wording)], locale)}`),
		...notice,
		...(entries.length === 0 ? [text(t('moderation.words.none'))] : []),
		...shown.map((entry) =>
			section(entryWords(entry, wording), button(t('moderation.words.remove'), wordsId({ page, remove: entry.id }))),
		),
		...rowOf(...turning(paged, (it) => wordsId({ page: it }), wording)),
		small(t('moderation.words.about')),
	]);
}

/** A long sentence and the list would not fit together. */
export const testView = (notice: Notice, { t }: Wording): Payload =>
	payload('panel', [...notice, row(button(t('moderation.words.list'), wordsId({ page: 0 })))]);

function entryWords({ text: entry, kind, verdict, by, at }: WordEntry, wording: Wording): string {
	const { t, locale } = wording;
	const how = t(kind === 'allow' ? 'moderation.words.allowed' : `moderation.words.${verdict}`);
	const meta = [...(kind === 'pattern' ? [t('moderation.words.pattern')] : []), how, `<@${by}>`, ago(at)];
	return `**${escapeWithin(entry, longest)}**\n-# ${joined(meta, locale)}`;
}
