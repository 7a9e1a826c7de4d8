import { defined, type Fields } from '../rest/fields.ts';

export type Part = Record<string, unknown>;

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

export function parseEmoji(fields: Fields): Part | undefined {
	const emoji = fields.child('emoji');
	if (!emoji) return undefined;
	return defined({
		id: emoji.text('id', { max: 20 }),
		name: emoji.text('name', { max: 32 }),
		animated: emoji.flag('animated'),
	});
}
