import { APIError } from 'openai';
import type { Outcome, TokenUsage } from '../core/ports.ts';
import { NotConnected } from './connection.ts';
import { fieldOf, listOf, textOf } from './json.ts';

/** What a provider says went wrong: the `error` object of an answer, and the HTTP status where that was no 200. */
export interface Complaint {
	status?: number | undefined;
	/** `{code, type, param, message}` at OpenAI, a bare text or nothing elsewhere. */
	error: unknown;
	headers?: Headers | undefined;
}

const refusalCodes = new Set([
	'moderation_blocked',
	'content_policy_violation',
	'image_content_policy_violation',
	'content_filter',
	'invalid_prompt',
	'bio_policy',
	'misalignment_policy_violation',
]);

const creditCodes = new Set([
	'insufficient_quota',
	'billing_hard_limit_reached',
	'billing_not_active',
	'credit_balance_exhausted',
	'organization_usage_limit_exceeded',
]);

/** Said inside an answer: something broke at the provider, perhaps after the drawing. */
const breakdownCodes = new Set(['server_error', 'server_is_overloaded', 'vector_store_timeout']);

/** Statuses that say clearly that the request was turned down. What is not here may have been drawn all the same. */
const turnedDown = new Set([400, 404, 405, 410, 411, 413, 414, 415, 422, 431]);

/** The outcome of a paid call that threw, by the table of OpenAI's errors; nothing that may have been bought is ever called free. */
export function outcomeOf(error: unknown): Outcome {
	if (error instanceof APIError && typeof error.status === 'number') {
		return outcomeOfComplaint({ status: error.status, error: error.error, headers: error.headers });
	}
	const chain = [...causes(error)];
	const detail = chain.map(nameOf).join(' < ');
	if (chain.some((cause) => cause instanceof NotConnected)) return { kind: 'notTaken', reason: 'unreachable', detail };
	if (chain.some((cause) => codeOf(cause) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')) return { kind: 'unusable', detail };
	return { kind: 'unknown', detail };
}

/** The same table for an answer that carries its error inside; `usage` is what it says it cost. */
export function outcomeOfComplaint(complaint: Complaint, usage?: TokenUsage): Outcome {
	const { status, error } = complaint;
	const code = textOf(error, 'code') ?? '';
	const detail = describe(complaint);
	const rejected = (reason: Extract<Outcome, { kind: 'rejected' }>['reason']): Outcome => ({
		kind: 'rejected',
		reason,
		detail,
	});

	// A gateway that failed may have failed after the drawing, whatever its body says.
	if (status === undefined ? breakdownCodes.has(code) : status >= 500) return { kind: 'unknown', detail };
	if (refusalCodes.has(code)) return { kind: 'refused', categories: categoriesOf(error), ...(usage ? { usage } : {}) };
	if (status === 402 || isOutOfCredit(error)) return rejected('noCredit');
	if (status === 429 || code === 'rate_limit_exceeded') {
		const retryAfterMs = retryAfter(complaint.headers, Date.now());
		return { kind: 'notTaken', reason: 'rateLimit', detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
	}
	if (status === 401) return rejected('badKey');
	if (status === 403) return rejected(/\bverified\b/i.test(messageOf(error)) ? 'unverified' : 'badKey');
	if (status !== undefined && !turnedDown.has(status)) return { kind: 'unknown', detail };
	if (isModelGone(status, error)) return rejected('modelGone');
	return rejected('badInput');
}

/** What an event of a stream says went wrong: at OpenAI the event itself or its `error`, elsewhere any of these. */
export function errorIn(event: unknown): unknown {
	return fieldOf(event, 'error') ?? (textOf(event, 'type') === 'error' ? event : undefined);
}

/** The same table for an error in the midst of a stream, which has no status: only one with a code is clear enough to be called free. */
export function outcomeOfBroken(error: unknown, isBegun: boolean): Outcome {
	return unlessBegun(outcomeOfComplaint({ error }), isBegun || textOf(error, 'code') === undefined);
}

/** Once drawing has begun, nothing says any more that it was not billed. */
export function unlessBegun(outcome: Outcome, isBegun: boolean): Outcome {
	const isFree = outcome.kind === 'rejected' || outcome.kind === 'notTaken';
	return isBegun && isFree ? { kind: 'unknown', detail: outcome.detail } : outcome;
}

function isOutOfCredit(error: unknown): boolean {
	const code = textOf(error, 'code') ?? '';
	return (
		textOf(error, 'type') === 'insufficient_quota' || creditCodes.has(code) || code.endsWith('_spend_limit_exceeded')
	);
}

/** The model, or the whole endpoint, is not served there: the operator's business, not the member's. */
function isModelGone(status: number | undefined, error: unknown): boolean {
	if (status === 404 || status === 405 || status === 410) return true;
	if (textOf(error, 'code') === 'model_not_found') return true;
	if (/(^|\.)model$/.test(textOf(error, 'param') ?? '')) return true;
	return /^the (requested )?model\b.{0,120}\b(does not exist|not found)/i.test(messageOf(error));
}

const messageOf = (error: unknown): string => (typeof error === 'string' ? error : (textOf(error, 'message') ?? ''));

function categoriesOf(error: unknown): string[] {
	const named = listOf(fieldOf(error, 'moderation_details'), 'categories');
	return named.filter((it): it is string => typeof it === 'string' && /^[\w /-]{1,64}$/.test(it));
}

/**
 * Milliseconds the provider asks to wait: `retry-after-ms`, else `retry-after` as seconds or as an HTTP date. `now` in
 * milliseconds since the epoch.
 */
function retryAfter(headers: Headers | undefined, now: number): number | undefined {
	const exact = headers?.get('retry-after-ms');
	if (exact && Number.isFinite(Number(exact))) return Math.max(0, Math.ceil(Number(exact)));
	const coarse = headers?.get('retry-after');
	if (!coarse) return undefined;
	const ms = Number.isFinite(Number(coarse)) ? Number(coarse) * 1000 : Date.parse(coarse) - now;
	return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : undefined;
}

/** For the log. Messages are left out: providers quote prompts and keys in them. */
function describe({ status, error, headers }: Complaint): string {
	const fields = ['code', 'type', 'param'].map((name) => [name, textOf(error, name)] as const);
	const said = [...fields, ['request', headers?.get('x-request-id')] as const]
		.filter(([, value]) => value && /^[\w.:[\]-]{1,64}$/.test(value))
		.map(([name, value]) => `${name}=${value}`);
	return [status === undefined ? 'error in the answer' : `HTTP ${status}`, ...said].join(' ');
}

function* causes(error: unknown): Generator<Error> {
	let cause = error;
	for (let depth = 0; cause instanceof Error && depth < 6; depth++) {
		yield cause;
		cause = cause.cause;
	}
}

function codeOf(error: Error): string | undefined {
	return textOf(error, 'code');
}

/** A name and never a message: a parser's message quotes what it read, a socket's the address. */
const nameOf = (error: Error): string => codeOf(error) ?? error.constructor.name;
