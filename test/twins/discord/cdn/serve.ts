import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Faults } from '../types.ts';
import type { Attachments } from './attachments.ts';

/** Answers `GET /attachments/…`, with the faults a content network can have. */
export async function serveAttachment(
	request: IncomingMessage,
	response: ServerResponse,
	url: URL,
	{ attachments, faults }: { attachments: Attachments; faults: Faults['cdn'] },
): Promise<void> {
	if (faults.redirectTo) {
		response.writeHead(302, { location: faults.redirectTo }).end();
		return;
	}
	const file = faults.expireNow ? undefined : attachments.open(url.pathname, url.searchParams);
	if (!file) {
		response.writeHead(404, { 'content-type': 'text/plain;charset=UTF-8' }).end('This content is no longer available.');
		return;
	}
	response.writeHead(200, {
		'content-type': faults.contentType ?? file.contentType,
		'content-length': faults.wrongLength ?? file.bytes.length,
		'access-control-allow-origin': '*',
		'cache-control': 'private, max-age=3600',
		'x-robots-tag': 'noindex, nofollow, noarchive, nocache, noimageindex, noodp',
	});
	if (request.method === 'HEAD') response.end();
	else if (faults.cutAfterBytes !== undefined) {
		response.write(file.bytes.subarray(0, faults.cutAfterBytes), () => response.destroy());
	} else if (faults.slowBytesPerSecond) await drip(response, file.bytes, faults.slowBytesPerSecond);
	else if (faults.wrongLength !== undefined) {
		response.write(file.bytes.subarray(0, faults.wrongLength), () => response.destroy());
	} else response.end(file.bytes);
}

async function drip(response: ServerResponse, bytes: Uint8Array, bytesPerSecond: number) {
	const step = Math.max(1, Math.floor(bytesPerSecond / 10));
	for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
		response.write(bytes.subarray(at, at + step));
		await wait(100);
	}
	response.end();
}
