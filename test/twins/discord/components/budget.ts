import type { Fields } from '../rest/fields.ts';
import type { Issues } from '../rest/issues.ts';

/** What is counted over a whole component tree. */
export interface Budget {
	issues: Issues;
	/** Takes the component's own `id`, or gives it the next one. */
	identify(fields: Fields): number;
	customId(fields: Fields): string;
	addText(text: string): void;
	readonly components: number;
	readonly textLength: number;
}

export function createBudget(issues: Issues): Budget {
	const customIds = new Set<string>();
	const ids = new Set<number>();
	let components = 0;
	let textLength = 0;
	let lastId = 0;
	return {
		issues,
		identify(fields) {
			components += 1;
			const own = fields.integer('id', { min: 0 });
			if (own) {
				if (ids.has(own)) fields.wrong('id', 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
				ids.add(own);
				return own;
			}
			do lastId += 1;
			while (ids.has(lastId));
			ids.add(lastId);
			return lastId;
		},
		customId(fields) {
			const customId = fields.requiredText('custom_id', { min: 1, max: 100 });
			if (customId !== '' && customIds.has(customId)) {
				fields.wrong('custom_id', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
			}
			customIds.add(customId);
			return customId;
		},
		addText(text) {
			textLength += text.length;
		},
		get components() {
			return components;
		},
		get textLength() {
			return textLength;
		},
	};
}
