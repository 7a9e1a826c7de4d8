import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ApiProblem } from './problem.ts';

export function sendJson(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): void {
	const text = Buffer.from(JSON.stringify(body));
	response
		.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length, ...headers })
		.end(text);
}

export function sendProblem(response: ServerResponse, problem: ApiProblem): void {
	if (problem.body === '') response.writeHead(problem.status, problem.headers).end();
	else sendJson(response, problem.status, problem.body, problem.headers);
}

export function sendHtml(response: ServerResponse, status: number): void {
	response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
	response.end('<!doctype html><title>One moment</title><h1>We will be right back</h1>');
}

/** Sends half of an answer and breaks the connection. Resolves once the half is on its way. */
export async function cutJson(response: ServerResponse, body: unknown): Promise<void> {
	const text = Buffer.from(JSON.stringify(body));
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
	await new Promise<void>((resolve) => response.write(text.subarray(0, text.length >> 1), () => resolve()));
	breakConnection(response);
}

/** A reset (RST), not a polite end: the client sees ECONNRESET. */
export function breakConnection(response: ServerResponse): void {
	response.socket?.resetAndDestroy();
}

/** Server-sent events; `send` waits for slow readers. */
export interface EventStream {
	send(event: { type: string }): Promise<void>;
	cut(event: { type: string }): Promise<void>;
	end(): void;
}

export function openEvents(response: ServerResponse): EventStream {
	response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
	const frame = (event: { type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
	return {
		async send(event) {
			if (response.destroyed || response.write(frame(event))) return;
			await Promise.race([once(response, 'drain'), once(response, 'close')]);
		},
		async cut(event) {
			const text = frame(event);
			await new Promise<void>((resolve) => response.write(text.slice(0, text.length >> 1), () => resolve()));
			breakConnection(response);
		},
		end: () => void response.end(),
	};
}
