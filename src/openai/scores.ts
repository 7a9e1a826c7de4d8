import { type Category, categories, type Scores } from '../core/moderation/categories.ts';
import type { Look } from '../core/moderation/moderator.ts';
import { fieldOf, isJson, listOf, textOf } from './json.ts';

/**
 * The scores in an answer of the moderation endpoint; undefined for what is none. An older model may leave categories out, but not all of
 * them, and a score is a number from 0 to 1: a table that is not to be believed in one place is believed in none.
 *
 * @param asked the model that was asked, for servers that do not say which one it was
 */
export function readScores(body: unknown, asked: string): Look | undefined {
	const table = fieldOf(listOf(body, 'results')[0], 'category_scores');
	if (!isJson(table)) return undefined;
	const scores: Partial<Record<Category, number>> = {};
	for (const name of categories) {
		const score = table[name];
		if (score === undefined || score === null) continue;
		if (typeof score !== 'number' || !(score >= 0 && score <= 1)) return undefined;
		scores[name] = score;
	}
	if (Object.keys(scores).length === 0) return undefined;
	const named = textOf(body, 'model');
	return { kind: 'scores', scores: scores satisfies Scores, model: named && isName.test(named) ? named : asked };
}

/** It is shown on cards as it is. */
const isName = /^[\w.:/-]{1,100}$/;
