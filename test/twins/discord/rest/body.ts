import type { IncomingMessage } from 'node:http';
import type { SentFile } from '../messages/files.ts';
import { notJson, tooLarge } from './discord-error.ts';

export interface RequestBody {
	/** The JSON payload; undefined when there was none. */
	payload: unknown;
	files: Map<number, SentFile>;
}

/** Discord refuses requests above 25 MiB whatever their files' limit. */
const maxRequestBytes = 25 * 1024 * 1024 + 64 * 1024;

/** Reads a request of the bot: JSON, or multipart with `payload_json` and `files[n]`. */
export async function readRequestBody(request: IncomingMessage): Promise<RequestBody> {
	const bytes = await readBytes(request, maxRequestBytes);
	const type = request.headers['content-type'] ?? '';
	if (type.startsWith('multipart/form-data')) return readMultipart(bytes, type);
	return { payload: bytes.length === 0 ? undefined : parseJson(bytes.toString()), files: new Map() };
}

/** The whole body; reads to the end even when it is too large, so that the client can read the refusal. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size <= limit) chunks.push(chunk);
	}
	if (size > limit) throw tooLarge();
	return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

async function readMultipart(bytes: Buffer, type: string): Promise<RequestBody> {
	const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
	const files = new Map<number, SentFile>();
	let payload: unknown;
	for (const [name, value] of form) {
		if (typeof value === 'string') {
			if (name === 'payload_json') payload = parseJson(value);
			continue;
		}
		const index = /^files\[(\d+)\]$/.exec(name)?.[1] ?? (name === 'file' ? '0' : undefined);
		if (index !== undefined) files.set(Number(index), { name: value.name, bytes: await value.bytes() });
	}
	return { payload, files };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw notJson();
	}
}
