import type { APIComponentInContainer } from 'discord.js';
import type { Case } from '../../../core/moderation/case.ts';
import { button, section } from '../../payload.ts';
import type { Wording } from '../../settings/wording.ts';
import { ago } from '../../text.ts';
import { joined } from '../../views/parts.ts';
import { openId } from './ids.ts';
import { triggerWords } from './trigger-words.ts';

/** Characters: eight of them share a message with what stands around. */
const longest = 150;

/** A case in two lines, and the button that opens it. */
export function caseSection(
	it: Case,
	wording: Wording,
	{ showsMember }: { showsMember: boolean },
): APIComponentInContainer {
	const { t, locale } = wording;
	const head = joined(
		[
			`**#${it.number}**`,
			t(`moderation.kind.${it.kind}`),
			...(it.state === 'open' ? [] : [t(`moderation.state.${it.state}`)]),
			ago(it.openedAt),
			...(showsMember ? [`<@${it.userId}>`] : []),
		],
		locale,
	);
	const more = joined(
		[
			triggerWords(it, longest, wording),
			it.claimedBy ? t('moderation.case.claimedBy', { who: `<@${it.claimedBy}>` }) : '',
			it.appeal && !it.appeal.answer ? t('moderation.case.appealed') : '',
			it.emptied ? t('moderation.case.emptied') : '',
		],
		locale,
	);
	return section(more === '' ? head : `${head}\n-# ${more}`, button(t('moderation.case.open'), openId(it.number)));
}
