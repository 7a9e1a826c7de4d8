import { defined, type Fields } from '../rest/fields.ts';
import type { Budget } from './budget.ts';

export type Part = Record<string, unknown>;

export const selectTypes = [3, 5, 6, 7, 8];

/** A button, checked and copied field by field. */
export function parseButton(fields: Fields, budget: Budget): Part {
	const id = budget.identify(fields);
	const style = fields.requiredInteger('style', { oneOf: [1, 2, 3, 4, 5, 6] });
	const label = fields.text('label', { max: 80 });
	const emoji = parseEmoji(fields);
	const disabled = fields.flag('disabled') ?? false;
	const base = { type: 2, id, style, label, emoji, disabled };
	if (style === 6) return defined({ ...base, sku_id: fields.requiredText('sku_id', { min: 17, max: 20 }) });
	if (!fields.raw('label') && !emoji)
		fields.wrong('label', 'BUTTON_COMPONENT_INVALID_LABEL', 'A button must have a label or an emoji');
	if (style === 5) {
		if (fields.has('custom_id'))
			fields.wrong('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_WITH_URL', 'A link has no custom id');
		const url = fields.requiredText('url', { min: 1, max: 512, pattern: /^(https?|discord):\/\// });
		return defined({ ...base, url });
	}
	if (fields.has('url'))
		fields.wrong('url', 'BUTTON_COMPONENT_URL_WITH_CUSTOM_ID', 'Only link buttons have an address');
	return defined({ ...base, custom_id: budget.customId(fields) });
}

/** A select of any kind; in a modal it also has `required`. */
export function parseSelect(fields: Fields, type: number, budget: Budget, inModal = false): Part {
	const minValues = fields.integer('min_values', { min: 0, max: 25 });
	const maxValues = fields.integer('max_values', { min: 1, max: 25 });
	if ((minValues ?? 1) > (maxValues ?? 1)) {
		fields.wrong('min_values', 'SELECT_COMPONENT_INVALID_RANGE', 'min_values must not be above max_values');
	}
	const select: Part = {
		type,
		id: budget.identify(fields),
		custom_id: budget.customId(fields),
		placeholder: fields.text('placeholder', { max: 150 }),
		min_values: minValues ?? 1,
		max_values: maxValues ?? 1,
		...(inModal ? { required: fields.flag('required') ?? true } : { disabled: fields.flag('disabled') ?? false }),
	};
	if (type === 3) select.options = parseChoices(fields, { min: 1, max: 25, emoji: true });
	if (type === 8) select.channel_types = fields.list('channel_types', { max: 20 });
	if (type !== 3 && fields.has('default_values')) select.default_values = fields.list('default_values', { max: 25 });
	return defined(select);
}

/** The options of a string select, a radio group or a checkbox group. */
export function parseChoices(fields: Fields, rule: { min: number; max: number; emoji?: boolean }): Part[] {
	const values = new Set<string>();
	return fields.list('options', rule).map((raw, index) => {
		const option = fields.at('options', index, raw);
		const value = option.requiredText('value', { min: 1, max: 100 });
		if (values.has(value))
			option.wrong('value', 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used');
		values.add(value);
		return defined({
			label: option.requiredText('label', { min: 1, max: 100 }),
			value,
			description: option.text('description', { max: 100 }),
			emoji: rule.emoji ? parseEmoji(option) : undefined,
			default: option.flag('default'),
		});
	});
}

function parseEmoji(fields: Fields): Part | undefined {
	const emoji = fields.child('emoji');
	if (!emoji) return undefined;
	return defined({
		id: emoji.text('id', { max: 20 }),
		name: emoji.text('name', { max: 32 }),
		animated: emoji.flag('animated'),
	});
}
