import { defined, type Fields, fieldsOf } from '../rest/fields.ts';
import type { Issues } from '../rest/issues.ts';
import type { ModalData } from '../types.ts';
import { type Budget, createBudget } from './budget.ts';
import { type Part, parseChoices } from './choices.ts';
import { parseSelect, selectTypes } from './select.ts';

/** The `data` of a modal callback, checked by Discord's rules and copied field by field. */
export function parseModal(raw: unknown, issues: Issues): ModalData {
	const modal = fieldsOf(raw, ['data'], issues);
	const budget = createBudget(issues);
	const data = {
		custom_id: modal.requiredText('custom_id', { min: 1, max: 100 }),
		title: modal.requiredText('title', { min: 1, max: 45 }),
		components: modal
			.list('components', { min: 1, max: 5 })
			.flatMap((part, index) => parseTopLevel(modal.at('components', index, part), budget)),
	};
	return data as unknown as ModalData;
}

function parseTopLevel(fields: Fields, budget: Budget): Part[] {
	const type = fields.raw('type');
	if (type === 18) return [parseLabel(fields, budget)];
	if (type === 10) {
		return [{ type, id: budget.identify(fields), content: fields.requiredText('content', { min: 1, max: 4000 }) }];
	}
	if (type === 1) return [parseOldRow(fields, budget)];
	fields.wrong('type', 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).');
	return [];
}

function parseLabel(fields: Fields, budget: Budget): Part {
	const component = fields.child('component');
	if (!component) fields.wrong('component', 'BASE_TYPE_REQUIRED', 'This field is required');
	return defined({
		type: 18,
		id: budget.identify(fields),
		label: fields.requiredText('label', { min: 1, max: 45 }),
		description: fields.text('description', { min: 1, max: 100 }),
		component: component && parseField(component, budget),
	});
}

/** A row with one text input that carries its own label: the way before labels. */
function parseOldRow(fields: Fields, budget: Budget): Part {
	const components = fields.list('components', { min: 1, max: 1 }).map((raw, index) => {
		const input = fields.at('components', index, raw);
		if (input.raw('type') !== 4)
			input.wrong('type', 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (4,).');
		return { ...parseTextInput(input, budget), label: input.requiredText('label', { min: 1, max: 45 }) };
	});
	return { type: 1, id: budget.identify(fields), components };
}

function parseField(fields: Fields, budget: Budget): Part | undefined {
	const type = fields.raw('type') as number;
	if (type === 4) return parseTextInput(fields, budget);
	if (selectTypes.includes(type)) return parseSelect(fields, type, budget, true);
	if (type === 19) return parseFileUpload(fields, budget);
	if (type === 21) return parseGroup(fields, 21, { min: 2, max: 10 }, budget);
	if (type === 22) return parseCheckboxes(fields, budget);
	if (type === 23) {
		return {
			type,
			id: budget.identify(fields),
			custom_id: budget.customId(fields),
			default: fields.flag('default') ?? false,
		};
	}
	fields.wrong(
		'type',
		'UNION_TYPE_CHOICES',
		'Value of field "type" must be one of (3, 4, 5, 6, 7, 8, 19, 21, 22, 23).',
	);
	return undefined;
}

function parseTextInput(fields: Fields, budget: Budget): Part {
	return defined({
		type: 4,
		id: budget.identify(fields),
		custom_id: budget.customId(fields),
		style: fields.requiredInteger('style', { oneOf: [1, 2] }),
		value: fields.text('value', { max: 4000 }),
		placeholder: fields.text('placeholder', { max: 100 }),
		required: fields.flag('required') ?? true,
		min_length: fields.integer('min_length', { min: 0, max: 4000 }),
		max_length: fields.integer('max_length', { min: 1, max: 4000 }),
	});
}

function parseFileUpload(fields: Fields, budget: Budget): Part {
	const fileTypes = fields.has('file_types') ? fields.list('file_types', { max: 25 }) : undefined;
	return defined({
		type: 19,
		id: budget.identify(fields),
		custom_id: budget.customId(fields),
		...parseRange(fields),
		required: fields.flag('required') ?? true,
		file_types: fileTypes,
	});
}

function parseCheckboxes(fields: Fields, budget: Budget): Part {
	return { ...parseGroup(fields, 22, { min: 1, max: 10 }, budget), ...parseRange(fields) };
}

function parseGroup(fields: Fields, type: number, rule: { min: number; max: number }, budget: Budget): Part {
	return {
		type,
		id: budget.identify(fields),
		custom_id: budget.customId(fields),
		required: fields.flag('required') ?? true,
		options: parseChoices(fields, rule),
	};
}

function parseRange(fields: Fields): { min_values?: number; max_values?: number } {
	const min_values = fields.integer('min_values', { min: 0, max: 10 });
	const max_values = fields.integer('max_values', { min: 1, max: 10 });
	if (min_values !== undefined && max_values !== undefined && min_values > max_values) {
		fields.wrong('min_values', 'COMPONENT_INVALID_RANGE', 'min_values must not be above max_values');
	}
	return defined({ min_values, max_values } as { min_values?: number; max_values?: number });
}
