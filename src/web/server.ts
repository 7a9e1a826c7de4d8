import { once } from 'node:events';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Registry } from 'prom-client';
import { type PaintParts, paintRoutes } from './painter/routes.ts';

export interface WebParts {
	host: string;
	port: number;
	registry: Registry;
	/** Throws, or resolves false, while the bot cannot serve. */
	ready: () => Promise<boolean>;
	/** The mask painter; without it there is none. */
	paint?: PaintParts;
}

export interface WebServer {
	/** The port really listened on. */
	port: number;
	close(): Promise<void>;
}

/** `/healthz`: the process lives. `/readyz`: Discord and the store are there. `/metrics`: for Prometheus. `/paint`: the mask painter. Throws when the port is taken. */
export async function startWeb({ host, port, registry, ready, paint }: WebParts): Promise<WebServer> {
	const app = new Hono();
	app.get('/healthz', (context) => context.text('ok'));
	app.get('/readyz', async (context) => {
		const isReady = await ready().catch(() => false);
		return isReady ? context.text('ready') : context.text('not ready', 503);
	});
	app.get('/metrics', async (context) => {
		context.header('content-type', registry.contentType);
		return context.body(await registry.metrics());
	});
	if (paint) app.route('/', paintRoutes(paint));
	const server = serve({ fetch: app.fetch, hostname: host, port });
	await once(server, 'listening');
	const address = server.address();
	return {
		port: typeof address === 'object' && address ? address.port : port,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				// Whoever is slow to ask must not hold up the end of the bot.
				if ('closeAllConnections' in server) server.closeAllConnections();
			}),
	};
}
