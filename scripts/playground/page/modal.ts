import { type AckEvent, type ModalEvent, toField } from './api.ts';
import { h, uniqueId } from './dom.ts';
import { markFocus } from './focus.ts';
import { icon } from './icons.ts';
import { markdown } from './markdown-view.ts';
import { type Field, field } from './modal-fields.ts';
import type { Deed } from './session.ts';
import { state } from './state.ts';

type Perform = (deed: Deed) => Promise<AckEvent>;
type ModalNode = ModalEvent['modal']['components'][number];

interface Asked extends Field {
	error: HTMLElement;
}

/** A label with its field, its help and a place for what is wrong with the answer. */
function ask(node: Extract<ModalNode, { type: 18 }>): { element: HTMLElement; asked: Asked } {
	const id = uniqueId('field');
	const inner = field(node.component, node.label, id);
	const error = h('p', { class: 'field-error', id: `${id}-error` });
	inner.focus.setAttribute('aria-describedby', `${id}-help ${id}-error`);
	const isGroup = [21, 22].includes(node.component.type);
	const optional = 'required' in node.component && node.component.required === false;
	if (!optional && !isGroup) inner.focus.setAttribute('aria-required', 'true');
	const element = h(
		'div',
		{ class: 'modal-field' },
		h(
			isGroup ? 'span' : 'label',
			{ class: 'modal-label', for: isGroup ? null : id },
			node.label,
			!optional && h('span', { class: 'star', 'aria-hidden': 'true' }, ' *'),
		),
		h('p', { class: 'help', id: `${id}-help` }, node.description),
		inner.element,
		error,
	);
	return { element, asked: { ...inner, error } };
}

function draw(node: ModalNode): { element: HTMLElement; asked?: Asked } {
	if (node.type === 18) return ask(node);
	if (node.type === 10) return { element: markdown(node.content) };
	const [input] = node.components;
	if (input?.type !== 4) return { element: h('p', {}, 'This field cannot be shown here.') };
	return ask({ type: 18, label: input.label ?? '', component: input });
}

/** Marks every wrong answer and gives the first one the focus; true when there is none. */
function validate(fields: Asked[]): boolean {
	const wrong = fields.filter((one) => {
		const problem = one.problem();
		one.error.textContent = problem ?? '';
		one.focus.setAttribute('aria-invalid', String(problem !== undefined));
		return problem !== undefined;
	});
	wrong[0]?.focus.focus();
	return wrong.length === 0;
}

/** Shows the form a bot has answered with and sends back what was filled in. */
export function openModal({ interactionId, modal }: ModalEvent, perform: Perform): void {
	const drawn = modal.components.map(draw);
	const fields = drawn.flatMap((one) => one.asked ?? []);
	const titleId = uniqueId('modal-title');
	const failure = h('p', { class: 'field-error', role: 'alert' });
	const submit = h('button', { class: 'button primary', type: 'submit' }, 'Submit');

	const send = async () => {
		if (submit.disabled || !validate(fields)) return;
		submit.disabled = true;
		failure.textContent = '';
		try {
			const answers = await Promise.all(fields.map(async (one) => [one.customId, await toField(one.value())] as const));
			const ack = await perform({ do: 'submit', interaction: interactionId, fields: Object.fromEntries(answers) });
			if (!ack.error) return dialog.close();
			failure.textContent = 'Something went wrong. Try again.';
		} catch (error) {
			failure.textContent = error instanceof Error ? error.message : String(error);
		}
		submit.disabled = false;
	};
	const mark = markFocus();
	const closed = () => {
		dialog.remove();
		// The browser gives the focus back to the button that opened the form, unless an edit has replaced it.
		if (document.activeElement === document.body) mark?.restore();
	};
	const cancel = () => dialog.close();
	const dialog = h(
		'dialog',
		{ class: 'modal', 'aria-labelledby': titleId, on: { close: closed } },
		h(
			'form',
			{
				novalidate: true,
				on: {
					submit: (event) => {
						event.preventDefault();
						void send();
					},
				},
			},
			h(
				'header',
				{},
				h('span', { class: 'avatar bot small', 'aria-hidden': 'true' }, icon('easel')),
				h('h2', { id: titleId }, modal.title),
				h('button', { class: 'quiet', type: 'button', 'aria-label': 'Close', on: { click: cancel } }, icon('close')),
			),
			h(
				'div',
				{ class: 'modal-body' },
				drawn.map((one) => one.element),
				h('p', { class: 'help' }, `This form goes to ${state.world.bot.displayName}.`),
				failure,
			),
			h(
				'footer',
				{},
				h('button', { class: 'button secondary', type: 'button', on: { click: cancel } }, 'Cancel'),
				submit,
			),
		),
	);
	document.body.append(dialog);
	dialog.showModal();
	fields[0]?.focus.focus();
}
