import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Outcome, ProviderCall } from '../../src/core/ports.ts';
import { createProvider, type OpenAiProvider, type ProviderOptions } from '../../src/openai/index.ts';

export interface Seen {
	method: string;
	path: string;
	headers: IncomingMessage['headers'];
	body: Buffer;
}

export type Handler = (response: ServerResponse, seen: Seen) => void;

export interface Loopback {
	/** Without a path. */
	origin: string;
	seen: Seen[];
}

/** A server that answers as the test says, once it has read the whole request. Stopped when the test is. */
export async function loopback(handler: Handler): Promise<Loopback> {
	const seen: Seen[] = [];
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
		const one = {
			method: request.method ?? '',
			path: request.url ?? '',
			headers: request.headers,
			body: Buffer.concat(chunks),
		};
		seen.push(one);
		handler(response, one);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.close();
		server.closeAllConnections();
	});
	return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

export const answerJson =
	(body: unknown, status = 200, headers: Record<string, string> = {}): Handler =>
	(response) => {
		response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
	};

export const answerText =
	(text: string, status = 200, type = 'text/html'): Handler =>
	(response) => {
		response.writeHead(status, { 'content-type': type }).end(text);
	};

const frameOf = (event: unknown) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`;

/** These events, and then whatever `after` does; without it the stream ends politely. A text is sent as it is. */
export const answerEvents =
	(events: readonly unknown[], after: Handler = (response) => void response.end()): Handler =>
	(response, seen) => {
		response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
		// A stream without any event still has a head.
		response.flushHeaders();
		response.write(events.map(frameOf).join(''), () => after(response, seen));
	};

/** Breaks the connection off. */
export const cut: Handler = (response) => void response.socket?.destroy();

/** Sends nothing more, and does not end. */
export const stall: Handler = () => {};

/** A provider whose connections end with the test. */
export function provider(baseUrl: string, options: Partial<ProviderOptions> = {}): OpenAiProvider {
	const created = createProvider({
		apiKey: secretKey,
		identitySecret: 'a secret of the operator',
		responsesModel: 'gpt-5.6-luna',
		...options,
		baseUrl,
	});
	onTestFinished(() => created.close());
	return created;
}

/** What one call to a server that answers like this comes to, and what the server saw of it. */
export async function drawAt(
	handler: Handler,
	call: Partial<ProviderCall> = {},
): Promise<{ outcome: Outcome; seen: Seen[] }> {
	const { origin, seen } = await loopback(handler);
	const outcome = await provider(`${origin}/v1`).draw(drawing(call));
	return { outcome, seen };
}

export const secretKey = 'sk-loopback-0123456789abcdef';
export const secretPrompt = 'a velvet otter named Bartholomew';

export function drawing(call: Partial<ProviderCall> = {}): ProviderCall {
	return {
		endpoint: 'generations',
		model: 'gpt-image-2.5-flare',
		prompt: secretPrompt,
		count: 1,
		size: '1024x1024',
		quality: 'medium',
		inputs: [],
		userId: '80351110224678912',
		...call,
	};
}

/** One transparent pixel. */
export const pngBase64 =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
export const png = Buffer.from(pngBase64, 'base64');
