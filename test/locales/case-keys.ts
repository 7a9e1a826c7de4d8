import { caseKinds } from '../../src/core/moderation/case.ts';
import { categories } from '../../src/core/moderation/categories.ts';
import { pauseLengths } from '../../src/discord/moderation/pause-lengths.ts';

const all = (prefix: string, names: readonly string[], suffix = '') =>
	names.map((name) => `${prefix}.${name}${suffix}`);
const forms = ['change', 'refuse', 'warn', 'grant', 'deny'];

/** The keys that cards, their forms and what members hear of cases put together, as they are written in the code. */
export const caseKeys: Record<string, readonly string[]> = {
	'button.${act}': ['button.approve', 'button.refuse'],
	'case.alt.${of}': all('case.alt', ['input', 'result', 'posted']),
	'case.button.${name}': all('case.button', [
		...['change', 'warn', 'claim', 'unclaim', 'undo', 'grant', 'deny', 'keep', 'spoiler', 'remove'],
	]),
	'case.decided.${how}': all('case.decided', ['approve', 'changed', 'refuse', 'warned', 'keep', 'remove', 'spoiler']),
	'case.ended.${state}': ['case.ended.expired', 'case.ended.withdrawn'],
	'case.form.${act}.about': all('case.form', forms, '.about'),
	'case.form.${act}.field': all('case.form', forms, '.field'),
	'case.form.${act}.title': all('case.form', forms, '.title'),
	'case.on.${subject.on}': ['case.on.input', 'case.on.result'],
	'case.pause.${name}': all('case.pause', Object.keys(pauseLengths)),
	'case.trigger.${trigger.reason}': ['case.trigger.down', 'case.trigger.unreadable'],
	'case.trigger.${trigger.source}': all('case.trigger', ['words', 'autoMod', 'operator']),
	'case.what.${shown.kind}': all('case.what', caseKinds),
	'choice.category.${category}': all('choice.category', categories),
	'choice.category.${name}': all('choice.category', categories),
	'held.${reason}': all('held', ['prompt', 'result', 'budget']),
	'problem.${state}': ['problem.cancelled', 'problem.expired'],
};
