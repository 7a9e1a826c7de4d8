import type { MessageData } from './api.ts';
import { time } from './clock.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { complain, openChannel } from './session.ts';

type Thread = NonNullable<MessageData['thread']>;

const link = ({ id, name }: Thread) =>
	h(
		'button',
		{
			class: 'quiet-link',
			type: 'button',
			on: { click: () => void openChannel(id).catch(complain) },
		},
		'See thread',
		h('span', { class: 'visually-hidden' }, ` ${name}`),
	);

/** Under the message that a thread hangs on. */
export const threadCard = (thread: Thread): HTMLElement =>
	h('p', { class: 'thread-card' }, icon('thread'), h('strong', {}, thread.name), link(thread));

/** "Easel started a thread", Discord's own line in the channel. */
export const threadLine = (message: MessageData): HTMLElement =>
	h(
		'article',
		{ class: 'message system', id: `message-${message.id}`, 'data-message': message.id, tabindex: -1 },
		h('span', { class: 'system-mark' }, icon('thread')),
		h(
			'p',
			{},
			h('strong', {}, message.author.displayName),
			' started a thread: ',
			h('strong', {}, message.thread?.name ?? message.content),
			'. ',
			message.thread && link(message.thread),
			' ',
			time(message.createdAt, 't'),
		),
	);
