import type { Entry, Verdict } from './entry.ts';
import { checkWord } from './form.ts';
import { checkPattern, longestOfDiscord, type PatternProblem } from './pattern.ts';

/** What is read of a keyword rule as Discord's API gives it. */
export interface AutoModRule {
	id: string;
	trigger_metadata: {
		keyword_filter?: readonly string[];
		regex_patterns?: readonly string[];
		allow_list?: readonly string[];
	};
}

/** What of a rule cannot be used here, and why. */
export interface Skipped {
	text: string;
	reason: PatternProblem | 'empty';
}

/** Intersections and differences of classes, which Rust has; RE2 would read them as something else without a word. */
const setOperation = /\[[^\]]*(?:&&|--|~~)/;

/**
 * The entries of an AutoMod rule. Keywords mean here what they mean there, `*` at an edge included, save that a whole word ends at punctuation
 * as well as at a space. Patterns are written for Rust's engine; what RE2 does not know is skipped. The rule's allow list shields from
 * this rule only, as at Discord.
 */
export function fromAutoMod(rule: AutoModRule, verdict: Verdict = 'hold'): { entries: Entry[]; skipped: Skipped[] } {
	const { keyword_filter = [], regex_patterns = [], allow_list = [] } = rule.trigger_metadata;
	const scope = `automod:${rule.id}`;
	const entries: Entry[] = [];
	const skipped: Skipped[] = [];
	const add = (
		kind: Entry['kind'],
		texts: readonly string[],
		check: (text: string) => Skipped['reason'] | undefined,
	) => {
		for (const [index, text] of texts.entries()) {
			const reason = check(text);
			if (reason) skipped.push({ text, reason });
			else entries.push({ id: `${scope}:${kind}:${index}`, kind, text, verdict, scope });
		}
	};
	add('word', keyword_filter, unreadable);
	add('pattern', regex_patterns, unusable);
	add('allow', allow_list, unreadable);
	return { entries, skipped };
}

/** What Discord accepted is not too short or too long here. */
function unreadable(text: string): 'empty' | undefined {
	const check = checkWord(text);
	return !check.ok && check.reason === 'empty' ? 'empty' : undefined;
}

function unusable(text: string): PatternProblem | undefined {
	if (setOperation.test(text)) return 'syntax';
	const check = checkPattern(text, { longest: longestOfDiscord });
	return check.ok ? undefined : check.reason;
}
