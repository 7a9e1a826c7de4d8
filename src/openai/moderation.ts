import { setTimeout as pause } from 'node:timers/promises';
import { APIError, type OpenAI } from 'openai';
import type { ModerationMultiModalInput } from 'openai/resources/moderations';
import { createGate } from '../core/gate.ts';
import type { Endpoint, Look } from '../core/moderation/moderator.ts';
import type { Clock, Log, Outcome, StoredPicture } from '../core/ports.ts';
import { outcomeOf } from './errors.ts';
import { readScores } from './scores.ts';

type Picture = Pick<StoredPicture, 'bytes' | 'type'>;

export interface EndpointOptions {
	/** Makes a picture small enough to be sent quickly, in a type of `moderatedTypes`; undefined for what cannot be decoded. */
	shrink: (picture: Picture) => Promise<Picture | undefined>;
	clock: Pick<Clock, 'now'>;
	log: Pick<Log, 'warn'>;
	/** A single answer that takes longer is none. Five seconds when left out. */
	answerMs?: number;
	/** No question is repeated later than this after it was asked, and none waits longer for its turn. Four seconds when left out. */
	patienceMs?: number;
}

/** What the endpoint takes as a data URL. */
export const moderatedTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];

const model = 'omni-moderation-latest';
/** Asking is free and changes nothing, so a rate limit is no answer yet. */
const mostRepeats = 2;
const defaultPauseMs = 1000;
/** Pictures on their way at once; each is some hundred kilobytes of text. */
const picturesAtOnce = 16;
/** A server without the endpoint may be given one. */
const absentMs = 10 * 60_000;
/** Whatever is wrong with the endpoint is told this often at most. */
const tellEveryMs = 60_000;

/** Statuses of servers that know no such address. */
const absentStatuses = new Set([404, 405, 501]);
/** Statuses by which a picture is turned down, and not whoever sends it. */
const unreadableStatuses = new Set([400, 413, 415, 422]);

/** OpenAI's moderation endpoint. Nothing of what is asked is kept or logged. */
export function createEndpoint(client: OpenAI, options: EndpointOptions): Endpoint {
	const { shrink, clock, log, answerMs = 5000, patienceMs = 4000 } = options;
	const inTurn = createGate(picturesAtOnce);
	let absentUntil = 0;
	let isAbsenceTold = false;
	let lastTold = Number.NEGATIVE_INFINITY;

	async function ask(input: string | ModerationMultiModalInput[], since: number, repeats = 0): Promise<Look> {
		if (clock.now() < absentUntil) return { kind: 'absent' };
		try {
			const signal = AbortSignal.timeout(answerMs);
			// The SDK's own deadline ends with the head of an answer, the signal with its last byte.
			const body: unknown = await client.moderations.create({ model, input }, { timeout: answerMs, signal });
			return readScores(body, model) ?? down('the answer has no scores');
		} catch (error) {
			const status = error instanceof APIError ? (error.status ?? 0) : 0;
			if (absentStatuses.has(status)) return absent();
			if (typeof input !== 'string' && unreadableStatuses.has(status)) return { kind: 'unreadable' };
			const outcome = outcomeOf(error);
			const waitMs = repeats < mostRepeats ? pauseAfter(outcome) : undefined;
			if (waitMs === undefined || clock.now() + waitMs > since + patienceMs) {
				return down('detail' in outcome ? outcome.detail : outcome.kind);
			}
			await pause(waitMs);
			return ask(input, since, repeats + 1);
		}
	}

	function absent(): Look {
		absentUntil = clock.now() + absentMs;
		if (!isAbsenceTold) log.warn({}, 'this provider has no moderation endpoint: words and patterns alone judge');
		isAbsenceTold = true;
		return { kind: 'absent' };
	}

	function down(detail: string): Look {
		if (clock.now() - lastTold >= tellEveryMs) {
			lastTold = clock.now();
			// What that means for the request is each server's setting.
			log.warn({ detail }, 'the moderation endpoint gives no answer');
		}
		return { kind: 'down' };
	}

	async function show(picture: Picture, since: number): Promise<Look> {
		if (clock.now() - since > patienceMs) return down('too many pictures at once');
		const shown = await shrink(picture).catch(() => undefined);
		if (!shown || !moderatedTypes.includes(shown.type)) return { kind: 'unreadable' };
		const url = `data:${shown.type};base64,${Buffer.from(shown.bytes).toString('base64')}`;
		return ask([{ type: 'image_url', image_url: { url } }], since);
	}

	return {
		text: (text) => ask(text, clock.now()),
		async picture(picture) {
			const since = clock.now();
			return since < absentUntil ? { kind: 'absent' } : inTurn(() => show(picture, since));
		},
	};
}

/** Milliseconds after which it can be asked again; undefined where that would not help. */
function pauseAfter(outcome: Outcome): number | undefined {
	const isLimited = outcome.kind === 'notTaken' && outcome.reason === 'rateLimit';
	return isLimited ? (outcome.retryAfterMs ?? defaultPauseMs) : undefined;
}
