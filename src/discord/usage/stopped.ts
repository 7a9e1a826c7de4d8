import type { UsageReport } from '../../core/books.ts';
import { knows, wordsFor } from '../../locales/words.ts';

/** Each rule in words and how often it stopped somebody, most often first; what has no name of its own comes last, together. */
export function stoppedBy(stopped: UsageReport['stopped'], locale: string): [string, number][] {
	const t = wordsFor(locale);
	const named = stopped.filter(({ code }) => knows(keyOf(code)));
	const others = stopped.filter(({ code }) => !knows(keyOf(code))).reduce((total, { count }) => total + count, 0);
	return [
		...named.map(({ code, count }): [string, number] => [t(keyOf(code)), count]),
		...(others > 0 ? [[t('usage.server.otherRules'), others] satisfies [string, number]] : []),
	];
}

const keyOf = (code: string) => `usage.rule.${code}`;
