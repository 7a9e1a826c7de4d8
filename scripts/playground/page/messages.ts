import type { MessageData } from './api.ts';
import { day } from './clock.ts';
import { announce, h } from './dom.ts';
import { type FocusMark, markFocus } from './focus.ts';
import { bridge } from './gallery.ts';
import { nameChannels } from './markdown-view.ts';
import { drawMessage } from './message.ts';
import { titleOf } from './places.ts';
import { on, state } from './state.ts';
import { welcome } from './welcome.ts';

/** The log of the open channel; follows the newest message unless somebody has scrolled up. */
export function createMessageList(): HTMLElement {
	const log = h('div', { class: 'log', role: 'log', 'aria-label': 'Messages', 'aria-live': 'off', tabindex: 0 });
	const list = h('div', { class: 'log-inner' });
	log.append(list);
	let following = true;
	let lastTop = 0;
	let lost: FocusMark | undefined;
	/** Messages whose edit waits for an open list to close. */
	const held = new Set<string>();
	log.addEventListener('scroll', () => {
		const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
		// Only a scroll upwards is somebody's wish: the box under the log may have grown meanwhile.
		if (atEnd || log.scrollTop < lastTop) following = atEnd;
		lastTop = log.scrollTop;
	});
	const follow = () => {
		if (following) log.scrollTop = log.scrollHeight;
	};
	// Pictures and fonts arrive later than the message they belong to.
	new ResizeObserver(follow).observe(list);
	new ResizeObserver(follow).observe(log);

	const previousOf = (id: string) => {
		const all = [...state.messages.values()];
		return all[all.findIndex((message) => message.id === id) - 1];
	};
	const drawAll = () => {
		following = true;
		let last = '';
		const nodes = [...state.messages.values()].flatMap((message, index, all) => {
			const date = day(message.createdAt);
			const divider = date !== last && h('p', { class: 'day' }, h('span', {}, date));
			last = date;
			return [...(divider ? [divider] : []), drawMessage(message, divider ? undefined : all[index - 1])];
		});
		list.replaceChildren(welcome(), ...nodes);
		follow();
	};
	/** In its place, with the focus on the same control. */
	const redraw = (known: HTMLElement, message: MessageData) => {
		const isWaiting = document.activeElement === known && lost?.messageId === message.id;
		const mark = isWaiting ? lost : known.contains(document.activeElement) ? markFocus() : undefined;
		const fresh = drawMessage(message, previousOf(message.id));
		bridge(known, fresh);
		known.replaceWith(fresh);
		// A control that is disabled while the bot works gets the focus back with the next edit.
		lost = mark && !mark.restore() ? mark : undefined;
	};
	const update = (message: MessageData) => {
		const known = document.getElementById(`message-${message.id}`);
		if (!known) {
			if (list.querySelector('.day')) list.append(drawMessage(message, previousOf(message.id)));
			else drawAll();
			following ||= message.author.id === state.viewer.id || message.referencedInteraction?.user.id === state.viewer.id;
		} else if (known.querySelector('[aria-expanded="true"]')) {
			// Somebody is choosing in it: a list whose control is replaced could not be closed with the keyboard any more.
			held.add(message.id);
			return;
		} else redraw(known, message);
		follow();
		if (message.author.bot && !message.thinking) announce(summary(message));
	};
	on('place', () => {
		const name = titleOf(state.place);
		log.setAttribute('aria-label', state.place === 'dm' ? 'Direct messages' : `Messages in ${name}`);
		list.replaceChildren();
	});
	log.addEventListener('popup-closed', (event) => {
		const id = (event.target as Element).closest<HTMLElement>('[data-message]')?.dataset.message ?? '';
		const message = state.messages.get(id);
		if (held.delete(id) && message) update(message);
	});
	on('world', () => nameChannels(list));
	on('messages', drawAll);
	on('message', update);
	on('deleted', (id) => {
		const message = document.getElementById(`message-${id}`);
		// Whoever pressed Delete with the keyboard goes on from here, not from the top of the page.
		if (message?.contains(document.activeElement)) log.focus();
		message?.remove();
	});
	return log;
}

/** The message's own words, each line of them apart from the next. */
const summary = (message: MessageData): string => {
	const parts = document.querySelectorAll<HTMLElement>(
		`#message-${CSS.escape(message.id)} .message-body > :not(.byline)`,
	);
	const text = [...parts].map((part) => part.innerText).join(' ');
	return `${message.author.displayName}: ${text.replace(/\s+/g, ' ').slice(0, 160)}`;
};
