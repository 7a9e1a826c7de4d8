import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { TwinState } from '../state.ts';
import type { FailNext, RequestRecord } from '../types.ts';
import { type RequestBody, readRequestBody } from './body.ts';
import { DiscordError, notFound, unauthorized } from './discord-error.ts';
import { type Bucket, emptyBucket, globalRule, interactionRule, take } from './ratelimits.ts';
import { createRouter, type Match, type Route } from './router.ts';

/** The log keeps about this many requests. */
const maxLog = 50_000;
const callbackRoute = '/interactions/:interaction/:token/callback';

interface Outcome {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
}

/** Answers everything under `/api/v10`: authorization, faults, rate limits, the route, the log. */
export function createRestApi(state: TwinState, routes: Route[]) {
	const match = createRouter(routes);
	const globalBucket = emptyBucket();

	return async function serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
		const method = request.method ?? 'GET';
		const matched = match(method, url.pathname.replace(/^\/api\/v10/, ''));
		const record = newRecord(method, matched, url, request, state.now());
		const outcome = await answer(request, url, matched, record).catch((error: unknown) => {
			if (request.errored) throw error;
			return refuse(error);
		});
		record.status = outcome.status;
		const { code } = (outcome.body ?? {}) as { code?: unknown };
		if (outcome.status >= 400 && typeof code === 'number') record.code = code;
		if ([401, 403, 429].includes(outcome.status)) state.counters.invalidRequests += 1;
		keep(state.log, record);
		if (matched?.route.template === callbackRoute && state.faults.dropCallbackAnswers) request.socket.destroy();
		else send(response, outcome);
	};

	async function answer(
		request: IncomingMessage,
		url: URL,
		matched: Match | undefined,
		record: RequestRecord,
	): Promise<Outcome> {
		const { payload, files } = await readRequestBody(request);
		note(record, { payload, files });
		if (!matched) throw notFound();
		const { route, params } = matched;
		await delay(record);
		const failure = takeFailure(record);
		if (failure) return failureOutcome(failure);
		if (!route.isInteraction && request.headers.authorization !== `Bot ${state.token}`) throw unauthorized();
		const limited = limit(route, params);
		if (limited.retryAfterMs > 0) return tooMany(limited);
		try {
			const { status, body } = await route.handle({ params, query: url.searchParams, payload, files, record });
			return { status, body, headers: limited.headers };
		} catch (error) {
			return { ...refuse(error), headers: limited.headers };
		}
	}

	async function delay({ method, route }: RequestRecord) {
		const { delay: delays, callbackDelayMs } = state.faults;
		const fitting = delays.find((one) => `${method} ${route}`.includes(one.route));
		if (fitting) await wait(fitting.ms);
		if (route === callbackRoute && callbackDelayMs > 0) await wait(callbackDelayMs);
	}

	function takeFailure({ method, route }: RequestRecord): FailNext | undefined {
		const failure = state.faults.failNext.find((one) => one.times > 0 && `${method} ${route}`.includes(one.route));
		if (failure) failure.times -= 1;
		return failure;
	}

	/** Callbacks have no bucket, edits and follow-ups share their interaction's, all else shares the global one. */
	function limit(route: Route, params: Record<string, string>) {
		if (!route.isInteraction) {
			const { retryAfterMs } = take(globalBucket, globalRule);
			return { retryAfterMs, isGlobal: true, headers: {} };
		}
		const bucket: Bucket | undefined =
			route.template === callbackRoute ? undefined : state.interactions.byToken(params.token ?? '')?.bucket;
		return { ...(bucket ? take(bucket, interactionRule) : { retryAfterMs: 0, headers: {} }), isGlobal: false };
	}
}

function newRecord(
	method: string,
	matched: Match | undefined,
	url: URL,
	request: IncomingMessage,
	at: number,
): RequestRecord {
	const reason = request.headers['x-audit-log-reason'];
	return {
		method,
		path: matched?.path ?? url.pathname,
		route: matched?.route.template ?? url.pathname,
		status: 0,
		at,
		body: null,
		files: [],
		...(typeof reason === 'string' ? { reason: decodeURIComponent(reason) } : {}),
	};
}

function note(record: RequestRecord, { payload, files }: RequestBody) {
	record.body = payload ?? null;
	record.files = [...files.values()].map(({ name, bytes }) => ({ name, size: bytes.length }));
}

function keep(log: RequestRecord[], record: RequestRecord) {
	log.push(record);
	if (log.length > maxLog * 1.1) log.splice(0, log.length - maxLog);
}

function refuse(error: unknown): Outcome {
	if (!(error instanceof DiscordError)) {
		console.error('the Discord twin failed:', error);
		return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
	}
	const { status, message, code, errors } = error;
	return { status, body: { message, code, ...(errors === undefined ? {} : { errors }) } };
}

function failureOutcome({ status, body, headers }: FailNext): Outcome {
	const limited = status === 429 ? { retry_after: 0.5, global: false } : {};
	return { status, body: body ?? { message: `${status}: injected`, code: 0, ...limited }, headers: headers ?? {} };
}

function tooMany({
	retryAfterMs,
	headers,
	isGlobal,
}: {
	retryAfterMs: number;
	headers: Record<string, string>;
	isGlobal: boolean;
}): Outcome {
	const seconds = retryAfterMs / 1000;
	return {
		status: 429,
		body: { message: 'You are being rate limited.', retry_after: Number(seconds.toFixed(3)), global: isGlobal },
		headers: {
			...headers,
			'retry-after': String(Math.ceil(seconds)),
			'x-ratelimit-scope': isGlobal ? 'global' : 'user',
			...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
		},
	};
}

function send(response: ServerResponse, { status, body, headers = {} }: Outcome) {
	if (body === undefined) {
		response.writeHead(status, headers).end();
		return;
	}
	const isText = typeof body === 'string';
	const text = isText ? body : JSON.stringify(body);
	response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers }).end(text);
}
