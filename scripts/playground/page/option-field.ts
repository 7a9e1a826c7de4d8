import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { createCombobox } from './combobox.ts';
import { channels, people, roles } from './controls.ts';
import { h, uniqueId } from './dom.ts';
import { createFileDrop } from './file-drop.ts';
import { icon } from './icons.ts';
import { descriptionIn, nameIn } from './languages.ts';
import type { Item } from './listbox.ts';

export type OptionValue = string | number | boolean | File;

/** One option of the command that is being typed. */
export interface OptionField {
	option: APIApplicationCommandBasicOption;
	element: HTMLElement;
	input: HTMLInputElement | HTMLTextAreaElement;
	/** Undefined while nothing is given. */
	value(): OptionValue | undefined;
	fill(value: OptionValue): void;
	takeFile?: (file: File) => void;
	/** Shows what is wrong, or nothing any more. */
	complain(problem: string | undefined): void;
}

export interface FieldContext {
	/** What the bot offers for the text typed so far into this option. */
	suggest: (option: string, text: string) => Promise<Item[]>;
	onChange: () => void;
	/** For options that can be taken off again. */
	onRemove?: () => void;
}

type Editor = Pick<OptionField, 'input' | 'value' | 'fill' | 'takeFile'> & { body: HTMLElement };

const fitting = (items: Item[]) => (text: string) =>
	items.filter((item) => item.label.toLowerCase().includes(text.trim().toLowerCase()));

const yesNo: Item[] = [
	{ value: 'true', label: 'True' },
	{ value: 'false', label: 'False' },
];

function editor(option: APIApplicationCommandBasicOption, id: string, context: FieldContext): Editor {
	if (option.type === 11) return fileEditor(id, context);
	if ('autocomplete' in option && option.autocomplete) {
		const ask = (text: string) => context.suggest(option.name, text);
		return listEditor(option, id, context, ask, true);
	}
	if ('choices' in option && option.choices?.length) {
		const items = option.choices.map((choice) => ({ value: String(choice.value), label: nameIn(choice) }));
		return listEditor(option, id, context, fitting(items), false, items);
	}
	const types = option.type === 7 ? option.channel_types : undefined;
	const closed = { 5: yesNo, 6: people(), 7: channels(types), 8: roles(), 9: [...people(), ...roles()] }[
		option.type as number
	];
	if (closed) return listEditor(option, id, context, fitting(closed), false, closed);
	return textEditor(option, id, context);
}

/** "1 to 10", as a hint. */
function boundsOf(option: APIApplicationCommandBasicOption): string | undefined {
	const { min_value: min, max_value: max } = option as { min_value?: number; max_value?: number };
	if (min !== undefined && max !== undefined) return `${min} to ${max}`;
	if (min !== undefined) return `at least ${min}`;
	return max === undefined ? undefined : `at most ${max}`;
}

/** Grows with its text, so that a long prompt can be read while it is written. */
function textEditor(option: APIApplicationCommandBasicOption, id: string, context: FieldContext): Editor {
	const numeric = option.type === 4 || option.type === 10;
	const input = h('textarea', {
		id,
		rows: 1,
		inputmode: numeric ? (option.type === 4 ? 'numeric' : 'decimal') : null,
		placeholder: numeric ? boundsOf(option) : null,
		on: { input: () => context.onChange() },
	});
	const value = () => {
		const text = input.value.trim();
		if (text === '') return undefined;
		return numeric && Number.isFinite(Number(text)) ? Number(text) : text;
	};
	return { body: input, input, value, fill: (given) => (input.value = String(given)) };
}

function listEditor(
	option: APIApplicationCommandBasicOption,
	id: string,
	context: FieldContext,
	load: (text: string) => Item[] | Promise<Item[]>,
	free: boolean,
	known: Item[] = [],
): Editor {
	const box = createCombobox({
		label: nameIn(option),
		id,
		load,
		free,
		quiet: free ? 120 : 0,
		onChange: context.onChange,
	});
	const value = () => {
		const text = box.value();
		if (text === '') return box.input.value.trim() || undefined;
		if (option.type === 5) return text === 'true';
		return option.type === 4 || option.type === 10 ? Number(text) : text;
	};
	const fill = (given: OptionValue) =>
		box.set(known.find((item) => item.value === String(given)) ?? { value: String(given), label: String(given) });
	return { body: box.input, input: box.input, value, fill };
}

function fileEditor(id: string, context: FieldContext): Editor {
	const drop = createFileDrop({ id, max: 1, onChange: context.onChange });
	const takeFile = (file: File) => drop.add([file]);
	return {
		body: drop.element,
		input: drop.input,
		value: () => drop.files()[0],
		fill: (given) => given instanceof File && takeFile(given),
		takeFile,
	};
}

export function createOptionField(option: APIApplicationCommandBasicOption, context: FieldContext): OptionField {
	const id = uniqueId('option');
	const { body, ...rest } = editor(option, id, context);
	const problemId = `${id}-problem`;
	const problemLine = h('span', { class: 'option-problem', id: problemId, role: 'alert' });
	rest.input.setAttribute('aria-describedby', problemId);
	if (option.required) rest.input.setAttribute('aria-required', 'true');
	const wide =
		option.type === 3 && !('choices' in option && option.choices) && !('autocomplete' in option && option.autocomplete);
	const element = h(
		'div',
		{
			class: `option-field${wide ? ' wide' : ''}${option.type === 11 ? ' file' : ''}`,
			title: descriptionIn(option),
			'data-option': option.name,
		},
		h('label', { for: id }, nameIn(option)),
		body,
		context.onRemove &&
			h(
				'button',
				{
					class: 'quiet remove',
					type: 'button',
					'aria-label': `Remove ${nameIn(option)}`,
					on: { click: context.onRemove },
				},
				icon('close'),
			),
		problemLine,
	);
	return {
		...rest,
		option,
		element,
		complain(problem) {
			problemLine.textContent = problem ?? '';
			element.classList.toggle('wrong', problem !== undefined);
			rest.input.setAttribute('aria-invalid', String(problem !== undefined));
		},
	};
}

/** What Discord's client objects to before it sends an option. */
export function problemOf({ option, value }: OptionField): string | undefined {
	const given = value();
	if (given === undefined) return option.required ? 'This option is required.' : undefined;
	if ('choices' in option && option.choices?.length && !option.choices.some((choice) => choice.value === given))
		return 'Choose one from the list.';
	if (option.type === 5 && typeof given !== 'boolean') return 'Choose true or false.';
	if ([6, 7, 8, 9].includes(option.type) && !/^\d+$/.test(String(given))) return 'Choose one from the list.';
	if (option.type === 4 && !Number.isInteger(given)) return 'Enter a whole number.';
	if (option.type === 10 && typeof given !== 'number') return 'Enter a number.';
	if ((option.type === 4 || option.type === 10) && typeof given === 'number') {
		const { min_value: min = -Infinity, max_value: max = Infinity } = option as {
			min_value?: number;
			max_value?: number;
		};
		if (given < min) return `At least ${min}.`;
		if (given > max) return `At most ${max}.`;
	}
	if (option.type === 3 && typeof given === 'string') {
		const { min_length: min = 0, max_length: max = 6000 } = option;
		if (given.length < min) return `At least ${min} characters.`;
		if (given.length > max) return `At most ${max} characters.`;
	}
	return undefined;
}
