import type { OpenAI } from 'openai';
import { Stream } from 'openai/core/streaming';
import type { Outcome } from '../core/ports.ts';
import { outcomeOf } from './errors.ts';

/** Reads what comes back from one call. */
export interface Reader {
	/** A whole answer: JSON, or the text of what is none. */
	body(body: unknown): Promise<Outcome>;
	/** For calls that may be answered by a stream. */
	events?: EventReader;
}

export interface EventReader {
	/** True when nothing that follows this event matters. */
	take(event: unknown): boolean;
	/** What the events came to; `broke` is what cut them short, undefined when they ended by themselves. */
	end(broke: unknown): Promise<Outcome>;
}

export interface Line {
	client: OpenAI;
	/** Milliseconds from sending to the last byte of the answer; beyond, the call is given up. */
	slowestCallMs: number;
	/** Milliseconds for which a stream may say nothing; beyond, it has stalled. */
	stalledMs: number;
}

class TooSlow extends Error {}

/**
 * Sends one call and reads its answer. Whether that is a stream is seen by its type: some servers answer a whole body to `stream: true`,
 * of which the SDK would make a stream without any event.
 *
 * @param send resolves with the head of the answer and throws for statuses that are errors, as the SDK does
 */
export async function exchange(
	{ client, slowestCallMs, stalledMs }: Line,
	send: (signal: AbortSignal) => Promise<Response>,
	{ body, events }: Reader,
): Promise<Outcome> {
	const controller = new AbortController();
	const startedAt = performance.now();
	let deadline: NodeJS.Timeout | undefined;
	let whole: unknown;
	try {
		const response = await send(controller.signal);
		// The SDK's own deadline ends with the head of an answer.
		const leftMs = Math.max(0, slowestCallMs - (performance.now() - startedAt));
		deadline = setTimeout(() => controller.abort(), leftMs);
		if (events && mediaType(response) === 'text/event-stream') {
			const stream = Stream.fromSSEResponse<unknown>(response, controller, client, false, 'events');
			return await events.end(await follow(stream, events, stalledMs));
		}
		whole = await bodyOf(response);
	} catch (error) {
		return outcomeOf(error);
	} finally {
		clearTimeout(deadline);
	}
	return body(whole);
}

/** Resolves with what cut the stream short. An aborted one ends without a word. */
async function follow(stream: Stream<unknown>, { take }: EventReader, stalledMs: number): Promise<unknown> {
	// What keeps a connection alive is no event.
	const silence = setTimeout(() => stream.controller.abort(), stalledMs);
	try {
		for await (const event of stream) {
			if (take(event)) return undefined;
			silence.refresh();
		}
	} catch (error) {
		return error;
	} finally {
		clearTimeout(silence);
	}
	return stream.controller.signal.aborted ? new TooSlow() : undefined;
}

async function bodyOf(response: Response): Promise<unknown> {
	const type = mediaType(response);
	const text = await response.text();
	if (!type.includes('application/json') && !type.endsWith('+json')) return text;
	return text === '' ? undefined : JSON.parse(text);
}

const mediaType = (response: Response): string =>
	response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';

/** No picture came to its end, which says nothing of the bill. */
export function unfinished(broke: unknown): Outcome {
	return broke === undefined ? { kind: 'unknown', detail: 'the stream ended without a picture' } : outcomeOf(broke);
}
