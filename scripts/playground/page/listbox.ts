import { type Child, h, uniqueId } from './dom.ts';
import { icon } from './icons.ts';

export interface Item {
	value: string;
	label: string;
	description?: string | undefined;
	/** Stands before the label: an emoji, a colour, an avatar. */
	lead?: Child;
}

export interface Listbox {
	element: HTMLElement;
	show(items: Item[], active?: number): void;
	/** Moves the active option by so many, around the ends. */
	move(by: number): void;
	/** Leaves no option active, so that nothing is chosen by accident. */
	rest(): void;
	active(): Item | undefined;
	/** Chooses the active option; false when there is none. */
	pick(): boolean;
	/** Redraws which options are chosen. */
	mark(chosen: Set<string>): void;
}

/** Options of which one is active. The keyboard stays with `owner`, which names the active one to assistive technology. */
export function createListbox(options: {
	label: string;
	owner: HTMLElement;
	multiple?: boolean;
	empty?: string;
	onPick: (item: Item) => void;
}): Listbox {
	const id = uniqueId('listbox');
	const element = h('div', {
		class: 'listbox',
		role: 'listbox',
		id,
		'aria-label': options.label,
		'aria-multiselectable': options.multiple ? 'true' : null,
	});
	let items: Item[] = [];
	let at = -1;

	const activate = (index: number) => {
		at = index;
		for (const [position, option] of optionElements().entries()) option.classList.toggle('active', position === at);
		const current = optionElements()[at];
		if (current) options.owner.setAttribute('aria-activedescendant', current.id);
		else options.owner.removeAttribute('aria-activedescendant');
		current?.scrollIntoView({ block: 'nearest' });
	};
	const optionElements = () => [...element.querySelectorAll<HTMLElement>('[role=option]')];

	const draw = (item: Item, index: number) =>
		h(
			'div',
			{
				class: 'option',
				role: 'option',
				id: `${id}-${index}`,
				'aria-selected': 'false',
				'data-value': item.value,
				on: {
					// The focus stays where the typing goes on.
					pointerdown: (event) => event.preventDefault(),
					pointermove: () => at !== index && activate(index),
					click: () => options.onPick(item),
				},
			},
			item.lead && h('span', { class: 'option-lead' }, item.lead),
			h(
				'span',
				{ class: 'option-text' },
				h('span', { class: 'option-label' }, item.label),
				item.description && h('span', { class: 'option-description' }, item.description),
			),
			h('span', { class: 'option-check' }, icon('check')),
		);

	return {
		element,
		show(next, active = 0) {
			items = next;
			element.replaceChildren(...items.map(draw));
			if (items.length === 0 && options.empty)
				element.append(h('p', { class: 'option-none', role: 'option', 'aria-disabled': 'true' }, options.empty));
			activate(items.length === 0 ? -1 : Math.min(active, items.length - 1));
		},
		move(by) {
			if (items.length > 0) activate((at + by + items.length) % items.length);
		},
		rest: () => activate(-1),
		active: () => items[at],
		pick() {
			const item = items[at];
			if (item) options.onPick(item);
			return item !== undefined;
		},
		mark(chosen) {
			for (const option of optionElements())
				option.setAttribute('aria-selected', String(chosen.has(option.dataset.value ?? '')));
		},
	};
}
