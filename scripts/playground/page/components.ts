import type {
	APIActionRowComponent,
	APIComponentInMessageActionRow,
	APIContainerComponent,
	APIFileComponent,
	APIMessageComponent,
	APISectionComponent,
	APISeparatorComponent,
} from 'discord-api-types/v10';
import { local, type MessageData } from './api.ts';
import { button, select } from './controls.ts';
import { h } from './dom.ts';
import { gallery, picture } from './gallery.ts';
import { icon } from './icons.ts';
import { markdown } from './markdown-view.ts';

/** Discord's component types, as far as messages have them. */
export function component(node: APIMessageComponent, message: MessageData): Node {
	switch (node.type) {
		case 1:
			return row(node, message);
		case 2:
			return button(node, message);
		case 9:
			return section(node, message);
		case 10:
			return markdown(node.content);
		case 11:
			return h('div', { class: 'thumbnail' }, picture(node));
		case 12:
			return gallery(node.items);
		case 13:
			return file(node, message);
		case 14:
			return separator(node);
		case 17:
			return container(node, message);
		case 3:
		case 5:
		case 6:
		case 7:
		case 8:
			return select(node, message);
		default:
			return h('p', { class: 'small' }, `A component of type ${(node as { type: number }).type} cannot be shown here.`);
	}
}

const row = (node: APIActionRowComponent<APIComponentInMessageActionRow>, message: MessageData) =>
	h(
		'div',
		{ class: 'action-row' },
		node.components.map((child) => component(child, message)),
	);

function container(node: APIContainerComponent, message: MessageData): HTMLElement {
	const colour = node.accent_color;
	const element = h(
		'div',
		{ class: node.spoiler ? 'container covered' : 'container' },
		node.components.map((child) => component(child, message)),
	);
	if (typeof colour === 'number') element.style.setProperty('--accent-bar', `#${colour.toString(16).padStart(6, '0')}`);
	if (node.spoiler) {
		const inner = [...element.children] as HTMLElement[];
		for (const child of inner) child.inert = true;
		const reveal = () => {
			for (const child of inner) child.inert = false;
			cover.remove();
			element.classList.remove('covered');
		};
		const cover = h('button', { class: 'cover', type: 'button', on: { click: reveal } }, icon('hidden'), 'Spoiler');
		element.append(cover);
	}
	return element;
}

const section = (node: APISectionComponent, message: MessageData) =>
	h(
		'div',
		{ class: 'section' },
		h(
			'div',
			{ class: 'section-text' },
			node.components.map((child) => component(child, message)),
		),
		component(node.accessory, message),
	);

const separator = (node: APISeparatorComponent) =>
	h('div', { class: `separator${node.divider === false ? ' blank' : ''}${node.spacing === 2 ? ' large' : ''}` });

function file(node: APIFileComponent, message: MessageData): HTMLElement {
	const url = local(node.file.url);
	const attachment = message.attachments.find((one) => local(one.url) === url);
	const name = node.name ?? attachment?.filename ?? new URL(url, location.href).pathname.split('/').at(-1) ?? 'file';
	return fileCard(name, node.size ?? attachment?.size, url);
}

/** A file to take away. `size` in bytes. */
export const fileCard = (name: string, size: number | undefined, url: string): HTMLElement =>
	h(
		'a',
		{ class: 'file-card', href: url, download: decodeURIComponent(name), 'data-name': name },
		icon('file'),
		h(
			'span',
			{ class: 'option-text' },
			h('span', { class: 'file-name' }, decodeURIComponent(name)),
			size !== undefined && h('span', { class: 'option-description' }, bytes(size)),
		),
		icon('download'),
	);

export const bytes = (size: number): string =>
	size < 1024
		? `${size} bytes`
		: size < 1024 ** 2
			? `${(size / 1024).toFixed(1)} KB`
			: `${(size / 1024 ** 2).toFixed(2)} MB`;
