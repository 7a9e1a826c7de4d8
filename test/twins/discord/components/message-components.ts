import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { Fields } from '../rest/fields.ts';
import type { Issues } from '../rest/issues.ts';
import { createBudget } from './budget.ts';
import { parseLayout, parseRows } from './layout.ts';

const maxComponents = 40;
const maxText = 4000;

/** The `components` of a message payload, checked by Discord's rules and copied field by field. */
export function parseMessageComponents(
	payload: Fields,
	{ v2, filenames, issues }: { v2: boolean; filenames: ReadonlySet<string>; issues: Issues },
): APIMessageTopLevelComponent[] {
	const budget = createBudget(issues);
	const context = { budget, filenames };
	const components = v2 ? parseLayout(payload, context) : parseRows(payload, context);
	if (budget.components > maxComponents) {
		payload.wrong(
			'components',
			'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
			`The total number of components must be less than or equal to ${maxComponents}.`,
		);
	}
	if (budget.textLength > maxText) {
		payload.wrong(
			'components',
			'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
			`Total displayable text size exceeds maximum size of ${maxText}`,
		);
	}
	return components as unknown as APIMessageTopLevelComponent[];
}
