import { hows } from '../../src/core/books.ts';
import { presetNames } from '../../src/core/moderation/categories.ts';
import { doubtfulResults, landings, priorities, whenDowns } from '../../src/core/settings.ts';
import { contradictions } from '../../src/core/settings-change.ts';
import { pageNames } from '../../src/discord/settings/page.ts';
import { fields, forms } from '../../src/discord/settings/pages/index.ts';
import { stepNames } from '../../src/discord/settings/views/setup.ts';

const named = (prefix: string, names: readonly string[]) => names.map((name) => `settings.${prefix}.${name}`);
const ids = fields.map(({ id }) => id);

/** What stands for each key that the panel's code puts together, as it is written there. */
export const settingsKeys: Record<string, readonly string[]> = {
	'settings.page.${name}': named('page', pageNames),
	'settings.page.${page.name}': named('page', pageNames),
	'settings.about.${name}': named('about', pageNames),
	'settings.form.${name}': named(
		'form',
		forms.map(({ name }) => name),
	),
	'settings.field.${field.id}': named('field', ids),
	'settings.hint.${field.id}': named('hint', ids),
	'settings.label.${field.id}': named(
		'label',
		forms.flatMap((form) => form.fields.map(({ id }) => id)),
	),
	'settings.landing.${name}': named('landing', landings),
	'settings.landingHint.${name}': named('landingHint', landings),
	'settings.summary.landing.${it.landing}': named('summary.landing', landings),
	'settings.preset.${name}': named('preset', presetNames),
	'settings.preset.${preset}': named('preset', presetNames),
	'settings.presetHint.${name}': named('presetHint', presetNames),
	'settings.whenDown.${name}': named('whenDown', whenDowns),
	'settings.whenDownHint.${name}': named('whenDownHint', whenDowns),
	'settings.results.${name}': named('results', doubtfulResults),
	'settings.resultsHint.${name}': named('resultsHint', doubtfulResults),
	'settings.summary.results.${it.results}': named('summary.results', doubtfulResults),
	'settings.summary.whenDown.${it.whenDown}': named('summary.whenDown', whenDowns),
	'settings.wrong.${kind}': named('wrong', contradictions),
	'settings.priority.${name}': named('priority', priorities),
	'settings.priorityHint.${name}': named('priorityHint', priorities),
	'settings.summary.${name}': named('summary', ['memberDay', 'atOnce', 'cooldown', 'serverDay', 'serverMonth']),
	'settings.how.${how}': named('how', hows),
	'settings.setup.step.${name}': named('setup.step', stepNames),
};
