import { setTimeout as pause } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';

/** Brings the bytes behind an address of an answer. Throws `NotDownloaded`, whose message never holds the address. */
export type Download = (address: string) => Promise<Uint8Array>;

export interface DownloadOptions {
	/** Addresses may be relative to it. */
	baseUrl: URL;
	/** Goes to the provider's own origin only: some servers guard their pictures with it. */
	apiKey: string;
	dispatcher: Dispatcher;
	/** A picture beyond this is not read to its end. */
	maxBytes: number;
}

export class NotDownloaded extends Error {
	/** Trying again would end the same way. */
	readonly final: boolean;

	constructor(message: string, final = false) {
		super(message);
		this.name = 'NotDownloaded';
		this.final = final;
	}
}

const maxRedirects = 3;
const timeoutMs = 60_000;
/** The picture is paid for and the download is free, so it is tried more than once. */
const pausesMs = [300, 1500];

export function createDownload({ baseUrl, apiKey, dispatcher, maxBytes }: DownloadOptions): Download {
	return async (address) => {
		for (const pauseMs of pausesMs) {
			try {
				return await get(address);
			} catch (error) {
				if (error instanceof NotDownloaded && error.final) throw error;
				await pause(pauseMs);
			}
		}
		return get(address);
	};

	async function get(address: string): Promise<Uint8Array> {
		const signal = AbortSignal.timeout(timeoutMs);
		let url = resolve(address, baseUrl);
		for (let hop = 0; hop <= maxRedirects; hop++) {
			const { statusCode, headers, body } = await ask(url, signal);
			if (statusCode === 200) return collect(body);
			// An unread body would keep its socket; what it says is of no interest.
			body.on('error', () => {}).destroy();
			if (statusCode < 300 || statusCode > 399 || typeof headers.location !== 'string') {
				throw new NotDownloaded(`download: HTTP ${statusCode}`);
			}
			url = resolve(headers.location, url);
		}
		throw new NotDownloaded('download: too many redirects', true);
	}

	/** http(s) only, and never http when the provider itself is spoken to over https. */
	function resolve(address: string, from: URL): URL {
		const url = URL.parse(address, from.href);
		if (!url) throw new NotDownloaded('download: not an address', true);
		const plainAllowed = baseUrl.protocol === 'http:';
		if (url.protocol === 'https:' || (url.protocol === 'http:' && plainAllowed)) return url;
		throw new NotDownloaded(`download: ${url.protocol} is not allowed`, true);
	}

	async function ask(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
		const headers = url.origin === baseUrl.origin ? { authorization: `Bearer ${apiKey}` } : {};
		try {
			return await request(url, { dispatcher, signal, headers });
		} catch (error) {
			throw interrupted(error);
		}
	}

	async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
		const chunks: Uint8Array[] = [];
		let bytes = 0;
		try {
			for await (const chunk of body) {
				bytes += chunk.byteLength;
				if (bytes > maxBytes) throw new NotDownloaded('download: too large', true);
				chunks.push(chunk);
			}
		} catch (error) {
			throw error instanceof NotDownloaded ? error : interrupted(error);
		}
		return Buffer.concat(chunks, bytes);
	}
}

function interrupted(error: unknown): NotDownloaded {
	const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'interrupted';
	return new NotDownloaded(`download: ${code}`);
}
