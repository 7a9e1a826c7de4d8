import type { APIMessageComponent } from 'discord-api-types/v10';
import { local, type MessageData } from './api.ts';
import { avatar } from './avatar.ts';
import { day, time } from './clock.ts';
import { component, fileCard } from './components.ts';
import { failed } from './controls.ts';
import { announce, h } from './dom.ts';
import { gallery } from './gallery.ts';
import { icon } from './icons.ts';
import { markdown } from './markdown-view.ts';
import { openMenu } from './menu.ts';
import { complain, dismiss, perform } from './session.ts';
import { offeredCommands, on, state } from './state.ts';
import { welcome } from './welcome.ts';

/** Messages of one author stand together when less than this lies between them. */
const groupMs = 7 * 60_000;

const isGrouped = (message: MessageData, previous: MessageData | undefined): boolean =>
	previous !== undefined &&
	message.author.id === previous.author.id &&
	!message.referencedInteraction &&
	!message.referencedMessageId &&
	!message.ephemeral &&
	!previous.ephemeral &&
	message.createdAt - previous.createdAt < groupMs;

/** "mia used /imagine", over the answer. */
function interactionLine({ referencedInteraction: origin, referencedMessageId }: MessageData) {
	if (!origin && !referencedMessageId) return null;
	const original = referencedMessageId && state.messages.get(referencedMessageId);
	return h(
		'p',
		{ class: 'interaction-line' },
		h('span', { class: 'elbow' }),
		origin && [
			avatar(origin.user),
			h('strong', {}, origin.user.displayName),
			origin.name
				? [' used ', h('span', { class: 'mention' }, origin.type === 2 ? `/${origin.name}` : origin.name)]
				: ' pressed a button',
		],
		original &&
			h(
				'a',
				{ class: 'quiet-link', href: `#message-${original.id}` },
				origin ? ' on a message' : `a message of ${original.author.displayName}`,
			),
	);
}

function body(message: MessageData): (Node | false)[] {
	if (message.thinking)
		return [
			h(
				'p',
				{ class: 'thinking' },
				h('span', { class: 'dots' }, h('i'), h('i'), h('i')),
				`${message.author.displayName} is thinking…`,
			),
		];
	const shown = (message.flags & 32768) !== 0 ? [] : message.attachments;
	const pictures = shown
		.filter((one) => one.content_type.startsWith('image/'))
		.map((one) => ({ media: one, description: one.description, spoiler: one.spoiler }));
	const others = shown.filter((one) => !one.content_type.startsWith('image/'));
	return [
		message.content !== '' && markdown(message.content),
		...message.components.map((node) => component(node as APIMessageComponent, message)),
		pictures.length > 0 && gallery(pictures),
		...others.map((one) => fileCard(one.filename, one.size, local(one.url))),
	];
}

const privateLine = (message: MessageData) =>
	message.ephemeral &&
	h(
		'p',
		{ class: 'private-line' },
		icon('eye'),
		'Only you can see this · ',
		h('button', { class: 'quiet-link', type: 'button', on: { click: () => dismiss(message.id) } }, 'Dismiss message'),
	);

function openApps(message: MessageData, anchor: HTMLElement): void {
	const entries = offeredCommands(3).map((command) => ({
		label: command.name,
		detail: state.world.bot.displayName,
		icon: 'easel' as const,
		run: () => void perform({ do: 'menu', command: command.name, message: message.id }).catch(complain),
	}));
	if (entries.length > 0) openMenu(anchor, 'Apps', entries, { side: 'below', alignEnd: true });
}

function appsButton(message: MessageData): HTMLElement {
	const button = h(
		'button',
		{
			class: 'apps',
			type: 'button',
			'aria-haspopup': 'menu',
			'aria-expanded': 'false',
			'aria-label': `Apps for the message of ${message.author.displayName}`,
			title: 'Apps',
			'data-key': 'apps',
			on: { click: () => openApps(message, button) },
		},
		icon('more'),
	);
	return button;
}

function draw(message: MessageData, previous: MessageData | undefined): HTMLElement {
	const grouped = isGrouped(message, previous);
	const apps = !message.thinking && !message.ephemeral && offeredCommands(3).length > 0 && appsButton(message);
	return h(
		'article',
		{
			class: [
				'message',
				grouped && 'grouped',
				message.ephemeral && 'private',
				message.id.startsWith('local') && 'local',
			]
				.filter(Boolean)
				.join(' '),
			id: `message-${message.id}`,
			'data-message': message.id,
			'aria-label': `${message.author.displayName}, ${new Date(message.createdAt).toLocaleTimeString('en-GB')}`,
			on: {
				contextmenu: (event) => {
					if (!apps || (event.target as Element).closest('a, img, input')) return;
					event.preventDefault();
					openApps(message, apps);
				},
			},
		},
		interactionLine(message),
		grouped ? h('span', { class: 'side-time' }, time(message.createdAt, 't')) : avatar(message.author),
		h(
			'div',
			{ class: 'message-body' },
			!grouped &&
				h(
					'p',
					{ class: 'byline' },
					h('strong', {}, message.author.displayName),
					message.author.bot && h('span', { class: 'badge' }, 'APP'),
					time(message.createdAt, 't'),
					message.edits > 0 &&
						!message.thinking &&
						message.editedAt !== undefined &&
						h('span', { class: 'edited', title: new Date(message.editedAt).toLocaleTimeString('en-GB') }, '(edited)'),
				),
			body(message),
			failed.has(message.id) && h('p', { class: 'failure', role: 'alert' }, 'This interaction failed'),
			privateLine(message),
		),
		apps,
	);
}

/** The log of the open channel; follows the newest message unless somebody has scrolled up. */
export function createMessageList(): HTMLElement {
	const log = h('div', { class: 'log', role: 'log', 'aria-label': 'Messages', 'aria-live': 'off', tabindex: 0 });
	const list = h('div', { class: 'log-inner' });
	log.append(list);
	let following = true;
	let lastTop = 0;
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
			return [...(divider ? [divider] : []), draw(message, divider ? undefined : all[index - 1])];
		});
		list.replaceChildren(welcome(), ...nodes);
		follow();
	};
	const update = (message: MessageData) => {
		const known = document.getElementById(`message-${message.id}`);
		if (!known) {
			if (list.querySelector('.day')) list.append(draw(message, previousOf(message.id)));
			else drawAll();
			following ||= message.author.id === state.viewer.id || message.referencedInteraction?.user.id === state.viewer.id;
		} else {
			const focused = known.contains(document.activeElement)
				? (document.activeElement as HTMLElement).dataset.key
				: undefined;
			const fresh = draw(message, previousOf(message.id));
			known.replaceWith(fresh);
			if (focused) fresh.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
		}
		follow();
		if (message.author.bot && !message.thinking) announce(summary(message));
	};
	on('place', () => {
		log.setAttribute(
			'aria-label',
			state.place === 'dm' ? 'Direct messages' : `Messages in ${state.place.channel.name}`,
		);
		list.replaceChildren();
	});
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
