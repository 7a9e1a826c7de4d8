import type { Spent } from './ports.ts';
import type { Refusal } from './refusal.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The operator's day turns at midnight UTC. */
export const dayStart = (now: number): number => Math.floor(now / dayMs) * dayMs;

/** All or nothing, and reserved money counts as spent: only so can a burst not overspend. Micro-dollars. */
export function withinDailyBudget(
	spent: Spent,
	micros: number,
	budgetMicros: number | null,
	now: number,
): Refusal | undefined {
	if (budgetMicros === null || spent.todayMicros + micros <= budgetMicros) return undefined;
	return { code: 'operatorBudget', resetsAt: dayStart(now) + dayMs };
}

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
