import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveAttachment } from './cdn/serve.ts';
import { createControlPlane } from './control/plane.ts';
import { createRestApi } from './rest/api.ts';
import { applicationRoutes } from './rest/application-routes.ts';
import { channelRoutes } from './rest/channel-routes.ts';
import { guildRoutes } from './rest/guild-routes.ts';
import { interactionRoutes } from './rest/interaction-routes.ts';
import { threadRoutes } from './rest/thread-routes.ts';
import type { TwinState } from './state.ts';

export interface TwinServer {
	/** `http://127.0.0.1:PORT`. */
	origin: string;
	stop(): Promise<void>;
}

/** One loopback server for REST (`/api/v10`), files (`/attachments`), control (`/twin`) and the gateway's sockets. */
export async function startServer(state: TwinState, port: number): Promise<TwinServer> {
	const rest = createRestApi(state, [
		...applicationRoutes(state),
		...guildRoutes(state),
		...interactionRoutes(state),
		...channelRoutes(state),
		...threadRoutes(state),
	]);
	const control = createControlPlane(state);

	async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://127.0.0.1');
		if (url.pathname.startsWith('/api/v10/')) await rest(request, response, url);
		else if (/^\/(ephemeral-)?attachments\//.test(url.pathname)) {
			await serveAttachment(request, response, url, { attachments: state.attachments, faults: state.faults.cdn });
		} else if (url.pathname.startsWith('/twin/')) await control(request, response, url);
		else response.writeHead(404).end();
	}

	const server = createServer((request, response) => {
		serve(request, response).catch((error: unknown) => {
			// A client that hung up while its request was read is no failure of the twin.
			if (!request.errored) console.error('the Discord twin failed:', error);
			response.destroy();
		});
	});
	// Longer than any client keeps an idle connection, so that no request meets a closing socket.
	server.keepAliveTimeout = 120_000;
	server.on('upgrade', state.gateway.upgrade);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const { port: taken } = server.address() as AddressInfo;
	return {
		origin: `http://127.0.0.1:${taken}`,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
