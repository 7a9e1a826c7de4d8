import { randomUUID } from 'node:crypto';
import type { AuditAction, AuditEntry, WordEntry } from '../../../core/moderation/books.ts';
import { type Notice, plainNotice } from '../../settings/notices.ts';
import type { Visit } from '../../settings/visit.ts';
import { numeral } from '../../settings/wording.ts';
import { escapeWithin } from '../../text.ts';

/** What came of it, in words. */
export interface Said {
	notice: Notice;
	added?: boolean;
}

export const mostEntries = 1000;
/** Of an entry where it is told of, in characters as sent. */
const longestShown = 250;
const weekMs = 7 * 24 * 60 * 60_000;

type NewEntry = Pick<WordEntry, 'text' | 'kind' | 'verdict'>;

/** Adds what can be looked for, and says how many of the last week's prompts it would have stopped. */
export async function addEntry(visit: Visit, { text: typed, kind, verdict }: NewEntry): Promise<Said> {
	const { office, guildId, userId, now, t } = visit;
	const text = typed.trim();
	const entry = escapeWithin(text, longestShown);
	const problem = problemOf(visit, kind, text);
	if (problem) return { notice: plainNotice(t('moderation.words.notAdded', { entry, why: t(problem) })) };
	const existing = await office.words.list(guildId);
	if (existing.length >= mostEntries) {
		return { notice: plainNotice(t('moderation.words.full', { most: numeral(mostEntries, visit) })) };
	}
	const stopped = kind === 'allow' ? 0 : await office.moderation.tryEntry({ guildId, kind, text }, now - weekMs);
	const added: WordEntry = { id: randomUUID(), guildId, kind, text, verdict, by: userId, at: now };
	const isNew = await office.words.add(added, audit(visit, 'wordAdded', text));
	if (!isNew) return { notice: plainNotice(t('moderation.words.same', { entry })) };
	office.moderation.forgetWords(guildId);
	const how = t(kind === 'allow' ? 'moderation.words.allowed' : `moderation.words.${verdict}`);
	const effect =
		kind === 'allow' ? [] : [t('moderation.words.stopped', { count: stopped, number: numeral(stopped, visit) })];
	return { added: true, notice: plainNotice([t('moderation.words.added', { entry, how }), ...effect].join('\n')) };
}

/** The key of the words for why it cannot be looked for. */
function problemOf({ office }: Visit, kind: WordEntry['kind'], text: string): string | undefined {
	if (kind === 'pattern') {
		const problem = text === '' ? 'matchesEverything' : office.moderation.checkPattern(text);
		return problem && `moderation.pattern.${problem}`;
	}
	const problem = office.moderation.checkWord(text);
	return problem && `moderation.word.${problem}`;
}

/** Takes everything off the list that was added with this text. */
export async function removeText(visit: Visit, typed: string): Promise<Said> {
	const { office, guildId, t } = visit;
	const wanted = typed.trim().toLowerCase();
	const found = (await office.words.list(guildId)).filter(({ text }) => text.toLowerCase() === wanted);
	const entry = escapeWithin(typed.trim(), longestShown);
	if (found.length === 0) return { notice: plainNotice(t('moderation.words.unknown', { entry })) };
	for (const it of found) await office.words.remove(guildId, it.id, audit(visit, 'wordRemoved', it.text));
	office.moderation.forgetWords(guildId);
	return { notice: plainNotice(t('moderation.words.removed', { entry })) };
}

/** Takes one off the list by its id; another moderator may have been faster. */
export async function removeEntry(visit: Visit, id: string): Promise<Said> {
	const { office, guildId, t } = visit;
	const found = (await office.words.list(guildId)).find((it) => it.id === id);
	const isRemoved = found && (await office.words.remove(guildId, id, audit(visit, 'wordRemoved', found.text)));
	if (!isRemoved) return { notice: plainNotice(t('moderation.words.gone')) };
	office.moderation.forgetWords(guildId);
	return { notice: plainNotice(t('moderation.words.removed', { entry: escapeWithin(found.text, longestShown) })) };
}

const audit = ({ guildId, userId, now }: Visit, action: AuditAction, why: string): AuditEntry => {
	return { guildId, at: now, by: userId, action, case: null, about: null, why };
};
