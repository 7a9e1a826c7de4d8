import { type Call, openCall } from './calls.ts';
import type { Faults, ModerationFault } from './faults.ts';
import { createFiles, type Files } from './files.ts';
import { createHolding, type Holding } from './holding.ts';
import type { KeptFile } from './kept-files.ts';
import { type Endpoint, type Model, modelNamed, offeredByDefault } from './models.ts';
import type { ModerationCall } from './moderations.ts';
import type { AnswerAs } from './order.ts';
import { unknownModel } from './problem.ts';
import type { StoredResponse } from './responses/store.ts';
import { createWindow, type ImageWindow } from './window.ts';

export interface TwinOptions {
	port?: number;
	apiKey?: string;
	/** Between one partial image and the next, and from the last one to the result; ms. Left out, they share `latencyMs`. */
	previewEveryMs?: number | undefined;
	/** False: a server without `/v1/files`. */
	keepsFiles?: boolean;
	/** How long a paid call takes from its last byte in to its first byte out; drawing happens within it. */
	latencyMs?: number;
	/** Over it: 429 `rate_limit_exceeded` with `retry-after-ms`. No limit when left out. */
	imagesPerMinute?: number;
	/** The window `imagesPerMinute` is counted in; 60,000 ms. */
	windowMs?: number;
	/** dall-e and open models answer like this whatever `response_format` says; left out, they follow it. */
	answer?: AnswerAs;
	/** The names `GET /v1/models` lists and the endpoints accept. Unknown ones behave like a compatible server's model. */
	models?: readonly string[];
	/** Announced ends by model, as `2026-12-01`; null takes an end away that the twin knows of. */
	shutdownDates?: Readonly<Record<string, string | null>>;
	/** What `GET /v1/models` answers instead of the list, such as a gateway's refusal or a server without one. */
	listing?: { status: number; body: unknown } | undefined;
	/** Strikes every request to the moderation endpoint for which `faults.moderation` has nothing. */
	moderation?: ModerationFault | undefined;
	/** `plain` is one cached solid picture per size: next to no CPU, for benchmarks. */
	pictures?: 'drawn' | 'plain';
	/** The clock of rate window, file expiry and `created`; ms since the epoch. */
	now?: () => number;
}

/** What can be changed while the twin runs (`POST /twin/options`). */
export type LiveOptions = Pick<
	TwinOptions,
	| 'latencyMs'
	| 'previewEveryMs'
	| 'keepsFiles'
	| 'imagesPerMinute'
	| 'windowMs'
	| 'answer'
	| 'models'
	| 'shutdownDates'
	| 'listing'
	| 'moderation'
	| 'pictures'
>;

/** One upload to `/v1/files`. */
export interface KeptUpload {
	id: string;
	type: string;
	/** How many. */
	bytes: number;
	purpose: string;
}

export interface TwinState {
	apiKey: string;
	options: LiveOptions;
	faults: Faults;
	calls: Call[];
	moderations: ModerationCall[];
	files: Files;
	/** What was uploaded to `/v1/files`. */
	kept: Map<string, KeptFile>;
	uploads: KeptUpload[];
	holding: Holding;
	responses: Map<string, StoredResponse>;
	window: ImageWindow;
	/** How often each model drew each prompt: "again" gives another picture, the same calls give the same ones. */
	drawn: Map<string, number>;
	/** Aborted by stop(): ends every wait. */
	stopping: AbortSignal;
	/** `http://127.0.0.1:PORT`, known once the server listens. */
	origin: string;
	now: () => number;
	/** For ids, so that they are never reused, not even after a reset. */
	serial: number;
}

export function createState(options: TwinOptions, stopping: AbortSignal): TwinState {
	const { port: _, apiKey = 'sk-easel-playground', now = Date.now, ...live } = options;
	return {
		apiKey,
		options: { latencyMs: 0, windowMs: 60_000, pictures: 'drawn', models: offeredByDefault, ...live },
		faults: { next: [], moderation: [] },
		calls: [],
		moderations: [],
		files: createFiles(),
		kept: new Map(),
		uploads: [],
		holding: createHolding(),
		responses: new Map(),
		window: createWindow(),
		drawn: new Map(),
		stopping,
		origin: '',
		now,
		serial: 0,
	};
}

/** Forgets everything that happened; key and options stay. */
export function resetState(state: TwinState): void {
	state.faults.next.length = 0;
	state.faults.moderation.length = 0;
	state.faults.always = undefined;
	state.calls.length = 0;
	state.moderations.length = 0;
	state.files.clear();
	state.kept.clear();
	state.uploads.length = 0;
	state.holding.clear();
	state.responses.clear();
	state.window.clear();
	state.drawn.clear();
}

export function newId(state: TwinState, prefix: string): string {
	state.serial += 1;
	return `${prefix}_${state.serial.toString(16).padStart(16, '0')}`;
}

export function recordCall(state: TwinState, endpoint: Endpoint): Call {
	const call = openCall(newId(state, 'req'), endpoint, state.now());
	state.calls.push(call);
	return call;
}

/** The profile of a model this twin offers. Throws `model_not_found`. */
export function offeredModel(state: TwinState, id: string): Model {
	if (!isOffered(state, id)) throw unknownModel(id);
	return modelNamed(id);
}

export function isOffered(state: TwinState, id: string): boolean {
	return state.options.models?.includes(id) ?? false;
}
