import { toOption } from './api.ts';
import type { Runnable } from './commands.ts';
import { h, uniqueId } from './dom.ts';
import { icon } from './icons.ts';
import { descriptionIn, nameIn } from './languages.ts';
import { createOptionField, type OptionField, type OptionValue, problemOf } from './option-field.ts';
import { autocomplete, complain, runSlash } from './session.ts';

export interface CommandForm {
	element: HTMLElement;
	focus(): void;
	/** Puts files into the attachment options that are still empty, adding optional ones; true when all found a place. */
	takeFiles(files: File[]): boolean;
	fill(values: Record<string, OptionValue>): void;
}

/** A chosen command: what it needs as fields, what it can take besides as chips to add. */
export function createCommandForm(runnable: Runnable, leave: (typed?: string) => void): CommandForm {
	const fields: OptionField[] = [];
	const titleId = uniqueId('command');
	const fieldRow = h('div', { class: 'fields' });
	const chips = h('div', { class: 'chips', role: 'group', 'aria-label': 'Add an option' });
	const send = h('button', { class: 'send', type: 'submit', 'aria-label': `Send /${runnable.label}` }, icon('send'));
	const description = h('span', {}, runnable.description);

	const given = (of = fields) => {
		const pairs = of.map((field) => [field.option.name, field.value()] as const);
		return Object.fromEntries(pairs.filter((pair): pair is [string, OptionValue] => pair[1] !== undefined));
	};
	const { command, group, subcommand } = runnable;
	const target = { command, ...(group && { group }), ...(subcommand && { subcommand }) };

	const suggest = async (focused: string, text: string) => {
		// Files are not uploaded for the sake of a suggestion, and what is still wrong is not worth asking with.
		const plain = fields.filter((field) => !(field.value() instanceof File) && problemOf(field) === undefined);
		const options = { ...(given(plain) as Record<string, string | number | boolean>), [focused]: text };
		const choices = await autocomplete({ do: 'autocomplete', ...target, options, focused }).catch(() => []);
		return choices.map((choice) => ({ value: String(choice.value), label: choice.name }));
	};

	/** Of the option that is being filled in; of the whole command while none is. */
	const explain = (text: string) => {
		description.textContent = text;
	};
	const add = (name: string): OptionField | undefined => {
		const option = runnable.options.find((one) => one.name === name);
		const existing = fields.find((field) => field.option.name === name);
		if (existing || !option) return existing;
		const field = createOptionField(option, {
			suggest,
			onChange: () => field.complain(undefined),
			...(!option.required && { onRemove: () => remove(field) }),
		});
		field.input.addEventListener('keydown', (event) => onKey(event as KeyboardEvent, field));
		field.input.addEventListener('focus', () => explain(descriptionIn(option)));
		field.input.addEventListener('blur', () => explain(runnable.description));
		fields.push(field);
		fieldRow.append(field.element);
		drawChips();
		return field;
	};
	const remove = (field: OptionField) => {
		const at = fields.indexOf(field);
		fields.splice(at, 1);
		field.element.remove();
		drawChips();
		fields[Math.max(0, at - 1)]?.input.focus();
	};
	const drawChips = () => {
		const rest = runnable.options.filter((option) => !fields.some((field) => field.option.name === option.name));
		chips.replaceChildren(
			...rest.map((option) =>
				h(
					'button',
					{
						class: 'chip',
						type: 'button',
						title: descriptionIn(option),
						'data-add': option.name,
						on: { click: () => add(option.name)?.input.focus() },
					},
					icon('plus'),
					nameIn(option),
				),
			),
		);
		chips.hidden = rest.length === 0;
	};

	const onKey = (event: KeyboardEvent, field: OptionField) => {
		const empty = field.input.value === '' && field.value() === undefined;
		if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && field.option.type !== 11) {
			event.preventDefault();
			void submit();
		} else if (event.key === 'Backspace' && empty) {
			event.preventDefault();
			if (field.option.required) leave(`/${runnable.label}`);
			else remove(field);
		}
	};
	const submit = async () => {
		const problems = fields.map((field) => ({ field, problem: problemOf(field) }));
		for (const { field, problem } of problems) field.complain(problem);
		const wrong = problems.find(({ problem }) => problem);
		if (wrong) return wrong.field.input.focus();
		if (send.disabled) return;
		send.disabled = true;
		try {
			const options = await Promise.all(
				Object.entries(given()).map(async ([name, value]) => [name, await toOption(value)] as const),
			);
			leave();
			await runSlash({ ...target, options: Object.fromEntries(options) });
		} catch (error) {
			send.disabled = false;
			complain(error);
		}
	};

	const element = h(
		'form',
		{
			class: 'command-form',
			'aria-labelledby': titleId,
			novalidate: true,
			on: {
				submit: (event) => {
					event.preventDefault();
					void submit();
				},
				keydown: (event) => {
					// An open list of suggestions has taken its Escape already.
					if (event.key === 'Escape' && !event.defaultPrevented) leave();
				},
			},
		},
		h(
			'p',
			{ class: 'command-head' },
			h('strong', { id: titleId }, `/${runnable.label}`),
			description,
			h(
				'button',
				{ class: 'quiet', type: 'button', 'aria-label': 'Leave the command', on: { click: () => leave() } },
				icon('close'),
			),
		),
		h('div', { class: 'command-line' }, fieldRow, send),
		chips,
	);
	for (const option of runnable.options) if (option.required) add(option.name);
	drawChips();

	return {
		element,
		focus: () => (fields.find((field) => field.value() === undefined)?.input ?? send).focus(),
		takeFiles(files) {
			return files.every((file) => {
				const free = runnable.options.find(
					(option) =>
						option.type === 11 && fields.find((field) => field.option.name === option.name)?.value() === undefined,
				);
				if (free) add(free.name)?.takeFile?.(file);
				return free !== undefined;
			});
		},
		fill(values) {
			for (const [name, value] of Object.entries(values)) add(name)?.fill(value);
		},
	};
}
