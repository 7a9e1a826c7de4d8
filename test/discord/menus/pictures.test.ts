import { expect, test } from 'vitest';
import type { Source } from '../../../src/core/request.ts';
import { createPicked, pickedAt, picturesFor } from '../../../src/discord/menus/pictures.ts';
import { attached, jobOf } from '../../core/jobs.ts';

const { id: jobId } = jobOf();
const target = { messageId: '1', jobId: undefined, pictures: [attached('a.png'), attached('b.png')], isPrivate: false };

test('pictures that somebody posted are taken from where they are', () => {
	expect(picturesFor(target)).toEqual(target.pictures);
});

test('pictures of ours are the results they are: Discord’s addresses are over after a day, and a form may take an hour', () => {
	expect(picturesFor({ ...target, jobId }).map(({ url }) => url)).toEqual([`result:${jobId}/0`, `result:${jobId}/1`]);
});

test('a message without pictures is refused', () => {
	expect(() => picturesFor({ ...target, pictures: [] })).toThrow(
		expect.objectContaining({ refusal: { code: 'noPictures' } }),
	);
});

test('what a form is about is kept an hour under a name that nobody guesses', async () => {
	const kept = new Map<string, { value: readonly Source[]; ttl: number }>();
	const picked = createPicked({
		get: async (key) => kept.get(key)?.value,
		set: async (key, value, ttl) => void kept.set(key, { value, ttl }),
	});
	const id = await picked.put(target.pictures);
	expect(id).toMatch(/^[0-9a-f-]{36}$/);
	expect(await picked.put(target.pictures)).not.toBe(id);
	expect(kept.get(id)?.ttl).toBe(3_600_000);
	expect(await pickedAt(picked, id, 1)).toEqual(attached('b.png'));
	const gone = { refusal: { code: 'resultUnseen' } };
	for (const index of [2, -1, Number.NaN]) await expect(pickedAt(picked, id, index)).rejects.toMatchObject(gone);
	await expect(pickedAt(picked, 'never', 0)).rejects.toMatchObject(gone);
});
