import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendJson, sendProblem } from './answers.ts';
import { serveControl } from './control.ts';
import { imagesRoute } from './images.ts';
import { readRequest } from './intake.ts';
import { serveFiles } from './kept-files.ts';
import { describeModel, modelNamed } from './models.ts';
import { serveModeration } from './moderations.ts';
import { servePaid } from './paid.ts';
import { ApiProblem, notFound, serverError, wrongKey } from './problem.ts';
import { responsesRoute } from './responses/route.ts';
import { serveStoredResponse } from './responses/store.ts';
import { newId, offeredModel, recordCall, type TwinState } from './state.ts';

export interface Listening {
	origin: string;
	stop(): Promise<void>;
}

/** Serves a twin on 127.0.0.1; port 0 takes a free one. */
export async function listen(twin: TwinState, port: number): Promise<Listening> {
	const server = createServer((request, response) => {
		serve(twin, request, response).catch((error: unknown) => answerError(twin, error, response));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function serve(twin: TwinState, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const path = new URL(request.url ?? '/', twin.origin).pathname;
	const method = request.method ?? 'GET';
	const files = /^(?:\/v1)?(\/files\/img-.+)$/.exec(path);
	if (files?.[1] && method === 'GET') return twin.files.serve(files[1], response, twin.now());
	if (path.startsWith('/twin/')) return serveControl(twin, method, path, request, response);

	const paid = method === 'POST' ? /^\/v1\/(?:images\/(generations|edits|variations)|(responses))$/.exec(path) : null;
	if (paid) return serveRecorded(twin, (paid[1] ?? 'responses') as PaidEndpoint, request, response);

	response.setHeader('x-request-id', newId(twin, 'req'));
	checkKey(twin, request);
	if (method === 'POST' && path === '/v1/moderations')
		return serveModeration(twin, await readRequest(request), response);
	if (method === 'GET' && path === '/v1/models') {
		const { listing, models = [] } = twin.options;
		if (listing) return sendJson(response, listing.status, listing.body);
		return sendJson(response, 200, { object: 'list', data: models.map((id) => described(twin, id)) });
	}
	const model = /^\/v1\/models\/(.+)$/.exec(path)?.[1];
	if (method === 'GET' && model)
		return sendJson(response, 200, described(twin, offeredModel(twin, decodeURIComponent(model)).id));
	const kept = /^\/v1\/files(?:\/([^/]+))?$/.exec(path);
	if (kept) return serveFiles(twin, method, kept[1], request, response);
	const stored = /^\/v1\/responses\/([^/]+)(\/cancel)?$/.exec(path);
	if (stored?.[1] && method === (stored[2] ? 'POST' : 'GET')) {
		return serveStoredResponse(twin, stored[1], stored[2] !== undefined, response);
	}
	throw notFound(`Unknown request URL: ${method} ${path}.`, 'unknown_url');
}

function described({ options }: TwinState, id: string) {
	const date = options.shutdownDates?.[id];
	return { ...describeModel(modelNamed(id)), ...(date === undefined ? {} : { shutdown_date: date }) };
}

type PaidEndpoint = 'generations' | 'edits' | 'variations' | 'responses';

async function serveRecorded(
	twin: TwinState,
	endpoint: PaidEndpoint,
	request: IncomingMessage,
	response: ServerResponse,
) {
	const call = recordCall(twin, endpoint);
	response.setHeader('x-request-id', call.id);
	response.once('close', () => {
		if (response.headersSent) call.status = response.statusCode;
		call.endedAt = twin.now();
	});
	checkKey(twin, request);
	call.authorizationOk = true;
	if (endpoint === 'responses') await servePaid(twin, call, request, response, responsesRoute(twin));
	else await servePaid(twin, call, request, response, imagesRoute(twin, endpoint));
}

function checkKey(twin: TwinState, request: IncomingMessage): void {
	const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
	if (key !== twin.apiKey) throw wrongKey(key);
}

function answerError(twin: TwinState, error: unknown, response: ServerResponse): void {
	// The client or the twin itself went away in the middle: nobody is left to answer.
	if (twin.stopping.aborted || response.destroyed) return;
	const problem = error instanceof ApiProblem ? error : serverError();
	if (problem !== error) console.error(error);
	if (!response.headersSent) sendProblem(response, problem);
	else response.end(`event: error\ndata: ${JSON.stringify({ type: 'error', ...(problem.body || {}) })}\n\n`);
}
