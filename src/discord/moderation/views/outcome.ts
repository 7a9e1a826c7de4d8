import type { Appeal, Case, CaseDecision } from '../../../core/moderation/case.ts';
import { wordsFor } from '../../../locales/words.ts';
import { ago, quote } from '../../text.ts';

/** Characters as sent. */
const reasonLimit = 250;
const wordsLimit = 400;
const appealLimit = 400;

/** What became of a case, by whom and why, and what its member says against it. */
export function outcomeLines(shown: Case, locale: string): string[] {
	const { decision, appeal } = shown;
	return [
		...(decision ? [decided(decision, locale)] : ended(shown, locale)),
		...(appeal ? [appealed(shown, appeal, locale)] : []),
	];
}

/** `Approved by … 2 minutes ago.` */
export function decisionWords({ verb, by, at, changedTo, warned }: CaseDecision, locale: string): string {
	const how = verb === 'approve' && changedTo ? 'changed' : verb === 'refuse' && warned ? 'warned' : verb;
	return wordsFor(locale)(`case.decided.${how}`, { user: `<@${by}>`, when: ago(at) });
}

function decided(decision: CaseDecision, locale: string): string {
	const { reason, changedTo } = decision;
	return [
		`**${decisionWords(decision, locale)}**`,
		...(changedTo ? [quote(changedTo, wordsLimit)] : []),
		...(reason ? [quote(reason, reasonLimit)] : []),
	].join('\n');
}

/** Nobody decided: time, the member, or a rule. */
function ended({ state, kind }: Case, locale: string): string[] {
	const t = wordsFor(locale);
	if (state === 'expired' || state === 'withdrawn') return [`**${t(`case.ended.${state}`)}**`];
	if (state !== 'refused') return [];
	return [`**${t(kind === 'provider' ? 'case.ended.provider' : 'case.ended.rule')}**`];
}

function appealed({ userId }: Case, { text, at, answer }: Appeal, locale: string): string {
	const t = wordsFor(locale);
	const said = [
		`**${t('case.appealed', { user: `<@${userId}>`, when: ago(at) })}**`,
		...(text === '' ? [] : [quote(text, appealLimit)]),
	];
	if (!answer) return said.join('\n');
	const values = { user: `<@${answer.by}>`, when: ago(answer.at) };
	const words = answer.text === '' ? [] : [quote(answer.text, reasonLimit)];
	return [...said, `**${t(answer.granted ? 'case.granted' : 'case.denied', values)}**`, ...words].join('\n');
}
