import type { APIComponentInContainer } from 'discord.js';
import type { DryRun, Tried } from '../../../core/moderation/desk.ts';
import type { Settings } from '../../../core/settings.ts';
import { sentences } from '../../../locales/words.ts';
import { button, type Payload, payload, small, text } from '../../payload.ts';
import { held, thresholdWords } from '../../settings/thresholds.ts';
import { numeral, type Wording } from '../../settings/wording.ts';
import { ago, quote } from '../../text.ts';
import { joined } from '../../views/parts.ts';
import { categoryWords } from '../views/triggers.ts';
import { dryRunId, type Trial } from './ids.ts';
import { pageWords, rowOf, turning } from './pages.ts';
import { scoreWords } from './trigger-words.ts';

export const examplesOnPage = 8;
const longestPrompt = 250;

export interface DryRunShown {
	trial: Trial;
	/** As they would be. */
	settings: Settings;
	would: DryRun;
	/** As it is set now; undefined where that is the same. */
	present: DryRun | undefined;
	page: number;
	/** Those of this page; hidden are those whose words are not for moderators. */
	examples: readonly (Tried & { isHidden: boolean })[];
	/** Of the settings that it was tried on. */
	revision: number;
	/** It would change something, and whoever reads it may change it. */
	maySwitch: boolean;
}

/** How many it would have stopped, which, and the way to switch it on. */
export function dryRunView(shown: DryRunShown, wording: Wording): Payload {
	const { trial, would, present, page, examples, revision, maySwitch } = shown;
	const { t, locale } = wording;
	const paged = { page, perPage: examplesOnPage, total: would.examples.length };
	const more = would.held + would.refused - would.examples.length;
	const foot = joined(
		[
			pageWords(paged, wording),
			more > 0 ? t('moderation.dryRun.more', { count: more, number: numeral(more, wording) }) : '',
		],
		locale,
	);
	return payload('panel', [
		text([`## ${t('moderation.dryRun.title')}`, ...headline(shown, wording)].join('\n')),
		...(present ? [text(t('moderation.dryRun.present', countsOf(present, wording)))] : []),
		...examples.map((it) => text(exampleWords(it, wording))),
		...(foot === '' ? [] : [small(foot)]),
		note(would, wording),
		...rowOf(
			...turning(paged, (at) => dryRunId({ verb: 'page', at, trial }), wording),
			...(maySwitch
				? [button(t('moderation.dryRun.switchOn'), dryRunId({ verb: 'on', at: revision, trial }), 'primary')]
				: []),
		),
	]);
}

/** What came of it, and what was tried: as it would really hold, for no server gets below the floors. */
function headline({ trial: { category }, settings, would, present }: DryRunShown, wording: Wording): string[] {
	const { t, locale } = wording;
	const { preset } = settings.moderation;
	const said = would.scored === 0 ? 'empty' : present ? 'would' : 'asItIs';
	const numbers = category && {
		category: categoryWords(category, locale),
		numbers: thresholdWords(held(settings, category, wording), wording),
	};
	const what = joined(
		[
			t('moderation.dryRun.preset', { preset: t(`settings.preset.${preset}`) }),
			...(numbers ? [t('moderation.dryRun.numbers', numbers)] : []),
		],
		locale,
	);
	return [`**${t(`moderation.dryRun.${said}`, countsOf(would, wording))}**`, `-# ${what}`];
}

const countsOf = ({ prompts, held, refused }: DryRun, wording: Wording) => ({
	count: prompts,
	prompts: numeral(prompts, wording),
	held: numeral(held, wording),
	refused: numeral(refused, wording),
});

function exampleWords(it: DryRunShown['examples'][number], wording: Wording): string {
	const { t, locale } = wording;
	const score = { category: categoryWords(it.category, locale), score: scoreWords(it.score, wording) };
	const head = joined(
		[t('moderation.trigger.endpoint', score), t(`moderation.dryRun.${it.verdict}`), `<@${it.userId}>`, ago(it.at)],
		locale,
	);
	if (it.isHidden) return `${head}\n-# ${t('moderation.dryRun.private')}`;
	if (it.prompt === '') return `${head}\n-# ${t('moderation.dryRun.wordless')}`;
	return `${head}\n${quote(it.prompt, longestPrompt)}`;
}

function note({ prompts, scored }: DryRun, wording: Wording): APIComponentInContainer {
	const { t, locale } = wording;
	const count = prompts - scored;
	const unscored = count > 0 ? [t('moderation.dryRun.unscored', { count, number: numeral(count, wording) })] : [];
	return small(sentences([...unscored, t('moderation.dryRun.note')], locale));
}
