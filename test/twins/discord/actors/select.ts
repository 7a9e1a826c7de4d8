import type { Message } from '../types.ts';
import { refuse } from './refusal.ts';
import type { Resolved } from './resolved.ts';
import { resolvedField } from './slash.ts';

/** The `data` of a select: option values or labels of a string select, names or ids for the others. */
export function selectData(
	message: Message,
	wanted: string,
	given: string[],
	resolved: Resolved,
): Record<string, unknown> {
	const selects = message.selects();
	const select =
		selects.find((one) => one.customId === wanted) ??
		selects.find((one) => one.placeholder === wanted) ??
		refuse(`there is no select "${wanted}" (there are: ${selects.map((one) => one.customId).join(', ')})`);
	if (select.disabled) refuse(`the select "${wanted}" is disabled`);
	if (given.length < select.minValues || given.length > select.maxValues) {
		refuse(`"${wanted}" takes ${select.minValues} to ${select.maxValues} values`);
	}
	const optionValue = (value: string) =>
		select.options.find((option) => option.value === value || option.label === value)?.value ??
		refuse(`"${wanted}" has no option ${value}`);
	const resolvers: Record<number, (value: string) => string> = {
		3: optionValue,
		5: resolved.user,
		6: resolved.role,
		7: resolved.mentionable,
		8: (value) => resolved.channel(value, select.channelTypes),
	};
	const values = given.map((value) => resolvers[select.type]!(value));
	if (new Set(values).size < values.length) refuse(`"${wanted}" takes each value once`);
	return { component_type: select.type, custom_id: select.customId, values, ...resolvedField(resolved.data()) };
}
