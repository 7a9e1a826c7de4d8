import { Refused } from '../../core/refusal.ts';
import type { Source } from '../../core/request.ts';
import type { Download } from '../downloads.ts';

/** Bytes: a hundred prompts of the longest kind that people write. */
export const listFileLimit = 256 * 1024;

/** The text of a file of prompts. Never more of it is read than is allowed. Throws `Refused`. */
export async function readListFile(file: Source, download: Download): Promise<string> {
	const { name } = file;
	try {
		return textOf(await download(file, listFileLimit), name);
	} catch (error) {
		if (!(error instanceof Refused) || error.refusal.code !== 'pictureTooLarge') throw error;
		throw new Refused({ code: 'batchFileTooLarge', name, limit: listFileLimit });
	}
}

/** UTF-8, with or without its mark. Throws `Refused`. */
export function textOf(bytes: Uint8Array, name: string): string {
	if (isUtf16(bytes)) throw new Refused({ code: 'batchFileUtf16', name });
	try {
		const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
		if (!text.includes('\0')) return text;
	} catch {
		// Neither.
	}
	throw new Refused({ code: 'batchFileNotText', name });
}

/** By its mark, or by the zeros that every other byte of plain text is then. */
function isUtf16(bytes: Uint8Array): boolean {
	const [first, second] = bytes;
	if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
	if (bytes.length < 2 || bytes.length % 2 > 0) return false;
	const zeros = [0, 0];
	for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2]! += 1;
	const [even = 0, odd = 0] = zeros;
	return Math.max(even, odd) > bytes.length / 4 && Math.min(even, odd) < bytes.length / 40;
}
