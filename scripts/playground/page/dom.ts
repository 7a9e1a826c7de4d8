export type Child = Node | string | number | false | null | undefined | Child[];

type Listeners = { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };

/** `true` sets an empty attribute, `false`, null and undefined leave it out; aria states are written as 'true' and 'false'. */
export interface Attributes {
	[name: string]: string | number | boolean | null | undefined | Listeners;
	on?: Listeners;
}

/** One element with its attributes, listeners and children: `h('button', {class: 'quiet', on: {click: close}}, 'Close')`. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: Child[]
): HTMLElementTagNameMap[Tag] {
	const element = document.createElement(tag);
	const { on, ...rest } = attributes;
	for (const [name, value] of Object.entries(rest)) {
		if (value === true) element.setAttribute(name, '');
		else if (typeof value === 'string' || typeof value === 'number') element.setAttribute(name, String(value));
	}
	for (const [name, listener] of Object.entries(on ?? {})) element.addEventListener(name, listener as EventListener);
	append(element, children);
	return element;
}

function append(parent: Element, children: Child[]): void {
	for (const child of children) {
		if (Array.isArray(child)) append(parent, child);
		else if (child !== null && child !== undefined && child !== false)
			parent.append(child instanceof Node ? child : String(child));
	}
}

let lastId = 0;

/** An id for `aria-controls`, `for` and the like. */
export const uniqueId = (prefix: string) => `${prefix}-${++lastId}`;

/** Text for people who listen instead of look; assistive technology reads it when it changes. */
export function announce(text: string): void {
	const region = document.getElementById('announcements');
	if (region) region.textContent = text;
}

/** A transient line at the bottom of the chat. */
export function toast(text: string): void {
	const region = document.getElementById('toasts');
	if (!region) return;
	const line = h('p', { class: 'toast' }, text);
	region.append(line);
	setTimeout(() => line.remove(), 5000);
}
