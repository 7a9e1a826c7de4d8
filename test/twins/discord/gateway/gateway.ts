import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { wireUser } from '../messages/wire.ts';
import { shardOf } from '../snowflakes.ts';
import type { Faults, TwinEvents, World } from '../types.ts';
import { applicationId, botUser } from '../world/default-world.ts';
import { serveConnection } from './connection.ts';
import { createSessions, type Session } from './sessions.ts';
import { createdGuild } from './wire-guild.ts';

const guildsIntent = 1 << 0;
const dailyIdentifies = 1000;

export interface GatewayContext {
	token: string;
	world: World;
	faults: Faults;
	/** `ws://127.0.0.1:PORT/gateway`. */
	url(): string;
	tell(event: TwinEvents['gateway']): void;
}

export interface Gateway {
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	/** Sends an event to the shard of the guild, to sessions with these intents. `json` is its data, already serialised. */
	dispatch(guildId: string | undefined, event: string, json: string, intents?: number): void;
	/** The answer to `GET /gateway/bot`. */
	info(): Record<string, unknown>;
	disconnect(code?: number): void;
	requestReconnect(): void;
	invalidate(resumable: boolean): void;
	stop(): void;
}

export function createGateway({ token, world, faults, url, tell }: GatewayContext): Gateway {
	const server = new WebSocketServer({ noServer: true });
	const sessions = createSessions();
	const lastIdentify = new Map<number, number>();
	let identified = 0;

	function welcome(session: Session) {
		identified += 1;
		const guilds = world.guilds.filter(
			(guild) => !guild.withoutBot && shardOf(guild.id, session.shardCount) === session.shard,
		);
		const ready = {
			v: 10,
			user: { ...wireUser(botUser), verified: true, mfa_enabled: false, flags: 0 },
			guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
			session_id: session.id,
			session_type: 'normal',
			resume_gateway_url: url(),
			shard: [session.shard, session.shardCount],
			application: { id: applicationId, flags: 0 },
			_trace: [],
		};
		sessions.dispatch(session, 'READY', JSON.stringify(ready));
		if (session.intents & guildsIntent) {
			for (const guild of guilds) sessions.dispatch(session, 'GUILD_CREATE', JSON.stringify(createdGuild(guild)));
		}
	}

	server.on('connection', (socket, request) => {
		if (new URL(request.url ?? '/', 'ws://twin').searchParams.get('v') !== '10') {
			socket.close(4012, 'Invalid API version.');
			return;
		}
		serveConnection(socket, { token, sessions, faults, lastIdentify, welcome, tell });
	});

	const toAll = (payload: string) => {
		for (const { socket } of sessions.all()) socket?.send(payload);
	};

	return {
		upgrade: (request, socket, head) =>
			server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request)),
		dispatch: sessions.broadcast,
		info: () => ({
			url: url(),
			shards: faults.gatewayShards,
			session_start_limit: {
				total: dailyIdentifies,
				remaining: Math.max(0, dailyIdentifies - identified),
				reset_after: 14_400_000,
				max_concurrency: faults.maxConcurrency,
			},
		}),
		disconnect(code) {
			for (const client of server.clients) {
				if (code === undefined) client.terminate();
				else client.close(code);
			}
		},
		requestReconnect: () => toAll('{"op":7,"d":null}'),
		invalidate(resumable) {
			toAll(JSON.stringify({ op: 9, d: resumable }));
			if (!resumable) sessions.endAll();
		},
		stop() {
			for (const client of server.clients) client.terminate();
			server.close();
		},
	};
}
