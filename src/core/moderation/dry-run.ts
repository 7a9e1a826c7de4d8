import type { PromptLine } from './books.ts';
import type { Thresholds } from './categories.ts';
import type { DryRun, Tried } from './desk.ts';
import { judgeScores, verdictOf } from './judgement.ts';

/** Examples that are given; nobody reads more. */
const mostExamples = 200;

/** What these thresholds would have made of prompts whose scores are known. Words, and endpoints that were down, are another matter. */
export function dryRun(lines: readonly PromptLine[], thresholds: Thresholds): DryRun {
	const scored = lines.filter(({ scores }) => scores);
	const tried = scored.flatMap((line) => triedOf(line, thresholds) ?? []);
	const count = (verdict: Tried['verdict']) => tried.filter((it) => it.verdict === verdict).length;
	return {
		prompts: lines.length,
		scored: scored.length,
		held: count('held'),
		refused: count('refused'),
		examples: tried.toSorted((one, other) => other.score - one.score || other.at - one.at).slice(0, mostExamples),
	};
}

/** The category that decides: the highest of those that were judged the strictest. */
function triedOf({ scores = {}, ...line }: PromptLine, thresholds: Thresholds): Tried | undefined {
	const triggers = judgeScores(scores, thresholds, { on: 'prompt' });
	const verdict = verdictOf(triggers);
	if (verdict === 'allowed') return undefined;
	const deciding = triggers
		.flatMap((it) => (it.source === 'endpoint' && it.verdict === verdict ? [it] : []))
		.toSorted((one, other) => other.score - one.score);
	const { jobId, userId, at, prompt } = line;
	const { category, score } = deciding[0]!;
	return { jobId, userId, at, prompt, private: line.private, verdict, category, score };
}
