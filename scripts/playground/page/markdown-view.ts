import { time } from './clock.ts';
import { h } from './dom.ts';
import { type Block, type Inline, parseMarkdown } from './markdown.ts';
import { nameOf } from './state.ts';

const mention = (text: string) => h('span', { class: 'mention' }, text);

function channelMention(id: string): HTMLElement {
	const element = mention(`#${nameOf.channel(id)}`);
	element.dataset.channel = id;
	return element;
}

/** A thread can be mentioned before the page has heard of it. */
export function nameChannels(within: HTMLElement): void {
	for (const element of within.querySelectorAll<HTMLElement>('.mention[data-channel]')) {
		const text = `#${nameOf.channel(element.dataset.channel ?? '')}`;
		if (element.textContent !== text) element.textContent = text;
	}
}

/** Covered until asked for, with the pointer or the keyboard. */
function spoiler(children: Node[]): HTMLElement {
	const hidden = h('span', { class: 'spoiler-text', inert: true }, children);
	const reveal = () => {
		hidden.inert = false;
		cover.replaceWith(h('span', { class: 'spoiler shown' }, hidden));
	};
	const cover = h(
		'button',
		{ class: 'spoiler', type: 'button', 'aria-label': 'Spoiler: show the text', on: { click: reveal } },
		hidden,
	);
	return cover;
}

function inline(node: Inline): Node {
	switch (node.kind) {
		case 'text':
			return document.createTextNode(node.text);
		case 'break':
			return h('br');
		case 'code':
			return h('code', {}, node.text);
		case 'strong':
			return h('strong', {}, node.children.map(inline));
		case 'em':
			return h('em', {}, node.children.map(inline));
		case 'underline':
			return h('u', {}, node.children.map(inline));
		case 'strike':
			return h('s', {}, node.children.map(inline));
		case 'spoiler':
			return spoiler(node.children.map(inline));
		case 'link':
			return h('a', { href: node.href, target: '_blank', rel: 'noreferrer' }, node.children.map(inline));
		case 'user':
			return mention(`@${nameOf.user(node.id)}`);
		case 'role':
			return mention(`@${nameOf.role(node.id).replace(/^@/, '')}`);
		case 'channel':
			return channelMention(node.id);
		case 'command':
			return mention(`/${node.name}`);
		case 'emoji':
			return document.createTextNode(`:${node.name}:`);
		case 'time':
			return h('span', { class: 'timestamp' }, time(node.seconds * 1000, node.style));
	}
}

function block(node: Block): Node {
	switch (node.kind) {
		case 'paragraph':
			return h('p', {}, node.children.map(inline));
		case 'small':
			return h('p', { class: 'small' }, node.children.map(inline));
		case 'heading':
			// The page's own headings end at h2.
			return h(
				'p',
				{ class: `heading-${node.level}`, role: 'heading', 'aria-level': node.level + 2 },
				node.children.map(inline),
			);
		case 'quote':
			return h('blockquote', {}, node.blocks.map(block));
		case 'code':
			return h('pre', {}, h('code', {}, node.text));
		case 'list': {
			const items = node.items.map((item) => h('li', {}, item.map(inline)));
			return node.ordered ? h('ol', { start: node.start }, items) : h('ul', {}, items);
		}
	}
}

/** A message's text as Discord draws it; nothing in it can become markup of the page. */
export const markdown = (text: string): HTMLElement => h('div', { class: 'markdown' }, parseMarkdown(text).map(block));
