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
	/** Partial images arrive, then nothing more. Not billed. */
	| { kind: 'stream-stall' }
	/** The server answers `stream: true` with JSON. */
	| { kind: 'stream-ignored' };

export interface Faults {
	/** Consumed one per paid call, by the calls that passed the key and parameter checks. */
	next: Fault[];
	/** For every paid call for which `next` has nothing. */
	always?: Fault | undefined;
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
