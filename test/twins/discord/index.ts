import type { EventEmitter } from 'node:events';
import { createActor } from './actors/actor.ts';
import { burst } from './control/burst.ts';
import { channelMessages } from './messages/visible.ts';
import { startServer } from './server.ts';
import { createState } from './state.ts';
import type { DiscordTwin, TwinOptions } from './types.ts';
import { applicationId } from './world/default-world.ts';

export type * from './types.ts';
export { applicationId, defaultWorld } from './world/default-world.ts';

/** Starts Discord on loopback: gateway, REST, content network and control plane on one port. */
export async function createDiscordTwin(options: TwinOptions = {}): Promise<DiscordTwin> {
	let origin = '';
	const state = createState(options, () => origin);
	const server = await startServer(state, options.port ?? 0);
	origin = server.origin;
	const { gateway, directory } = state;
	// The generic names of `on` are beyond what the typed emitter can follow.
	const listeners: EventEmitter = state.events as unknown as EventEmitter;

	const userNamed = (name: string) => {
		const user = directory.user(name);
		if (!user) throw new Error(`There is no user ${name}`);
		return user;
	};

	return {
		url: `${origin}/api`,
		cdnOrigin: origin,
		controlUrl: `${origin}/twin`,
		token: state.token,
		applicationId,
		world: state.world,
		as: (name) => createActor(state, userNamed(name)),
		faults: state.faults,
		log: state.log,
		commands: state.commands.list,
		get commandPuts() {
			return state.counters.commandPuts;
		},
		get invalidRequests() {
			return state.counters.invalidRequests;
		},
		channel: (name) => ({
			messages(viewer) {
				const id = directory.findPlace(name)?.id ?? name;
				return channelMessages(state, id, viewer === undefined ? undefined : userNamed(viewer).id);
			},
		}),
		dms(name) {
			const user = userNamed(name);
			return channelMessages(state, directory.dmOf(user).id, user.id);
		},
		on: (event, listener) => void listeners.on(event, listener),
		once: (event, listener) => void listeners.once(event, listener),
		off: (event, listener) => void listeners.off(event, listener),
		disconnectGateway: gateway.disconnect,
		requestReconnect: gateway.requestReconnect,
		invalidateSessions: (resumable = false) => gateway.invalidate(resumable),
		burst: (request) => burst(state, request),
		async download(url) {
			const response = await fetch(url);
			if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
			return response.bytes();
		},
		async stop() {
			state.interactions.clear();
			gateway.stop();
			await server.stop();
		},
	};
}
