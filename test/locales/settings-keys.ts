import { hows } from '../../src/core/books.ts';
import { landings, priorities } from '../../src/core/settings.ts';
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
	'settings.priority.${name}': named('priority', priorities),
	'settings.priorityHint.${name}': named('priorityHint', priorities),
	'settings.summary.${name}': named('summary', ['memberDay', 'atOnce', 'cooldown', 'serverDay', 'serverMonth']),
	'settings.how.${how}': named('how', hows),
	'settings.setup.step.${name}': named('setup.step', stepNames),
};
