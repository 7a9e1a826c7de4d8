import { type Bill, billOf, type Call } from './calls.ts';
import type { Faults } from './faults.ts';
import type { ModerationCall } from './moderations.ts';
import { listen } from './server.ts';
import { createState, type KeptUpload, type LiveOptions, resetState, type TwinOptions } from './state.ts';

export type { Bill, Call, CallInput } from './calls.ts';
export type { Fault, Faults, ModerationFault } from './faults.ts';
export type { ModerationCall } from './moderations.ts';
export type { KeptUpload, TwinOptions } from './state.ts';

/** OpenAI's image API on loopback. The real SDK takes it for OpenAI. */
export interface OpenAiTwin {
	/** Ends in `/v1`: the value for OPENAI_BASE_URL. */
	url: string;
	/** Origin of the control plane, `/twin/…`, which needs no key. */
	controlUrl: string;
	apiKey: string;
	/** Every request for pictures in the order of arrival, refused ones too. */
	calls: Call[];
	/** Every request to the moderation endpoint, those that a fault struck too. */
	moderations: ModerationCall[];
	/** Every file that was uploaded to `/v1/files`, those that are gone too. */
	uploads: KeptUpload[];
	/** Lets the oldest answer go that the fault `held` holds back, or the next one. */
	release(): void;
	bill(): Bill;
	faults: Faults;
	/** Can be changed while it runs. */
	options: LiveOptions;
	/** Forgets calls, faults, files, responses and the rate window. */
	reset(): void;
	/** Breaks every open connection. */
	stop(): Promise<void>;
}

/** Starts a twin on 127.0.0.1, on a free port unless one is given. */
export async function createOpenAiTwin(options: TwinOptions = {}): Promise<OpenAiTwin> {
	const stopping = new AbortController();
	const state = createState(options, stopping.signal);
	const server = await listen(state, options.port ?? 0);
	state.origin = server.origin;
	return {
		url: `${server.origin}/v1`,
		controlUrl: `${server.origin}/twin`,
		apiKey: state.apiKey,
		calls: state.calls,
		moderations: state.moderations,
		uploads: state.uploads,
		release: () => state.holding.release(),
		bill: () => billOf(state.calls),
		faults: state.faults,
		options: state.options,
		reset: () => resetState(state),
		async stop() {
			stopping.abort();
			await server.stop();
		},
	};
}
