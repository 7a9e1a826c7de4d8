export type { AutoModRule, Skipped } from './automod.ts';
export { fromAutoMod } from './automod.ts';
export type { Entry, Explanation, Hit, Verdict } from './entry.ts';
export { createWordFilter, type WordFilter } from './filter.ts';
export { checkWord, longestWord, type WordCheck } from './form.ts';
export { type Normalised, normalise } from './normalise.ts';
export { checkPattern, longestPattern, type PatternCheck, type PatternProblem } from './pattern.ts';
