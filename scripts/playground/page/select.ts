import { h } from './dom.ts';
import { icon } from './icons.ts';
import { createListbox, type Item } from './listbox.ts';
import { openPopup, type Popup } from './popup.ts';

export interface SelectOptions {
	label: string;
	placeholder: string;
	items: Item[];
	chosen: string[];
	/** How many may be chosen. */
	min: number;
	max: number;
	disabled?: boolean;
	/** With one possible choice at once; with several when the list is closed. */
	onCommit: (values: string[]) => void;
}

/** A button that opens a list. */
export function createSelect(options: SelectOptions): HTMLButtonElement {
	const chosen = new Set(options.chosen);
	const multiple = options.max > 1;
	const text = h('span', { class: 'select-value' });
	let popup: Popup | undefined;
	let before: string[] = [];
	let isRepeat = false;

	const button = h(
		'button',
		{
			class: 'select',
			type: 'button',
			role: 'combobox',
			'aria-haspopup': 'listbox',
			'aria-expanded': 'false',
			disabled: options.disabled,
			on: { click: () => (popup ? popup.close() : open()), keydown: (event) => onKey(event) },
		},
		text,
		icon('down'),
	);
	const list = createListbox({
		label: options.label,
		owner: button,
		multiple,
		empty: 'Nothing to choose from',
		onPick: (item) => toggle(item.value),
	});

	const draw = () => {
		const labels = options.items.filter((item) => chosen.has(item.value)).map((item) => item.label);
		text.textContent = labels.join(', ') || options.placeholder;
		text.classList.toggle('placeholder', labels.length === 0);
		const shown = text.textContent;
		button.setAttribute('aria-label', shown === options.label ? shown : `${options.label}: ${shown}`);
		list.mark(chosen);
	};
	const values = () => options.items.map((item) => item.value).filter((value) => chosen.has(value));

	const toggle = (value: string) => {
		if (!multiple) {
			// Choosing the same again is a choice too, and takes it back where nothing need be chosen.
			isRepeat = chosen.has(value) && options.min > 0;
			const isTaken = chosen.delete(value) && options.min === 0;
			chosen.clear();
			if (!isTaken) chosen.add(value);
			popup?.close();
			return;
		}
		if (chosen.has(value)) chosen.delete(value);
		else if (chosen.size < options.max) chosen.add(value);
		draw();
	};
	const open = () => {
		before = values();
		isRepeat = false;
		list.show(
			options.items,
			Math.max(
				0,
				options.items.findIndex((item) => chosen.has(item.value)),
			),
		);
		popup = openPopup(button, list.element, { side: 'below', stretch: true, onClose: closed });
		button.setAttribute('aria-expanded', 'true');
		button.setAttribute('aria-controls', list.element.id);
		draw();
	};
	const closed = () => {
		popup = undefined;
		button.setAttribute('aria-expanded', 'false');
		button.removeAttribute('aria-activedescendant');
		if (chosen.size < options.min) {
			chosen.clear();
			for (const value of before) chosen.add(value);
		}
		draw();
		if (isRepeat || values().join() !== before.join()) options.onCommit(values());
	};
	const onKey = (event: KeyboardEvent) => {
		const opening = ['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(event.key);
		if (!popup && !opening) return;
		if (event.key === 'Tab') return popup?.close();
		if (!opening) return;
		event.preventDefault();
		if (!popup) open();
		else if (event.key === 'ArrowDown') list.move(1);
		else if (event.key === 'ArrowUp') list.move(-1);
		else list.pick();
	};
	draw();
	return button;
}
