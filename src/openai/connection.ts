import { Agent, buildConnector } from 'undici';

/** Beyond the SDK's own deadline, so that the SDK is the one that ends a slow call. */
const graceMs = 5000;
/** Most servers keep idle sockets for 5 s or more: one that is dropped while a paid call goes out leaves its outcome unknown. */
const idleMs = 1000;

/** No connection came to be (name, refusal, route, handshake, time): whatever was to be sent has provably not been sent. */
export class NotConnected extends Error {
	constructor(cause: Error) {
		super('no connection', { cause });
		this.name = 'NotConnected';
	}
}

export interface AgentOptions {
	slowestCallMs: number;
	connectMs: number;
	maxAnswerBytes: number;
}

/** One pool of connections that waits as long as the slowest call takes; Node's own would cut it after five minutes. */
export function createAgent({ slowestCallMs, connectMs, maxAnswerBytes }: AgentOptions): Agent {
	const connect = buildConnector({ timeout: connectMs });
	return new Agent({
		// Marked here, where it is certain: once a socket is open, the same error codes may also mean that the call was taken.
		connect: (options, callback) =>
			connect(options, (...[error, socket]) =>
				error ? callback(new NotConnected(error), null) : callback(null, socket),
			),
		headersTimeout: slowestCallMs + graceMs,
		bodyTimeout: slowestCallMs + graceMs,
		keepAliveTimeout: idleMs,
		keepAliveMaxTimeout: idleMs,
		maxResponseSize: maxAnswerBytes,
	});
}
