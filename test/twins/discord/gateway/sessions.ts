import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { WebSocket } from 'ws';
import { shardOf } from '../snowflakes.ts';

/** What one IDENTIFY opened; it outlives its socket so that it can be resumed. */
export interface Session {
	id: string;
	shard: number;
	shardCount: number;
	intents: number;
	sequence: number;
	/** The last dispatches as sent, oldest first; `sequence` is the number of the last one. */
	sent: string[];
	socket: WebSocket | undefined;
	/** When the socket was lost, by `performance.now()`. */
	lostAt?: number;
}

export interface Sessions {
	open(fields: Pick<Session, 'shard' | 'shardCount' | 'intents' | 'socket'>): Session;
	get(id: string): Session | undefined;
	end(session: Session): void;
	endAll(): void;
	all(): Iterable<Session>;
	/** Sends an event to one session and remembers it for a resume. `json` is the event's data, already serialised. */
	dispatch(session: Session, event: string, json: string): void;
	/** Sends an event to every session with these intents whose shard owns the guild (shard 0 for direct messages). */
	broadcast(guildId: string | undefined, event: string, json: string, intents?: number): void;
	/** Sends again what came after `sequence`; false when that is no longer known. */
	replay(session: Session, sequence: number): boolean;
}

const maxReplay = 5000;
/** A client that does not come back within this has to identify anew. */
const resumableMs = 60_000;

export function createSessions(): Sessions {
	const sessions = new Map<string, Session>();

	function dispatch(session: Session, event: string, json: string) {
		session.sequence += 1;
		const message = `{"op":0,"t":"${event}","s":${session.sequence},"d":${json}}`;
		session.sent.push(message);
		if (session.sent.length > 2 * maxReplay) session.sent.splice(0, maxReplay);
		session.socket?.send(message);
	}

	return {
		open(fields) {
			const session: Session = { ...fields, id: randomBytes(16).toString('hex'), sequence: 0, sent: [] };
			sessions.set(session.id, session);
			return session;
		},
		get: (id) => sessions.get(id),
		end: (session) => void sessions.delete(session.id),
		endAll: () => sessions.clear(),
		all: () => sessions.values(),
		dispatch,
		broadcast(guildId, event, json, intents = 0) {
			const longAgo = performance.now() - resumableMs;
			for (const session of sessions.values()) {
				if (!session.socket && (session.lostAt ?? 0) < longAgo) sessions.delete(session.id);
				else if ((session.intents & intents) !== intents) continue;
				else if (shardOf(guildId, session.shardCount) === session.shard) dispatch(session, event, json);
			}
		},
		replay(session, sequence) {
			const missed = session.sequence - sequence;
			if (missed < 0 || missed > session.sent.length) return false;
			for (const message of session.sent.slice(session.sent.length - missed)) session.socket?.send(message);
			return true;
		},
	};
}
