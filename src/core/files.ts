/** Bytes a file may have in direct messages, and in servers without boosts. */
export const defaultAttachmentLimit = 10 * 1024 * 1024;

/** Bytes; Discord takes 25 MiB a request, of which a little goes to the message itself. */
const requestLimit = 24 * 1024 * 1024;

/** Files in as few requests as hold them, in their order; each of them fits into one by itself. */
export function inRequests<T extends { bytes: Uint8Array }>(files: readonly T[]): T[][] {
	const requests: T[][] = [];
	let left = 0;
	for (const file of files) {
		if (requests.length === 0 || file.bytes.byteLength > left) {
			requests.push([]);
			left = requestLimit;
		}
		requests.at(-1)!.push(file);
		left -= file.bytes.byteLength;
	}
	return requests;
}

/** Bytes each of so many files may have: Discord's limit for one, and their share of a request. */
export const fileLimit = (attachmentLimit: number, files: number): number =>
	Math.min(attachmentLimit, Math.floor(requestLimit / Math.max(1, files)));
