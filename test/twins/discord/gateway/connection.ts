import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { RawData, WebSocket } from 'ws';
import { isObject } from '../rest/fields.ts';
import type { Faults, TwinEvents } from '../types.ts';
import type { Session, Sessions } from './sessions.ts';

/** Discord's close codes, as far as the twin gives them. */
const close = {
	unknownOpcode: 4001,
	decodeError: 4002,
	notAuthenticated: 4003,
	badToken: 4004,
	alreadyAuthenticated: 4005,
	invalidSequence: 4007,
	timedOut: 4009,
	invalidShard: 4010,
	shardingRequired: 4011,
	invalidIntents: 4013,
	disallowedIntents: 4014,
};

/** Guild members, presences and message content have to be allowed in the developer portal; here they are not. */
const privilegedIntents = (1 << 1) | (1 << 8) | (1 << 15);
const knownIntents = (1 << 26) - 1;
/** Discord ends a session by itself when the client closes normally. */
const sessionEndingCodes = [1000, 1001];

export interface ConnectionContext {
	token: string;
	sessions: Sessions;
	faults: Faults;
	/** When each concurrency key last identified, by `performance.now()`. */
	lastIdentify: Map<number, number>;
	/** Called with a session that has just been opened: sends READY. */
	welcome(session: Session): void;
	tell(event: TwinEvents['gateway']): void;
}

type Payload = { op: number; d: unknown };

/** One socket of a client: HELLO, heartbeats, IDENTIFY or RESUME. */
export function serveConnection(socket: WebSocket, context: ConnectionContext): void {
	const { token, sessions, faults, lastIdentify, welcome, tell } = context;
	let session: Session | undefined;
	let lastBeat = performance.now();
	const interval = faults.heartbeatIntervalMs;
	const watch = setInterval(() => {
		if (performance.now() - lastBeat > 1.5 * interval + 5000) socket.close(close.timedOut, 'Session timed out');
	}, interval);

	const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d, s: null, t: null }));

	function identify(d: Record<string, unknown>) {
		const [shard, shardCount] = Array.isArray(d.shard) ? (d.shard as number[]) : [0, 1];
		const intents = Number(d.intents);
		if (d.token !== token && d.token !== `Bot ${token}`) return socket.close(close.badToken, 'Authentication failed.');
		if (shard === undefined || shardCount === undefined || shard >= shardCount) {
			return socket.close(close.invalidShard, 'Invalid shard.');
		}
		if (shardCount < faults.minimumShards) return socket.close(close.shardingRequired, 'Sharding required.');
		if (!Number.isInteger(intents) || intents & ~knownIntents)
			return socket.close(close.invalidIntents, 'Invalid intent(s).');
		if (intents & privilegedIntents) return socket.close(close.disallowedIntents, 'Disallowed intent(s).');
		if (isTooSoon(shard)) return send(9, false);
		session = sessions.open({ shard, shardCount, intents, socket });
		tell({ event: 'identify', shard });
		welcome(session);
		tell({ event: 'ready', shard });
	}

	function isTooSoon(shard: number): boolean {
		const key = shard % faults.maxConcurrency;
		const last = lastIdentify.get(key);
		lastIdentify.set(key, performance.now());
		return last !== undefined && performance.now() - last < faults.identifyIntervalMs;
	}

	async function resume(d: Record<string, unknown>) {
		const known = sessions.get(String(d.session_id));
		if (d.token !== token && d.token !== `Bot ${token}`) return socket.close(close.badToken, 'Authentication failed.');
		if (!known) {
			// Discord makes the client wait a moment before it may identify anew.
			await wait(10);
			return send(9, false);
		}
		known.socket?.terminate();
		known.socket = socket;
		if (!sessions.replay(known, Number(d.seq))) {
			known.socket = undefined;
			return socket.close(close.invalidSequence, 'Invalid seq.');
		}
		session = known;
		tell({ event: 'resume', shard: known.shard });
		sessions.dispatch(known, 'RESUMED', '{"_trace":[]}');
	}

	function receive(raw: RawData) {
		const payload = parse(raw);
		if (!payload) return socket.close(close.decodeError, 'Error while decoding payload.');
		const d = isObject(payload.d) ? payload.d : {};
		if (payload.op === 1) {
			lastBeat = performance.now();
			if (!faults.ignoreHeartbeats) socket.send('{"op":11}');
		} else if (payload.op === 2 || payload.op === 6) {
			if (session) socket.close(close.alreadyAuthenticated, 'Already authenticated.');
			else if (payload.op === 2) identify(d);
			else void resume(d);
		} else if (!session) socket.close(close.notAuthenticated, 'Not authenticated.');
		// Presence, voice state and member requests are taken and have no effect here.
		else if (![3, 4, 8, 31].includes(payload.op)) socket.close(close.unknownOpcode, 'Unknown opcode.');
	}

	socket.on('message', receive);
	// A reset socket is told by its close event.
	socket.on('error', () => {});
	socket.on('close', (code) => {
		clearInterval(watch);
		if (session?.socket !== socket) return;
		session.socket = undefined;
		session.lostAt = performance.now();
		if (sessionEndingCodes.includes(code)) sessions.end(session);
		tell({ event: 'close', shard: session.shard, code });
	});
	send(10, { heartbeat_interval: interval, _trace: [] });
}

function parse(raw: RawData): Payload | undefined {
	try {
		const payload: unknown = JSON.parse(String(raw));
		return isObject(payload) && typeof payload.op === 'number' ? { op: payload.op, d: payload.d } : undefined;
	} catch {
		return undefined;
	}
}
