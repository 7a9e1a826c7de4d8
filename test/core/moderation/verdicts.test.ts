import { describe, expect, test } from 'vitest';
import type { Look } from '../../../src/core/moderation/moderator.ts';
import { type Kept, rememberVerdicts, type VerdictParts } from '../../../src/core/moderation/verdicts.ts';

const fine: Look = { kind: 'scores', scores: { hate: 0.2 }, model: 'omni' };
const picture = { bytes: Uint8Array.of(1, 2), type: 'image/png' };
const never = new Promise<never>(() => {});

function create(answers: readonly Look[] = [fine], parts: Partial<VerdictParts> = {}) {
	const kept = new Map<string, { value: Kept; ttl: number }>();
	const asked: unknown[] = [];
	const answer = async (content: unknown) => {
		asked.push(content);
		return answers[Math.min(asked.length, answers.length) - 1]!;
	};
	const endpoint = rememberVerdicts({
		endpoint: { text: answer, picture: ({ bytes }) => answer(bytes) },
		cache: {
			get: async (key) => kept.get(key)?.value,
			set: async (key, value, ttl) => void kept.set(key, { value, ttl }),
		},
		hashOf: (kind, content) => `${kind} ${content}`,
		clock: { sleep: async () => new Promise((resolve) => setImmediate(resolve)) },
		...parts,
	});
	return { ...endpoint, asked, kept };
}

describe('a verdict in the cache', () => {
	test('is kept for a week, by the hash of what was looked at', async () => {
		const { text, picture: look, asked, kept } = create();
		expect([await text('a fox'), await text('a fox'), await text('an owl')]).toEqual([fine, fine, fine]);
		expect([await look(picture), await look({ ...picture })]).toEqual([fine, fine]);
		expect(asked).toEqual(['a fox', 'an owl', picture.bytes]);
		expect([...kept.keys()]).toEqual(['text a fox', 'text an owl', 'picture 1,2']);
		const [first] = kept.values();
		expect(first).toEqual({ value: { scores: { hate: 0.2 }, model: 'omni' }, ttl: 7 * 24 * 3_600_000 });
	});

	test('is asked for once by many at a time', async () => {
		const { text, asked } = create();
		await Promise.all(Array.from({ length: 50 }, () => text('a fox')));
		expect(asked).toEqual(['a fox']);
	});

	test.each(['down', 'unreadable', 'absent'] as const)('%s is no verdict, and asked for again', async (kind) => {
		const { text, kept } = create([{ kind }, fine]);
		expect(await text('a fox')).toEqual({ kind });
		expect(kept.size).toBe(0);
		expect(await text('a fox')).toEqual(fine);
	});

	test('comes from the endpoint when the store fails or is silent', async () => {
		const failing = { get: () => Promise.reject(new Error('away')), set: () => Promise.reject(new Error('away')) };
		expect(await create([fine], { cache: failing }).text('a fox')).toEqual(fine);
		expect(await create([fine], { cache: { get: () => never, set: () => never } }).text('a fox')).toEqual(fine);
	});
});
