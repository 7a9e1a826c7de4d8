import type { ServerResponse } from 'node:http';
import { isVisibleTo } from '../messages/visible.ts';
import type { TwinState } from '../state.ts';
import type { MessageData, StreamEvents, User } from '../types.ts';

const keepAliveMs = 15_000;

/** Server-sent events with what this user can see, until the client hangs up. */
export function streamEvents(state: TwinState, user: User, response: ServerResponse): void {
	const { events, directory } = state;
	response.writeHead(200, {
		'content-type': 'text/event-stream',
		'cache-control': 'no-cache',
		'x-accel-buffering': 'no',
	});
	response.write(': listening\n\n');

	const send = <Name extends keyof StreamEvents>(name: Name, data: StreamEvents[Name]) =>
		void response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
	const onMessage = (name: 'message' | 'edit' | 'delete') => (data: { channelId: string; message: MessageData }) => {
		if (isVisibleTo(state, user.id, data.message)) send(name, data);
	};
	const listeners = {
		message: onMessage('message'),
		edit: onMessage('edit'),
		delete: onMessage('delete'),
		ack: (data: StreamEvents['ack']) => void (data.userId === user.id && send('ack', data)),
		modal: (data: StreamEvents['modal']) => void (data.userId === user.id && send('modal', data)),
		typing: (data: StreamEvents['typing']) => {
			const place = directory.place(data.channelId);
			if (place && directory.canSee(user.id, place)) send('typing', data);
		},
		commands: (data: StreamEvents['commands']) => send('commands', data),
		world: (data: StreamEvents['world']) => send('world', data),
	};
	const names = Object.keys(listeners) as (keyof typeof listeners)[];
	for (const name of names) events.on(name, listeners[name] as () => void);
	const beat = setInterval(() => response.write(': still here\n\n'), keepAliveMs);
	response.on('close', () => {
		clearInterval(beat);
		for (const name of names) events.off(name, listeners[name] as () => void);
	});
}
