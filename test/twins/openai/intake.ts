import type { IncomingMessage } from 'node:http';
import type { Upload } from './order.ts';
import { invalid } from './problem.ts';

/** The parameters and files of a request, whichever way they were encoded. */
export interface RawRequest {
	fields: Record<string, unknown>;
	files: Upload[];
	multipart: boolean;
}

const mostBytes = 200 * 1024 * 1024;

/** Reads JSON or a multipart form. In a form every value is a string, as on the wire. */
export async function readRequest(request: IncomingMessage): Promise<RawRequest> {
	const type = request.headers['content-type'] ?? '';
	const body = await readBody(request);
	if (type.startsWith('multipart/form-data')) return readForm(type, body);
	if (!type.startsWith('application/json')) {
		throw invalid(null, 'unsupported_content_type', `Unsupported content type: '${type || 'none'}'.`);
	}
	return { fields: readJson(body), files: [], multipart: false };
}

async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > mostBytes) throw invalid(null, 'request_too_large', 'The request body is too large.');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function readJson(body: Buffer): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
	} catch {
		// Answered below, as any other body that is no JSON object.
	}
	throw invalid(null, null, 'We could not parse the JSON body of your request.');
}

async function readForm(type: string, body: Buffer<ArrayBuffer>): Promise<RawRequest> {
	let form: FormData;
	try {
		form = await new Response(body, { headers: { 'content-type': type } }).formData();
	} catch {
		throw invalid(null, null, 'Could not parse multipart form.');
	}
	const raw: RawRequest = { fields: {}, files: [], multipart: true };
	for (const [field, value] of form) {
		if (typeof value === 'string') raw.fields[field] = value;
		else raw.files.push({ field, name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
	}
	return raw;
}
