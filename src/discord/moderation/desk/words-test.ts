import type { Explained } from '../../../core/moderation/desk.ts';
import type { Wording } from '../../settings/wording.ts';
import { escapeWithin, quote } from '../../text.ts';

const mostHits = 8;
const longestSentence = 500;
const longestPart = 60;

/** What was found in a sentence, by which entry, and how it was read. */
export function explanation(sentence: string, found: readonly Explained[], wording: Wording): string {
	const { t } = wording;
	const hits = found.filter(({ shieldedBy }) => shieldedBy === undefined);
	const verdict = hits.some((it) => it.verdict === 'refuse') ? 'refuse' : hits.length > 0 ? 'hold' : 'pass';
	const more = found.length - mostHits;
	return [
		`**${t(`moderation.test.${verdict}`)}**`,
		quote(sentence, longestSentence),
		...found.slice(0, mostHits).map((it) => `- ${hitWords(it, wording)}`),
		...(more > 0 ? [`- ${t('moderation.test.more', { count: more })}`] : []),
		`-# ${t('moderation.test.note')}`,
	].join('\n');
}

function hitWords({ source, entry, verdict, found, readAs, shieldedBy }: Explained, { t }: Wording): string {
	const shown = (text: string) => escapeWithin(text, longestPart);
	// As it was typed: nothing has to be told of how it was read.
	const isPlain = found.toLowerCase() === readAs.toLowerCase();
	const what = isPlain ? shown(found) : t('moderation.test.read', { found: shown(found), read: shown(readAs) });
	// The operator's list is no server's to read.
	const by =
		source === 'operator' ? t('moderation.test.operator') : t(`moderation.test.${source}`, { entry: shown(entry) });
	if (shieldedBy !== undefined) return t('moderation.test.shielded', { what, by, allowed: shown(shieldedBy) });
	return t('moderation.test.hit', { what, by, how: t(`moderation.words.${verdict}`) });
}
