import type { Options } from '../../../core/request.ts';
import { text } from '../../payload.ts';
import { plainNotice } from '../../settings/notices.ts';
import type { Visit } from '../../settings/visit.ts';
import { staleView } from '../../views/notice.ts';
import { readWordsId } from './ids.ts';
import { lastPage } from './pages.ts';
import { addEntry, removeEntry, removeText, type Said } from './word-changes.ts';
import { explanation } from './words-test.ts';
import { entriesOnPage, testView, wordsView } from './words-view.ts';

/** The list; or what the options ask for, each answered above the list as it is then. */
export async function runWords(visit: Visit, options: Options): Promise<void> {
	const { t } = visit;
	const { add, kind, verdict, remove, test } = options;
	const said: Said[] = [];
	if (typeof remove === 'string') said.push(await removeText(visit, remove));
	if (typeof add === 'string') {
		said.push(
			await addEntry(visit, { text: add, kind: kindOf(kind), verdict: verdict === 'refuse' ? 'refuse' : 'hold' }),
		);
	} else if (kind !== undefined || verdict !== undefined) {
		said.push({ notice: plainNotice(t('moderation.words.needsAdd')) });
	}
	if (typeof test === 'string') {
		const { settings } = await visit.office.settings.read(visit.guildId);
		const found = await visit.office.moderation.explain(visit.guildId, test, settings);
		await visit.reply.show(
			testView([...said.flatMap(({ notice }) => notice), text(explanation(test, found, visit))], visit),
		);
		return;
	}
	// What was added stands at the end of the list.
	await showWords(visit, said.some(({ added }) => added) ? Number.POSITIVE_INFINITY : 0, said);
}

const kindOf = (kind: unknown) => (kind === 'pattern' || kind === 'allow' ? kind : 'word');

async function showWords(visit: Visit, page: number, said: readonly Said[] = []): Promise<void> {
	const entries = await visit.office.words.list(visit.guildId);
	const shown = Math.min(page, lastPage({ total: entries.length, perPage: entriesOnPage }));
	const notice = said.flatMap((it) => it.notice);
	await visit.reply.show(wordsView({ entries, page: shown, notice }, visit));
}

export async function pressWords(visit: Visit, rest: readonly string[]): Promise<void> {
	const id = readWordsId(rest);
	if (!id) return visit.reply.instead(staleView(visit.locale));
	await visit.reply.noted();
	const said = id.remove === undefined ? [] : [await removeEntry(visit, id.remove)];
	await showWords(visit, id.page, said);
}
