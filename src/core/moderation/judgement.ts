import { type Category, categories, type Scores, type Thresholds } from './categories.ts';

/** What becomes of a request or a picture; the later the stricter. */
export const verdicts = ['allowed', 'held', 'refused'] as const;
export type Verdict = (typeof verdicts)[number];

/** What something was said about: the prompt, a picture that was put in, a picture that came out (by their index). */
export type Subject = { on: 'prompt' } | { on: 'input' | 'result'; index: number };

/** One reason to doubt. */
export type Trigger = { verdict: Exclude<Verdict, 'allowed'>; subject: Subject } & (
	| { source: 'endpoint'; category: Category; score: number }
	/** `entry`: the id of the word or pattern; `found`: as it stands in the prompt. */
	| { source: 'words' | 'autoMod' | 'operator'; entry: string; found: string }
	/** The endpoint could not be asked, or could not read what it was shown. */
	| { source: 'unanswered'; reason: 'down' | 'unreadable' }
	/** The picture is like one that a moderator removed in this server. */
	| { source: 'removed'; case: number }
	/** Nothing about the request itself: the server's budget is nearly used up, and its admins want to be asked. */
	| { source: 'budget'; percent: number }
);

/** All that was found out about a request or its pictures. */
export interface Judgement {
	verdict: Verdict;
	triggers: readonly Trigger[];
	/** The highest score of each category over everything that was looked at, for trying other thresholds later. */
	scores: Scores;
	/** The endpoint's model, as it named itself. */
	model?: string;
}

/** The strictest of all. */
export const verdictOf = (triggers: readonly Pick<Trigger, 'verdict'>[]): Verdict =>
	triggers.reduce<Verdict>(
		(worst, { verdict }) => (verdicts.indexOf(verdict) > verdicts.indexOf(worst) ? verdict : worst),
		'allowed',
	);

/** What these scores mean under these thresholds. */
export function judgeScores(scores: Scores, thresholds: Thresholds, subject: Subject): Trigger[] {
	return categories.flatMap((category): Trigger[] => {
		const score = scores[category] ?? 0;
		const { hold, refuse } = thresholds[category];
		if (refuse !== null && score >= refuse)
			return [{ source: 'endpoint', verdict: 'refused', category, score, subject }];
		return hold !== null && score >= hold ? [{ source: 'endpoint', verdict: 'held', category, score, subject }] : [];
	});
}

/** The highest of each category. Three digits are what a person compares. */
export function highest(all: readonly Scores[]): Scores {
	return Object.fromEntries(
		categories.flatMap((name) => {
			const most = Math.max(0, ...all.map((scores) => scores[name] ?? 0));
			return most < 0.0005 ? [] : [[name, Math.round(most * 1000) / 1000]];
		}),
	);
}

export const judgementOf = (triggers: readonly Trigger[], scores: Scores, model?: string): Judgement => ({
	verdict: verdictOf(triggers),
	triggers,
	scores,
	...(model ? { model } : {}),
});

/** Where nobody is there who could decide, what is in doubt is refused. */
export const withoutModerators = (judgement: Judgement): Judgement =>
	judgement.verdict === 'held' ? { ...judgement, verdict: 'refused' } : judgement;
