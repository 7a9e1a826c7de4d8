import { modelOf } from './catalogue.ts';
import { costOf, type Drawing, estimate } from './cost.ts';
import type { Call, Job } from './job.ts';
import type { Outcome, StoredPicture } from './ports.ts';
import type { ImageRequest } from './request.ts';

/** A provider that cannot be reached is tried this often, each time after twice the pause, before the member is told. */
const unreachableTries = 6;
const firstPauseMs = 1000;
/** A rate limit without a time to wait. */
const rateLimitPauseMs = 5000;
/** Nobody waits longer than this, from its first answer on, for a rate limit to end. */
const patienceMs = 30 * 60_000;

/** Milliseconds to wait before the same call is sent once more; undefined when it must not be. Only what was provably not taken is. */
export function pauseBefore(outcome: Outcome, call: Call, now: number): number | undefined {
	if (outcome.kind !== 'notTaken') return undefined;
	if (outcome.reason === 'rateLimit') {
		const pause = outcome.retryAfterMs ?? rateLimitPauseMs;
		return now + pause - (call.notTakenSince ?? now) < patienceMs ? pause : undefined;
	}
	return call.notTaken + 1 < unreachableTries ? firstPauseMs * 2 ** call.notTaken : undefined;
}

export interface Settlement {
	call: Pick<Call, 'state'> & Partial<Call>;
	results: StoredPicture[];
}

/** How what came back stands in the ledger: what may have been billed stays on the operator's account, in micro-dollars. */
export function settlementOf(outcome: Outcome, job: Job, call: Call, drawing: Drawing): Settlement {
	if (outcome.kind === 'made') return settlePictures(outcome, job, call, drawing);
	return { call: { images: call.images, ...withoutPicture(outcome, drawing) }, results: [] };
}

/** What a call is to the price table. `inputs` counts the pictures really sent. */
export const drawingOf = (request: ImageRequest, images: number, inputs: number): Drawing => ({
	model: modelOf(request.model),
	size: request.size,
	quality: request.quality,
	images,
	promptLength: request.sent.length,
	inputs,
	previews: request.previews ?? 0,
	enhanced: request.endpoint === 'responses',
	described: request.endpoint === 'describe',
});

/** Micro-dollars to reserve for all the calls of a request. */
export const reservationFor = (request: ImageRequest, inputs: number): number =>
	request.calls.reduce((sum, images) => sum + estimate(drawingOf(request, images, inputs)), 0);

function settlePictures(
	outcome: Extract<Outcome, { kind: 'made' }>,
	job: Job,
	call: Call,
	drawing: Drawing,
): Settlement {
	const { pictures, revisedPrompt, responseId, described, usage } = outcome;
	const before = job.calls.slice(0, call.n).reduce((sum, { images }) => sum + images, 0);
	const results = pictures
		.slice(0, call.images)
		.map(({ bytes, type }, i): StoredPicture => ({ kind: 'result', role: 'image', index: before + i, type, bytes }));
	const images = results.length;
	const costMicros = costOf({ ...drawing, images }, usage);
	return {
		call: {
			state: 'made',
			images,
			costMicros,
			...(revisedPrompt ? { revisedPrompt } : {}),
			...(responseId ? { responseId } : {}),
			...(described ? { described } : {}),
		},
		results,
	};
}

function withoutPicture(
	outcome: Exclude<Outcome, { kind: 'made' }>,
	drawing: Drawing,
): Pick<Call, 'state' | 'costMicros' | 'problem'> {
	switch (outcome.kind) {
		case 'refused': {
			const costMicros = outcome.usage ? costOf(drawing, outcome.usage) : 0;
			return { state: 'refused', costMicros, problem: { code: 'moderation', categories: outcome.categories } };
		}
		case 'rejected':
			return { state: 'failed', costMicros: 0, problem: { code: outcome.reason } };
		case 'notTaken': {
			const code = outcome.reason === 'rateLimit' ? 'busy' : 'unreachable';
			return { state: 'failed', costMicros: 0, problem: { code } };
		}
		case 'unusable':
			return { state: 'failed', costMicros: costOf(drawing, outcome.usage), problem: { code: 'unusable' } };
		case 'unknown':
			return { state: 'unknown', costMicros: estimate(drawing), problem: { code: 'lost' } };
	}
}
