/** What can be made to go wrong with one paid call. */
export type Fault =
	| { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
	| { kind: 'refuse'; code: 'moderation_blocked' | 'content_policy_violation'; categories?: string[] }
	| { kind: 'delay'; ms: number }
	/** Accepted, never answered, never billed. */
	| { kind: 'hang' }
	/** The connection is reset before the body was read: provably not accepted. */
	| { kind: 'reset-before-body' }
	/** Drawn and billed; the answer stops in the middle. */
	| { kind: 'cut-body' }
	/** Drawn and billed; the connection is reset before a byte of the answer. */
	| { kind: 'reset-after-work' }
	| { kind: 'html-200' }
	| { kind: 'empty-data' }
	| { kind: 'no-revised-prompt' }
	| { kind: 'error-as-text'; status?: number }
	/** Drawn and billed, but the bytes are no picture. */
	| { kind: 'not-an-image' }
	/** A real picture, padded with an ignored chunk until it has this many bytes. */
	| { kind: 'huge'; bytes: number }
	| { kind: 'bill-then-500' }
	/** Drawn and billed; the stream ends politely, but without its `completed` event. */
	| { kind: 'stream-no-completed' }
	/** The same, after the first partial image. */
	| { kind: 'stream-ends-early' }
	/** Every partial image arrives twice. */
	| { kind: 'stream-repeats' }
	/** Partial images arrive, then nothing more. Not billed. */
	| { kind: 'stream-stall' }
	/** The server answers `stream: true` with JSON. */
	| { kind: 'stream-ignored' }
	/** Everything but the result; that comes, and is billed, once the twin is told to `release()` it. */
	| { kind: 'held' }
	/** The response that this one goes on from is not known any more. Strikes in vain where there is none. */
	| { kind: 'previous-forgotten' }
	/** Where a model is asked for words: these. */
	| { kind: 'say'; text: string }
	/** Where a model is asked for words: it refuses politely. */
	| { kind: 'decline' };

/** What the moderation endpoint does instead of judging; it costs nothing, so nothing is ever billed. */
export type ModerationFault =
	/** Any error: 404 is a server without such an endpoint, a 429 comes with `{'retry-after': '1'}`. */
	| { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
	/** Judged as ever, but late. */
	| { kind: 'delay'; ms: number }
	/** Never answered. */
	| { kind: 'hang' }
	/** The connection is reset before a byte of the answer. */
	| { kind: 'reset' }
	/** The answer stops in the middle. */
	| { kind: 'cut-body' }
	| { kind: 'html-200' }
	/** Status 200 with this JSON, whatever it is. */
	| { kind: 'nonsense'; body: unknown }
	/** Scripted scores by category; those that are left out are next to nothing. */
	| { kind: 'scores'; scores: Record<string, number> };

export interface Faults {
	/** Consumed one per paid call, by the calls that passed the key and parameter checks. */
	next: Fault[];
	/** For every paid call for which `next` has nothing. */
	always?: Fault | undefined;
	/** Consumed one per request to the moderation endpoint; what strikes all of them is the option `moderation`. */
	moderation: ModerationFault[];
}

export function endsEarly(fault: Fault | undefined): boolean {
	return fault?.kind === 'stream-no-completed' || fault?.kind === 'stream-ends-early';
}

export function takeFault(faults: Faults): Fault | undefined {
	return faults.next.shift() ?? faults.always;
}

/** This fault strikes before anything is read, so it is looked for first. */
export function takeEarlyReset(faults: Faults): boolean {
	const fault = faults.next[0] ?? faults.always;
	if (fault?.kind !== 'reset-before-body') return false;
	takeFault(faults);
	return true;
}
