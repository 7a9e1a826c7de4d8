import type { ServerResponse } from 'node:http';
import { sendJson } from '../answers.ts';
import { notFound } from '../problem.ts';
import type { TwinState } from '../state.ts';

/** A response as `GET /v1/responses/{id}` gives it, plus what a follow-up needs. */
export interface StoredResponse {
	body: ResponseBody;
	/** The last picture of the conversation: what "make it bluer" is about. */
	picture?: { bytes: Buffer; type: string };
	expiresAt: number;
	cancelled: boolean;
}

export type ResponseStatus = 'queued' | 'in_progress' | 'completed' | 'failed' | 'cancelled';

export interface ResponseBody {
	id: string;
	object: 'response';
	created_at: number;
	status: ResponseStatus;
	background: boolean;
	model: string;
	output: Record<string, unknown>[];
	previous_response_id: string | null;
	error: { code: string; message: string } | null;
	[field: string]: unknown;
}

/** For those who fetch a background response later; about ten minutes. */
export const backgroundKeptMs = 600_000;
/** Responses with `store`; thirty days. */
export const keptMs = 30 * 86_400_000;

export function findResponse(twin: TwinState, id: string): StoredResponse | undefined {
	const stored = twin.responses.get(id);
	return stored && twin.now() < stored.expiresAt ? stored : undefined;
}

/** `GET /v1/responses/{id}` and `POST /v1/responses/{id}/cancel`. */
export function serveStoredResponse(twin: TwinState, id: string, cancel: boolean, response: ServerResponse): void {
	const stored = findResponse(twin, id);
	if (!stored) throw notFound(`Response with id '${id}' not found.`, 'response_not_found');
	if (cancel && (stored.body.status === 'queued' || stored.body.status === 'in_progress')) {
		stored.cancelled = true;
		stored.body = { ...stored.body, status: 'cancelled' };
	}
	sendJson(response, 200, stored.body);
}
