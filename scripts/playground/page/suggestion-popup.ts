import type { Listbox } from './listbox.ts';
import { openPopup, type Popup } from './popup.ts';

export interface SuggestionPopup {
	isOpen(): boolean;
	/** Opens it, or fits it to what the list shows now. */
	show(): void;
	close(): void;
}

/** A list that floats above `anchor` while there is something to choose, and is the text field's own to assistive technology. */
export function createSuggestionPopup(input: HTMLElement, list: Listbox, anchor = input): SuggestionPopup {
	let popup: Popup | undefined;
	const closed = () => {
		popup = undefined;
		input.setAttribute('aria-expanded', 'false');
		input.removeAttribute('aria-activedescendant');
		input.removeAttribute('aria-controls');
	};
	return {
		isOpen: () => popup !== undefined,
		show() {
			if (popup) return popup.place();
			popup = openPopup(anchor, list.element, { side: 'above', stretch: true, onClose: closed });
			input.setAttribute('aria-expanded', 'true');
			input.setAttribute('aria-controls', list.element.id);
		},
		close: () => popup?.close(),
	};
}
