import { h } from './dom.ts';

export interface Popup {
	close(): void;
	/** Call when what is in it has changed its size. */
	place(): void;
}

interface PopupOptions {
	/** The side it opens to when there is room. */
	side: 'above' | 'below';
	/** As wide as what it belongs to. */
	stretch?: boolean;
	/** Lines up with the anchor's right edge. */
	alignEnd?: boolean;
	onClose?: () => void;
}

const gap = 6;
const margin = 8;

/** Something that floats beside its anchor until it is closed, Escape is pressed or something else is clicked. */
export function openPopup(anchor: HTMLElement, content: HTMLElement, options: PopupOptions): Popup {
	const element = h('div', { class: 'popup', popover: 'manual' }, content);
	// Inside a modal dialog everything outside of it is inert.
	(anchor.closest('dialog') ?? document.body).append(element);
	element.showPopover();

	const place = () => {
		const box = anchor.getBoundingClientRect();
		const width = options.stretch ? Math.min(Math.max(box.width, 260), innerWidth - 2 * margin) : element.offsetWidth;
		if (options.stretch) element.style.width = `${width}px`;
		const above = box.top - gap - margin;
		const below = innerHeight - box.bottom - gap - margin;
		const wanted = content.scrollHeight + 2 * gap;
		const roomThere = options.side === 'above' ? above : below;
		const up = roomThere >= wanted || roomThere >= 240 ? options.side === 'above' : above > below;
		element.style.maxHeight = `${Math.min(420, up ? above : below)}px`;
		const left = options.alignEnd ? box.right - width : box.left;
		element.style.left = `${Math.max(margin, Math.min(left, innerWidth - width - margin))}px`;
		element.style.top = up ? 'auto' : `${box.bottom + gap}px`;
		element.style.bottom = up ? `${innerHeight - box.top + gap}px` : 'auto';
	};

	const outside = (event: Event) => {
		const target = event.target as Node;
		if (!element.contains(target) && !anchor.contains(target)) close();
	};
	const onEscape = (event: KeyboardEvent) => {
		if (event.key !== 'Escape') return;
		// Only this layer: the dialog under it stays open.
		event.preventDefault();
		event.stopPropagation();
		close();
	};
	let open = true;
	const close = () => {
		if (!open) return;
		open = false;
		document.removeEventListener('pointerdown', outside, true);
		document.removeEventListener('focusin', outside, true);
		document.removeEventListener('keydown', onEscape, true);
		removeEventListener('resize', place);
		element.remove();
		options.onClose?.();
		anchor.dispatchEvent(new CustomEvent('popup-closed', { bubbles: true }));
	};
	document.addEventListener('pointerdown', outside, true);
	document.addEventListener('focusin', outside, true);
	document.addEventListener('keydown', onEscape, true);
	addEventListener('resize', place);
	place();
	return { close, place };
}
