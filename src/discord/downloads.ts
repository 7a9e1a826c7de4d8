import { Refused } from '../core/refusal.ts';
import type { Source } from '../core/request.ts';

/** Inputs are downloaded at once: their addresses are signed and expire. `limit` is in bytes; what pictures may have unless told. */
export type Download = (source: Source, limit?: number) => Promise<Uint8Array>;

/** Bytes. More than any phone's photo, and little enough that five at once fit in memory. */
const pictureLimit = 20 * 1024 * 1024;
const timeoutMs = 20_000;

/** Only from the allowed origins, without redirects, and never more than the limit, whatever the server says of its size. Throws `Refused`. */
export function createDownload(origins: readonly string[]): Download {
	return async ({ name, url, size }, limit = pictureLimit) => {
		if (!isAllowed(url, origins)) throw new Refused({ code: 'pictureForeign', name });
		if (size > limit) throw new Refused({ code: 'pictureTooLarge', name, limit });
		try {
			const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
			if (response.status >= 300 && response.status < 400) throw new Refused({ code: 'pictureForeign', name });
			if (!response.ok || !response.body) throw new Refused({ code: 'pictureGone', name });
			return await readCapped(response.body, name, limit);
		} catch (error) {
			if (error instanceof Refused) throw error;
			throw new Refused({ code: 'pictureSlow', name });
		}
	};
}

async function readCapped(body: ReadableStream<Uint8Array>, name: string, limit: number): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of body) {
		bytes += chunk.byteLength;
		// Leaving the loop cancels the stream, and with it the connection.
		if (bytes > limit) throw new Refused({ code: 'pictureTooLarge', name, limit });
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function isAllowed(url: string, origins: readonly string[]): boolean {
	return URL.canParse(url) && origins.includes(new URL(url).origin);
}
