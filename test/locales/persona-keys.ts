import { defaultNames, legalDefaults, ownerKinds, type PersonaProblem, type Put } from '../../src/core/personas.ts';
import { tabs } from '../../src/discord/personas/ids.ts';

const named = (prefix: string, names: readonly string[]) => names.map((name) => `personas.${prefix}.${name}`);

/** The compiler misses a code that is missing here. */
const problems: Record<PersonaProblem['code'], true> = {
	nameEmpty: true,
	nameTooLong: true,
	nameSigns: true,
	perspectiveEmpty: true,
	perspectiveTooLong: true,
	perspectiveMentions: true,
	defaultUnknown: true,
};
const ways: Record<Exclude<Extract<Put, { not: string }>['not'], 'full'> | 'existsOther', true> = {
	exists: true,
	existsOther: true,
	changed: true,
	gone: true,
};

/** What stands for each key that the code of `/persona` puts together, as it is written there. */
export const personaKeys: Record<string, readonly string[]> = {
	'personas.form.title.${kind}': named('form.title', [...ownerKinds, 'edit']),
	'personas.form.${name}': named('form', defaultNames),
	'personas.form.${name}Hint': named(
		'form',
		defaultNames.map((name) => `${name}Hint`),
	),
	'personas.shape.${value}': named('shape', legalDefaults.shape),
	'choice.${name}.${value}': (['style', 'quality'] as const).flatMap((name) =>
		legalDefaults[name].map((value) => `choice.${name}.${value}`),
	),
	'personas.wrong.${problem.code}': named('wrong', Object.keys(problems)),
	'personas.wrong.${by}': named('wrong', ['starter', 'server']),
	'personas.there.${how}': named('there', Object.keys(ways)),
	'personas.kept.${tab}': named('kept', ownerKinds),
	'personas.tab.${it}': named('tab', tabs),
	'personas.list.none.${tab}': named('list.none', tabs),
};
