import type { ServerResponse } from 'node:http';
import type { PictureFormat } from './order.ts';

interface StoredFile {
	bytes: Buffer;
	type: string;
	expiresAt: number;
}

export interface Files {
	/** Keeps a picture for an hour and returns the path it is served at. */
	add(bytes: Buffer, format: PictureFormat, now: number): string;
	serve(path: string, response: ServerResponse, now: number): void;
	clear(): void;
}

const hour = 3_600_000;

export function createFiles(): Files {
	const files = new Map<string, StoredFile>();
	let count = 0;

	return {
		add(bytes, format, now) {
			count += 1;
			const path = `/files/img-${count.toString(36).padStart(6, '0')}.${format === 'jpeg' ? 'jpg' : format}`;
			files.set(path, { bytes, type: `image/${format}`, expiresAt: now + hour });
			return path;
		},
		serve(path, response, now) {
			const file = files.get(path);
			if (!file) return refuse(response, 404, 'BlobNotFound', 'The specified blob does not exist.');
			if (now >= file.expiresAt) {
				return refuse(response, 403, 'AuthenticationFailed', 'Signature not valid in the specified time frame.');
			}
			response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length }).end(file.bytes);
		},
		clear: () => files.clear(),
	};
}

/** The file store behind the real URLs answers in XML. */
function refuse(response: ServerResponse, status: number, code: string, message: string): void {
	response.writeHead(status, { 'content-type': 'application/xml' });
	response.end(
		`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
	);
}
