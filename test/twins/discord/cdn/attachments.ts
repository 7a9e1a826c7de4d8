import { createHmac, randomBytes } from 'node:crypto';
import type { MessageAttachment } from '../types.ts';
import { contentTypeOf } from './content-types.ts';
import { imageSize } from './image-size.ts';

export interface StoredAttachment {
	id: string;
	/** The path its address starts with; ephemeral uploads have a folder of their own. */
	path: string;
	filename: string;
	/** Bytes. */
	size: number;
	contentType: string | undefined;
	width?: number;
	height?: number;
	description?: string;
	spoiler: boolean;
}

export interface NewAttachment {
	channelId: string;
	name: string;
	bytes: Uint8Array;
	type?: string;
	description?: string;
	spoiler?: boolean;
	ephemeral?: boolean;
}

export interface Attachments {
	add(file: NewAttachment): StoredAttachment;
	/** A signed address that works for 24 h. */
	sign(attachment: StoredAttachment): string;
	toData(attachment: StoredAttachment): MessageAttachment;
	/** As Discord sends it in messages and in `resolved.attachments`. */
	toWire(attachment: StoredAttachment, ephemeral?: boolean): Record<string, unknown>;
	/** The bytes behind a path and query, or undefined when the signature is wrong or too old. */
	open(path: string, query: URLSearchParams): { bytes: Uint8Array; contentType: string } | undefined;
	clear(): void;
}

const urlLifetimeMs = 24 * 60 * 60 * 1000;
/** The oldest files are forgotten above this, so that a long benchmark does not fill the memory. */
const maxStoredBytes = 512 * 1024 * 1024;

export function createAttachments(origin: () => string, now: () => number, nextId: () => string): Attachments {
	const key = randomBytes(32);
	const files = new Map<string, { bytes: Uint8Array; contentType: string }>();
	let storedBytes = 0;

	function keep(path: string, file: { bytes: Uint8Array; contentType: string }) {
		files.set(path, file);
		storedBytes += file.bytes.length;
		for (const [oldest, { bytes }] of files) {
			if (storedBytes <= maxStoredBytes) break;
			files.delete(oldest);
			storedBytes -= bytes.length;
		}
	}

	const signature = (path: string, ex: string, is: string) =>
		createHmac('sha256', key).update(`${path}?ex=${ex}&is=${is}`).digest('hex');

	function sign({ path }: StoredAttachment): string {
		const is = Math.floor(now() / 1000).toString(16);
		const ex = Math.floor((now() + urlLifetimeMs) / 1000).toString(16);
		return `${origin()}${path}?ex=${ex}&is=${is}&hm=${signature(path, ex, is)}&`;
	}

	return {
		add({ channelId, name, bytes, type, description, spoiler = false, ephemeral = false }) {
			const id = nextId();
			const filename = safeName(name);
			const folder = ephemeral ? 'ephemeral-attachments' : 'attachments';
			const path = `/${folder}/${channelId}/${id}/${encodeURIComponent(filename)}`;
			const contentType = type ?? contentTypeOf(filename);
			keep(path, { bytes, contentType: contentType ?? 'application/octet-stream' });
			return {
				id,
				path,
				filename,
				size: bytes.length,
				contentType,
				...imageSize(bytes),
				...(description === undefined ? {} : { description }),
				spoiler: spoiler || filename.startsWith('SPOILER_'),
			};
		},
		sign,
		toData(attachment) {
			const { path: _, contentType, ...rest } = attachment;
			return { ...rest, url: sign(attachment), content_type: contentType ?? 'application/octet-stream' };
		},
		toWire(attachment, ephemeral = false) {
			const { id, filename, size, contentType, description, width, height, spoiler } = attachment;
			const url = sign(attachment);
			return {
				id,
				filename,
				size,
				url,
				proxy_url: url,
				flags: spoiler ? 8 : 0,
				...(contentType === undefined ? {} : { content_type: contentType }),
				...(description === undefined ? {} : { description }),
				...(width === undefined ? {} : { width, height, placeholder_version: 1 }),
				...(ephemeral ? { ephemeral } : {}),
			};
		},
		open(path, query) {
			const ex = query.get('ex') ?? '';
			const is = query.get('is') ?? '';
			const valid = signature(path, ex, is) === query.get('hm') && Number.parseInt(ex, 16) * 1000 > now();
			return valid ? files.get(path) : undefined;
		},
		clear() {
			files.clear();
			storedBytes = 0;
		},
	};
}

/** Discord keeps letters, digits, dots, dashes and underscores of a file's name. */
export function safeName(name: string): string {
	return name.replace(/\s+/g, '_').replace(/[^\p{L}\p{N}._-]/gu, '') || 'unknown';
}
