import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { openPopup } from './popup.ts';

export interface MenuEntry {
	label: string;
	detail?: string;
	/** When it is not the page's own language. */
	lang?: string;
	icon?: IconName;
	lead?: Node;
	checked?: boolean;
	run: () => void;
}

/** A menu of the pattern everybody knows: arrows move, Enter runs, Escape gives the focus back. */
export function openMenu(
	anchor: HTMLElement,
	label: string,
	entries: MenuEntry[],
	place: { side: 'above' | 'below'; alignEnd?: boolean },
): void {
	const back = document.activeElement instanceof HTMLElement ? document.activeElement : anchor;
	const items = entries.map((entry) =>
		h(
			'button',
			{
				class: 'menu-item',
				type: 'button',
				role: entry.checked === undefined ? 'menuitem' : 'menuitemradio',
				'aria-checked': entry.checked === undefined ? null : String(entry.checked),
				tabindex: -1,
				on: {
					click: () => {
						popup.close();
						entry.run();
					},
				},
			},
			entry.lead ?? (entry.icon && icon(entry.icon)),
			h(
				'span',
				{ class: 'option-text' },
				h('span', { lang: entry.lang }, entry.label),
				entry.detail && h('span', { class: 'option-description' }, entry.detail),
			),
			entry.checked && icon('check'),
		),
	);
	const menu = h(
		'div',
		{
			class: 'menu',
			role: 'menu',
			'aria-label': label,
			on: {
				keydown: (event) => {
					const at = items.indexOf(document.activeElement as HTMLButtonElement);
					const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
					if (event.key === 'Tab') popup.close();
					if (next === undefined) return;
					event.preventDefault();
					items.at(next % items.length)?.focus();
				},
			},
		},
		items,
	);
	anchor.setAttribute('aria-expanded', 'true');
	const popup = openPopup(anchor, menu, {
		...place,
		onClose: () => {
			anchor.setAttribute('aria-expanded', 'false');
			back.focus();
		},
	});
	(items[entries.findIndex((entry) => entry.checked)] ?? items[0])?.focus();
}
