import { defined, type Fields } from '../rest/fields.ts';
import type { Budget } from './budget.ts';
import { type Part, parseEmoji } from './choices.ts';

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
