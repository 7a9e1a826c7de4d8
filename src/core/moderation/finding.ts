import type { Job, Problem } from '../job.ts';
import type { CaseKind, NewCase } from './case.ts';
import type { Judgement, Trigger } from './judgement.ts';

/** The case beside a job that was doubted. Nothing is decided on outside of a server. */
export const caseOf = (
	{ id, asker }: Pick<Job, 'id' | 'asker'>,
	kind: CaseKind,
	{ triggers, scores, model }: Pick<Judgement, 'triggers'> & Partial<Judgement>,
	state: 'open' | 'refused',
): NewCase => ({
	guildId: asker.guildId ?? '',
	userId: asker.userId,
	jobId: id,
	kind,
	triggers,
	...(scores && model ? { scores, model } : {}),
	state,
});

/** What the member is told of why it was refused: the categories, and their own words that are not drawn here. */
export function problemOf(triggers: readonly Trigger[]): Problem {
	const strict = triggers.filter(({ verdict }) => verdict === 'refused');
	if (strict.length > 0 && strict.every(({ source }) => source === 'unanswered')) return { code: 'unchecked' };
	const categories = strict.flatMap((it) => (it.source === 'endpoint' ? [it.category] : []));
	const found = strict.flatMap((it) => ('found' in it ? [it.found] : []));
	return {
		code: 'filtered',
		...(categories.length > 0 ? { categories: [...new Set(categories)] } : {}),
		...(found.length > 0 ? { found: [...new Set(found)] } : {}),
	};
}
