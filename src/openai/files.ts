import { createHash } from 'node:crypto';
import type { OpenAI } from 'openai';
import type { StoredPicture } from '../core/ports.ts';
import { file } from './images.ts';
import { textOf } from './json.ts';

/** Pictures that are kept at the provider for a while, so that each of several calls need not send them again. */
export interface Files {
	/** The name the provider knows this picture by; undefined when it is to be sent along. Never throws. */
	idOf(picture: StoredPicture): Promise<string | undefined>;
	/** A name was turned down: for a while, pictures are sent along. */
	distrust(): void;
}

/** Below it, a second request costs more than it saves. */
const leastBytes = 256 * 1024;
/** The shortest life the API gives a file. */
const lifeSeconds = 3600;
/** A name is not used to its last minute: a call may wait for its turn at the provider. */
const usedMs = (lifeSeconds - 10 * 60) * 1000;
/** A server without files may be given them. */
const absentMs = 5 * 60_000;
/** An upload that takes longer holds the drawing up. */
const patienceMs = 30_000;
const mostKnown = 500;

/** @param now milliseconds since the epoch */
export function createFiles(client: OpenAI, now: () => number = Date.now): Files {
	/** By the hash of the bytes, the oldest first. Calls that need the same picture at once wait for one upload. */
	const known = new Map<string, { id: Promise<string | undefined>; until: number }>();
	let absentUntil = 0;

	async function upload(picture: StoredPicture): Promise<string | undefined> {
		try {
			const answer: unknown = await client.files.create(
				{
					file: await file(picture, picture.role),
					purpose: 'vision',
					expires_after: { anchor: 'created_at', seconds: lifeSeconds },
				},
				{ timeout: patienceMs, signal: AbortSignal.timeout(patienceMs) },
			);
			const id = textOf(answer, 'id');
			if (id && /^[\w-]{1,128}$/.test(id)) return id;
		} catch {
			// Compatible servers have no files, and a picture that cannot be uploaded can still be sent along.
		}
		distrust();
		return undefined;
	}

	function distrust(): void {
		absentUntil = now() + absentMs;
		known.clear();
	}

	return {
		async idOf(picture) {
			if (picture.bytes.byteLength < leastBytes || now() < absentUntil) return undefined;
			const key = `${picture.type} ${createHash('sha256').update(picture.bytes).digest('base64url')}`;
			const found = known.get(key);
			if (found && now() < found.until) return found.id;
			known.delete(key);
			const id = upload(picture);
			known.set(key, { id, until: now() + usedMs });
			const [oldest] = known.keys();
			if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
			return id;
		},
		distrust,
	};
}
