import { defined, type Fields } from '../rest/fields.ts';
import type { Budget } from './budget.ts';
import { type Part, parseChoices } from './choices.ts';

export const selectTypes = [3, 5, 6, 7, 8];

/** What the default values of each type may be. */
const defaultKinds: Record<number, string[]> = { 5: ['user'], 6: ['role'], 7: ['user', 'role'], 8: ['channel'] };

const channelTypes = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16];
const maxValuesAllowed = 25;

interface Range {
	min: number;
	max: number;
}

/** A select of any kind; in a modal it also has `required`. */
export function parseSelect(fields: Fields, type: number, budget: Budget, inModal = false): Part {
	const range = parseRange(fields);
	const select: Part = {
		type,
		id: budget.identify(fields),
		custom_id: budget.customId(fields),
		placeholder: fields.text('placeholder', { max: 150 }),
		min_values: range.min,
		max_values: range.max,
		...(inModal ? { required: fields.flag('required') ?? true } : { disabled: fields.flag('disabled') ?? false }),
	};
	if (inModal && fields.flag('disabled')) {
		fields.wrong('disabled', 'MODAL_COMPONENT_DISABLED', 'A select in a modal cannot be disabled');
	}
	if (type === 3) select.options = parseOptions(fields, range);
	else if (fields.has('default_values')) select.default_values = parseDefaults(fields, type, range);
	if (type === 8 && fields.has('channel_types')) select.channel_types = parseChannelTypes(fields);
	return defined(select);
}

function parseRange(fields: Fields): Range {
	const min = fields.integer('min_values', { min: 0, max: maxValuesAllowed }) ?? 1;
	const max = fields.integer('max_values', { min: 1, max: maxValuesAllowed }) ?? 1;
	if (min > max) {
		fields.wrong('min_values', 'SELECT_COMPONENT_INVALID_RANGE', 'min_values must not be above max_values');
	}
	return { min, max };
}

/** Discord wants as many options as may be chosen, and no more of them chosen beforehand than that. */
function parseOptions(fields: Fields, { max }: Range): Part[] {
	const options = parseChoices(fields, { min: max, max: 25, emoji: true });
	if (options.filter((option) => option.default === true).length > max) {
		fields.wrong('options', 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', `At most ${max} options can be a default`);
	}
	return options;
}

/** None, or as many as `min_values` and `max_values` allow, each of the select's own kind. */
function parseDefaults(fields: Fields, type: number, { min, max }: Range): Part[] {
	const given = fields.raw('default_values');
	const isEmpty = given === null || (Array.isArray(given) && given.length === 0);
	const kinds = defaultKinds[type]!;
	return fields.list('default_values', { min: isEmpty ? 0 : min, max }).map((raw, index) => {
		const value = fields.at('default_values', index, raw);
		const id = value.requiredText('id', { min: 1, max: 20, pattern: /^\d+$/ });
		const kind = value.requiredText('type', { min: 1, max: 20 });
		if (kind !== '' && !kinds.includes(kind)) {
			const expected = kinds.map((one) => `'${one}'`).join(', ');
			value.wrong('type', 'BASE_TYPE_CHOICES', `Value must be one of (${expected}).`);
		}
		return { id, type: kind };
	});
}

function parseChannelTypes(fields: Fields): unknown[] {
	const types = fields.list('channel_types', { max: channelTypes.length });
	for (const [index, type] of types.entries()) {
		if (channelTypes.includes(type as number) && types.indexOf(type) === index) continue;
		fields.wrong('channel_types', 'BASE_TYPE_CHOICES', `Value must be one of (${channelTypes.join(', ')}), once.`);
	}
	return types;
}
