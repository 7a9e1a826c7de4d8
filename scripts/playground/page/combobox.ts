import { h } from './dom.ts';
import { createListbox, type Item } from './listbox.ts';
import { createSuggestionPopup } from './suggestion-popup.ts';

export interface Combobox {
	input: HTMLInputElement;
	/** What is chosen, or typed where anything may be typed; empty when nothing is. */
	value(): string;
	set(item: Item): void;
}

interface ComboboxOptions {
	label: string;
	id: string;
	/** What fits the typed text; may ask the bot. */
	load: (text: string) => Item[] | Promise<Item[]>;
	/** Typed text counts as it is. Otherwise it has to become one of the items. */
	free: boolean;
	/** Milliseconds of quiet before `load`. */
	quiet: number;
	onChange: () => void;
}

/** A text field with suggestions over it. */
export function createCombobox(options: ComboboxOptions): Combobox {
	let chosen: Item | undefined;
	let asked = 0;
	let offered: Item[] = [];
	let timer: ReturnType<typeof setTimeout> | undefined;

	const input = h('input', {
		id: options.id,
		type: 'text',
		role: 'combobox',
		autocomplete: 'off',
		'aria-autocomplete': 'list',
		'aria-expanded': 'false',
		on: {
			input: () => typed(),
			focus: () => suggest(),
			click: () => !popup.isOpen() && suggest(),
			blur: () => leave(),
		},
	});
	const list = createListbox({ label: options.label, owner: input, empty: 'No match', onPick: (item) => set(item) });

	const popup = createSuggestionPopup(input, list);
	const { close } = popup;
	const set = (item: Item) => {
		chosen = item;
		input.value = item.label;
		close();
		options.onChange();
	};
	const typed = () => {
		chosen = undefined;
		// What is offered belongs to the text before: a quick Enter must not take it.
		list.rest();
		options.onChange();
		suggest();
	};
	const suggest = () => {
		clearTimeout(timer);
		timer = setTimeout(load, options.quiet);
	};
	const load = async () => {
		const mine = ++asked;
		// A chosen value is no filter: all the others are offered again.
		const items = await options.load(chosen ? '' : input.value);
		if (mine !== asked || document.activeElement !== input) return;
		offered = items;
		if (items.length === 0 && options.free) return close();
		// Where anything may be typed, Enter must not replace what was typed.
		list.show(items, options.free && input.value !== '' && !chosen ? -1 : 0);
		list.mark(new Set(chosen ? [chosen.value] : []));
		popup.show();
	};
	const leave = () => {
		clearTimeout(timer);
		asked++;
		close();
		// Written out in full is as good as chosen.
		const typedOut = offered.find((item) => item.label.toLowerCase() === input.value.trim().toLowerCase());
		if (!chosen && typedOut) set(typedOut);
	};
	input.addEventListener('keydown', (event) => {
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			event.preventDefault();
			if (popup.isOpen()) list.move(event.key === 'ArrowDown' ? 1 : -1);
			else suggest();
		} else if ((event.key === 'Enter' || event.key === 'Tab') && popup.isOpen() && !chosen && list.active()) {
			// Enter chooses first and sends with the next press; Tab chooses and goes on to the next field.
			if (event.key === 'Enter') {
				event.preventDefault();
				event.stopPropagation();
			}
			list.pick();
		}
	});

	return { input, value: () => chosen?.value ?? (options.free ? input.value.trim() : ''), set };
}
