import { describe, expect, test } from 'vitest';
import type { PaintLink } from '../../../src/core/painting.ts';
import { linkLifeMs, readLink, signLink } from '../../../src/web/painter/link.ts';

const secret = 'a token of a bot';
const now = Date.UTC(2026, 10, 25, 12);
const link: PaintLink = {
	jobId: '1442890012345678901',
	picture: 3,
	userId: '934189010768064530',
	interactionId: '1442890099999999999',
	until: now + linkLifeMs,
};
const token = signLink(secret, link);

describe('a link to the painter', () => {
	test('comes back as it was signed, for ten minutes', () => {
		expect(readLink(secret, token, now)).toEqual(link);
		expect(readLink(secret, token, now + 10 * 60_000)).toEqual(link);
		expect(readLink(secret, token, now + 10 * 60_000 + 1)).toBe('expired');
	});

	test('is short enough for a button, and one word in an address', () => {
		expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
		expect(token.length).toBeLessThan(200);
	});

	test('holds neither the secret nor anything made from it alone', () => {
		expect(Buffer.from(token.split('.')[0]!, 'base64url').toString()).not.toContain(secret);
	});

	test.each([
		['nothing', ''],
		['a word', 'paint'],
		['a dot', '.'],
		['no signature', token.split('.')[0]!],
		['an empty signature', `${token.split('.')[0]}.`],
		['a part too many', `${token}.x`],
		['a sign more', `${token}A`],
		['a sign less', token.slice(0, -1)],
		['a very long one', 'x'.repeat(100_000)],
		['no letters at all', '💥.💥'],
	])('is forged: %s', (_, forged) => {
		expect(readLink(secret, forged, now)).toBe('forged');
	});

	test('is forged with any letter changed', () => {
		for (let i = 0; i < token.length; i++) {
			const other = token[i] === 'x' ? 'y' : 'x';
			expect(readLink(secret, token.slice(0, i) + other + token.slice(i + 1), now)).toBe('forged');
		}
	});

	test('is forged with another member, another picture or more time under the same signature', () => {
		const signature = token.split('.')[1];
		for (const change of [{ userId: '1' }, { jobId: '1' }, { picture: 0 }, { until: now + 1e9 }]) {
			const other = signLink('somebody else', { ...link, ...change }).split('.')[0];
			expect(readLink(secret, `${other}.${signature}`, now)).toBe('forged');
		}
	});

	test('is forged when another bot signed it', () => {
		expect(readLink(secret, signLink('another token', link), now)).toBe('forged');
	});
});
