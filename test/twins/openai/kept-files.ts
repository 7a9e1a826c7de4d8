import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from './answers.ts';
import { fieldsOf, missing } from './fields.ts';
import { readRequest } from './intake.ts';
import { invalid, notFound } from './problem.ts';
import { newId, type TwinState } from './state.ts';

/** A file that was uploaded to `/v1/files`, until it expires or is deleted. Times are ms since the epoch. */
export interface KeptFile {
	id: string;
	name: string;
	type: string;
	bytes: Buffer;
	purpose: string;
	createdAt: number;
	/** Undefined: until it is deleted. */
	expiresAt?: number;
}

const purposes = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'] as const;
const hour = 3600;

/** `POST /v1/files`, `GET` and `DELETE /v1/files/{id}`. A server without files answers as for any other address it does not know. */
export async function serveFiles(
	twin: TwinState,
	method: string,
	id: string | undefined,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const unknown = notFound(`Unknown request URL: ${method} /v1/files.`, 'unknown_url');
	if (twin.options.keepsFiles === false) throw unknown;
	if (id === undefined) {
		if (method !== 'POST') throw unknown;
		return sendJson(response, 200, describeFile(await keep(twin, request)));
	}
	const file = keptFile(twin, id);
	if (!file) throw notFound(`No such File object: ${id}`, 'not_found');
	if (method === 'GET') return sendJson(response, 200, describeFile(file));
	if (method !== 'DELETE') throw unknown;
	twin.kept.delete(id);
	sendJson(response, 200, { id, object: 'file', deleted: true });
}

export function keptFile(twin: TwinState, id: string): KeptFile | undefined {
	const file = twin.kept.get(id);
	return file && twin.now() < (file.expiresAt ?? Number.POSITIVE_INFINITY) ? file : undefined;
}

async function keep(twin: TwinState, request: IncomingMessage): Promise<KeptFile> {
	const raw = await readRequest(request);
	const fields = fieldsOf(raw);
	fields.only(['file', 'purpose', 'expires_after[anchor]', 'expires_after[seconds]']);
	const upload = raw.files.find(({ field }) => field === 'file');
	if (!upload) throw missing('file');
	const purpose = fields.choice('purpose', purposes);
	if (purpose === undefined) throw missing('purpose');
	if (upload.bytes.length === 0) throw invalid('file', 'empty_file', 'The file is empty.');
	const anchor = fields.choice('expires_after[anchor]', ['created_at']);
	const seconds = fields.integer('expires_after[seconds]', hour, 720 * hour);
	if ((anchor === undefined) !== (seconds === undefined)) throw missing('expires_after');
	const createdAt = twin.now();
	const { name, type, bytes } = upload;
	const file: KeptFile = {
		id: newId(twin, 'file').replace('_', '-'),
		name,
		type,
		bytes,
		purpose,
		createdAt,
		...(seconds !== undefined && { expiresAt: createdAt + seconds * 1000 }),
	};
	twin.kept.set(file.id, file);
	twin.uploads.push({ id: file.id, type, bytes: bytes.length, purpose });
	return file;
}

function describeFile({ id, name, bytes, purpose, createdAt, expiresAt }: KeptFile) {
	return {
		id,
		object: 'file',
		bytes: bytes.length,
		created_at: Math.floor(createdAt / 1000),
		...(expiresAt !== undefined && { expires_at: Math.floor(expiresAt / 1000) }),
		filename: name,
		purpose,
		status: 'processed',
		status_details: null,
	};
}
