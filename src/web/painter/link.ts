import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { PaintLink } from '../../core/painting.ts';

/** How long a link is good for, in milliseconds. */
export const linkLifeMs = 10 * 60_000;

/** The key is for these links alone: whatever else the secret signs cannot be passed off as one. */
const purpose = 'easel painter link, version 1';

/**
 * The link as one word for an address: about 170 characters, of which Discord's buttons take 512. It can be read by whoever has it, and
 * holds nothing but ids; it is a key to one picture for its ten minutes, so it belongs into a private answer and into no log.
 */
export function signLink(secret: string, link: PaintLink): string {
	const { jobId, picture, userId, interactionId, until } = link;
	const payload = Buffer.from(JSON.stringify([jobId, picture, userId, interactionId, until])).toString('base64url');
	return `${payload}.${signatureOf(secret, payload)}`;
}

/** What `signLink` signed with the same secret, while it is not later than `until`. */
export function readLink(secret: string, token: string, now: number): PaintLink | 'forged' | 'expired' {
	const [payload = '', signature = '', ...more] = token.split('.');
	if (more.length > 0 || !isSame(signature, signatureOf(secret, payload))) return 'forged';
	const [jobId, picture, userId, interactionId, until] = JSON.parse(Buffer.from(payload, 'base64url').toString());
	return now > until ? 'expired' : { jobId, picture, userId, interactionId, until };
}

function signatureOf(secret: string, payload: string): string {
	const key = Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
	return createHmac('sha256', key).update(payload).digest('base64url');
}

/** Takes as long for a wrong beginning as for a wrong end. */
function isSame(given: string, right: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(right)];
	return a.length === b.length && timingSafeEqual(a, b);
}
