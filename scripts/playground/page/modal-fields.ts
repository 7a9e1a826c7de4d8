import type {
	APICheckboxComponent,
	APICheckboxGroupComponent,
	APIComponentInLabel,
	APIFileUploadComponent,
	APIRadioGroupComponent,
	APISelectMenuComponent,
	APITextInputComponent,
} from 'discord-api-types/v10';
import { choices } from './controls.ts';
import { h } from './dom.ts';
import { createFileDrop } from './file-drop.ts';
import { createSelect } from './select.ts';

/** One answer of a modal. */
export interface Field {
	customId: string;
	element: HTMLElement;
	/** Where the focus goes when something is wrong with it. */
	focus: HTMLElement;
	value(): string | string[] | boolean | File[];
	/** What Discord would object to before it sends anything. */
	problem(): string | undefined;
}

const required = 'This field is required';

/** `id` is what the label points to. */
export function field(node: APIComponentInLabel, label: string, id: string): Field {
	switch (node.type) {
		case 4:
			return textInput(node, id);
		case 19:
			return fileUpload(node, id);
		case 21:
			return radioGroup(node, label, id);
		case 22:
			return checkboxGroup(node, label, id);
		case 23:
			return checkbox(node, label, id);
		default:
			return selectField(node, label, id);
	}
}

function textInput(node: Omit<APITextInputComponent, 'label'>, id: string): Field {
	const attributes = { id, placeholder: node.placeholder, maxlength: node.max_length ?? 4000 };
	const element =
		node.style === 2 ? h('textarea', { ...attributes, rows: 4 }) : h('input', { ...attributes, type: 'text' });
	element.value = node.value ?? '';
	const problem = () => {
		const length = element.value.length;
		if (length === 0) return (node.required ?? true) ? required : undefined;
		return length < (node.min_length ?? 0) ? `At least ${node.min_length} characters` : undefined;
	};
	return { customId: node.custom_id, element, focus: element, value: () => element.value, problem };
}

function fileUpload(node: APIFileUploadComponent, id: string): Field {
	const max = node.max_values ?? 1;
	const drop = createFileDrop({ id, max, accept: node.file_types?.join(','), onChange: () => {} });
	const least = (node.required ?? true) ? (node.min_values ?? 1) : 0;
	const problem = () => {
		const count = drop.files().length;
		if (count >= least) return undefined;
		return least === 1 ? 'A file is required' : `At least ${least} files`;
	};
	return { customId: node.custom_id, element: drop.element, focus: drop.input, value: drop.files, problem };
}

function radioGroup(node: APIRadioGroupComponent, label: string, id: string): Field {
	const element = h(
		'div',
		{ class: 'options-group', role: 'radiogroup', 'aria-label': label, id, tabindex: -1 },
		node.options.map((option) => choice('radio', id, option)),
	);
	const value = () => checked(element)[0] ?? '';
	const problem = () => ((node.required ?? true) && value() === '' ? required : undefined);
	return { customId: node.custom_id, element, focus: element, value, problem };
}

function checkboxGroup(node: APICheckboxGroupComponent, label: string, id: string): Field {
	const element = h(
		'div',
		{ class: 'options-group', role: 'group', 'aria-label': label, id, tabindex: -1 },
		node.options.map((option) => choice('checkbox', id, option)),
	);
	const value = () => checked(element);
	const least = (node.required ?? true) ? (node.min_values ?? 1) : 0;
	const problem = () => {
		const count = value().length;
		if (count < least) return `Choose at least ${least}`;
		return count > (node.max_values ?? node.options.length) ? `Choose at most ${node.max_values}` : undefined;
	};
	return { customId: node.custom_id, element, focus: element, value, problem };
}

function checkbox(node: APICheckboxComponent, label: string, id: string): Field {
	const input = h('input', { type: 'checkbox', id, checked: node.default });
	const element = h('label', { class: 'choice' }, input, h('span', { class: 'visually-hidden' }, label), 'Yes');
	return { customId: node.custom_id, element, focus: input, value: () => input.checked, problem: () => undefined };
}

function selectField(node: APISelectMenuComponent, label: string, id: string): Field {
	const offered = choices(node);
	let chosen = offered.chosen;
	const element = createSelect({
		label,
		...offered,
		min: 0,
		onCommit: (values) => {
			chosen = values;
		},
	});
	element.id = id;
	const least = (node.required ?? true) ? Math.max(1, offered.min) : 0;
	const problem = () =>
		chosen.length < least ? (least === 1 ? 'Make a choice' : `Choose at least ${least}`) : undefined;
	return { customId: node.custom_id, element, focus: element, value: () => chosen, problem };
}

interface GroupOption {
	label: string;
	value: string;
	description?: string;
	default?: boolean;
}

const choice = (type: 'radio' | 'checkbox', name: string, option: GroupOption) =>
	h(
		'label',
		{ class: 'choice' },
		h('input', { type, name, value: option.value, checked: option.default }),
		h(
			'span',
			{ class: 'option-text' },
			h('span', {}, option.label),
			option.description && h('span', { class: 'option-description' }, option.description),
		),
	);

const checked = (group: HTMLElement): string[] =>
	[...group.querySelectorAll<HTMLInputElement>('input:checked')].map((input) => input.value);
