import type { APIMessageComponent } from 'discord-api-types/v10';
import { local, type MessageData } from './api.ts';
import { avatar } from './avatar.ts';
import { time } from './clock.ts';
import { localPath } from './commands.ts';
import { component, fileCard } from './components.ts';
import { failed } from './controls.ts';
import { h } from './dom.ts';
import { gallery } from './gallery.ts';
import { icon } from './icons.ts';
import { nameIn } from './languages.ts';
import { markdown } from './markdown-view.ts';
import { openMenu } from './menu.ts';
import { complain, dismiss, perform } from './session.ts';
import { offeredCommands, state } from './state.ts';
import { threadCard, threadLine } from './thread.ts';

/** Messages of one author stand together when less than this lies between them. */
const groupMs = 7 * 60_000;

const isGrouped = (message: MessageData, previous: MessageData | undefined): boolean =>
	previous !== undefined &&
	previous.type !== 18 &&
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
				? [
						' used ',
						h('span', { class: 'mention' }, origin.type === 2 ? `/${localPath(origin.name)}` : menuName(origin.name)),
					]
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

const menuName = (name: string) => {
	const command = state.world.commands.find((one) => one.name === name && one.type === 3);
	return command ? nameIn(command) : name;
};

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
		h(
			'button',
			{ class: 'quiet-link', type: 'button', 'data-key': 'dismiss', on: { click: () => dismiss(message.id) } },
			'Dismiss message',
		),
	);

function openApps(message: MessageData, anchor: HTMLElement): void {
	const entries = offeredCommands(3).map((command) => ({
		label: nameIn(command),
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

/** One message as its reader sees it; `previous` is the one above it. */
export function drawMessage(message: MessageData, previous: MessageData | undefined): HTMLElement {
	if (message.type === 18) return threadLine(message);
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
			// Takes the focus over from a control that an edit took away.
			tabindex: -1,
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
			message.thread && threadCard(message.thread),
			failed.has(message.id) && h('p', { class: 'failure', role: 'alert' }, 'This interaction failed'),
			privateLine(message),
		),
		apps,
	);
}
